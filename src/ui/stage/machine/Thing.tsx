import type { ReactNode } from 'react'
import { useStore } from '../../kit/store.ts'
import { useSelection } from '../../selection.ts'
import type { Box } from './layout.ts'
import { chosenStore, pointedStore, recordOf } from './pointed.ts'

/**
 * Something on the picture that can be pointed at and selected; the picture listens for all of them. The ring around
 * it shows what is selected, what is in the chain of *why?*, and where the keyboard is in the text twin.
 */
export function Thing({ of, box, className = '', round = 3, children }: { of: string; box: Box; className?: string; round?: number; children?: ReactNode }) {
  const selection = useSelection()
  const pointed = useStore(pointedStore)
  const record = recordOf(of)
  const chosen = useStore(chosenStore)
  // A part of a record is marked when it was itself chosen; else the record's own picture is: for a server its case.
  const whole = of === record
  const marks = {
    ...(selection.record === record && (whole ? recordOf(chosen ?? '') !== record || chosen === of : chosen === of) && { 'data-selected': '' }),
    ...(selection.subjects.has(record) && (whole || of.endsWith('#cpu')) && { 'data-lit': '' }),
    ...(pointed?.key === of && { 'data-pointed': pointed.by }),
  }
  return (
    <g className={`thing ${className}`} data-thing={of} {...marks}>
      {children}
      <rect className="ring" x={box.x - 1.5} y={box.y - 1.5} width={box.w + 3} height={box.h + 3} rx={round + 1.5} />
    </g>
  )
}
/** A plain rectangle. */
export const Frame = ({ box: { x, y, w, h }, className, round = 3 }: { box: Box; className: string; round?: number }) => (
  <rect className={className} x={x} y={y} width={w} height={h} rx={round} />
)
/** The heading of a part: its name, and at the right a small note. */
export function Head({ box, title, note }: { box: Box; title: string; note?: string }) {
  return (
    <>
      <text className="head" x={box.x + 8} y={box.y + 15}>
        {title}
      </text>
      {note && (
        <text className="note" x={box.x + box.w - 8} y={box.y + 15} textAnchor="end">
          {note}
        </text>
      )}
    </>
  )
}
