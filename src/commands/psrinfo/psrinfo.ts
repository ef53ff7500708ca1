import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { type Cpus, cpusOf } from '../../system/platform/cpus.ts'
import { strftime } from '../../system/platform/dates.ts'
import { bootedAt } from '../../system/platform/names.ts'

const USAGE = 'usage: \n\tpsrinfo -r propname\n\tpsrinfo [-v] [-p] [processor_id ...]\n\tpsrinfo -s [-p] processor_id\n\tpsrinfo -t [-S <state> | -c | -p]\n'
const fail = (text: string, status = 2): never => {
  throw new Failure(text, status)
}
const misused = (message: string): never => fail(`psrinfo: ${message}\n${USAGE}`)
const when = (ms: number): string => strftime('%m/%d/%Y %H:%M:%S', ms)
const STATES = ['off-line', 'on-line', 'spare', 'faulted', 'no-intr', 'disabled', 'unknown', 'all']

/** Processors that are named: all if none is. */
function chosen(operands: readonly string[], { count }: Cpus): number[] {
  return operands.length === 0 ? Array.from({ length: count }, (_, i) => i) : operands.map((word) => processor(word, count))
}
function processor(word: string, count: number): number {
  if (!/^\d+$/.test(word)) misused(`invalid processor specification: ${word}`)
  if (Number(word) >= count) fail(`psrinfo: processor ${word}: Invalid argument\n`, 1)
  return Number(word)
}
function total(parsed: Parsed, cpus: Cpus): number {
  const state = parsed.get('S')
  if (state !== undefined && !STATES.includes(state)) misused(`unknown state "${state}"`)
  if (parsed.has('c')) return cpus.cores
  if (parsed.has('p')) return cpus.sockets
  return state === undefined || state === 'all' ? cpus.count : state === 'on-line' ? cpus.online : 0
}
/** The socket and what is in it. */
function packages({ out }: CommandContext, cpus: Cpus): void {
  const range = cpus.count === 1 ? '0' : `0-${cpus.count - 1}`
  const threads = cpus.count === cpus.cores ? '' : ` and ${cpus.count} virtual processors`
  const what = cpus.cores === 1 ? '1 virtual processor' : `${cpus.cores} cores${threads || ` and ${cpus.count} virtual processors`}`
  out(`The physical processor has ${what} (${range})\n`)
  if (cpus.cores > 1) for (let core = 0; core < cpus.cores; core++) out(`  The core has 1 virtual processor (${core})\n`)
  out(`    x86 (GenuineIntel 60FB1 family 15 model 107 step 1 clock ${cpus.mhz} MHz)\n      ${cpus.brand}\n`)
}

/** Texts: illumos usr/src/cmd/psrinfo/psrinfo.c. */
export const command = defineCommand({
  name: 'psrinfo',
  summary: 'show the processors',
  synopsis: ['[-v] [-p] [processor_id ...]', '-s [-p] processor_id', '-t [-S state | -c | -p]', '-r property'],
  options: {
    v: { help: 'more of each' },
    p: { help: 'sockets instead of processors' },
    s: { help: 'only 1 or 0: whether one is online' },
    t: { help: 'how many there are' },
    S: { help: 'with -t, how many in a state', value: 'state' },
    c: { help: 'with -t, how many cores' },
    r: { help: 'a property, or all of them', value: 'property' },
  },
  description: ['Lists the processors with their state and since when. The property smt_enabled says whether hyper-threads may be used.'],
  source: 'illumos usr/src/cmd/psrinfo/psrinfo.c',
  limits: 'One socket, one thread a core; what the processor says of itself is an example.',
  misuse: (misuse) => ({ stderr: `${misuse.kind === 'unknown option' ? `psrinfo: illegal option -- ${misuse.option}\n` : ''}${USAGE}`, status: 2 }),
  run(context, parsed) {
    const { world, server, out } = context
    const cpus = cpusOf(world, world.need(server))
    const property = parsed.get('r')
    if (property !== undefined) {
      if (property !== 'all' && property !== 'smt_enabled') fail(`psrinfo: unknown CPU property ${property}\n`, 1)
      out(`smt_enabled=${cpus.smt}\n`)
      return 0
    }
    if (parsed.has('t')) {
      out(`${total(parsed, cpus)}\n`)
      return 0
    }
    if (parsed.has('s') && parsed.operands.length !== 1) misused('must specify exactly one processor if -s used')
    if (parsed.has('s') && parsed.has('v')) misused('options -s and -v are mutually exclusive')
    const ids = chosen(parsed.operands, cpus)
    const since = bootedAt(world, server)
    if (parsed.has('s')) out('1\n')
    else if (parsed.has('p') && parsed.has('v')) packages(context, cpus)
    else if (parsed.has('p')) out(`${cpus.sockets}\n`)
    else if (parsed.has('v')) {
      for (const id of ids) {
        out(
          `Status of virtual processor ${id} as of: ${when(dateOf(world))}\n  on-line since ${when(since)}.\n  The i386 processor operates at ${cpus.mhz} MHz,\n\tand has an i387 compatible floating point processor.\n`,
        )
      }
    } else for (const id of ids) out(`${id}\t${'on-line'.padEnd(8)}  since ${when(since)}\n`)
    return 0
  },
})
