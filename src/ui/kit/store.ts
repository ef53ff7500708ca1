import { useSyncExternalStore } from 'react'

/** A value outside React, with listeners: for what is not the world's (theme, language, selection, layout). */
export interface Store<T> {
  get(): T
  set(value: T): void
  subscribe(listener: () => void): () => void
}

/** Makes a store. Setting the same value tells nobody. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The present value of a store; the component is drawn again when it changes. */
export const useStore = <T>(store: Store<T>): T => useSyncExternalStore(store.subscribe, store.get)

/** Reads a remembered setting; undefined when there is none or the browser keeps nothing. */
export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(`globalzone.${key}`) ?? undefined
  } catch {
    return undefined
  }
}
/** Remembers a setting in this browser, where it lets us. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`globalzone.${key}`, value)
  } catch {
    // Private windows and embedded frames may refuse: then it is not remembered, and nothing else fails.
  }
}
