import { setup } from 'xstate'
import { effect } from '../../sim/step.ts'
import type { Service } from './netboot.ts'

const chart = setup({
  actions: {
    'netboot.start': effect<{ service: Service }>(),
    'netboot.stopped': effect<{ service: Service }>(),
    'netboot.pace': effect<{ service: Service }>(),
  },
})
/** A service: it runs, answers slowly, was switched off, or could not start with what stands in its configuration. */
const service = <S extends Service>(name: S) =>
  chart.createStateConfig({
    initial: 'disabled',
    states: {
      disabled: { on: { [`${name}.enable`]: 'starting' } as const },
      starting: {
        entry: { type: 'netboot.start', params: { service: name } },
        on: { [`${name}.started`]: 'online', [`${name}.failed`]: 'maintenance' } as const,
      },
      online: {
        on: {
          [`${name}.disable`]: { target: 'disabled', actions: { type: 'netboot.stopped', params: { service: name } } },
          [`${name}.restart`]: { target: 'starting', actions: { type: 'netboot.stopped', params: { service: name } } },
          [`${name}.slow`]: { target: 'slow', actions: { type: 'netboot.pace', params: { service: name } } },
        } as const,
      },
      slow: {
        on: {
          [`${name}.disable`]: { target: 'disabled', actions: { type: 'netboot.stopped', params: { service: name } } },
          [`${name}.restart`]: { target: 'starting', actions: { type: 'netboot.stopped', params: { service: name } } },
          [`${name}.fast`]: { target: 'online', actions: { type: 'netboot.pace', params: { service: name } } },
        } as const,
      },
      maintenance: { on: { [`${name}.disable`]: 'disabled', [`${name}.restart`]: 'starting', [`${name}.enable`]: 'starting' } as const },
    },
  })

/** A boot server's three services, each on its own. States as SMF names them (illumos smf(7)); `slow` is ours. */
export const machine = chart.createMachine({
  id: 'bootserver',
  type: 'parallel',
  states: { dhcp: service('dhcp'), tftp: service('tftp'), http: service('http') },
})
