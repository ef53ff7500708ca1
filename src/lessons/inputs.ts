import type { Id, Input } from '../sim/record.ts'
import type { Effect, InputHandler } from '../sim/simulation.ts'

/** Inputs of the lessons: a question is answered. Choices come from the scenario's own list, so they are short. */
export const inputs: Record<string, InputHandler> = {
  'lesson.answer': (sim, { subject, step, choice }: { subject: Id<'story'>; step: string; choice: string }) => {
    const story = sim.world.get(subject)
    if (story) sim.patch(story, { answers: { ...story.answers, [step]: choice } })
  },
}

/** Effects of the lessons: a fault of the scenario comes when its time has come. */
export const effects: Record<string, Effect> = {
  'lesson.fault': (sim, _owner: Id<'story'>, input: Input) => sim.definition.inputs[input.type]?.(sim, input),
}
