import { FastForward, GitFork, Pause, Play, SkipForward, StepBack, StepForward, Undo2 } from 'lucide-react'
import type { SimEvent } from '../../sim/record.ts'
import { useT } from '../i18n/index.ts'
import { useStore } from '../kit/store.ts'
import { Menu } from '../layout/Menu.tsx'
import { nameOf } from '../log/sentence.ts'
import { selectionStore, useSelection } from '../selection.ts'
import { useCalmEvents, useEvents, useNow, useSession } from '../simulation/context.tsx'
import { untilAsked, untilEvent, untilTime } from '../simulation/goals.ts'
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
  const { all, count, origin } = useEvents()
  const total = all.length
  const at = all[count - 1]?.at ?? 0
  return (
    <div className="scrub" title={t('ui.marks')}>
      <Track />
      <input
        type="range"
        min={origin}
        max={Math.max(total, origin + 1)}
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
  const refused = useStore(session.refused)
  return (
    <div className="past">
      <b key={refused} className={refused ? 'nudge' : ''} role="status">
        ◂ {t(refused ? 'ui.past.refused' : 'ui.past')}
      </b>
      <button type="button" className="tool wide" onClick={() => void session.resume()}>
        {t('ui.past.resume')}
      </button>
      <button type="button" className="tool wide" onClick={() => session.lookNow()}>
        {t('ui.past.now')}
      </button>
    </div>
  )
}

/** Runs at full speed until something happens. */
function Until() {
  const t = useT()
  const session = useSession()
  const { record } = useSelection()
  const { sim } = session
  return (
    <Menu label={t('ui.until')} icon={<FastForward size={16} aria-hidden />}>
      <button type="button" onClick={() => session.runUntil(untilAsked(sim))}>
        {t('ui.until.asked')}
      </button>
      <button type="button" onClick={() => session.runUntil(untilEvent(sim))}>
        {t('ui.until.change')}
      </button>
      {record && (
        <button type="button" onClick={() => session.runUntil(untilEvent(sim, selectionStore.get().record))}>
          {t('ui.until.selected', { name: nameOf(record, sim.world) })}
        </button>
      )}
      {[1, 60].map((minutes) => (
        <button key={minutes} type="button" onClick={() => session.runUntil(untilTime(sim, minutes * 60_000))}>
          {t('ui.until.time', { minutes })}
        </button>
      ))}
    </Menu>
  )
}

/** The futures left behind: each can be gone back to. */
function Futures() {
  const t = useT()
  const session = useSession()
  useCalmEvents()
  const { branches } = session.sim
  if (branches.length === 0) return null
  return (
    <Menu label={t('ui.past.branches')} icon={<GitFork size={16} aria-hidden />} text={<span className="futures">{branches.length}</span>}>
      {branches.map((branch, i) => (
        <button key={`${branch.from.events} ${branch.now} ${branch.events.length}`} type="button" onClick={() => void session.openBranch(i)}>
          {t('ui.past.branch', { n: i + 1, count: branch.events.length, from: clockText(branch.from.now), time: clockText(branch.now) })}
        </button>
      ))}
    </Menu>
  )
}

/** Whether anything was done since the story began: what time brings cannot be taken back. */
function hasInput(all: readonly SimEvent[], origin: number, count: number): boolean {
  for (let i = count - 1; i >= origin; i--) if (all[i]?.kind === 'input') return true
  return false
}

/** The line at the bottom: run and stop, step, scrub, speed, time. */
export function Timeline() {
  const t = useT()
  const session = useSession()
  const playing = useStore(session.playing)
  const speed = useStore(session.speed)
  const past = useStore(session.past)
  const travelling = useStore(session.travelling)
  const { all, count, origin } = useCalmEvents()
  const label = t(playing ? 'ui.pause' : 'ui.play')
  return (
    <section
      className={past === undefined ? 'timeline' : 'timeline in-past'}
      data-place="timeline"
      data-travelling={travelling || undefined}
      aria-label={t('ui.timeline')}
      tabIndex={-1}
    >
      <button
        type="button"
        className="tool"
        title={t('ui.undo')}
        aria-label={t('ui.undo')}
        disabled={travelling || !hasInput(all, origin, count)}
        onClick={() => void session.undo()}
      >
        <Undo2 size={16} aria-hidden />
      </button>
      <button type="button" className="tool" title={t('ui.back')} aria-label={t('ui.back')} disabled={count <= origin} onClick={() => session.back()}>
        <StepBack size={16} aria-hidden />
      </button>
      <button
        type="button"
        className="tool"
        data-focus
        title={label}
        aria-label={label}
        disabled={past !== undefined}
        onClick={() => session.playing.set(!playing)}
      >
        {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
      </button>
      <button type="button" className="tool" title={t('ui.forth')} aria-label={t('ui.forth')} onClick={() => session.step()}>
        <StepForward size={16} aria-hidden />
      </button>
      <button
        type="button"
        className="tool"
        title={t('ui.past.now')}
        aria-label={t('ui.past.now')}
        disabled={past === undefined}
        onClick={() => session.lookNow()}
      >
        <SkipForward size={16} aria-hidden />
      </button>
      <select
        className="speed"
        aria-label={t('ui.speed')}
        value={String(speed)}
        onChange={(change) => session.speed.set(change.target.value === 'max' ? 'max' : (Number(change.target.value) as Speed))}
      >
        {speeds.map((each) => (
          <option key={each} value={each}>
            {each === 'max' ? t('ui.speed.max') : `${each}×`}
          </option>
        ))}
      </select>
      <Until />
      <Scrub />
      {past !== undefined && <Past />}
      <Futures />
      <Clock />
    </section>
  )
}
