import type { MachineEvent } from '../../sim/record.ts'

/** A way to panic: what the kernel says and where it was. */
export interface PanicCause {
  /** The message, as the function panic() got it. */
  readonly message: string
  /** The format of it, where it had parameters: the log's message id follows from that. */
  readonly format?: string
  /** Functions on the stack, the innermost first: `module:function+offset`. */
  readonly stack: readonly string[]
  /** Asked for by an administrator, or by an NMI: the debugger is passed over even if it is loaded. */
  readonly forced: boolean
}
/** Kinds of panics that can be provoked, and any other message. */
export type PanicKind = 'fault' | 'nmi' | 'request'

/** Threads as their addresses: idle on cpu 0, and the one that made a system call. Examples. */
const THREAD = { idle: 'fffffffffbc386c0', call: 'fffffe0b1d5e3b40' } as const
const IDLE = ['unix:i86_mwait+12', 'unix:cpu_idle_mwait+14b', 'unix:idle+a7', 'unix:thread_start+b']

/** The three that a learner can provoke. Messages: illumos uts/i86pc/io/pcplusmp/apic_common.c, uts/common/syscall/uadmin.c, uts/i86pc/os/trap.c; functions: illumos-joyent#275; offsets are examples. */
export const PANICS: Readonly<Record<PanicKind, PanicCause>> = {
  nmi: { message: 'NMI received\n', stack: ['apix:apic_nmi_intr+83', 'unix:av_dispatch_nmivect+34', 'unix:nmiint+152', ...IDLE], forced: true },
  request: {
    message: 'forced crash dump initiated at user request',
    stack: ['genunix:kadmin+568', 'genunix:uadmin+11e', 'unix:brand_sys_syscall+1f5'],
    forced: true,
  },
  fault: {
    message: 'BAD TRAP: type=e (#pf Page fault) rp=fffffe00075ff920 addr=28 occurred in module "genunix" due to a NULL pointer dereference',
    format: 'BAD TRAP: type=%x (%s %s) rp=%p addr=%lx occurred in module "%s" due to %s',
    stack: ['unix:die+c8', 'unix:trap+11a3', 'unix:cmntrap+e9', 'genunix:taskq_thread+2cd', 'unix:thread_start+b'],
    forced: false,
  },
}
/** Where a kernel stands that has only just been loaded: what the debugger shows of its stack. */
export const STARTING: PanicCause = { message: '', stack: ['krtld:kobj_init+3f1', 'krtld:_kobj_boot+72'], forced: false }

/** The cause that an event brings along: one of a kind, or a message of the kernel's start-up. */
export function causeOf(event: MachineEvent): PanicCause {
  const { kind, message } = event
  if (kind === 'nmi' || kind === 'request' || kind === 'fault') return PANICS[kind]
  if (typeof message !== 'string') return PANICS.fault
  return { message, stack: ['genunix:vfs_mountroot+83', 'genunix:main+13c', 'unix:_locore_start+90'], forced: false }
}
/** The lines that the console shows, up to the dump. Source: illumos uts/common/os/panic.c panicsys, uts/intel/ia32/os/archdep.c traceback. */
export function panicText({ message, stack }: PanicCause): string {
  const thread = message.startsWith('forced') ? THREAD.call : THREAD.idle
  const frames = stack.map((frame, i) => `${(0xfffffe00075ff800n + BigInt(i * 0x60)).toString(16)} ${frame} ()\n`)
  return `\n\rpanic[cpu0]/thread=${thread}: \n${message}\n\n${frames.join('')}\n`
}
