import { type Locale, locales, setLocale } from './i18n/index.ts'
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

const langIn = (hash: string): string | undefined => /[?&]lang=(\w+)/.exec(hash)?.[1]

/** Follows the address bar, the language in it too. */
export function startRoutes(): void {
  window.addEventListener('hashchange', () => {
    const lang = locales.find((locale) => locale === langIn(window.location.hash))
    if (lang) void setLocale(lang, false)
    routeStore.set(routeOf(window.location.hash))
  })
}
/** Switches the language; an address that names one names the new one. */
export async function switchLocale(locale: Locale): Promise<void> {
  const { hash } = window.location
  if (langIn(hash)) window.history.replaceState(null, '', hash.replace(/([?&]lang=)\w+/, `$1${locale}`))
  await setLocale(locale)
}
/** Goes to an address; the language asked for in it is kept. */
export function go(address: string): void {
  const lang = langIn(window.location.hash)
  window.location.hash = lang ? `${address}?lang=${lang}` : address
}
