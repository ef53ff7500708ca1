import type { MachineState } from '../../../sim/record.ts'
import { QUESTIONS, type QuestionName } from './questions.ts'

/** States whose question has another name. */
const OTHER: Readonly<Record<string, QuestionName>> = { mismatch: 'password', done: 'reboot' }

/** The state of the script that a set-up is in, by its own name; undefined when no script runs. */
export function placeOf(value: MachineState['value']): string | undefined {
  const below = (at: MachineState['value'] | undefined, name: string): MachineState['value'] | undefined => (typeof at === 'object' ? at[name] : undefined)
  const script = below(below(value, 'running'), 'script')
  const place = below(script, 'asking') ?? script
  return typeof place === 'object' ? Object.keys(place)[0] : place
}
/** The question that a set-up stands at; undefined when it asks nothing. */
export function questionAt(value: MachineState['value']): QuestionName | undefined {
  const name = placeOf(value)
  if (name === undefined) return undefined
  return name in QUESTIONS ? (name as QuestionName) : OTHER[name]
}
