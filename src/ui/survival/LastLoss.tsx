import { useState } from 'react'
import type { Survival } from '../../system/survival/record.ts'
import { localeStore, t, text } from '../i18n/index.ts'
import { createStore, useStore } from '../kit/store.ts'
import { FateMark } from './PlaceMark.tsx'
import { PastPaths } from './Rows.tsx'

/** The losses that one has read: by server and time. */
const read = createStore<ReadonlySet<string>>(new Set())
const keyOf = ({ id, at }: Survival): string => `${id} ${at}`

/** The last loss, until one has read it. */
export function useLastLoss(survival: Survival | undefined): Survival | undefined {
  const known = useStore(read)
  return survival && !known.has(keyOf(survival)) ? survival : undefined
}
/** What the last reboot or power cut has done: how the system ended, what is lost, what is still there. */
export function LastLoss({ survival }: { survival: Survival }) {
  const [open, setOpen] = useState(true)
  const { how, at, counts, files, things } = survival
  const lost = counts.lost + counts['made anew']
  const kept = counts.kept + counts.stick
  const time = new Date(at).toLocaleTimeString(localeStore.get(), { timeZone: 'UTC' })
  const told = files.length
  return (
    <div className="survives-last">
      <p>
        <b>{t(`survives.ended.${how}`, { time })}</b>{' '}
        {t(lost + kept + things.length === 0 ? 'survives.ended.nothing' : 'survives.ended.counts', { lost, kept })}
      </p>
      {told + things.length > 0 && (
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t('survives.ended.which')}</summary>
          <PastPaths items={files} />
          {lost + kept > told && <p className="about">{t('survives.more', { count: lost + kept - told })}</p>}
          {things.length > 0 && (
            <ul className="paths was">
              {things.map(({ kind, name, fate, reason }) => (
                <li key={`${kind} ${name}`} className={fate}>
                  {text(`survives.kind.thing.${kind}`, { name })} <FateMark fate={fate} />{' '}
                  <span className="about">{text(`survives.thing.${reason}`, { name })}</span>
                </li>
              ))}
            </ul>
          )}
        </details>
      )}
      <button type="button" className="tool wide" onClick={() => read.set(new Set([...read.get(), keyOf(survival)]))}>
        {t('survives.dismiss')}
      </button>
    </div>
  )
}
