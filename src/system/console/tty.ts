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

/** Prints on a terminal, as part of the current event. */
export function print(sim: Simulation, id: Id<'tty'>, text: string): void {
  const tty = sim.world.get(id)
  if (!tty || text === '') return
  const piece: TtyOutput = { id: `ttyout:${id.slice(4)}/${tty.count}`, tty: id, n: tty.count, text, event: sim.cause }
  sim.commit({ [piece.id]: piece, [id]: { ...tty, count: tty.count + 1 } as Tty })
}
/** Sets who reads a terminal, how, and behind which prompt. */
export function listen(sim: Simulation, id: Id<'tty'>, how: Pick<Tty, 'reader' | 'mode'> & { prompt?: string }): void {
  const tty = sim.world.get(id)
  if (tty) sim.put({ ...tty, ...how, prompt: how.prompt ?? '' })
}
/** Empties the screen. */
export function clear(sim: Simulation, id: Id<'tty'>): void {
  const tty = sim.world.get(id)
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
