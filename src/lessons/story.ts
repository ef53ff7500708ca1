import type { Id, Rec } from '../sim/record.ts'
import type { World } from '../sim/world.ts'

/** The story that a world belongs to: which lesson, where it began, what the learner answered. It travels with the world: undone, saved and shared like the rest. */
export interface Story extends Rec {
  readonly id: Id<'story'>
  /** The scenario's id. */
  readonly scenario: string
  /** How many events there were when the story began: what came before is its preparation. */
  readonly begin: number
  /** Simulated ms at which it began. */
  readonly since: number
  /** Choices by the id of the step that asked. */
  readonly answers: Readonly<Record<string, string>>
}
declare module '../sim/record.ts' {
  interface Records {
    story: Story
  }
}

/** The story that is told in this world, if it belongs to a lesson. */
export const storyOf = (world: World): Story | undefined => world.all('story')[0]
