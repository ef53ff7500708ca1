import type { messages as ui } from './en/ui.ts'

/** Ids of the interface's own texts. What the world says (`op.…`, `state.…`, `event.…`) goes through `text` and `say`. */
export type MessageId = keyof typeof ui | (string & {})
