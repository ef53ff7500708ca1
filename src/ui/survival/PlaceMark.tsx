import type { Fate, Place } from '../../system/survival/places.ts'
import { text } from '../i18n/index.ts'
import './place.css'

/** Where something lives, as everywhere: a letter in a shape and a colour of its own; with its word beside it unless it is bare. */
export function PlaceMark({ place, bare = false }: { place: Place; bare?: boolean }) {
  const word = text(`survives.place.${place}`)
  return (
    <span className={`place ${place}`} title={text(`survives.place.${place}.about`)}>
      <span className="letter" aria-hidden="true">
        {text(`survives.place.${place}.letter`)}
      </span>
      <span className={bare ? 'unseen' : 'word'}>{word}</span>
    </span>
  )
}
const SIGNS: Readonly<Record<Fate, string>> = { lost: '✕', 'made anew': '↻', kept: '✓', stick: '✓' }

/** What becomes of something: a sign and a word; with how many where that is known. Pale where there is nothing that it could befall. */
export function FateMark({ fate, count, idle = false }: { fate: Fate; count?: number; idle?: boolean }) {
  const word = text(`survives.fate.${fate}`)
  return (
    <span className={`fate ${fate.replace(' ', '-')} ${idle ? 'idle' : ''}`}>
      <span className="sign" aria-hidden="true">
        {SIGNS[fate]}
      </span>{' '}
      {count === undefined ? word : text('survives.count', { count, fate: word })}
    </span>
  )
}

/** The same for a change of a file: what was removed and is lost as a change is there again. */
export function ChangeMark({ fate, how }: { fate: Fate; how: 'added' | 'changed' | 'removed' }) {
  if (how !== 'removed' || (fate !== 'lost' && fate !== 'made anew')) return <FateMark fate={fate} />
  return (
    <span className="fate made-anew">
      <span className="sign" aria-hidden="true">
        ↩
      </span>{' '}
      {text('survives.fate.comes back')}
    </span>
  )
}
