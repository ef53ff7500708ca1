import type { Moment, Predicates } from './moment.ts'
import type { Scenario, Step } from './scenario.ts'

/**
 * Something that was found after an event: a goal or a mistake holds now, or no longer. The list of these is all that a
 * run remembers; everything shown follows from it, so that it can be looked at as of any event.
 */
export interface Mark {
  /** How many events there were. */
  readonly event: number
  readonly step: string
  readonly what: 'goal' | 'mistake'
  readonly id: string
  readonly holds: boolean
}
/** Where a goal stands: never held, held once and still does, held once and no longer does. */
export type GoalState = 'open' | 'reached' | 'broken'
/** A goal as of some event. */
export interface GoalProgress {
  readonly id: string
  readonly state: GoalState
  /** The event after which it was reached first… */
  readonly reached?: number
  /** …and the one after which it last broke. */
  readonly broken?: number
}
/** A step as of some event. */
export interface StepProgress {
  readonly id: string
  readonly done: boolean
  /** The event after which it was done. */
  readonly at?: number
  readonly goals: readonly GoalProgress[]
  /** The mistake that was made last and still stands, while the step is not done. */
  readonly mistake?: { readonly id: string; readonly event: number }
  /** What was answered to its question. */
  readonly answer?: string
}
/** The whole run as of some event. `current` is the first step that is not done; one past the last when all are. */
export interface Progress {
  readonly steps: readonly StepProgress[]
  readonly current: number
}
type Answers = Readonly<Record<string, string>>

const goalOf = (marks: readonly Mark[], step: string, id: string): GoalProgress => {
  const own = marks.filter((mark) => mark.step === step && mark.what === 'goal' && mark.id === id)
  const reached = own.find(({ holds }) => holds)?.event
  if (reached === undefined) return { id, state: 'open' }
  const last = own.at(-1) as Mark
  return last.holds ? { id, state: 'reached', reached } : { id, state: 'broken', reached, broken: last.event }
}
function mistakeOf(marks: readonly Mark[], step: Step): Mark | undefined {
  const last = new Map<string, Mark>()
  for (const mark of marks) if (mark.step === step.id && mark.what === 'mistake') last.set(mark.id, mark)
  return [...last.values()].filter(({ holds }) => holds).sort((a, b) => b.event - a.event)[0]
}
const isAnswered = (step: Step, answer: string | undefined): boolean =>
  answer !== undefined && (step.kind === 'predict' || (step.kind === 'quiz' && step.choices.some(({ id, right }) => right && id === answer)))

/** What the marks up to an event amount to. Steps are done in their order: one that is not done holds up the rest. */
export function progressOf(scenario: Pick<Scenario, 'steps'>, marks: readonly Mark[], answers: Answers, upto = Number.POSITIVE_INFINITY): Progress {
  const seen = marks.filter(({ event }) => event <= upto)
  let current = 0
  let before = 0
  const steps = scenario.steps.map((step, i): StepProgress => {
    const open = i > current
    const answer = answers[step.id]
    const goals = step.kind === 'do' ? step.goals.map(({ id }) => goalOf(seen, step.id, id)) : []
    const done = !open && (step.kind === 'read' || (step.kind === 'do' ? goals.every(({ state }) => state !== 'open') : isAnswered(step, answer)))
    const mistake = open || done ? undefined : mistakeOf(seen, step)
    if (done) {
      current = i + 1
      before = Math.max(before, ...goals.map(({ reached = 0 }) => reached))
    }
    return {
      id: step.id,
      done,
      goals,
      ...(done && { at: before }),
      ...(mistake && { mistake: { id: mistake.id, event: mistake.event } }),
      ...(answer !== undefined && { answer }),
    }
  })
  return { steps, current }
}

/** The event after which the current step began. */
export const beginOf = (progress: Progress, story: number): number => progress.steps[progress.current - 1]?.at || story

/**
 * Looks at the world after an event and says what is new: goals of the current step that hold now or no longer do,
 * those of earlier steps that are to be kept, mistakes. If that finishes a step, the next one is looked at as well.
 * `look` yields the moment, given the event after which the step began.
 */
export function marksOf(
  scenario: Pick<Scenario, 'steps'>,
  known: readonly Mark[],
  answers: Answers,
  event: number,
  predicates: Predicates,
  look: (since: number) => Moment,
  story: number,
): Mark[] {
  const news: Mark[] = []
  let last = -1
  for (;;) {
    const marks = [...known, ...news]
    const progress = progressOf(scenario, marks, answers)
    if (progress.current === last) return news
    const moment = look(beginOf(progress, story))
    for (let i = last < 0 ? 0 : progress.current; i <= progress.current; i++) {
      const step = scenario.steps[i]
      if (step) news.push(...newsOf(step, i === progress.current, marks, event, predicates, moment))
    }
    last = progress.current
  }
}

function newsOf(step: Step, current: boolean, marks: readonly Mark[], event: number, predicates: Predicates, moment: Moment): Mark[] {
  const asked = [
    ...(step.kind === 'do' ? step.goals.filter(({ keep }) => current || keep).map(({ id, when }) => ({ what: 'goal' as const, id, when })) : []),
    ...(current ? step.mistakes.map(({ id, when }) => ({ what: 'mistake' as const, id, when })) : []),
  ]
  return asked.flatMap(({ what, id, when }): Mark[] => {
    const holds = predicates.holds(when, moment)
    const before = marks.findLast((mark) => mark.step === step.id && mark.what === what && mark.id === id)?.holds ?? false
    return holds === before ? [] : [{ event, step: step.id, what, id, holds }]
  })
}

/** The marks that are still true after going back: those found after that many events are forgotten. */
export const upTo = (marks: readonly Mark[], events: number): readonly Mark[] =>
  marks.some(({ event }) => event > events) ? marks.filter(({ event }) => event <= events) : marks
