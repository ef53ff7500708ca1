import { chart, say } from './chart.ts'

const read = (what: 'unix' | 'boot_archive' | 'boot_archive.hash', then: string) =>
  chart.createStateConfig({
    entry: { type: 'loader.read', params: { what } },
    on: { read: { target: then, actions: 'loader.loaded' }, none: then },
  })
const lost = { type: 'power.lost', params: { how: 'reset' } } as const
/** Before a kernel runs, the power button simply switches off. */
export const switchedOff = { target: '#server.off', actions: { type: 'power.lost', params: { how: 'cut' } } } as const
/** The loader restarts the machine. */
export const reset = { target: '#server.on.firmware', actions: [say('rebooting'), lost] }
const redraw = <A extends 'next console' | 'toggle verbose' | 'next kmdb' | 'toggle rescue'>(actions: A) =>
  ({ target: 'options', reenter: true, actions }) as const

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
        boot: { target: 'load', actions: say('countdown end') },
        escape: 'prompt',
        reboot: reset,
        options: 'options',
      },
      states: {
        countdown: {
          after: {
            second: [
              { guard: 'last second', target: '#server.on.loader.load', actions: say('countdown end') },
              { target: 'countdown', reenter: true, actions: ['one second less', say('countdown')] },
            ],
          },
          on: { pause: { target: 'waiting', actions: say('countdown end') } },
        },
        waiting: { entry: 'loader.keys' },
      },
    },
    options: {
      entry: 'loader.options',
      on: {
        back: { target: '#server.on.loader.menu.waiting' },
        console: redraw('next console'),
        verbose: redraw('toggle verbose'),
        kmdb: redraw('next kmdb'),
        rescue: redraw('toggle rescue'),
      },
    },
    prompt: { entry: 'loader.prompt', on: { boot: 'load', menu: 'menu', reboot: reset } },
    load: {
      initial: 'unix',
      entry: 'loader.unload',
      on: { pulled: { target: 'prompt', actions: 'loader.failed' }, unreadable: { target: 'prompt', actions: 'loader.failed' } },
      states: {
        unix: read('unix', 'boot_archive'),
        boot_archive: read('boot_archive', 'hash'),
        hash: read('boot_archive.hash', '#server.on.kernel'),
      },
    },
  },
})
