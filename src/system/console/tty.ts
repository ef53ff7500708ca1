import type { Id, Rec } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'

/** A terminal: a server's console, or one more that a learner opened (`pts/1`…). */
export interface Tty extends Rec {
  readonly id: Id<'tty'>
  readonly server: Id<'server'>
  /** `console`, `pts/1`… */
  readonly name: string
  /**
   * Who gets what is typed: `reader.<name>` among the effects is performed with `{ text }` for a line, `{ key }` for
   * a key, `{ interrupt: true }` for Ctrl-C, `{ eof: true }` for Ctrl-D. Examples: loader, setup, login, shell.
   */
  readonly reader: string
  /** How it is typed: not at all, key by key, a line with echo, a line without, or only Ctrl-C (a command runs). */
  readonly mode: 'off' | 'key' | 'line' | 'password' | 'busy'
  /** What stands before the line being typed; not part of the output until the line is entered. */
  readonly prompt: string
  /** How many pieces have been printed. */
  readonly count: number
  /** The first piece still on the screen: the rest was cleared. */
  readonly first: number
  /** The line that the running system has its console on, if not this one: what is for the console goes there. */
  readonly elsewhere?: Id<'tty'>
}
/** One piece of output. Its event is the one that printed it. */
export interface TtyOutput extends Rec {
  readonly id: Id<'ttyout'>
  readonly tty: Id<'tty'>
  readonly n: number
  /** Raw terminal text: `\n` for a new line, SGR escapes allowed. */
  readonly text: string
  readonly event: number
}

declare module '../../sim/record.ts' {
  interface Records {
    tty: Tty
    ttyout: TtyOutput
  }
}

/** Id of a server's console. */
export const consoleOf = (server: Id<'server'>): Id<'tty'> => `tty:${server.slice(7)}/console`

/** The terminal that is meant: a console may be on another line. */
export function meant(sim: Simulation, id: Id<'tty'>): Tty | undefined {
  const tty = sim.world.get(id)
  return tty?.elsewhere ? (sim.world.get(tty.elsewhere) ?? tty) : tty
}
/** Prints on a terminal, as part of the current event. */
export function print(sim: Simulation, id: Id<'tty'>, text: string): void {
  const tty = meant(sim, id)
  if (!tty || text === '') return
  const piece: TtyOutput = { id: `ttyout:${tty.id.slice(4)}/${tty.count}`, tty: tty.id, n: tty.count, text, event: sim.cause }
  sim.commit({ [piece.id]: piece, [tty.id]: { ...tty, count: tty.count + 1 } as Tty })
}
/** Sets who reads a terminal, how, and behind which prompt. */
export function listen(sim: Simulation, id: Id<'tty'>, how: Pick<Tty, 'reader' | 'mode'> & { prompt?: string }): void {
  const tty = meant(sim, id)
  if (tty) sim.put({ ...tty, ...how, prompt: how.prompt ?? '' })
}
/**
 * Puts the running system's console on a serial line, `ttya` to `ttyd`: the line becomes a terminal of its own, and
 * what is for the console goes there. `text` is the screen itself.
 */
export function putConsoleOn(sim: Simulation, server: Id<'server'>, line: string): void {
  const id = consoleOf(server)
  const tty = sim.world.get(id)
  if (!tty || line === 'text' || tty.elsewhere) return
  const serial: Id<'tty'> = `tty:${server.slice(7)}/${line}`
  if (!sim.world.get(serial)) sim.put<Tty>({ id: serial, server, name: line, reader: '', mode: 'off', prompt: '', count: 0, first: 0 })
  sim.put<Tty>({ ...tty, reader: '', mode: 'off', prompt: '', elsewhere: serial })
}
/** Whether a terminal is a console of its server, the screen or a serial line: it stays when who was logged in leaves. */
export const isConsole = ({ name }: Tty): boolean => name === 'console' || /^tty[a-d]$/.test(name)
/** The console is the screen again: no system runs. What the serial line showed stays there. */
export function putConsoleBack(sim: Simulation, server: Id<'server'>): void {
  const console = sim.world.get(consoleOf(server))
  if (!console?.elsewhere) return
  const { elsewhere, ...tty } = console
  sim.put<Tty>(tty)
}
/** Empties the screen. */
export function clear(sim: Simulation, id: Id<'tty'>): void {
  const tty = meant(sim, id)
  if (tty) sim.put({ ...tty, first: tty.count })
}
/** The pieces still on the screen, oldest first. */
export function screen(sim: Simulation, id: Id<'tty'>): TtyOutput[] {
  const tty = sim.world.get(id)
  const pieces: TtyOutput[] = []
  for (let n = tty?.first ?? 0; n < (tty?.count ?? 0); n++) {
    const piece = sim.world.get(`ttyout:${id.slice(4)}/${n}`)
    if (piece) pieces.push(piece)
  }
  return pieces
}
