import { setup } from 'xstate'

type Health = { health: 'ONLINE' | 'DEGRADED' | 'UNAVAIL' }
const is =
  (health: Health['health']) =>
  ({ event }: { event: unknown }): boolean =>
    (event as Partial<Health>).health === health

/** A pool's life. The words are those of `zpool status` and of the label's state; POTENTIALLY_ACTIVE: its server is off. (illumos zpool_state_to_name, vdev_root.c) */
export const machine = setup({
  types: {} as {
    events:
      | ({ type: 'vdev.changed' } & Health)
      | ({ type: 'import' } & Health)
      | ({ type: 'clear' } & Health)
      | { type: 'export' }
      | { type: 'destroy' }
      | { type: 'power.lost' }
  },
  guards: { healthy: is('ONLINE'), degraded: is('DEGRADED'), unavailable: is('UNAVAIL') },
}).createMachine({
  id: 'pool',
  initial: 'ONLINE',
  states: {
    ONLINE: {
      on: {
        'vdev.changed': [
          { guard: 'degraded', target: 'DEGRADED' },
          { guard: 'unavailable', target: 'SUSPENDED' },
        ],
        export: 'EXPORTED',
        destroy: 'DESTROYED',
        'power.lost': 'POTENTIALLY_ACTIVE',
      },
    },
    DEGRADED: {
      on: {
        'vdev.changed': [
          { guard: 'healthy', target: 'ONLINE' },
          { guard: 'unavailable', target: 'SUSPENDED' },
        ],
        export: 'EXPORTED',
        destroy: 'DESTROYED',
        'power.lost': 'POTENTIALLY_ACTIVE',
      },
    },
    SUSPENDED: {
      on: {
        clear: [
          { guard: 'healthy', target: 'ONLINE' },
          { guard: 'degraded', target: 'DEGRADED' },
        ],
        'power.lost': 'POTENTIALLY_ACTIVE',
      },
    },
    UNAVAIL: {
      on: {
        import: [
          { guard: 'healthy', target: 'ONLINE' },
          { guard: 'degraded', target: 'DEGRADED' },
        ],
      },
    },
    EXPORTED: {
      on: {
        import: [
          { guard: 'healthy', target: 'ONLINE' },
          { guard: 'degraded', target: 'DEGRADED' },
          { guard: 'unavailable', target: 'UNAVAIL' },
        ],
      },
    },
    POTENTIALLY_ACTIVE: {
      on: {
        import: [
          { guard: 'healthy', target: 'ONLINE' },
          { guard: 'degraded', target: 'DEGRADED' },
          { guard: 'unavailable', target: 'UNAVAIL' },
        ],
      },
    },
    DESTROYED: {
      on: {
        import: [
          { guard: 'healthy', target: 'ONLINE' },
          { guard: 'degraded', target: 'DEGRADED' },
        ],
      },
    },
  },
})
