import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { Files } from '../files/files.ts'

/** Where a program of a boot server's console runs. */
export interface Shell {
  readonly sim: Simulation
  readonly id: Id<'bootserver'>
  readonly files: Files
  /** The whole path of a name. */
  path(name: string): string
}
/** A program ends with a message. */
export class Wrong extends Error {}
/** It was not called as it is to be: how is said. */
export class Misused extends Error {}
/** A program of a boot server's console. */
export interface Program {
  readonly usage: string
  /** What it is for; the list of `help` has it. */
  readonly about: string
  /** Yields what it prints. Throws Wrong, Misused, or what the files refuse. */
  run(shell: Shell, args: readonly string[]): string
}
