import { createStore, recall, remember } from './kit/store.ts'

/** What the reader asked for; `system` follows the computer. */
export type Theme = 'system' | 'light' | 'dark'
const remembered = recall('theme')

/** The theme asked for. */
export const themeStore = createStore<Theme>(remembered === 'light' || remembered === 'dark' ? remembered : 'system')
/** The theme that is shown. */
export const shownTheme = createStore<'light' | 'dark'>('light')

const dark = window.matchMedia('(prefers-color-scheme: dark)')
function show(): void {
  const asked = themeStore.get()
  const shown = asked === 'system' ? (dark.matches ? 'dark' : 'light') : asked
  document.documentElement.dataset.theme = shown
  shownTheme.set(shown)
}

/** Shows the theme, and keeps to it when it is switched here or in the system. */
export function startTheme(): void {
  show()
  dark.addEventListener('change', show)
  themeStore.subscribe(() => {
    remember('theme', themeStore.get())
    show()
  })
}
/** Switches between light and dark, as it is shown now. */
export const switchTheme = (): void => themeStore.set(shownTheme.get() === 'dark' ? 'light' : 'dark')

/** The value of a design token, for what is not drawn by CSS: canvases and the terminal. */
export const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
