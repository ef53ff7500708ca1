import type { Id } from '../sim/record.ts'
import type { Effect, InputHandler, Simulation } from '../sim/simulation.ts'
import { isConsole, listen, print, type Tty } from '../system/console/tty.ts'
import { openFiles } from '../system/files/open.ts'
import type { MethodCall } from '../system/smf/method.ts'
import { toBytes } from './bytes.ts'
import { complete } from './complete.ts'
import { HandedOver, isInterrupt, type Setting, terminalOutput } from './context.ts'
import { Captured, type Output } from './io.ts'
import { loginFrame, startOf } from './login.ts'
import { hangUp, killMethod, runMethod } from './method.ts'
import { type Frame, login } from './place.ts'
import type { Registry } from './registry.ts'
import { FAULT, INTERRUPTED, Interpreter, type Ran } from './run.ts'
import { openSession, popFrame, prompt, remember, removeTerminal, sessionOf, setTop, topOf } from './session.ts'
import { type Task, Tasks } from './tasks.ts'
import { endLogins } from './zones.ts'

/** What a terminal on the page asks of the shell. */
export interface Shell {
  /** Lines entered on a terminal, oldest first. */
  history(tty: Id<'tty'>): readonly string[]
  /** Proposals for the word before the cursor, and where that word begins. */
  complete(tty: Id<'tty'>, text: string, cursor: number): { readonly start: number; readonly candidates: readonly string[] }
}
/** A command that was run without a terminal. */
export interface Execution {
  readonly output: Captured
  readonly task: Task
  /** Exit status; undefined while it runs. */
  status: number | undefined
}
/** Status of a command whose system went away under it: 128 and the number of SIGTERM. */
const TERMINATED = 143

/** The shells of one simulation: who types, what runs, what it printed. What must last is in records. */
export class Shells implements Shell {
  readonly tasks: Tasks
  /** The last command that `exec` began. */
  execution: Execution | undefined

  constructor(
    readonly sim: Simulation,
    readonly interpreter: Interpreter,
  ) {
    this.tasks = new Tasks(sim)
    sim.held = () => this.tasks.busy
    sim.quiescent = () => this.tasks.idle
    sim.settled = () => this.tasks.settle()
    shells.set(sim, this)
  }

  history(tty: Id<'tty'>): readonly string[] {
    return this.sim.world.get(`history:${tty.slice(4)}`)?.lines ?? []
  }
  complete(tty: Id<'tty'>, text: string, cursor: number): { start: number; candidates: readonly string[] } {
    const session = sessionOf(this.sim, tty)
    return session ? complete(this.sim, this.interpreter.registry, session.server, topOf(session), text, cursor) : { start: cursor, candidates: [] }
  }

