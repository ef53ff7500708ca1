import type { Params } from './i18n/index.ts'
import { createStore } from './kit/store.ts'

/** Something the page has to say, above everything else, until it is closed. */
export interface Notice {
  readonly n: number
  readonly kind: 'error' | 'note'
  /** A message id with its parameters: said anew when the language changes. */
  readonly id: string
  readonly params?: Params
  readonly actions: readonly NoticeAction[]
}
/** What can be done about it: a button with the text of that id. */
export interface NoticeAction {
  readonly id: string
  run(): void
}
let count = 0

/** What is being said. */
export const noticeStore = createStore<readonly Notice[]>([])

/** Says something; the same thing is not said twice at once. */
export function notify(kind: Notice['kind'], id: string, params?: Params, actions: readonly NoticeAction[] = []): void {
  const present = noticeStore.get()
  if (present.some((notice) => notice.id === id && JSON.stringify(notice.params) === JSON.stringify(params))) return
  noticeStore.set([...present.slice(-2), { n: ++count, kind, id, actions, ...(params && { params }) }])
}
/** Closes one. */
export const dismiss = (n: number): void => noticeStore.set(noticeStore.get().filter((notice) => notice.n !== n))
