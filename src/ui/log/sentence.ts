import type { Id, Rec, SimEvent, StateValue } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { hasText, text } from '../i18n/index.ts'
import { stateLabel } from '../stage/chart/labels.ts'

/** The dotted paths of the innermost states: `running.kernel`, one for each region. */
export function leavesOf(value: StateValue, path = ''): string[] {
  if (typeof value === 'string') return [path + value]
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && Object.keys(inner).length === 0 ? [path + key] : leavesOf(inner, `${path}${key}.`),
  )
}
const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** A state's name in the language shown; its key where there is none. */
export const stateName = (machine: string, path: string): string => {
  const id = `state.${machine}.${path}`
  return hasText(id) ? text(id) : lastOf(path)
}
/** A state by the name that the chart shows, and what it means. */
const stateSentence = (machine: string, path: string): string => {
  const label = stateLabel(machine, path)
  const id = `state.${machine}.${path}`
  return hasText(id) ? `${label}: ${text(id)}` : label
}
/** All innermost states of a living record, in words. */
export const stateNames = (machine: string, value: StateValue): string =>
  leavesOf(value)
    .map((path) => stateName(machine, path))
    .join(' · ')

/** The type in an id. */
export const typeOf = (id: string): string => id.slice(0, id.indexOf(':'))

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
/** What a record is called: its alias or name, else the last part of its id; of a UUID only the beginning. */
export function nameOf(id: Id, world: World): string {
  const record = world.get(id as string) as (Rec & { alias?: unknown; name?: unknown }) | undefined
  if (typeof record?.alias === 'string' && record.alias) return record.alias
  if (typeof record?.name === 'string' && record.name) return record.name
  if (id.startsWith('mount:') && record) return (record as Rec & { path: string }).path
  const own = id.slice(Math.max(id.indexOf(':'), id.lastIndexOf('/')) + 1)
  return UUID.test(own) ? `${own.slice(0, 8)}…` : own
}

/** What was sent to a statechart, in words. */
function eventName(machine: string, event: string): string {
  if (event.startsWith('xstate.after.')) return text('ui.event.after')
  if (event.startsWith('xstate.done.')) return text('ui.event.done')
  if (event.startsWith('xstate.')) return text('ui.event.start')
  const id = `event.${machine}.${event}`
  return hasText(id) ? text(id) : event
}

/** What made a transition happen, in words; nothing where time alone did. */
export const trigger = ({ transition, subject }: SimEvent): string =>
  transition && !transition.event.startsWith('xstate.after.') ? eventName(typeOf(subject), transition.event) : ''

/** One sentence for an event, in the language shown. */
export function sentence(event: SimEvent): string {
  const { message, transition, subject } = event
  if (transition) {
    const machine = typeOf(subject)
    const before = leavesOf(transition.from)
    const entered = leavesOf(transition.to).filter((path) => !before.includes(path))
    const what = eventName(machine, transition.event)
    if (entered.length === 0) return what
    const into = `→ ${entered.map((path) => stateSentence(machine, path)).join(' · ')}`
    // Where time alone brings a state, the arrow says enough.
    return transition.event.startsWith('xstate.after.') ? into : `${what} ${into}`
  }
  if (message.id === 'input.tty.line' && message.params?.secret) return text('ui.input.secret')
  if (message.id === 'input.tty.line' && message.params?.text === '') return text('ui.input.enter')
  if (hasText(message.id)) return text(message.id, { ...fill(message.params) })
  return event.kind === 'timer' ? text('ui.event.timer', { name: message.id.replace(/^timer\./, '') }) : message.id
}

/** A message whose handler left a parameter out must still be said. */
const fill = (params: SimEvent['message']['params']): Record<string, string | number> => ({ subject: '', text: '', key: '', ...params })
