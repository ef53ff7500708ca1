import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { t } from '../../i18n/index.ts'
import { useSelection } from '../../selection.ts'
import type { Part } from './parts.ts'
import { choose, pointedStore, recordOf } from './pointed.ts'

interface Line {
  readonly part: Part
  readonly level: number
  readonly parent: string | undefined
  /** Which of how many on its level. */
  readonly place: number
  readonly size: number
}
function linesOf(part: Part, folded: ReadonlySet<string>, level = 1, parent?: string, place = 1, size = 1): Line[] {
  const own = { part, level, parent, place, size }
  if (folded.has(part.key)) return [own]
  return [own, ...part.parts.flatMap((child, i) => linesOf(child, folded, level + 1, part.key, i + 1, part.parts.length))]
}

/**
 * The picture in words: the same things as a tree, for keyboard, screen reader and tests. Arrows walk, Enter selects.
 * Where the keyboard is, is shown by a ring on the picture while the text itself is not.
 */
export function Twin({ root, shown }: { root: Part; shown: boolean }) {
  const tree = useRef<HTMLDivElement>(null)
  const selection = useSelection()
  const [folded, fold] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState(root.key)
  const lines = linesOf(root, folded)
  const here = Math.max(
    0,
    lines.findIndex(({ part }) => part.key === at),
  )
  const current = lines[here] as Line
  const moved = useRef(false)
  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  })

  const go = (line: Line | undefined): void => {
    if (!line) return
    setAt(line.part.key)
    moved.current = true
  }
  const setFolded = (key: string, closed: boolean): void => {
    const next = new Set(folded)
    if (closed) next.add(key)
    else next.delete(key)
    fold(next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const { part, parent } = current
    const open = part.parts.length > 0 && !folded.has(part.key)
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === 'ArrowDown') go(lines[here + 1])
    else if (event.key === 'ArrowUp') go(lines[here - 1])
    else if (event.key === 'Home') go(lines[0])
    else if (event.key === 'End') go(lines.at(-1))
    else if (event.key === 'ArrowRight') open ? go(lines[here + 1]) : setFolded(part.key, false)
    else if (event.key === 'ArrowLeft') open ? setFolded(part.key, true) : go(lines.find((line) => line.part.key === parent))
    else if (event.key === 'Enter' || event.key === ' ') choose(part.key)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={tree}
      role="tree"
      className={shown ? 'twin' : 'twin unseen'}
      aria-label={t('machine.tree', { name: root.text.split(':')[0] ?? '' })}
      onKeyDown={onKeyDown}
      onClick={({ target }) => {
        const key = (target as HTMLElement).dataset.key
        if (!key) return
        setAt(key)
        choose(key)
      }}
      onBlur={() => pointedStore.set(undefined)}
    >
      {lines.map(({ part, level, place, size }) => (
        <div
          key={part.key}
          role="treeitem"
          aria-level={level}
          aria-posinset={place}
          aria-setsize={size}
          aria-selected={selection.record === recordOf(part.key)}
          {...(part.parts.length > 0 && { 'aria-expanded': !folded.has(part.key) })}
          tabIndex={part === current.part ? 0 : -1}
          data-key={part.key}
          data-lit={selection.subjects.has(recordOf(part.key)) || undefined}
          style={{ paddingInlineStart: `${(level - 1) * 1.4 + 0.4}em` }}
          title={part.about}
          onFocus={() => pointedStore.set({ key: part.key, by: 'keyboard' })}
        >
          {part.text}
        </div>
      ))}
    </div>
  )
}
