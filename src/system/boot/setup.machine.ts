import { ask, asking, shell } from './setup/asking.ts'
import { type ApplyStep, wizard } from './setup/chart.ts'

/** A step of the installation. What fails opens a shell; when that is left, the script goes on with the next thing. */
const make = (step: ApplyStep, next: string) =>
  wizard.createStateConfig({
    entry: { type: 'setup.line', params: { step } },
    after: { [step]: { actions: { type: 'setup.make', params: { step } } } as const },
    on: {
      made: { target: next, actions: 'keep place' },
      failed: { actions: 'keep place' },
      'shell ended': { actions: { type: 'setup.make', params: { step } } },
    },
  })

const apply = wizard.createStateConfig({
  entry: 'deafen',
  exit: 'listen',
  initial: 'pool',
  states: {
    pool: make('pool', 'dump'),
    dump: make('dump', 'config'),
    config: make('config', 'usbkey'),
    usbkey: make('usbkey', 'cores'),
    cores: make('cores', 'opt'),
    opt: make('opt', 'var'),
    var: make('var', 'swap'),
    swap: make('swap', 'tools'),
    tools: { always: [{ guard: 'pkgsrc', target: 'pkgsrc' }, { target: 'persist' }] },
    pkgsrc: make('pkgsrc', 'persist'),
    persist: make('persist', 'booting'),
    booting: { always: [{ guard: 'selfboot', target: 'selfboot' }, { target: '#done' }] },
    selfboot: make('selfboot', '#done'),
  },
})

/**
 * The first-boot set-up: its questions, and what it makes of the answers; beside them who has the terminal, the script
 * or a shell that it has started. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh.
 */
export const machine = wizard.createMachine({
  id: 'setup',
  context: { answers: {} },
  initial: 'idle',
  on: { 'power lost': { target: '.idle', actions: ['forget', 'setup.forget'] } },
  states: {
    idle: { on: { begin: 'looking' } },
    looking: { entry: 'setup.look', on: { 'nics found': { target: 'running', actions: 'keep nics' }, 'no nics': { target: 'idle', actions: 'setup.left' } } },
    running: {
      type: 'parallel',
      states: {
        script: {
          initial: 'asking',
          states: {
            asking: { ...asking, id: 'asking' },
            apply: { ...apply, id: 'apply' },
            done: { id: 'done', entry: ['setup.completed', ask('reboot')], on: { line: 'rebooting' } },
            rebooting: { entry: 'setup.reboot' },
          },
        },
        terminal: {
          initial: 'prompt',
          states: {
            prompt: { on: { interrupt: { guard: 'heard', target: 'shell' }, failed: 'fatal' } },
            shell: { entry: shell('break'), on: { 'shell ended': { target: 'prompt', actions: 'setup.resume' } } },
            fatal: { entry: shell('fatal'), on: { 'shell ended': 'prompt' } },
          },
        },
      },
    },
  },
})
