import type { Id } from '../sim/record.ts'
import type { Simulation } from '../sim/simulation.ts'
import { listen, print } from '../system/console/tty.ts'
import { toBytes, toText } from './bytes.ts'
import { type CommandContext, Interrupted } from './command.ts'
import type { Output, Streams } from './io.ts'
import { filesOf, loginFrame } from './login.ts'
import { type Frame, nestedIn } from './place.ts'
import { prompt, pushFrame, sessionOf, setTop } from './session.ts'
import type { Task } from './tasks.ts'

/** Where a command is run: by which task, in which shell, on which server. */
export interface Setting {
  readonly sim: Simulation
  readonly task: Task
  readonly server: Id<'server'>
  readonly frame: Frame
  /** The terminal, if its output goes there or it may ask there. */
  readonly tty?: Id<'tty'>
  readonly streams: Streams
  /** Nothing of the line is left after this command: an interactive login may end the task. */
  readonly last?: boolean
  /** What it prints goes into a pipe, a file or a variable. */
  readonly piped?: boolean
}
/** Runs a line or words in another shell; yields the exit status. */
export type Runner = (setting: Setting, what: { argv?: readonly string[]; line?: string }) => Promise<number>
/** Thrown to end a task whose terminal now belongs to the shell it has entered: that one's end goes on with the one before. */
export class HandedOver extends Error {}

/** Prints on a terminal. */
export const terminalOutput = (sim: Simulation, tty: Id<'tty'>, task: Task): Output => {
  const put = (bytes: string): void => {
    if (!task.dead) print(sim, tty, toText(bytes))
  }
  return { out: put, err: put }
}

/** Reads a line from the terminal of a task. */
export async function readLine(setting: Setting, text: string, echo: boolean): Promise<string | undefined> {
  const { sim, task, tty } = setting
  if (!tty) return undefined
  listen(sim, tty, { reader: 'shell', mode: echo ? 'line' : 'password', prompt: text })
  try {
    await task.until(() => task.typed.length > 0)
    return task.typed.shift() ?? undefined
  } finally {
    if (!task.dead) listen(sim, tty, { reader: 'shell', mode: 'busy' })
  }
}
/** Gives the task's terminal to another shell for good: its end goes on with the present one. Throws `HandedOver`. */
export function handOver({ sim, tty, frame }: Setting, next: Frame): never {
  if (tty) {
    setTop(sim, tty, frame)
    pushFrame(sim, tty, next)
    prompt(sim, tty)
  }
  throw new HandedOver()
}
/** Enters a shell in a zone, or of another user, on the task's terminal, and waits until it has ended. */
async function enter(setting: Setting, next: Frame, farewell?: string): Promise<number> {
  const { sim, task, tty } = setting
  const session = tty && sessionOf(sim, tty)
  if (!tty || !session) return 1
  const depth = session.frames.length
  if (setting.last && farewell !== undefined) handOver(setting, { ...next, farewell })
  pushFrame(sim, tty, next)
  prompt(sim, tty)
  task.suspended = true
  const status = () => sessionOf(sim, tty)
  try {
    await task.until(() => (status()?.frames.length ?? 0) <= depth)
  } finally {
    task.suspended = false
    if (!task.dead) listen(sim, tty, { reader: 'shell', mode: 'busy' })
  }
  if (farewell !== undefined) setting.streams.out(toBytes(farewell))
  return status()?.frames.at(-1)?.status ?? 0
}

/** The shell of another user in the same directory and environment (`su` without `-`); root gets a path and a prompt of its own. (illumos usr/src/cmd/su/su.c envalt) */
const becoming = (frame: Frame, { user, env }: Frame): Frame => {
  const root: Record<string, string> = user === 'root' ? { PATH: '/usr/sbin:/usr/bin', PS1: '# ' } : { PS1: env.PS1 ?? '$ ' }
  return { ...nestedIn(frame), user, env: { ...nestedIn(frame).env, ...root } }
}

/** What a command gets to see and to do. */
export function contextOf(setting: Setting, run: Runner): CommandContext {
  const { sim, task, server, frame, tty, streams } = setting
  const files = filesOf(sim, server, frame)
  return {
    sim,
    world: sim.world,
    server,
    ...(frame.zone && { zone: frame.zone }),
    ...(tty && { tty }),
    isatty: tty !== undefined && !setting.piped,
    user: frame.user,
    cwd: frame.cwd,
    env: new Map(Object.entries(frame.env)),
    files,
    stdin: streams.stdin,
    out: (text) => streams.out(toBytes(text)),
    err: (text) => streams.err(toBytes(text)),
    outBytes: (bytes) => streams.out(bytes),
    wait: async (ms) => {
      await task.until(() => false, ms)
    },
    until: (condition, timeout) => task.until(condition, timeout),
    ask: (text, echo = true) => readLine(setting, text, echo),
    run: ({ zone, user, argv, line }) => {
      const inner = zone || user ? loginFrame(sim, server, user ?? frame.user, zone ?? frame.zone) : frame
      return run({ ...setting, frame: inner, last: false }, { ...(argv && { argv }), ...(line !== undefined && { line }) })
    },
    login: ({ zone, user, farewell, plain }) => {
      const fresh = loginFrame(sim, server, user ?? 'root', zone ?? frame.zone)
      return enter(setting, plain ? becoming(frame, fresh) : fresh, farewell)
    },
  }
}
/** Whether an error is the end of a task rather than a fault of ours. */
export const isInterrupt = (error: unknown): error is Interrupted => error instanceof Interrupted
