import type { Completion } from '../../shell/command.ts'
import { vmStateOf } from '../../system/zones/vmState.ts'

/** Conditions that some VM of the node meets: `alias=web`. */
export const conditions: Completion = (world, server) => [
  'ram=',
  'type=',
  ...world
    .by('zone', 'server', server)
    .flatMap((zone) => [`uuid=${zone.uuid}`, `brand=${zone.brand}`, `state=${vmStateOf(zone)}`, ...(zone.alias === '' ? [] : [`alias=${zone.alias}`])]),
]