  /** A login shell on a terminal, with the message of the day. illumos usr/src/cmd/nsadmin/etc-profile.sh */
  login(tty: Id<'tty'>, user: string): void {
    const { server } = this.sim.world.need(tty)
    const files = openFiles(this.sim, { server })
    const fresh = loginFrame(this.sim, server, user)
    if (fresh.env.HOME === '/') print(this.sim, tty, 'No directory! Logging in with home=/\n')
    const start = startOf(this.sim, server, fresh)
    openSession(this.sim, server, tty, start?.frame ?? fresh)
    if (files.exists('/etc/motd')) print(this.sim, tty, files.read('/etc/motd'))
    if (start) this.begin(server, tty, start)
    else prompt(this.sim, tty)
    this.interpreter.warm()
  }
  /** A shell that a script starts on a terminal: no login, and only the path that the script has. Its end is told to whoever started it. */
  within(tty: Id<'tty'>, cwd: string, startedBy: Id): void {
    const { server } = this.sim.world.need(tty)
    const frame = login(this.sim.world, server, 'root')
    const env = { ...frame.env, PATH: '/usr/sbin:/usr/bin', PWD: cwd }
    openSession(this.sim, server, tty, { ...frame, env, cwd, nested: true, startedBy })
    prompt(this.sim, tty)
    this.interpreter.warm()
  }
  /** Has a login shell read its start-up files, and then the terminal. */
  private begin(server: Id<'server'>, tty: Id<'tty'>, { frame, line }: { frame: Frame; line: string }): void {
    const { sim } = this
    listen(sim, tty, { reader: 'shell', mode: 'busy' })
    this.tasks.start({ server, tty, line: '-bash' }, async (task) => {
      const output = terminalOutput(sim, tty, task)
      const setting: Setting = { sim, task, server, frame, tty, streams: { stdin: '', ...output } }
      const ran = await settled(this.interpreter.line(setting, line), frame, output)
      if (task.dead) return
      setTop(sim, tty, { ...ran.frame, status: 0 })
      if (ran.exited) this.leave(tty, ran.status)
      else prompt(sim, tty)
    })
  }
  /** Opens one more terminal on a server, logged in as root. */
  open(server: Id<'server'>): void {
    const { sim } = this
    if (!sim.world.get(server)?.system?.multiUser) return
    let n = 1
    while (sim.world.get(`tty:${server.slice(7)}/pts/${n}`)) n++
    const tty = sim.put<Tty>({ id: `tty:${server.slice(7)}/pts/${n}`, server, name: `pts/${n}`, reader: '', mode: 'off', prompt: '', count: 0, first: 0 })
    this.login(tty.id, 'root')
  }
  /** The system of a server goes away: its tasks end, its sessions and extra terminals, too. */
  kill(server: Id<'server'>): void {
    this.tasks.kill(server)
    for (const tty of this.sim.world.by('tty', 'server', server)) {
      this.sim.commit({ [`shell:${tty.id.slice(4)}`]: undefined })
      if (!isConsole(tty)) removeTerminal(this.sim, tty.id)
    }
  }
  /** What arrives from a terminal whose reader is the shell. */
  typed(tty: Id<'tty'>, { text, interrupt, eof }: { text?: string; interrupt?: true; eof?: true }): void {
    const { sim } = this
    const task = this.tasks.on(tty)
    const session = sessionOf(sim, tty)
    if (task) {
      if (interrupt) task.interrupt()
      else task.typed.push(eof || text === undefined ? null : text)
      return
    }
    if (!session) return
    const frame = topOf(session)
    if (text !== undefined) this.enter(tty, text)
    else if (interrupt) {
      const { partial, ...rest } = frame
      setTop(sim, tty, { ...rest, status: INTERRUPTED })
      prompt(sim, tty)
    } else if (eof && frame.partial === undefined) this.leave(tty, frame.status)
  }
  /** Runs words or a line on a server's global zone as root, without a terminal: `execution` is the way to its result. */
  exec(server: Id<'server'>, what: { argv?: readonly string[]; line?: string }, stdin: string): void {
    const output = new Captured()
    const line = what.line ?? what.argv?.join(' ') ?? ''
    const execution: Execution = {
      output,
      status: undefined,
      task: this.tasks.start({ server, line }, async (task) => {
        const streams = { stdin, out: (bytes: string) => output.out(bytes), err: (bytes: string) => output.err(bytes) }
        const setting: Setting = { sim: this.sim, task, server, frame: loginFrame(this.sim, server, 'root'), streams }
        const ran = what.argv ? this.interpreter.argv(setting, what.argv) : this.interpreter.line(setting, what.line ?? '')
        const { status } = await settled(ran, setting.frame, output)
        execution.status = task.dead && status === INTERRUPTED ? TERMINATED : status
      }),
    }
    this.execution = execution
  }

