import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate'
import type { Input, JournalEntry } from '../../sim/record.ts'

/** A story as it travels in a link: from which start, with which seed, and all that was done. */
export interface Story {
  readonly scenario: string
  readonly seed: number
  readonly journal: readonly JournalEntry[]
  /** Simulated ms at which it was shared. */
  readonly now: number
}
/** Longest link that is made, in characters: longer ones are cut by mail programs. */
export const LONGEST_LINK = 12_000
/** What comes from a link is foreign: bounds for its characters, its bytes when unpacked, and its inputs. */
const LONGEST_READ = 100_000
const MOST_BYTES = 4_000_000
const MOST_INPUTS = 20_000
const FORMAT = 1

/** Packs a story for an address. */
export function pack(story: Story): string {
  const bytes = deflateSync(
    strToU8(
      JSON.stringify([
        FORMAT,
        story.scenario,
        story.seed,
        story.now,
        story.journal.map(({ at, input, after, amid }) => [at, input, after ?? 0, ...(amid ? [1] : [])]),
      ]),
    ),
    { level: 9 },
  )
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Unpacks a story from an address; undefined if it is damaged, cut short, too large or not one of ours. */
export function unpack(data: string): Story | undefined {
  if (data.length === 0 || data.length > LONGEST_READ || !/^[\w-]+$/.test(data)) return undefined
  try {
    const binary = atob(data.replaceAll('-', '+').replaceAll('_', '/'))
    return storyOf(JSON.parse(inflate(Uint8Array.from(binary, (char) => char.charCodeAt(0)))))
  } catch {
    return undefined
  }
}

/** Inflates up to a bound; throws beyond it, and when the end is missing. */
function inflate(bytes: Uint8Array): string {
  const chunks: Uint8Array[] = []
  let size = 0
  let ended = false
  const inflater = new Inflate((chunk, last) => {
    size += chunk.length
    if (size > MOST_BYTES) throw new RangeError('too large')
    chunks.push(chunk)
    ended = last
  })
  for (let i = 0; i < bytes.length; i += 1024) inflater.push(bytes.subarray(i, i + 1024), i + 1024 >= bytes.length)
  if (!ended) throw new RangeError('cut short')
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return strFromU8(whole)
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function storyOf(value: unknown): Story | undefined {
  if (!Array.isArray(value) || value[0] !== FORMAT) return undefined
  const [, scenario, seed, now, entries] = value
  if (typeof scenario !== 'string' || !/^[\w/-]{0,80}$/.test(scenario) || !Number.isSafeInteger(seed) || !isTime(now)) return undefined
  if (!Array.isArray(entries) || entries.length > MOST_INPUTS) return undefined
  const journal: JournalEntry[] = []
  let before = 0
  for (const entry of entries) {
    if (!Array.isArray(entry) || !isTime(entry[0]) || entry[0] < before || entry[0] > now || !isPlain(entry[1]) || typeof entry[1].type !== 'string')
      return undefined
    if (!Number.isSafeInteger(entry[2]) || entry[2] < 0) return undefined
    if (entry[3] !== undefined && entry[3] !== 1) return undefined
    before = entry[0]
    journal.push({ at: entry[0], input: entry[1] as unknown as Input, after: entry[2], ...(entry[3] === 1 && { amid: true }) })
  }
  return { scenario, seed, journal, now }
}
