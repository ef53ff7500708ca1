import { useEffect, useRef, useState } from 'react'
import type { SimEvent } from '../../sim/record.ts'
import { useT } from '../i18n/index.ts'
import { causesOf, clearSelection, selectEvent, useSelection } from '../selection.ts'
import { useEvents, useSession } from '../simulation/context.tsx'
import { clockText } from '../simulation/speed.ts'
import { nameOf, sentence } from './sentence.ts'

/** How many lines there are on the page at first; older ones are asked for. */
const LINES = 150
const shapes: Readonly<Record<SimEvent['kind'], string>> = { input: '▲', transition: '●', operation: '■', timer: '○' }
type Filter = 'story' | 'input' | 'all'
const wanted: Readonly<Record<Filter, (event: SimEvent) => boolean>> = {
  story: (event) => event.kind !== 'timer',
  input: (event) => event.kind === 'input',
  all: () => true,
}

/** The last events that pass the filter, oldest first. */
function lastOf(all: readonly SimEvent[], count: number, origin: number, filter: Filter, limit: number): SimEvent[] {
  const lines: SimEvent[] = []
  for (let i = count - 1; i >= origin && lines.length < limit; i--) {
    const event = all[i]
    if (event && wanted[filter](event)) lines.unshift(event)
  }
  return lines
}

function Why({ event, all }: { event: SimEvent; all: readonly SimEvent[] }) {
  const { sim } = useSession()
  return (
    <ol className="why">
      {causesOf(all, event.id).map((cause) => (
        <li key={cause.id} className={cause.kind}>
          <span aria-hidden>{shapes[cause.kind]} </span>
          <time>{clockText(cause.at)}</time> <b>{nameOf(cause.subject, sim.world)}</b> {sentence(cause)}
        </li>
      ))}
    </ol>
  )
}

function Line({ event, all }: { event: SimEvent; all: readonly SimEvent[] }) {
  const t = useT()
  const { sim } = useSession()
  const selection = useSelection()
  const open = selection.event === event.id
  return (
    <li className={`event ${event.kind}`} data-chain={selection.chain.has(event.id) || undefined} data-event={event.id}>
      <time>{clockText(event.at)}</time>
      <span aria-hidden className="shape">
        {shapes[event.kind]}
      </span>
      <span className="what">
        <b>{nameOf(event.subject, sim.world)}</b> {sentence(event)}
      </span>
      <button type="button" className="why-button" aria-expanded={open} onClick={() => (open ? clearSelection() : selectEvent(all, event.id))}>
        {t('ui.why')}
      </button>
      {open && <Why event={event} all={all} />}
    </li>
  )
}

/** What happened, line by line; each can be asked *why?* back to the input that caused it. */
export function EventLog() {
  const t = useT()
  const { all, count, origin } = useEvents()
  const [filter, setFilter] = useState<Filter>('story')
  const [limit, setLimit] = useState(LINES)
  const list = useRef<HTMLOListElement>(null)
  const bottom = useRef(true)
  const lines = lastOf(all, count, origin, filter, limit)
  const { event: asked } = useSelection()
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows new lines, whatever they are
  useEffect(() => {
    const element = list.current
    if (element && bottom.current) element.scrollTop = element.scrollHeight
  }, [count, filter])
  useEffect(() => {
    if (asked) list.current?.querySelector(`[data-event="${asked}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [asked])
  return (
    <section className="panel log" data-panel="log" aria-label={t('ui.log')} tabIndex={-1}>
      <div className="bar">
        <h2>{t('ui.log')}</h2>
        <select aria-label={t('ui.log.filter')} value={filter} onChange={(change) => setFilter(change.target.value as Filter)}>
          {(Object.keys(wanted) as Filter[]).map((each) => (
            <option key={each} value={each}>
              {t(`ui.log.${each}`)}
            </option>
          ))}
        </select>
      </div>
      <ol
        className="events"
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable with the keyboard
        tabIndex={0}
        aria-label={t('ui.log')}
        onScroll={({ currentTarget: box }) => {
          bottom.current = box.scrollHeight - box.scrollTop - box.clientHeight < 24
        }}
      >
        {lines.length >= limit && (
          <li>
            <button type="button" className="tool wide" onClick={() => setLimit(limit + LINES)}>
              {t('ui.log.older')}
            </button>
          </li>
        )}
        {lines.length === 0 && <li className="quiet">{t('ui.log.empty')}</li>}
        {lines.map((event) => (
          <Line key={event.id} event={event} all={all} />
        ))}
      </ol>
    </section>
  )
}
