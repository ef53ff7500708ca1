import { memo, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Id, SimEvent } from '../../sim/record.ts'
import { useT } from '../i18n/index.ts'
import { useStore } from '../kit/store.ts'
import { causesOf, clearSelection, selectEvent, useSelection } from '../selection.ts'
import { useCalmEvents, useSession } from '../simulation/context.tsx'
import { clockText } from '../simulation/speed.ts'
import { type Kind, kinds, Matches } from './matches.ts'
import { nameOf, sentence } from './sentence.ts'

/** How many lines are in the document at most; scrolling moves this window over all of them. */
const WINDOW = 120
/** How far the window moves when one scrolls to its end. */
const STRIDE = 60
const shapes: Readonly<Record<SimEvent['kind'], string>> = { input: '▲', transition: '●', operation: '■', timer: '○' }

function Shape({ kind }: { kind: SimEvent['kind'] }) {
  const t = useT()
  return (
    <span className="shape" title={t(`ui.kind.${kind}`)}>
      <span aria-hidden>{shapes[kind]}</span>
      <span className="unseen">{t(`ui.kind.${kind}`)}</span>
    </span>
  )
}

/** The chain of causes, the input first. */
function Why({ event, all }: { event: SimEvent; all: readonly SimEvent[] }) {
  const t = useT()
  const session = useSession()
  return (
    <ol className="why" aria-label={t('ui.why')}>
      {causesOf(all, event.id).map((cause) => (
        <li key={cause.id} className={cause.kind}>
          <Shape kind={cause.kind} /> <time>{clockText(cause.at)}</time> <b>{nameOf(cause.subject, session.sim.world)}</b> {sentence(cause)}{' '}
          <button type="button" className="why-button" onClick={() => session.look(cause.id)}>
            {t('ui.log.look')}
          </button>
        </li>
      ))}
    </ol>
  )
}

/** An event does not change any more: its line is drawn anew only when it is asked or lit up, or in another language. */
const Line = memo(function Line({ event, all, open, lit }: { event: SimEvent; all: readonly SimEvent[]; open: boolean; lit: boolean }) {
  const t = useT()
  const { sim } = useSession()
  return (
    <li className={`event ${event.kind}`} data-chain={lit || undefined} data-event={event.id}>
      <time>{clockText(event.at)}</time>
      <Shape kind={event.kind} />
      <span className="what">
        <b>{nameOf(event.subject, sim.world)}</b> {sentence(event)}
      </span>
      <button type="button" className="why-button" aria-expanded={open} onClick={() => (open ? clearSelection() : selectEvent(all, event.id))}>
        {t('ui.why')}
      </button>
      {open && <Why event={event} all={all} />}
    </li>
  )
})

/** What happened, line by line; each can be asked *why?* back to the input that caused it. */
export function EventLog() {
  const t = useT()
  const session = useSession()
  const { all, count, origin } = useCalmEvents()
  const generation = useStore(session.generation)
  const { event: asked, chain } = useSelection()
  const [kind, setKind] = useState<Kind>('story')
  const [words, setWords] = useState('')
  const query = useDeferredValue(words.trim().toLowerCase())
  /** Where the window ends, in lines; undefined: at the newest. */
  const [end, setEnd] = useState<number>()
  const list = useRef<HTMLOListElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another world has other events
  const matches = useMemo(() => {
    const known = new Map<string, boolean>()
    const isAbout = (subject: string): boolean => `${subject} ${nameOf(subject as Id, session.sim.world)}`.toLowerCase().includes(query)
    return new Matches(kind, (subject) => {
      if (!query) return true
      const before = known.get(subject)
      if (before !== undefined) return before
      const now = isAbout(subject)
      known.set(subject, now)
      return now
    })
  }, [kind, query, session, generation])
  const total = matches.upTo(all, count)
  const first = matches.before(origin + 1)
  const last = Math.min(end ?? total, total)
  const from = Math.max(first, last - WINDOW)
  const lines = matches.ids.slice(from, last)
  const follows = end === undefined || end >= total

  // biome-ignore lint/correctness/useExhaustiveDependencies: follows new lines, whatever they are
  useLayoutEffect(() => {
    const box = list.current
    if (box && end === undefined) box.scrollTop = box.scrollHeight
  }, [total, matches, end === undefined])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another event is asked
  useEffect(() => {
    if (!asked) return
    const place = matches.before(asked)
    if (matches.ids[place] === asked && (place < from || place >= last)) setEnd(place + STRIDE)
    requestAnimationFrame(() => list.current?.querySelector(`[data-event="${asked}"]`)?.scrollIntoView({ block: 'nearest' }))
  }, [asked])
  const scrolled = (box: HTMLOListElement): void => {
    const below = box.scrollHeight - box.scrollTop - box.clientHeight
    if (below < 8 && follows) setEnd(undefined)
    else if (below < 8) setEnd(last + STRIDE)
    else if (box.scrollTop < 8 && from > first) {
      box.scrollTop = 8
      setEnd(last - STRIDE)
    } else if (end === undefined) setEnd(last)
  }
  return (
    <section className="panel log" data-place="log" aria-label={t('ui.log')} tabIndex={-1}>
      <div className="bar">
        <h2>{t('ui.log')}</h2>
        <input
          type="search"
          className="filter"
          placeholder={t('ui.log.about')}
          aria-label={t('ui.log.about')}
          value={words}
          onChange={(change) => setWords(change.target.value)}
        />
        <select aria-label={t('ui.log.filter')} value={kind} onChange={(change) => setKind(change.target.value as Kind)}>
          {kinds.map((each) => (
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
        onScroll={({ currentTarget }) => scrolled(currentTarget)}
      >
        {lines.length === 0 && <li className="quiet">{t(query ? 'ui.log.none' : 'ui.log.empty')}</li>}
        {lines.map((id) => (
          <Line key={id} event={all[id - 1] as SimEvent} all={all} open={asked === id} lit={chain.has(id)} />
        ))}
      </ol>
      {!follows && (
        <button type="button" className="tool wide newest" onClick={() => setEnd(undefined)}>
          {t('ui.log.newest')}
        </button>
      )}
    </section>
  )
}
