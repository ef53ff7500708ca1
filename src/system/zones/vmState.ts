import type { StateValue } from '../../sim/record.ts'
import { type Brand, isHvm, type Zone } from './zone.ts'

/** The states of zones(7), as `zoneadm list` prints them. */
export type ZoneState = 'configured' | 'incomplete' | 'installed' | 'ready' | 'mounted' | 'running' | 'shutting_down' | 'down'

const top = (value: StateValue): string => (typeof value === 'string' ? value : (Object.keys(value)[0] ?? ''))
/** The zone's state: the outermost one of its statechart. */
export const zoneStateOf = (zone: Pick<Zone, 'machine'>): ZoneState => top(zone.machine.value) as ZoneState
/** What goes on within that state, such as `starting` in `running`; empty if nothing special. */
export function phaseOf(zone: Pick<Zone, 'machine'>): string {
  const { value } = zone.machine
  return typeof value === 'string' ? '' : top(Object.values(value)[0] ?? '')
}

/** What vmadm calls the state of the VM: computed from the zone's and vmadm's own attributes. smartos-live src/vm/node_modules/vmload/vmload-xml.js */
export function vmStateOf(zone: Pick<Zone, 'machine' | 'failed' | 'transition' | 'provisioning'>): string {
  const state = zoneStateOf(zone)
  if (zone.failed) return 'failed'
  if (zone.transition) return zone.transition.name
  if (state === 'installed') return zone.provisioning ? 'provisioning' : 'stopped'
  return state
}

/** The `type` column of vmadm list. smartos-live src/vm/node_modules/vmload/index.js */
export function vmTypeOf(brand: Brand): 'OS' | 'LX' | 'KVM' | 'BHYV' {
  if (brand === 'lx') return 'LX'
  if (!isHvm(brand)) return 'OS'
  return brand === 'kvm' ? 'KVM' : 'BHYV'
}
/** Whether there is a kernel zone: it has a numeric id. */
export const hasKernel = (state: ZoneState): boolean =>
  state === 'ready' || state === 'running' || state === 'shutting_down' || state === 'down' || state === 'mounted'
