import type { ChartEdge } from '../../../sim/chart.ts'
import { hasText, localeStore, t, text } from '../../i18n/index.ts'

/** Simulated ms in words: `0.5 s`, `5 min`. */
export function durationText(ms: number): string {
  const [value, unit] = ms >= 120_000 ? [ms / 60_000, 'min'] : ms < 100 ? [ms, 'ms'] : [ms / 1000, 's']
  return `${value.toLocaleString(localeStore.get(), { maximumFractionDigits: 1 })} ${unit}`
}

/** A state's name in the chart: short, and the system's own word where it has one. */
export function stateLabel(machine: string, path: string): string {
  const id = `name.${machine}.${path}`
  return hasText(id) ? text(id) : path.slice(path.lastIndexOf('.') + 1)
}
/** A machine's name. */
export const machineLabel = (machine: string): string => (hasText(`name.${machine}`) ? text(`name.${machine}`) : machine)

/** What makes a transition happen, in a few words; the guard that decides among several in brackets, unless brief. */
export function edgeLabel(machine: string, edge: ChartEdge, brief = false): string {
  if (brief) return eventLabel(machine, edge)
  const guard = edge.guard && (hasText(`guard.${machine}.${edge.guard}`) ? text(`guard.${machine}.${edge.guard}`) : edge.guard)
  return guard ? `${eventLabel(machine, edge)} [${guard}]` : eventLabel(machine, edge)
}
function eventLabel(machine: string, edge: ChartEdge): string {
  if (edge.kind === 'after')
    return edge.after?.ms === undefined ? t('chart.after', { time: edge.after?.name ?? '' }) : t('chart.after', { time: durationText(edge.after.ms) })
  if (edge.kind === 'always') return t('chart.always')
  if (edge.kind === 'done') return t('chart.done')
  const id = `event.${machine}.${edge.event}`
  return hasText(id) ? text(id) : edge.event
}
