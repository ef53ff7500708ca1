import { chart } from './chart.ts'

const lost = <H extends 'off' | 'reset'>(how: H) => ({ type: 'power.lost', params: { how } }) as const

/** On the way down: services and zones first when it is orderly; `reboot`, `poweroff` and `halt` only kill. Source: illumos cmd/halt/halt.c, startd/graph.c. */
export const down = chart.createStateConfig({
  initial: 'killing',
  entry: 'down.begin',
  on: { panic: '#server.on.panic' },
  states: {
    stopping: { entry: 'down.services', after: { stopServices: { target: 'syncing', actions: 'down.stopped' } } },
    killing: { after: { kill: 'syncing' } },
    syncing: {
      after: {
        sync: [
          { guard: 'to reset', target: '#server.on.firmware', actions: ['down.sync', 'down.rebooting', lost('reset')] },
          { guard: 'to halt', target: '#server.on.halted', actions: 'down.sync' },
          { target: '#server.off', actions: ['down.sync', lost('off')] },
        ],
      },
    },
  },
})

/** Halted: power is on, nothing runs. */
export const halted = chart.createStateConfig({
  entry: 'down.anyKey',
  on: { key: { target: '#server.on.firmware', actions: lost('reset') }, press: { target: '#server.off', actions: lost('off') } },
})

/** The kernel found something that it must not go on with: it saves its memory if it can, and resets. */
export const panic = chart.createStateConfig({
  initial: 'message',
  states: {
    message: { entry: 'panic.message', after: { panicMessage: 'dumping' } },
    dumping: { entry: 'panic.dump', after: { dump: { target: '#server.on.firmware', actions: ['panic.dumped', 'down.rebooting', lost('reset')] } } },
  },
})