  private enter(tty: Id<'tty'>, text: string): void {
    const { sim } = this
    const session = sessionOf(sim, tty)
    if (!session) return
    const { partial, ...frame } = topOf(session)
    remember(sim, tty, text)
    const line = partial === undefined ? text : `${partial}\n${text}`
    if (line.trim() === '') {
      prompt(sim, tty)
      return
    }
    listen(sim, tty, { reader: 'shell', mode: 'busy' })
    this.tasks.start({ server: session.server, tty, line: text }, async (task) => {
      const output = terminalOutput(sim, tty, task)
      const setting: Setting = { sim, task, server: session.server, frame, tty, streams: { stdin: '', ...output }, last: true }
      let ran: Ran
      try {
        if (await this.interpreter.isUnfinished(line)) {
          setTop(sim, tty, { ...frame, partial: line })
          return prompt(sim, tty)
        }
        ran = await settled(this.interpreter.line(setting, line), frame, output)
      } catch (error) {
        if (error instanceof HandedOver) return
        throw error
      }
      if (task.dead) return
      setTop(sim, tty, { ...ran.frame, status: ran.status })
      if (ran.exited) this.leave(tty, ran.status)
      else prompt(sim, tty)
    })
  }
  private leave(tty: Id<'tty'>, status: number): void {
    popFrame(this.sim, tty, status)
  }
}
/** What a line left: one that Ctrl-C ended, or that broke by a fault of ours, leaves the shell as it was. */
async function settled(running: Promise<Ran>, frame: Frame, output: Output): Promise<Ran> {
  try {
    return await running
  } catch (error) {
    if (error instanceof HandedOver) throw error
    if (isInterrupt(error)) return { frame, status: INTERRUPTED }
    output.err(toBytes(`globalzone: fault in the shell: ${error instanceof Error ? error.message : String(error)}\n`))
    return { frame, status: FAULT }
  }
}

const shells = new WeakMap<Simulation, Shells>()
/** The shells of a simulation. Throws if it has none: then it was not made by `simulator.ts`. */
export function shellsOf(sim: Simulation): Shells {
  const found = shells.get(sim)
  if (!found) throw new Error('a simulation without shells')
  return found
}
/** Gives a simulation its shells. */
export const attachShells = (sim: Simulation, registry: Registry): Shells => new Shells(sim, new Interpreter(registry))

/** Effects by which the system reaches the shell. */
export const shellEffects: Record<string, Effect> = {
  'reader.shell': (sim, tty: Id<'tty'>, typed) => shellsOf(sim).typed(tty, typed),
  'shell.login': (sim, tty: Id<'tty'>, { user }: { user: string }) => shellsOf(sim).login(tty, user),
  'shell.within': (sim, tty: Id<'tty'>, { cwd, startedBy }: { cwd: string; startedBy: Id }) => shellsOf(sim).within(tty, cwd, startedBy),
  'shell.killed': (sim, server: Id<'server'>) => shellsOf(sim).kill(server),
  'shell.zone killed': (sim, zone: Id<'zone'>) => endLogins(sim, shellsOf(sim).tasks, zone),
  'shell.method': (sim, id: Id<'service'>, call: MethodCall) => runMethod(sim, shellsOf(sim).tasks, shellsOf(sim).interpreter, id, call),
  'shell.method killed': (sim, id: Id<'service'>) => killMethod(sim, shellsOf(sim).tasks, id),
  'shell.hangup': (sim, tty: Id<'tty'>) => hangUp(sim, shellsOf(sim).tasks, tty),
  /** The end of a wait: whoever waits looks at the time itself. */
  'shell.alarm': () => {},
}
/** Inputs to the shell. */
export const shellInputs: Record<string, InputHandler> = {
  /** One more terminal; `subject` is the server. */
  'terminal.open': (sim, { subject }: { subject: Id<'server'> }) => shellsOf(sim).open(subject),
  /** A command without a terminal. */
  exec: (sim, { subject, argv, line, stdin = '' }: { subject: Id<'server'>; argv?: readonly string[]; line?: string; stdin?: string }) =>
    shellsOf(sim).exec(subject, { ...(argv && { argv }), ...(line !== undefined && { line }) }, stdin),
}
