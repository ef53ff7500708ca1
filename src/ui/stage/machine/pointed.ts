import type { Id } from '../../../sim/record.ts'
import { createStore } from '../../kit/store.ts'

/** The thing that is pointed at: with the pointer on the picture, or with the keyboard in the text twin. */
export interface Pointed {
  readonly key: string
  readonly by: 'pointer' | 'keyboard'
}
export const pointedStore = createStore<Pointed | undefined>(undefined)

/** The record behind a key of the picture. */
export const recordOf = (key: string): Id => key.split('#')[0] as Id
