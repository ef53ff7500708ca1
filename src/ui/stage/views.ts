import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { MessageId } from '../i18n/keys.ts'

/**
 * One picture that the stage can show. A view brings itself: a file `src/ui/<folder>/<name>.view.ts` exports `view`, small,
 * for it is in the first load; its component is loaded when it is first looked at.
 */
export interface StageViewOf {
  /** What is remembered, and what opens it: `showStage(id)`. */
  readonly id: string
  /** Place in the row of choices: the machine is 0, the statechart 10, both 20. */
  readonly order: number
  /** Its name there: one or two words. */
  readonly title: MessageId
  readonly load: () => Promise<ComponentType>
}
const found = import.meta.glob<StageViewOf>('../*/*.view.ts', { eager: true, import: 'view' })
const brought = Object.values(found).sort((a, b) => a.order - b.order)

/** Components of the views that bring themselves, by id. */
export const stageViews: ReadonlyMap<string, LazyExoticComponent<ComponentType>> = new Map(
  brought.map(({ id, load }) => [id, lazy(async () => ({ default: await load() }))]),
)
/** All that can be chosen, in order. */
export const stageChoices: readonly { readonly id: string; readonly title: MessageId }[] = [
  ...(['machine', 'chart', 'both'] as const).map((id, i) => ({ id, order: i * 10, title: `ui.stage.${id}` })),
  ...brought,
].sort((a, b) => a.order - b.order)
