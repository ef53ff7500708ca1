import { z } from 'zod'
import type { Chronicle } from './chronicle.ts'
import type { Commit, JournalEntry, Mark, Rec, SimEvent } from './record.ts'
import { ok, type Refusal, type Result, refuse } from './result.ts'
import { FORMAT, retold, type Save, type SavedCommit, VERSION } from './saved.ts'
import { type Definition, Simulation } from './simulation.ts'

export { type Save, VERSION } from './saved.ts'

/** A saved world comes from outside: bounds for its text in characters, and for its lists. */
const MOST_TEXT = 200_000_000
const MOST = 5_000_000
/** So many events are kept without their past: enough to say why the latest things are as they are. */
const LATEST = 500

const time = z.number().nonnegative()
const count = z.int().nonnegative()
/** A list whose elements are checked one by one, but not copied. */
const list = <T>(check: (one: Record<string, unknown>) => boolean) =>
  z.custom<readonly T[]>((value) => Array.isArray(value) && value.length <= MOST && value.every((one) => isObject(one) && check(one)))
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isRecord = (value: unknown): boolean => isObject(value) && typeof value.id === 'string' && /^[a-z][\w-]*:/i.test(value.id)
const isCommit = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length === 3 &&
  typeof value[0] === 'number' &&
  typeof value[1] === 'number' &&
  isObject(value[2]) &&
  Object.entries(value[2]).every(([id, after]) => after === null || (isRecord(after) && (after as Rec).id === id))
const commits = z.custom<readonly SavedCommit[]>((value) => Array.isArray(value) && value.length <= MOST && value.every(isCommit))
const journal = list<JournalEntry>(({ at, input }) => typeof at === 'number' && isObject(input) && typeof input.type === 'string')
const events = list<SimEvent>(
  ({ id, cause, at, subject, message }) =>
    typeof id === 'number' && typeof cause === 'number' && typeof at === 'number' && typeof subject === 'string' && isObject(message),
)
const marks = list<Mark>((mark) => [mark.events, mark.commits, mark.inputs, mark.arrivals].every(Number.isSafeInteger) && typeof mark.now === 'number')
const from = z.object({ events: count, commits: count, inputs: count, now: time, arrivals: count })
const schema = z
  .object({
    format: z.literal(FORMAT),
    version: z.literal(VERSION),
    seed: z.int(),
    scenario: z.string().max(200),
    now: time,
    arrivals: count,
    records: list<Rec>(isRecord),
    journal,
    events,
    forgotten: count.max(MOST),
    past: z
      .object({ origin: time, commits, marks, branches: z.array(z.object({ from, events, commits, journal, marks, now: time, arrivals: count })).max(10_000) })
      .optional(),
    sum: z.string(),
  })
  .refine((save) => save.events.every(({ id }, i) => id === save.forgotten + i + 1))

/** A world as a value for `JSON.stringify`. With `past`, one can look back in it when it is restored. Take it while no shell task runs. */
export function save(sim: Chronicle, { scenario = 'sandbox', past = false }: { readonly scenario?: string; readonly past?: boolean } = {}): Save {
  const { events, journal, commits, marks, now, arrivals } = sim.story
  const forgotten = past ? 0 : Math.max(0, events.length - LATEST)
  const rest: Omit<Save, 'sum'> = {
    format: FORMAT,
    version: VERSION,
    seed: sim.seed,
    scenario,
    now,
    arrivals,
    records: past ? sim.world.base.records : presentOf(sim),
    journal,
    events: events.slice(forgotten),
    forgotten,
    ...(past && {
      past: {
        origin: sim.world.base.now,
        commits: commits.map(shortened),
        marks,
        branches: sim.branches.map((branch) => ({ ...branch, commits: branch.commits.map(shortened) })),
      },
    }),
  }
  return { ...rest, sum: sumOf(rest) }
}
function presentOf({ world }: Chronicle): Rec[] {
  if (world.position !== world.history.length) throw new Error('one looks at the past: only the present is saved alone')
  return world.snapshot()
}
const shortened = ({ at, event, changes }: Commit): SavedCommit => [at, event, Object.fromEntries(changes.map(([id, , after]) => [id, after ?? null]))]

/** Reads what was saved, of this version or an older one. Refusals: `too large`, `not json`, `foreign`, `newer` (data: version), `damaged`. */
export function parseSave(text: string): Result<Save, 'too large' | 'not json' | 'foreign' | 'newer' | 'damaged'> {
  if (text.length > MOST_TEXT) return refuse('too large')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('not json')
  }
  if (!isObject(value) || value.format !== FORMAT) return refuse('foreign')
  const { version } = value
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) return refuse('damaged')
  if (version > VERSION) return refuse('newer', { version })
  if (version === VERSION) {
    const { sum, ...rest } = value
    if (sum !== sumOf(rest)) return refuse('damaged')
  }
  return checked(migrated(value, version))
}
function checked(value: unknown): Result<Save, 'damaged'> {
  const parsed = schema.safeParse(value)
  return parsed.success ? ok(parsed.data as Save) : damaged(parsed.error)
}
const damaged = (error: z.ZodError): { ok: false; error: Refusal<'damaged'> } => refuse('damaged', { at: error.issues[0]?.path.map(String) ?? [] })

/** What each version lacked, by version: yields the next one. */
const migrations: Readonly<Record<number, (old: Record<string, unknown>) => Record<string, unknown>>> = {
  /** 1 → 2: `time` became `now`; scenario, counter of timers, forgotten events and checksum came. */
  1: ({ time, records, ...old }) => {
    const orders = Array.isArray(records) ? records.map((record) => (isObject(record) && typeof record.order === 'number' ? record.order : 0)) : []
    return { ...old, version: 2, records, now: time, scenario: 'sandbox', arrivals: orders.reduce((a, b) => Math.max(a, b), 0), forgotten: 0, sum: '' }
  },
}
function migrated(value: Record<string, unknown>, version: number): Record<string, unknown> {
  let current = value
  for (let at = version; at < VERSION; at++) current = migrations[at]?.(current) ?? current
  return current
}

/** A simulation that goes on exactly as the saved one would have. */
export function restore(definition: Definition, saved: Save): Simulation {
  const sim = retold(new Simulation(definition, saved.seed), saved)
  definition.repair?.(sim)
  return sim
}

/** FNV-1a over the characters of the JSON text, twice with different starts. */
function sumOf(value: object): string {
  const text = JSON.stringify(value)
  let a = 2166136261
  let b = 0x9e3779b9
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i)
    a = Math.imul(a ^ char, 16777619)
    b = Math.imul(b ^ char, 0x85ebca6b)
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0')
}
