import type { PanicCause } from './panics.ts'

/** A kernel that has panicked knows why, until it is gone. */
declare module '../hardware/hardware.ts' {
  interface RunningSystem {
    readonly panic?: PanicCause
  }
}
