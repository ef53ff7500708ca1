import { createStore } from './kit/store.ts'

/** Where one is: what stands behind the `#` of the address. */
export type Route =
  | { readonly kind: 'lesson' | 'present' | 'embed'; readonly id: string }
  | { readonly kind: 'sandbox' }
  | { readonly kind: 'share'; readonly data: string }
  | { readonly kind: 'start' }
  | { readonly kind: 'unknown'; readonly address: string }

/** Reads an address such as `#/lesson/power-on?lang=es`. What is foreign in it stays a string, bounded in size. */
export function routeOf(hash: string): Route {
  const path = hash.replace(/^#\/?/, '').split('?')[0] ?? ''
  const [kind = '', ...rest] = path.split('/')
  const id = rest.join('/')
  if (kind === '') return { kind: 'start' }
  if (kind === 'sandbox') return { kind }
  if (kind === 's') return { kind: 'share', data: id }
  if ((kind === 'lesson' || kind === 'present' || kind === 'embed') && /^[\w-]+(\/[\w-]+)?$/.test(id)) return { kind, id }
  return { kind: 'unknown', address: hash.slice(0, 60) }
}

/** The place one is at. */
export const routeStore = createStore<Route>(routeOf(globalThis.location?.hash ?? ''))

/** Follows the address bar. */
export function startRoutes(): void {
  window.addEventListener('hashchange', () => routeStore.set(routeOf(window.location.hash)))
}
/** Goes to an address; the language asked for in it is kept. */
export function go(address: string): void {
  const lang = /[?&]lang=(\w+)/.exec(window.location.hash)?.[1]
  window.location.hash = lang ? `${address}?lang=${lang}` : address
}
