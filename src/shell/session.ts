import type { Id, Rec } from '../sim/record.ts'
import type { Simulation } from '../sim/simulation.ts'
import { isConsole, listen, print } from '../system/console/tty.ts'
import { type Frame, promptOf } from './place.ts'

/** The shells of a terminal: the login shell first, then those entered from it (`zlogin`). */
export interface ShellSession extends Rec {
  readonly id: Id<'shell'>
  readonly server: Id<'server'>
  readonly tty: Id<'tty'>
  readonly frames: readonly Frame[]
}
/** Lines entered on a terminal, oldest first. */
export interface ShellHistory extends Rec {
  readonly id: Id<'history'>
  readonly lines: readonly string[]
}
declare module '../sim/record.ts' {
  interface Records {
    shell: ShellSession
    history: ShellHistory
  }
}
/** How many lines a history keeps; bash's own default is 500. */
const KEPT = 500

/** The session of a terminal. */
export const sessionOf = (sim: Simulation, tty: Id<'tty'>): ShellSession | undefined => sim.world.get(`shell:${tty.slice(4)}`)
/** The shell that reads a terminal. */
export const topOf = (session: ShellSession): Frame => session.frames.at(-1) as Frame

/** Opens a session with one shell. */
export function openSession(sim: Simulation, server: Id<'server'>, tty: Id<'tty'>, frame: Frame): void {
  sim.put<ShellSession>({ id: `shell:${tty.slice(4)}`, server, tty, frames: [frame] })
}
/** Changes the shell that reads a terminal. */
export function setTop(sim: Simulation, tty: Id<'tty'>, frame: Frame): void {
  const session = sessionOf(sim, tty)
  if (session) sim.put<ShellSession>({ ...session, frames: [...session.frames.slice(0, -1), frame] })
}
/** Enters another shell on the same terminal. */
export function pushFrame(sim: Simulation, tty: Id<'tty'>, frame: Frame): void {
  const session = sessionOf(sim, tty)
  if (session) sim.put<ShellSession>({ ...session, frames: [...session.frames, frame] })
}
/** Waits for the next line. */
export function prompt(sim: Simulation, tty: Id<'tty'>): void {
  const session = sessionOf(sim, tty)
  if (session) listen(sim, tty, { reader: 'shell', mode: 'line', prompt: promptOf(sim.world, session.server, topOf(session)) })
}
/** Remembers a line that was entered. */
export function remember(sim: Simulation, tty: Id<'tty'>, line: string): void {
  if (line.trim() === '') return
  const id: Id<'history'> = `history:${tty.slice(4)}`
  sim.put<ShellHistory>({ id, lines: [...(sim.world.get(id)?.lines ?? []), line].slice(-KEPT) })
}
/** Ends the shell that reads a terminal: the one before it goes on; after the last one the terminal is left. It says `logout`, or `exit` if it was begun from another one. */
export function popFrame(sim: Simulation, tty: Id<'tty'>, status: number): void {
  const session = sessionOf(sim, tty)
  if (!session) return
  const ended = topOf(session)
  print(sim, tty, ended.nested ? 'exit\n' : 'logout\n')
  const frames = session.frames.slice(0, -1)
  const before = frames.at(-1)
  if (before) {
    sim.put<ShellSession>({ ...session, frames: [...frames.slice(0, -1), { ...before, status }] })
    if (ended.farewell !== undefined) {
      print(sim, tty, ended.farewell)
      prompt(sim, tty)
    }
    return
  }
  sim.commit({ [session.id]: undefined })
  const record = sim.world.get(tty)
  if (ended.startedBy) sim.send(ended.startedBy, { type: 'shell ended', status })
  else if (record && isConsole(record)) sim.send(session.server, { type: 'logout' })
  else removeTerminal(sim, tty)
}
/** Takes away a terminal with all that it printed: its window is closed. */
export function removeTerminal(sim: Simulation, tty: Id<'tty'>): void {
  const record = sim.world.get(tty)
  if (!record) return
  const key = tty.slice(4)
  const pieces = Array.from({ length: record.count }, (_, n) => [`ttyout:${key}/${n}`, undefined])
  sim.commit({ [tty]: undefined, [`history:${key}`]: undefined, [`shell:${key}`]: undefined, ...Object.fromEntries(pieces) })
}
