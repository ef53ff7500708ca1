import type { Simulators } from './simulators.ts'

/**
 * What gives worlds life, loaded when somebody asks for it: it is the greater part of the program, and a page that is
 * only looked at does without.
 */
export class Engine {
  /** Fulfilled as soon as somebody asks for the engine: for what is needed along with it, but never before. */
  readonly asked: Promise<void>
  /** Whether somebody has asked for it. */
  wanted = false
  private loading: Promise<Simulators> | undefined
  private said: () => void = () => {}

  constructor(private readonly load: () => Promise<Simulators>) {
    this.asked = new Promise((resolve) => {
      this.said = resolve
    })
  }
  /** Loads the engine, once. Rejects if it cannot be had; the next call tries again. */
  get(): Promise<Simulators> {
    this.loading ??= this.load().catch((error: unknown) => {
      this.loading = undefined
      throw error
    })
    this.wanted = true
    this.said()
    return this.loading
  }
}
