import type { Id, Rec } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'

/** What day it is when the simulation begins. */
export interface Clock extends Rec {
  readonly id: Id<'clock'>
  /** Milliseconds since 1970 at simulated time 0. */
  readonly epoch: number
}
declare module '../../sim/record.ts' {
  interface Records {
    clock: Clock
  }
}

/** 2026-04-16 09:00:00 UTC: five weeks after the default platform image was built, so that newer ones have come out since. */
export const DEFAULT_EPOCH = 1776330000000

/** Milliseconds since 1970 at simulated time 0. */
export const epochOf = (world: World): number => world.get('clock:world')?.epoch ?? DEFAULT_EPOCH
/** Milliseconds since 1970, by the simulated clock: what a command prints as the date. */
export const dateOf = (world: World): number => epochOf(world) + world.now
