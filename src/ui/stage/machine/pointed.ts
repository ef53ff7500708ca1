import type { Id } from '../../../sim/record.ts'
import { createStore } from '../../kit/store.ts'
import { selectRecord } from '../../selection.ts'

/** The thing that is pointed at: with the pointer on the picture, or with the keyboard in the text twin. */
interface Pointed {
  readonly key: string
  readonly by: 'pointer' | 'keyboard'
}
export const pointedStore = createStore<Pointed | undefined>(undefined)

/** The thing that was clicked last: several things may stand for parts of one record. */
export const chosenStore = createStore<string | undefined>(undefined)
/** Selects what a thing stands for. */
export function choose(key: string): void {
  chosenStore.set(key)
  selectRecord(recordOf(key))
}

/** The record behind a key of the picture. */
export const recordOf = (key: string): Id => key.split('#')[0] as Id
