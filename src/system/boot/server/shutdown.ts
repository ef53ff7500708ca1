import { chart } from './chart.ts'

const lost = <H extends 'off' | 'cut' | 'reset'>(how: H) => ({ type: 'power.lost', params: { how } }) as const

/** On the way down: services and zones first when it is orderly; `reboot`, `poweroff` and `halt` only kill. Source: illumos cmd/halt/halt.c, startd/graph.c. */
export const down = chart.createStateConfig({
  initial: 'killing',
  entry: 'down.begin',
  on: { panic: { target: '#server.on.panic', actions: 'then reset' } },
  states: {
    stopping: { entry: 'down.services', after: { stopServices: { target: 'syncing', actions: 'down.stopped' } } },
    killing: { entry: 'down.kill', after: { kill: 'syncing' } },
    syncing: {
      entry: 'down.sync',
      after: {
        sync: [
          { guard: 'to reset', target: 'resetting', actions: 'down.synced' },
          { guard: 'to halt', target: '#server.on.halted', actions: 'down.synced' },
          { target: '#server.off', actions: ['down.synced', lost('off')] },
        ],
      },
    },
    resetting: { entry: 'down.rebooting', after: { reset: { target: '#server.on.firmware', actions: lost('reset') } } },
  },
})

/** Halted: power is on, nothing runs. */
export const halted = chart.createStateConfig({
  entry: 'down.anyKey',
  on: { key: { target: '#server.on.firmware', actions: ['down.resetting', lost('reset')] }, press: { target: '#server.off', actions: lost('off') } },
})

/** The kernel found something that it must not go on with: it saves its memory if it can, and resets. With the debugger loaded it waits there first. */
export const panic = chart.createStateConfig({
  initial: 'message',
  states: {
    message: { entry: 'panic.message', after: { panicMessage: { actions: 'panic.next' } }, on: { 'enter debugger': 'kmdb', dump: 'dumping' } },
    kmdb: { entry: 'panic.debugger', on: { continue: 'dumping', reboot: { target: '#server.on.firmware', actions: lost('reset') } } },
    dumping: {
      entry: 'panic.dump',
      on: {
        dumped: [{ guard: 'to halt', target: '#server.on.halted' }, { guard: 'to off', target: '#server.off', actions: lost('cut') }, { target: 'resetting' }],
      },
    },
    resetting: { entry: 'down.rebooting', after: { reset: { target: '#server.on.firmware', actions: lost('reset') } } },
  },
})

/**
 * The debugger, entered by an NMI: while it holds the kernel no time passes for the system. The system's own state is
 * kept (`freeze.ts`) and is its state again when it goes on. Source: illumos uts/i86pc/os/machdep.c debug_enter.
 */
export const held = chart.createStateConfig({
  entry: 'kmdb.stop',
  on: { continue: { actions: 'kmdb.go' }, reboot: { target: '#server.on.firmware', actions: lost('reset') } },
})
