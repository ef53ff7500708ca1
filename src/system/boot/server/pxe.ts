import { chart } from './chart.ts'
import { reset, switchedOff } from './loader.ts'

const next = { target: '#server.on.firmware.probing.next', actions: 'next entry' } as const
const error = <C extends 'E32' | 'E3B' | 'E51' | 'E53' | 'E61'>(code: C) => ({ type: 'pxe.error', params: { code } }) as const

/**
 * The card's own program, message by message: who has an address for me, that one, thank you; then the file by TFTP.
 * What goes wrong leads to the next entry of the boot order. Source: Intel PXE 2.1; texts of its ROM.
 */
const rom = chart.createStateConfig({
  initial: 'init',
  states: {
    init: {
      entry: ['first try', 'pxe.begin'],
      after: { pxeInit: { actions: 'pxe.media' } },
      on: { link: 'discover', 'no link': { target: 'failed', actions: error('E61') }, 'no card': next },
    },
    discover: {
      entry: 'pxe.discover',
      on: {
        offer: { target: 'request', actions: 'first try' },
        timeout: [
          { guard: 'tries left', target: 'discover', reenter: true, actions: 'one more try' },
          { target: 'failed', actions: error('E51') },
        ],
      },
    },
    request: {
      entry: 'pxe.request',
      on: {
        ack: [
          { guard: 'names a file', target: 'tftp', actions: 'pxe.accept' },
          { target: 'failed', actions: ['pxe.accept', error('E53')] },
        ],
        timeout: [
          { guard: 'tries left', target: 'request', reenter: true, actions: 'one more try' },
          { target: 'failed', actions: error('E51') },
        ],
      },
    },
    tftp: {
      entry: 'pxe.tftp',
      on: {
        data: { actions: 'pxe.transfer' },
        received: [
          { guard: 'starts', target: '#server.on.pxe.ipxe', actions: 'pxe.loaded' },
          { target: '#server.on.pxe.hung', actions: 'pxe.loaded' },
        ],
        'not received': [
          { guard: 'not found', target: 'failed', actions: error('E3B') },
          { target: 'failed', actions: error('E32') },
        ],
      },
    },
    failed: { after: { pxeExit: next } },
  },
})
const RUN = '#server.on.pxe.ipxe.run'
/** A file is on its way to iPXE. */
const fetching = chart.createStateConfig({
  entry: 'ipxe.wait',
  on: { data: { actions: 'pxe.transfer' }, received: RUN, 'not received': RUN, interrupt: RUN },
})
/** iPXE: asks for an address once more, now by its own name, and gets a script; what that says it does. Source: ipxe src/usr/autoboot.c. */
const ipxe = chart.createStateConfig({
  initial: 'banner',
  on: { chained: '.banner', exit: next, reboot: reset, boot: '#server.on.kernel' },
  states: {
    banner: {
      entry: 'ipxe.banner',
      after: { ipxeBanner: { target: 'run', actions: 'ipxe.begin' } },
      on: { shell: { target: 'shell', actions: 'ipxe.stopped' } },
    },
    // Command after command; it stays here for no time.
    run: {
      entry: 'ipxe.run',
      on: { open: 'link', configure: 'dhcp', 'ask tftp': 'tftp', 'ask http': 'http', menu: 'menu', pause: 'waiting', prompt: 'shell' },
    },
    link: { entry: 'ipxe.wait', after: { ipxeLink: 'run' }, on: { cable: 'run', interrupt: 'run' } },
    dhcp: {
      initial: 'discover',
      entry: ['first try', 'ipxe.wait'],
      on: { interrupt: 'run' },
      states: {
        discover: {
          entry: 'ipxe.discover',
          on: {
            offer: { target: 'request', actions: 'first try' },
            timeout: [{ guard: 'tries left', target: 'discover', reenter: true, actions: 'one more try' }, { target: RUN }],
          },
        },
        request: {
          entry: 'ipxe.request',
          on: {
            ack: { target: RUN, actions: 'pxe.accept' },
            timeout: [{ guard: 'tries left', target: 'request', reenter: true, actions: 'one more try' }, { target: RUN }],
          },
        },
      },
    },
    tftp: fetching,
    http: fetching,
    menu: { entry: 'ipxe.wait', on: { 'item chosen': 'run', cancelled: 'run' } },
    waiting: { entry: 'ipxe.wait', on: { key: 'run', done: 'run', interrupt: 'run' } },
    shell: { entry: 'ipxe.shell', on: { line: 'run' } },
  },
})

/** Boot over the network: the card's program, then iPXE, which hands over to the kernel without a loader menu. */
export const pxe = chart.createStateConfig({
  initial: 'rom',
  exit: ['first try', 'pxe.left'],
  on: {
    press: switchedOff,
    unplugged: { actions: 'pxe.look' },
    cable: { actions: 'pxe.look' },
  },
  // It started what it got; what that was no processor knows.
  states: { rom, hung: {}, ipxe },
})
