import { IntlMessageFormat } from 'intl-messageformat'
import { createStore, recall, remember, useStore } from '../kit/store.ts'
import type { MessageId } from './keys.ts'

/** The languages of the interface. */
export const locales = ['en', 'es'] as const
export type Locale = (typeof locales)[number]
/** Values for the placeholders of a message. */
export type Params = Readonly<Record<string, string | number>>
type Catalogue = Readonly<Record<string, string>>

// One chunk a language: only the one in use is in the first load.
const loaders: Record<Locale, () => Promise<{ catalogue: Catalogue }>> = {
  en: () => import('./catalogue.en.ts'),
  es: () => import('./catalogue.es.ts'),
}
const catalogues: Partial<Record<Locale, Catalogue>> = {}
const compiled = new Map<string, IntlMessageFormat>()
/** The language shown; it changes only when its texts are there. */
export const localeStore = createStore<Locale>('en')

const isLocale = (value: string | null | undefined): value is Locale => locales.includes(value as Locale)

/** The language asked for: by the address, else remembered, else the browser's first that we speak. */
export function preferredLocale(): Locale {
  const { hash, search } = window.location
  const asked = new URLSearchParams(hash.split('?')[1] ?? '').get('lang') ?? new URLSearchParams(search).get('lang')
  if (isLocale(asked)) return asked
  const remembered = recall('lang')
  if (isLocale(remembered)) return remembered
  return navigator.languages.map((language) => language.slice(0, 2)).find(isLocale) ?? 'en'
}

/** Loads a language if needed and switches to it. */
export async function setLocale(locale: Locale, keep = true): Promise<void> {
  catalogues[locale] ??= (await loaders[locale]()).catalogue
  compiled.clear()
  document.documentElement.lang = locale
  if (keep) remember('lang', locale)
  localeStore.set(locale)
}

/** Whether there is a text of that id in the language shown. */
export const hasText = (id: string): boolean => catalogues[localeStore.get()]?.[id] !== undefined

/** The text of an id that is known only when the program runs; the id itself when there is no text. */
export function text(id: string, params?: Params): string {
  const locale = localeStore.get()
  const source = catalogues[locale]?.[id]
  if (source === undefined) return id
  if (!source.includes('{') && !source.includes("'")) return source
  let format = compiled.get(id)
  if (!format) {
    format = new IntlMessageFormat(source, locale, undefined, { ignoreTag: true })
    compiled.set(id, format)
  }
  return format.format(params) as string
}
/** The text of an id in the language shown. */
export const t = (id: MessageId, params?: Params): string => text(id, params)

/** `t`, and the component is drawn again when the language changes. */
export function useT(): typeof t {
  useLocale()
  return t
}
/** The language shown. */
export const useLocale = (): Locale => useStore(localeStore)

/** A test's and the build's way in: takes a catalogue as it is, without loading. */
export function takeCatalogue(locale: Locale, catalogue: Catalogue): void {
  catalogues[locale] = catalogue
  compiled.clear()
  localeStore.set(locale)
}
