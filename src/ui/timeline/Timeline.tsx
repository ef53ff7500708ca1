import { Pause, Play, SkipForward, StepBack, StepForward } from 'lucide-react'
import { useT } from '../i18n/index.ts'
import { useStore } from '../kit/store.ts'
import { useEvents, useNow, useSession } from '../simulation/context.tsx'
import { clockText, type Speed, speeds } from '../simulation/speed.ts'
import { Track } from './Track.tsx'

function Clock() {
  const t = useT()
  return (
    <output className="clock" aria-live="off" title={t('ui.time')}>
      t = {clockText(useNow())}
    </output>
  )
}

function Scrub() {
  const t = useT()
  const session = useSession()
  const { count, origin } = useEvents()
  const total = session.sim.events.length
  const at = session.sim.events[count - 1]?.at ?? 0
  return (
    <div className="scrub">
      <Track />
      <input
        type="range"
        min={origin}
        max={total}
        value={count}
        aria-label={t('ui.scrub')}
        aria-valuetext={t('ui.scrub.value', { time: clockText(at), count: count - origin, total: total - origin })}
        onChange={(change) => session.look(Number(change.target.value))}
      />
    </div>
  )
}

/** Says that one looks at the past, and offers the ways out. */
function Past() {
  const t = useT()
  const session = useSession()
  return (
    <div className="past" role="status">
      <b>◂ {t('ui.past')}</b>
      <button type="button" className="tool wide" onClick={() => session.look(session.sim.events.length)}>
        {t('ui.past.now')}
      </button>
      <button type="button" className="tool wide" onClick={() => void session.resume()}>
        {t('ui.past.resume')}
      </button>
    </div>
  )
}

/** The line at the bottom: run and stop, step, scrub, speed, time. */
export function Timeline() {
  const t = useT()
  const session = useSession()
  const playing = useStore(session.playing)
  const speed = useStore(session.speed)
  const past = useStore(session.past)
  const { count, origin } = useEvents()
  const label = t(playing ? 'ui.pause' : 'ui.play')
  return (
    <footer className="timeline" data-panel="timeline" aria-label={t('ui.timeline')} tabIndex={-1}>
      {past !== undefined && <Past />}
      <button type="button" className="tool" title={t('ui.back')} aria-label={t('ui.back')} disabled={count <= origin} onClick={() => session.look(count - 1)}>
        <StepBack size={16} aria-hidden />
      </button>
      <button type="button" className="tool" data-focus title={label} aria-label={label} disabled={past !== undefined} onClick={() => session.playing.set(!playing)}>
        {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
      </button>
      <button type="button" className="tool" title={t('ui.forth')} aria-label={t('ui.forth')} onClick={() => session.step()}>
        <StepForward size={16} aria-hidden />
      </button>
      <button type="button" className="tool" title={t('ui.past.now')} aria-label={t('ui.past.now')} disabled={past === undefined} onClick={() => session.look(session.sim.events.length)}>
        <SkipForward size={16} aria-hidden />
      </button>
      <select className="speed" aria-label={t('ui.speed')} value={String(speed)} onChange={(change) => session.speed.set(change.target.value === 'max' ? 'max' : (Number(change.target.value) as Speed))}>
        {speeds.map((each) => (
          <option key={each} value={each}>
            {each === 'max' ? t('ui.speed.max') : `${each}×`}
          </option>
        ))}
      </select>
      <Scrub />
      <Clock />
    </footer>
  )
}
