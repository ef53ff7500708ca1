import type { CommandContext } from '../../shell/command.ts'
import { fullDate } from '../../system/platform/dates.ts'
import { processesOf } from '../../system/processes/process.ts'
import { logOf } from '../../system/smf/log.ts'
import type { Place } from '../../system/smf/service.ts'
import { instancesOf, serviceOf } from '../../system/smf/services.ts'
import type { Row } from './columns.ts'

const line = (key: string, value: string): string => `${key.padEnd(13)}${value}\n`
/** The state of what is depended on: a file that exists is online. Source: illumos usr/src/cmd/svc/svcs/svcs.c (get_fmri_state). */
function stateOf({ files, world }: CommandContext, place: Place, entity: string): string {
  if (entity.startsWith('file:')) return files.exists(entity.replace(/^file:\/\/[^/]*/, '')) ? 'online' : 'absent'
  const instances = instancesOf(world, place, entity)
  if (instances.length > 1) return 'multiple'
  const [only] = instances
  return only === undefined ? 'absent' : (serviceOf(world, place, only)?.state ?? 'absent')
}
/** svcs -l: all that is known of a service. Source: illumos usr/src/cmd/svc/svcs/svcs.c (print_detailed). */
export function details(context: CommandContext, place: Place, row: Row, how: { zone: boolean; processes: boolean; verbose: boolean }): string {
  const { record, definition } = row
  const temporary = record?.override !== undefined && record.override !== record.enabled
  const groups = { ...definition.groups, ...record?.groups }
  return [
    line('fmri', row.fmri),
    row.description ? line('name', row.description) : '',
    how.zone ? line('zone', row.zone) : '',
    line('enabled', `${row.enabled}${temporary ? ' (temporary)' : ''}`),
    !row.enabled && record?.comment ? line('comment', record.comment) : '',
    line('state', row.state),
    line('next_state', row.next),
    line('state_time', fullDate(row.since)),
    line('logfile', logOf(context.world, place, row.fmri)),
    line('restarter', 'svc:/system/svc/restarter:default'),
    row.contract === undefined ? '' : line('contract_id', `${row.contract} `),
    ...definition.dependencies.map(({ grouping, restartOn, entities }) =>
      line('dependency', `${grouping}/${restartOn}${entities.map((entity) => ` ${entity} (${stateOf(context, place, entity)})`).join('')}`),
    ),
    ...(how.processes ? processesFor(context, place, row).map(({ pid, args }) => line('process', `${pid} ${args}`)) : []),
    ...(how.verbose
      ? Object.entries(groups)
          .filter(([, { type }]) => type === 'application')
          .flatMap(([group, { properties }]) =>
            Object.entries(properties).map(([name, { type, values }]) => `${group}/${name} (${type}) = ${values.map(quoted).join('')}\n`),
          )
      : []),
  ].join('')
}
const quoted = (value: string): string => (/[ \t\n"()]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `${value} `)
/** The processes of a service. */
export const processesFor = ({ world }: CommandContext, { server, zone }: Place, { fmri }: Row) =>
  processesOf(world, server, zone).filter(({ service, zone: name }) => service === fmri && (zone !== undefined || name === 'global'))
