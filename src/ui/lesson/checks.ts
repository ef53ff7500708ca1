// What a lesson needs of the simulator: in one file, so that it is loaded in one go.
import { predicates as make } from '../../lessons/goals.ts'
import type { Predicates } from '../../lessons/moment.ts'

export { targetOf } from '../../lessons/about.ts'
export { watch } from '../../lessons/watch.ts'
export { prepare } from '../../lessons/world.ts'

let made: Predicates | undefined
/** The checker; what it has compiled is kept. */
export const predicates = (): Predicates => {
  made ??= make()
  return made
}
