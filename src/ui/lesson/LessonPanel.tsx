import { useEffect, useRef, useState } from 'react'
import type { Progress } from '../../lessons/run.ts'
import { text, useT } from '../i18n/index.ts'
import { useStore } from '../kit/store.ts'
import { useSession, useTable } from '../simulation/context.tsx'
import { LessonMenu, NextLesson } from './LessonMenu.tsx'
import { StepView } from './StepView.tsx'
import { type OpenStory, storyStore } from './story.ts'
import './lesson.css'

/** The lesson, or what the sandbox is for; above it the list of all lessons. */
export function LessonPanel() {
  const t = useT()
  const story = useStore(storyStore)
  if (story) return <Lesson key={story.scenario.id} story={story} />
  return (
    <>
      <div className="bar">
        <h2>{t('ui.sandbox')}</h2>
        <LessonMenu />
      </div>
      <p className="quiet">{t('ui.sandbox.what')}</p>
    </>
  )
}

/** Steps as dots: where one is, what is done, and the way back to what was said. */
function Dots({ story, progress, shown, show }: { story: OpenStory; progress: Progress; shown: number; show: (step: number) => void }) {
  const t = useT()
  const { steps } = story.scenario
  return (
    <ol className="dots" aria-label={t('lesson.steps')}>
      {steps.map(({ id }, i) => {
        const state = progress.steps[i]?.done ? 'done' : i === progress.current ? 'current' : 'later'
        const label = t('lesson.step', { n: i + 1, of: steps.length, title: story.prose.steps[id]?.title ?? id, state: text(`lesson.step.${state}`) })
        return (
          <li key={id}>
            <button
              type="button"
              className={`dot ${state}`}
              aria-current={i === shown ? 'step' : undefined}
              disabled={i > progress.current}
              title={label}
              aria-label={label}
              onClick={() => show(i)}
            >
              {state === 'done' ? '✓' : i + 1}
            </button>
          </li>
        )
      })}
    </ol>
  )
}

function Lesson({ story }: { story: OpenStory }) {
  const t = useT()
  const session = useSession()
  const past = useStore(session.past)
  const answers = useTable('story')[0]?.answers ?? {}
  const { scenario, prose } = story
  const progress = story.progress(past)
  const { current } = progress
  const [at, go] = useState<number>()
  const top = useRef<HTMLDivElement>(null)
  const last = scenario.steps.length - 1
  const begun = progress.steps[current]?.goals.some(({ state }) => state !== 'open')
  // One stays at a step that is done, to read what was said to it, until one goes on or has begun with the next.
  const [follow, setFollow] = useState(true)
  const shown = Math.min(at === undefined || (follow && begun && current > at) ? current : at, current, last)
  // The first picture of a step is where one stays.
  useEffect(() => {
    if (at === undefined ? progress.steps.length > 0 : shown !== at && past === undefined) go(shown)
  })
  const show = (step: number): void => {
    go(step)
    setFollow(step >= Math.min(current, last) || step === shown)
    top.current?.scrollTo({ top: 0 })
  }
  const step = scenario.steps[shown]
  if (!step) return null
  const done = progress.steps[shown]?.done
  return (
    <>
      <div className="bar">
        <h2>{prose.title}</h2>
        <LessonMenu />
      </div>
      <div className="lesson scroll" ref={top}>
        <Dots story={story} progress={progress} shown={shown} show={show} />
        <StepView scenario={scenario} prose={prose} step={step} progress={progress.steps[shown]} answers={answers} />
        {done && shown === last && <NextLesson id={scenario.id} />}
      </div>
      {done && shown < last && (
        <div className="forward">
          <button
            type="button"
            className="next"
            onClick={() => {
              setFollow(true)
              go(shown + 1)
              top.current?.scrollTo({ top: 0 })
            }}
          >
            {t('lesson.next')}
          </button>
        </div>
      )}
      <Announcer story={story} progress={progress} quiet={past !== undefined} />
    </>
  )
}

/** Says what was reached and what broke, for those who do not see it. */
function Announcer({ story, progress, quiet }: { story: OpenStory; progress: Progress; quiet: boolean }) {
  const t = useT()
  const known = useRef<ReadonlyMap<string, string>>(new Map())
  const [said, say] = useState('')
  useEffect(() => {
    if (quiet) return
    const now = new Map(progress.steps.flatMap((step) => step.goals.map((goal): [string, string] => [`${step.id} ${goal.id}`, goal.state])))
    const news = [...now].filter(([key, state]) => state !== 'open' && known.current.size > 0 && known.current.get(key) !== state)
    known.current = now
    if (news.length === 0) return
    const sentences = news.map(([key, state]) => {
      const [step = '', goal = ''] = key.split(' ')
      return `${text(`lesson.goal.${state}`)}: ${story.prose.steps[step]?.goals[goal] ?? goal}.`
    })
    const { current } = progress
    const next = story.scenario.steps[current]
    const title = next && progress.steps[current - 1]?.done ? story.prose.steps[next.id]?.title : undefined
    say([...sentences, ...(title ? [t('lesson.announce.next', { title })] : []), ...(next ? [] : [t('lesson.finished')])].join(' '))
  }, [story, progress, quiet, t])
  return (
    <div className="unseen" aria-live="polite">
      {said}
    </div>
  )
}
