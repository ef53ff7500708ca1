import { createStore } from '../kit/store.ts'

/** What stands in the header beside the name: the lesson's title in the language shown. The lesson panel sets it. */
export const titleStore = createStore<string | undefined>(undefined)
