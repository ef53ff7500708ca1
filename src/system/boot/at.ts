import type { StateValue } from '../../sim/record.ts'
import type { BootDevice, Server } from '../hardware/hardware.ts'
import type { ServerContext } from './server/chart.ts'

/** Whether a state value lies in the state of that path: `['on', 'loader']`. */
export function within(value: StateValue, path: readonly string[]): boolean {
  let at: StateValue | undefined = value
  for (const key of path) {
    if (typeof at === 'string') return at === key && key === path.at(-1)
    at = at?.[key]
    if (at === undefined) return false
  }
  return true
}
/** Whether a server is in a state: `isIn(server, 'on', 'loader', 'menu')`. */
export const isIn = (server: Server, ...path: string[]): boolean => within(server.machine.value, path)
/** What the server's statechart remembers. */
export const contextOf = (server: Server): ServerContext => server.machine.context as unknown as ServerContext
/** The order in which the firmware tries the devices at this start: one that was chosen for once goes first. */
export function bootOrderNow(server: Server): readonly BootDevice[] {
  const once = contextOf(server).once as BootDevice | '' | undefined
  return once ? [once, ...server.bootOrder.filter((device) => device !== once)] : server.bootOrder
}
