import { Crosshair, Lightbulb, Undo2 } from 'lucide-react'
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Prose, StepProse } from '../../lessons/prose.ts'
import type { GoalState, StepProgress } from '../../lessons/run.ts'
import type { Goal, Scenario, Step } from '../../lessons/scenario.ts'
import { useT } from '../i18n/index.ts'
import { phoneStore } from '../layout/panels.ts'
import { selectRecord } from '../selection.ts'
import { useIsPast, useSession } from '../simulation/context.tsx'
import { type Find, finder, openGoal, whereToLook } from './hint.ts'
import { typeCommand } from './typing.ts'

const SHAPES: Readonly<Record<GoalState, string>> = { open: '○', reached: '✓', broken: '✗' }

/** Prose of a lesson. It was made from Markdown without the author's own markup; its commands are buttons that type. */
function Text({ html, className = 'prose' }: { html: string; className?: string }) {
  const session = useSession()
  const click = (event: MouseEvent): void => {
    const line = (event.target as Element).closest<HTMLElement>('[data-line]')?.dataset.line
    if (line) typeCommand(session, line)
  }
  // biome-ignore lint/a11y/noStaticElementInteractions: the buttons are inside; here their clicks are heard
  // biome-ignore lint/a11y/useKeyWithClickEvents: a button's key is a click
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made by src/lessons/prose.ts, where raw markup is escaped
  return <div className={className} onClick={click} dangerouslySetInnerHTML={{ __html: html }} />
}

/** Something that has just been said: the panel scrolls as far as is needed to show it. */
function News({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    void place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div ref={place} className="news">
      {children}
    </div>
  )
}

function GoalLine({ goal, sentence, state }: { goal: Goal; sentence: string; state: GoalState }) {
  const t = useT()
  const session = useSession()
  const point = async (): Promise<void> => {
    const { record } = (await finder(session))(goal)
    if (!record) return
    selectRecord(record)
    // Terminals are on the page in any case; everything else is on the stage, which a phone shows instead of the story.
    if (!record.startsWith('tty:')) phoneStore.set('stage')
  }
  return (
    <li className={`goal ${state}`}>
      <span className="shape" aria-hidden>
        {SHAPES[state]}
      </span>
      <span>
        {sentence} <small>{t(`lesson.goal.${state}`)}</small>
      </span>
      {state !== 'reached' && (
        <button type="button" className="tool" title={t('lesson.point')} aria-label={`${t('lesson.point')}: ${sentence}`} onClick={() => void point()}>
          <Crosshair size={14} aria-hidden />
        </button>
      )}
    </li>
  )
}

function Choices({
  step,
  prose,
  progress,
  story,
}: {
  step: Extract<Step, { kind: 'predict' | 'quiz' }>
  prose: StepProse
  progress: StepProgress | undefined
  story: string
}) {
  const t = useT()
  const session = useSession()
  const past = useIsPast()
  const answer = progress?.answer
  const given = answer === undefined ? undefined : prose.choices[answer]
  return (
    <>
      <fieldset className="choices" disabled={past}>
        <legend className="unseen">{prose.title}</legend>
        {step.choices.map(({ id }) => (
          <button
            key={id}
            type="button"
            aria-pressed={id === answer}
            onClick={() => session.input({ type: 'lesson.answer', subject: `story:${story}`, step: step.id, choice: id })}
          >
            <span aria-hidden>{id === answer ? '◉' : '○'}</span> {prose.choices[id]?.label}
          </button>
        ))}
      </fieldset>
      {given && step.kind === 'predict' && (
        <News key={answer}>
          <p className="answer">{t('lesson.guessed', { choice: given.label })}</p>
        </News>
      )}
      {given && step.kind === 'quiz' && (
        <News key={answer}>
          <Text className={`answer ${progress?.done ? 'right' : 'wrong'}`} html={given.text} />
        </News>
      )}
    </>
  )
}

/** Hints in three grades: one more with each press. */
function Hints({ step, prose, progress }: { step: Step; prose: StepProse; progress: StepProgress | undefined }) {
  const t = useT()
  const session = useSession()
  const [shown, show] = useState(0)
  const [find, setFind] = useState<Find>()
  const goal = openGoal(step, progress)
  if (!goal) return null
  const grades = [
    <p key="look">{find && whereToLook(session, find(goal))}</p>,
    <Text key="know" html={prose.know} />,
    <Text key="command" html={prose.command} />,
  ]
  const more = async (): Promise<void> => {
    if (shown === 0) {
      const found = await finder(session)
      const { record } = found(goal)
      if (record) selectRecord(record)
      setFind(() => found)
    }
    show(shown + 1)
  }
  return (
    <div className="hints">
      {shown > 0 && (
        <ol>
          {grades.slice(0, shown).map((grade, i) => (
            <li key={grade.key}>
              <small>{t('lesson.hint.grade', { n: i + 1 })}</small>
              <News>{grade}</News>
            </li>
          ))}
        </ol>
      )}
      {shown < 3 && (
        <button type="button" className="tool wide" onClick={() => void more()}>
          <Lightbulb size={14} aria-hidden />
          {t(shown === 0 ? 'lesson.hint' : 'lesson.hint.more', { n: shown + 1 })}
        </button>
      )}
    </div>
  )
}

/** One step of a lesson: what to do, how far one is, what went wrong, hints. */
export function StepView({
  scenario,
  prose,
  step,
  progress,
  answers,
}: {
  scenario: Scenario
  prose: Prose
  step: Step
  progress: StepProgress | undefined
  answers: Readonly<Record<string, string>>
}) {
  const t = useT()
  const session = useSession()
  const past = useIsPast()
  const said = prose.steps[step.id]
  if (!said) return null
  const mistake = progress?.mistake && said.mistakes[progress.mistake.id]
  const guess = step.reveals === undefined ? undefined : prose.steps[step.reveals]?.choices[answers[step.reveals] ?? '']
  return (
    <>
      <h3>{said.title}</h3>
      <Text html={said.text} />
      {step.kind === 'do' && (
        <ul className="goals" aria-label={t('lesson.goals')}>
          {step.goals.map((goal) => (
            <GoalLine
              key={goal.id}
              goal={goal}
              sentence={said.goals[goal.id] ?? goal.id}
              state={progress?.goals.find(({ id }) => id === goal.id)?.state ?? 'open'}
            />
          ))}
        </ul>
      )}
      {(step.kind === 'predict' || step.kind === 'quiz') && <Choices step={step} prose={said} progress={progress} story={scenario.id} />}
      {mistake && (
        <div className="mistake" role="alert">
          <Text html={mistake} />
          <button type="button" className="tool wide" disabled={past} onClick={() => void session.undo()}>
            <Undo2 size={14} aria-hidden />
            {t('lesson.undo')}
          </button>
        </div>
      )}
      {progress?.done && said.done && (
        <News>
          <Text className="prose done" html={said.done} />
        </News>
      )}
      {progress?.done && guess && (
        <News>
          <div className="answer">
            <p>{t('lesson.revealed', { choice: guess.label })}</p>
            <Text html={guess.text} />
          </div>
        </News>
      )}
      {!progress?.done && <Hints key={step.id} step={step} prose={said} progress={progress} />}
    </>
  )
}
