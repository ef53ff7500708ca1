import type { Id } from '../../sim/record.ts'

/** What the terminal asks of the shell. */
export interface Shell {
  /** Lines entered on a terminal, oldest first. */
  history(tty: Id<'tty'>): readonly string[]
  /** Proposals for the word before the cursor, and where that word begins. */
  complete(tty: Id<'tty'>, text: string, cursor: number): { readonly start: number; readonly candidates: readonly string[] }
}
/** What a terminal on the page needs from around it. */
export interface TerminalHost {
  /** Output that a screen reader should say. */
  spoken(text: string): void
}
