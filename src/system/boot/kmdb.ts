import type { World } from '../../sim/world.ts'
import type { Server } from '../hardware/hardware.ts'
import { kernelVersion } from '../platform/names.ts'
import { bootArgsOf } from './bootArgs.ts'
import type { PanicCause } from './panics.ts'

/** Whether the debugger was loaded with the kernel: by the loader's menu, or by the variable that the menu sets. */
export function kmdbLoaded(server: Server): boolean {
  return bootArgsOf(server.system?.bootParameters).kmdb
}
/** What kmdb says when it is entered for the first time. Source: illumos usr/src/cmd/mdb/common/kmdb/kmdb_main.c; the modules are examples. */
export const KMDB_WELCOME = '\nWelcome to kmdb\nLoaded modules: [ scsi_vhci apix mac uppc sd neti unix zfs krtld genunix specfs random sockfs ]\n'
/** The prompt of the debugger: the number of the processor that it stands on. */
export const KMDB_PROMPT = '[0]> '

/** Asked before the debugger resets the machine. Source: illumos usr/src/cmd/mdb/intel/kmdb/kaif.c */
export const KMDB_REBOOT = 'kmdb: Do you really want to reboot? (y/n) '

/** What an answer of the debugger does beside what it prints. */
export interface KmdbAnswer {
  readonly text: string
  readonly does?: 'continue' | 'ask'
}
/** Commands that kmdb has and this one has not: they are told apart from garbage. (illumos usr/src/cmd/mdb, mdb_cmds.c and the kernel's dmods) */
const UNSIMULATED = new Set(
  '::bp ::cpuinfo ::cpuregs ::dcmds ::delete ::dis ::dmesg ::events ::findleaks ::help ::kmastat ::list ::load ::memstat ::mount ::next ::out ::pgrep ::print ::ps ::ptree ::regs ::step ::thread ::threadlist ::walk ::whatis $b $r $l $m $s $v $x :b :d :e :k :s :u :w :x'.split(
    ' ',
  ),
)

/** Answers a line at the debugger's prompt. Sources: illumos usr/src/cmd/mdb/common/kmdb/kmdb_kvm.c, mdb/mdb_lex.l, mdb/mdb_err.c. */
export function kmdb(world: World, server: Server, cause: PanicCause, line: string): KmdbAnswer {
  const words = line.trim().split(/\s+/)
  const [word = ''] = words
  switch (word) {
    case '':
      return { text: '' }
    case ':c':
    case '::cont':
    case '$<systemdump':
      return { text: '', does: 'continue' }
    case '$q':
    case '::quit':
    case '::reboot':
      return { text: '', does: 'ask' }
    case '$c':
    case '$C':
    case '::stack':
      return { text: cause.stack.map((frame) => `${frame.slice(frame.indexOf(':') + 1).replace('+', '+0x')}()\n`).join('') }
    case '::status':
      return {
        text: !server.system
          ? 'debugging live kernel (64-bit) on (not set)\noperating system:   ()\nDTrace state: inactive\nstopped on: debugger entry trap\n'
          : `debugging live kernel (64-bit) on ${server.system?.hostname || '(not set)'}\noperating system: 5.11 ${kernelVersion(world, server.id)} (i86pc)\nimage uuid: ${server.uuid}\nDTrace state: inactive\nstopped on: debugger entry trap\n`,
      }
    case '::panicinfo':
      return { text: `${'cpu'.padStart(24)} ${'0'.padStart(16)}\n${'message'.padStart(24)} ${cause.message.trimEnd()}\n` }
    case '::msgbuf':
      return { text: `MESSAGE\n${cause.message.trimEnd()}\n${cause.stack.map((frame) => `${frame} ()\n`).join('')}` }
    default:
      return { text: refusal(word, line) }
  }
}
function refusal(word: string, line: string): string {
  if (UNSIMULATED.has(word)) return `globalzone: ${word} is not simulated\n`
  if (word.startsWith('::') || word.startsWith('$') || word.startsWith(':')) return `kmdb: invalid command '${word}': unknown dcmd name\n`
  if (/^[A-Za-z_][\w.`]*$/.test(word)) return `kmdb: failed to dereference symbol: unknown symbol name\n`
  if (/[-+*%&|^]$/.test(line.trim())) return 'kmdb: syntax error near "\\n"\n'
  if (/^(0x)?[0-9a-f]+$/i.test(word)) return `globalzone: reading memory is not simulated\n`
  return `kmdb: syntax error near "${line.trim().slice(0, 1)}"\n`
}
