import { chart, say } from './chart.ts'

const read = (what: 'unix' | 'boot_archive' | 'boot_archive.hash' | 'file', then: string) =>
  chart.createStateConfig({
    entry: { type: 'loader.read', params: { what } },
    on: { read: { target: then, actions: 'loader.loaded' }, none: then },
  })
const lost = { type: 'power.lost', params: { how: 'reset' } } as const
/** Before a kernel runs, the power button simply switches off. */
export const switchedOff = { target: '#server.off', actions: { type: 'power.lost', params: { how: 'cut' } } } as const
/** The loader restarts the machine. */
export const reset = { target: '#server.on.firmware', actions: [say('rebooting'), lost] }
const toggle = <O extends 'console' | 'verbose' | 'kmdb' | 'rescue'>(option: O) =>
  ({ target: 'options', reenter: true, actions: { type: 'loader.toggle', params: { option } } }) as const
const failed = { target: 'prompt', actions: { type: 'loader.failed', params: { booting: true } } } as const
const notLoaded = { target: 'prompt', actions: { type: 'loader.failed', params: { booting: false } } } as const

/** Boot loader: finds itself, shows its menu, reads kernel and boot archive into RAM. */
export const loader = chart.createStateConfig({
  initial: 'init',
  on: { press: switchedOff },
  states: {
    init: { entry: ['loader.begin', say('btx')], after: { loaderInit: 'menu' }, on: { pulled: 'prompt' } },
    menu: {
      initial: 'countdown',
      entry: ['ten seconds', 'loader.menu'],
      on: {
        boot: { target: 'load', actions: ['at once', say('countdown end')] },
        escape: { target: 'prompt', actions: say('countdown end') },
        reboot: reset,
        options: 'options',
        images: 'images',
        'no conf': 'prompt',
      },
      states: {
        countdown: {
          after: {
            second: [
              { guard: 'last second', target: '#server.on.loader.load', actions: ['at once', say('countdown end')] },
              { target: 'countdown', reenter: true, actions: ['one second less', say('countdown')] },
            ],
          },
          on: { delay: { actions: 'that many seconds' }, pause: { target: 'waiting', actions: say('countdown end') } },
        },
        waiting: { entry: 'loader.keys' },
      },
    },
    options: {
      entry: 'loader.options',
      on: {
        back: { target: '#server.on.loader.menu.waiting' },
        console: toggle('console'),
        verbose: toggle('verbose'),
        kmdb: toggle('kmdb'),
        rescue: toggle('rescue'),
      },
    },
    // Platform images beside the default one, on a pool: another one for this boot.
    images: {
      entry: 'loader.images',
      on: {
        back: { target: '#server.on.loader.menu.waiting' },
        page: { target: 'images', reenter: true, actions: 'loader.page' },
        image: 'reading image',
      },
    },
    'reading image': {
      initial: 'unix',
      entry: 'loader.image',
      on: { pulled: notLoaded, unreadable: notLoaded },
      states: { unix: read('unix', 'boot_archive'), boot_archive: read('boot_archive', '#server.on.loader.images') },
    },
    prompt: {
      entry: 'loader.prompt',
      on: {
        boot: { target: 'load', actions: 'at once' },
        autoboot: { target: 'load', actions: 'after a while' },
        load: 'loading',
        menu: 'menu',
        reboot: reset,
      },
    },
    // One file that `load` names at the prompt.
    loading: {
      entry: { type: 'loader.read', params: { what: 'any' } },
      on: { read: { target: 'prompt', actions: 'loader.loaded' }, none: 'prompt', pulled: notLoaded, unreadable: notLoaded },
    },
    load: {
      initial: 'unix',
      entry: 'loader.plan',
      on: { pulled: failed, unreadable: failed },
      states: {
        unix: read('unix', 'boot_archive'),
        boot_archive: read('boot_archive', 'hash'),
        hash: read('boot_archive.hash', 'files'),
        files: {
          entry: { type: 'loader.read', params: { what: 'file' } },
          on: { read: { target: 'files', reenter: true, actions: 'loader.loaded' }, none: 'complete' },
        },
        complete: {
          entry: 'loader.check',
          on: { ready: [{ guard: 'counting', target: '#server.on.loader.autoboot' }, { target: '#server.on.kernel' }] },
        },
      },
    },
    // Everything lies in RAM; the kernel starts when the seconds are over.
    autoboot: {
      entry: 'loader.autoboot',
      after: {
        second: [
          { guard: 'last second', target: '#server.on.kernel', actions: say('booting now') },
          { target: 'autoboot', reenter: true, actions: ['one second less', say('booting in')] },
        ],
      },
      on: { boot: { target: '#server.on.kernel', actions: say('booting now') }, key: { target: 'prompt', actions: say('not booting') } },
    },
  },
})
