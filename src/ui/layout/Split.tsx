import { Fragment, type ReactNode } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'

/** A part of a split: shown if it has content. */
export interface Part {
  readonly id: string
  /** Share at first, percent. */
  readonly share: number
  /** Least size, px. */
  readonly least: number
  readonly content: ReactNode
}

/** Parts side by side or one above the other, with borders that can be moved; the sizes are remembered. */
export function Split({ id, orientation, parts, label }: { id: string; orientation: 'horizontal' | 'vertical'; parts: readonly Part[]; label: string }) {
  const shown = parts.filter((part) => part.content)
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `globalzone.${id}`,
    panelIds: shown.map((part) => part.id),
    onlySaveAfterUserInteractions: true,
  })
  if (shown.length === 1) return <div className="whole">{shown[0]?.content}</div>
  return (
    <Group id={id} orientation={orientation} className="split" {...(defaultLayout && { defaultLayout })} onLayoutChanged={onLayoutChanged}>
      {shown.map((part, i) => (
        <Fragment key={part.id}>
          {i > 0 && <Separator className={`border ${orientation}`} aria-label={label} />}
          <Panel id={part.id} defaultSize={`${part.share}%`} minSize={part.least}>
            {part.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  )
}
