import { createStore } from '../kit/store.ts'

/** How things stand with keeping the world in this browser. */
export type Saved =
  | { readonly kind: 'not yet' | 'saving' }
  | { readonly kind: 'saved'; readonly at: number; readonly events: number }
  | { readonly kind: 'failed'; readonly reason: string }
/** The mark in the header. Times are real ms since 1970; `events` is how many of them are kept. */
export const savedStore = createStore<Saved>({ kind: 'not yet' })

/** What the menu can do with a world. */
export interface WorldActions {
  exportFile(): void
  importFile(file: File): void
  /** Puts a link to this story on the clipboard. */
  share(): void
  /** Starts the story anew. */
  restart(): void
}
