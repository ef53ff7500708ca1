import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'
import type { Fill } from '../../system/files/tree.ts'
import { isDevice } from '../../system/media/mounting.ts'
import { writeImage } from './image.ts'
import { type Copy, operandsOf } from './operands.ts'

/** More than this is not copied byte by byte: the copy is of the same filling. */
const BYTES = 16 * 1024 * 1024
/** Bytes a simulated millisecond: about what one disk writes (150 MB/s). */
const RATE = 150_000
/** The same of a stick. */
const STICK_RATE = 10_000

/** What is copied: bytes, or a run of filling. */
type Data = { readonly size: number; readonly bytes?: string; readonly fill: Fill; readonly artifact?: string }

const failOpen = (name: string, error: unknown): never => {
  if (!(error instanceof FileError)) throw error
  throw new Failure(`dd: ${name}: open: ${strerror(error.code)}\n`, 2)
}
/** Reads what is to be copied. */
function read(context: CommandContext, copy: Copy): Data {
  const { files, stdin } = context
  const from = copy.skip * copy.inputBlock
  const limit = copy.count === undefined ? Number.POSITIVE_INFINITY : copy.count * copy.inputBlock
  if (copy.input === undefined) return { size: Math.min(limit, Math.max(0, stdin.length - from)), bytes: stdin.slice(from, from + limit), fill: 'text' }
  const path = pathIn(context.cwd, copy.input)
  try {
    const node = files.stat(path)
    if (node.kind !== 'file') throw new FileError('EISDIR', path)
    const endless = node.device === 'zero' || node.device === 'random'
    if (endless && !Number.isFinite(limit)) throw new Failure('dd: copying without end is not simulated: give a count\n', 2)
    const size = endless ? limit : node.device ? 0 : Math.min(limit, Math.max(0, node.size - from))
    const fill: Fill = node.device === 'zero' ? 'zero' : node.device === 'random' ? 'random' : (node.fill ?? 'text')
    // All of a file is a true copy of it, unless something is done to it.
    const whole = node.artifact && from === 0 && size === node.size && [...copy.conversions].every((one) => one === 'notrunc')
    if (size > BYTES || (endless && copy.conversions.size === 0)) return { size, fill, ...(whole && { artifact: node.artifact }) }
    return { size, bytes: endless ? files.readRange(path, 0, size) : files.readRange(path, from, from + size), fill }
  } catch (error) {
    return failOpen(copy.input, error)
  }
}
function convert({ bytes, ...data }: Data, { conversions, inputBlock }: Copy): Data {
  if (bytes === undefined) return data
  let out = bytes
  if (conversions.has('swab')) out = out.replace(/(.)(.)/gs, '$2$1')
  if (conversions.has('lcase')) out = out.toLowerCase()
  if (conversions.has('ucase')) out = out.toUpperCase()
  if (conversions.has('sync')) out = out.padEnd(Math.ceil(out.length / inputBlock) * inputBlock, '\0')
  return { ...data, bytes: out, size: out.length }
}
/** Writes it: how many bytes, and why no more. */
function write(context: CommandContext, copy: Copy, data: Data): { written: number; error?: FileError } {
  const { files } = context
  if (copy.output === undefined) {
    context.outBytes(data.bytes ?? '')
    return { written: data.size }
  }
  const path = pathIn(context.cwd, copy.output)
  if (isDevice(context.world, context.server, path)) {
    writeImage(context, path, copy.seek === 0 ? data.artifact : undefined)
    return { written: data.size }
  }
  const at = copy.seek * copy.outputBlock
  try {
    // A new file, one that is cut at the place to begin, or one that is written into.
    if (!files.exists(path)) files.write(path, '')
    else if (!copy.conversions.has('notrunc')) files.truncate(path, at === 0 ? 0 : at)
    const node = files.stat(path)
    if (node.kind !== 'file') throw new FileError('EISDIR', path)
    if (node.device) return { written: data.size }
    // Nothing may be written there though it can be opened: said at once.
    if (data.size === 0) files.touch(path)
  } catch (error) {
    return failOpen(copy.output, error)
  }
  const sizeBefore = sizeOf(context, path)
  try {
    if (at === 0 && sizeBefore === 0 && data.bytes === undefined) files.fill(path, data.size, data.fill, data.artifact)
    else files.writeAt(path, at, data.bytes ?? { size: data.size, fill: data.fill })
    return { written: data.size }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return { written: Math.max(0, Math.min(data.size, sizeOf(context, path) - at)), error }
  }
}
function sizeOf({ files }: CommandContext, path: string): number {
  const node = files.stat(path)
  return node.kind === 'file' ? node.size : 0
}
/** `N+M`: full blocks and those cut short. */
const records = (bytes: number, block: number): string => `${Math.floor(bytes / block)}+${bytes % block === 0 ? 0 : 1}`

export const command = defineCommand({
  name: 'dd',
  summary: 'copy a file in blocks',
  synopsis: ['[if=file] [of=file] [bs=n] [ibs=n] [obs=n] [count=n] [skip=n] [seek=n] [conv=value,...]'],
  options: {},
  raw: true,
  description: [
    'Copies standard input, or the file of if=, to standard output or the file of of=, and says how many blocks it were. Sizes may end in b (512), k, M, G.',
    'conv=notrunc leaves what is behind the written part of the file; seek= begins so many blocks into it.',
  ],
  examples: [{ line: 'dd if=/dev/zero of=/zones/f bs=1M count=100', text: 'A file of 100 MiB.' }],
  source: 'illumos usr/src/cmd/dd/dd.c',
  limits: 'Copying takes as long as one disk would need. Text conversions other than lcase, ucase, swab and sync are not simulated.',
  async run(context, { operands }) {
    const copy = operandsOf(operands)
    const raw = read(context, copy)
    const { written, error } = write(context, copy, convert(raw, copy))
    const { now } = context.sim
    const stick = copy.output !== undefined && isDevice(context.world, context.server, pathIn(context.cwd, copy.output))
    await context.wait(Math.max(1, Math.ceil(written / (stick ? STICK_RATE : RATE))))
    const seconds = (context.sim.now - now) / 1000
    const block = copy.same ? copy.inputBlock : copy.outputBlock
    if (error) context.err(`write: ${strerror(error.code)}\n`)
    // What could not be written has been read, and counts as one more record out.
    const tried = error ? Math.min(raw.size, (Math.floor(written / block) + 1) * block) : raw.size
    context.err(`${records(error ? tried : raw.size, copy.inputBlock)} records in\n${records(error ? tried : written, block)} records out\n`)
    context.err(`${written} bytes transferred in ${seconds.toFixed(6)} secs (${(written / seconds).toFixed(0)} bytes/sec)\n`)
    return error ? 2 : 0
  },
})
