import type { Id, SimEvent } from '../sim/record.ts'
import { createStore, useStore } from './kit/store.ts'

/** What is pointed at, in every view at once. */
export interface Selection {
  /** The record that the inspector shows. */
  readonly record?: Id
  /** The event that is asked *why?* */
  readonly event?: number
  /** That event and its causes, back to an input. */
  readonly chain: ReadonlySet<number>
  /** The records those events are about. */
  readonly subjects: ReadonlySet<string>
}
const nothing: Selection = { chain: new Set(), subjects: new Set() }

/** The one selection that all views share. */
export const selectionStore = createStore<Selection>(nothing)
/** The selection; the component is drawn again when it changes. */
export const useSelection = (): Selection => useStore(selectionStore)

/** Points at a record. */
export const selectRecord = (record: Id): void => selectionStore.set({ ...nothing, record })
/** Points at nothing. */
export const clearSelection = (): void => selectionStore.set(nothing)

/** An event and its causes, the input first. */
export function causesOf(events: readonly SimEvent[], id: number): SimEvent[] {
  const chain: SimEvent[] = []
  for (let event = events[id - 1]; event; event = events[event.cause - 1]) {
    chain.unshift(event)
    if (event.cause >= event.id) break
  }
  return chain
}

/** Asks an event *why?*: its chain of causes lights up everywhere. */
export function selectEvent(events: readonly SimEvent[], id: number): void {
  const causes = causesOf(events, id)
  const last = causes.at(-1)
  if (!last) return
  selectionStore.set({
    record: last.subject,
    event: id,
    chain: new Set(causes.map((event) => event.id)),
    subjects: new Set(causes.map((event) => event.subject)),
  })
}
