import { createStore, recall, remember } from '../kit/store.ts'

/** What can be shown and hidden, with the key that does it. */
export const panels = { story: 'F2', terminal: 'F4', details: 'F8', stage: 'F9' } as const
export type Panel = keyof typeof panels

const all: Readonly<Record<Panel, boolean>> = { story: true, terminal: true, details: true, stage: true }
function remembered(): Readonly<Record<Panel, boolean>> {
  try {
    return { ...all, ...(JSON.parse(recall('panels') ?? '{}') as Partial<Record<Panel, boolean>>) }
  } catch {
    return all
  }
}

/** Which panels are shown. */
export const panelStore = createStore(remembered())
/** What the stage shows: `machine`, `chart`, both side by side, or the id of a view that brings itself (`stage/views.ts`). */
export type StageView = 'machine' | 'chart' | 'both' | (string & {})
export const stageStore = createStore<StageView>(recall('stage') ?? 'machine')
/** On a phone: what is above the terminal. */
export const phoneStore = createStore<'story' | 'stage' | 'details'>('story')

/** Shows a panel or hides it; the last one stays. */
export function toggle(panel: Panel): void {
  const next = { ...panelStore.get(), [panel]: !panelStore.get()[panel] }
  if (!Object.values(next).some(Boolean)) return
  panelStore.set(next)
  remember('panels', JSON.stringify(next))
}
/** Chooses what the stage shows. */
export function showStage(view: StageView): void {
  stageStore.set(view)
  remember('stage', view)
}

/** Width classes: a phone has one column, a tablet two rows, a desk the whole. */
const phone = '(max-width: 719px)'
const tablet = '(max-width: 1099px)'
export type Width = 'phone' | 'tablet' | 'desk'
const width = (): Width => (window.matchMedia(phone).matches ? 'phone' : window.matchMedia(tablet).matches ? 'tablet' : 'desk')

/** How wide the page is. */
export const widthStore = createStore<Width>('desk')
/** Follows the width of the page. */
export function startWidth(): void {
  const update = (): void => widthStore.set(width())
  for (const query of [phone, tablet]) window.matchMedia(query).addEventListener('change', update)
  update()
}

/** Moves the focus to the next panel, in reading order: F6, and Shift-F6 backwards. */
export function cyclePanels(step: 1 | -1): void {
  const places = [...document.querySelectorAll<HTMLElement>('[data-place]')].filter((place) => place.offsetParent !== null)
  const here = places.findIndex((place) => place.contains(document.activeElement))
  focusIn(places[(here + step + places.length) % places.length])
}
/** Moves the focus to a panel. */
export const focusPanel = (name: string): void => focusIn(document.querySelector<HTMLElement>(`[data-place="${name}"]`) ?? undefined)
/** To what one does in a panel, if it says so, else to the panel itself. */
function focusIn(panel: HTMLElement | undefined): void {
  const inside = panel?.querySelector<HTMLElement>('[data-focus], textarea')
  ;(inside ?? panel)?.focus()
}

/** Listens to the keys of the panels, wherever the focus is. */
export function startKeys(): void {
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return
      const panel = (Object.keys(panels) as Panel[]).find((name) => panels[name] === event.key)
      if (event.key === 'F6') cyclePanels(event.shiftKey ? -1 : 1)
      else if (panel) toggle(panel)
      else return
      event.preventDefault()
      event.stopPropagation()
    },
    true,
  )
}
