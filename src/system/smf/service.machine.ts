import { assign, setup } from 'xstate'
import { effect } from '../../sim/step.ts'

/** What comes after a service has stopped. */
type Goal = 'disabled' | 'offline' | 'maintenance'
type ServiceEvent = {
  type:
    | 'enabled'
    | 'disabled'
    | 'enable'
    | 'disable'
    | 'restart'
    | 'refresh'
    | 'clear'
    | 'satisfied'
    | 'started'
    | 'failed'
    | 'failed fatally'
    | 'all exited'
    | 'dependency stopped'
    | 'stopped'
    | 'mark degraded'
    | 'mark maintenance'
}

const service = setup({
  types: {} as { context: { goal: Goal }; events: ServiceEvent },
  guards: {
    'then disabled': ({ context }) => context.goal === 'disabled',
    'then maintenance': ({ context }) => context.goal === 'maintenance',
  },
  actions: {
    'then disabled': assign({ goal: 'disabled' }),
    'then offline': assign({ goal: 'offline' }),
    'then maintenance': assign({ goal: 'maintenance' }),
    'service.adopt': effect(),
    'service.entered': effect(),
    'service.wait': effect(),
    'service.start': effect(),
    'service.up': effect(),
    'service.stop': effect(),
    'service.down': effect(),
    'service.ill': effect(),
    'service.refresh': effect(),
    'service.say': effect<{ text: string }>(),
  },
})
const say = <T extends string>(text: T) => ({ type: 'service.say', params: { text } }) as const
const stop = <A extends 'then disabled' | 'then offline' | 'then maintenance', T extends string>(action: A, text: T) =>
  ({ target: 'online*', actions: [action, say(text)] }) as const

/** What may happen to a service that does its work. */
const whileUp = {
  disable: stop('then disabled', 'Stopping because service disabled.'),
  restart: stop('then offline', 'Stopping because service restarting.'),
  refresh: { actions: 'service.refresh' },
  'all exited': stop('then offline', 'Stopping because all processes in service exited.'),
  'dependency stopped': stop('then offline', 'Stopping because dependency activity requires stop.'),
  'mark maintenance': stop('then maintenance', 'Stopping for maintenance due to administrative_request.'),
} as const

/**
 * A service that somebody has touched, state for state as svcs prints it; a star is a transition under way. The texts are those of
 * its log. Source: illumos usr/src/cmd/svc/startd/{restarter,method,graph}.c, smf(7).
 */
export const machine = service.createMachine({
  id: 'service',
  initial: 'uninitialized',
  context: { goal: 'offline' },
  states: {
    uninitialized: {
      entry: ['service.entered', 'service.adopt'],
      on: { enabled: { target: 'offline', actions: say('Enabled.') }, disabled: 'disabled' },
    },
    disabled: {
      entry: ['service.entered', 'service.down'],
      on: { enable: { target: 'offline', actions: say('Enabled.') } },
    },
    offline: {
      entry: ['service.entered', 'service.down', 'service.wait'],
      on: {
        satisfied: 'offline*',
        disable: { target: 'disabled', actions: say('Disabled.') },
        refresh: { actions: 'service.refresh' },
        'mark maintenance': { target: 'maintenance', actions: say('Stopping for maintenance due to administrative_request.') },
      },
    },
    'offline*': {
      entry: ['service.entered', 'service.start'],
      on: { started: 'online', failed: 'offline', 'failed fatally': 'maintenance' },
    },
    online: {
      entry: ['service.entered', 'service.up'],
      on: { ...whileUp, 'mark degraded': 'degraded' },
    },
    degraded: {
      entry: ['service.entered', 'service.up'],
      on: { ...whileUp, clear: 'online' },
    },
    'online*': {
      entry: ['service.entered', 'service.stop'],
      on: {
        stopped: [
          { guard: 'then disabled', target: 'disabled', actions: say('Disabled.') },
          { guard: 'then maintenance', target: 'maintenance' },
          { target: 'offline' },
        ],
        'failed fatally': 'maintenance',
      },
    },
    maintenance: {
      entry: ['service.entered', 'service.ill', 'service.down'],
      on: {
        clear: { target: 'uninitialized', actions: say('Leaving maintenance because clear requested.') },
        disable: { target: 'disabled', actions: [say('Leaving maintenance because disable requested.'), say('Disabled.')] },
      },
    },
  },
})
