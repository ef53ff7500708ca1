import { chart } from './chart.ts'
import { switchedOff } from './loader.ts'

const probing = (device: 'usb' | 'iso' | 'disk', region: 'usb' | 'iso' | 'pool') =>
  chart.createStateConfig({
    after: { probe: { actions: { type: 'firmware.probe', params: { device } } } } as const,
    on: {
      found: [{ guard: 'uefi', target: `#server.on.${region}.efi` }, { target: `#server.on.${region}` }],
      missing: { target: 'next', actions: 'next entry' },
    },
  })

/** Firmware: tests itself, then tries the entries of the boot order in turn; each medium goes on in a region of its own. */
export const firmware = chart.createStateConfig({
  initial: 'selftest',
  on: { press: switchedOff },
  states: {
    // A new start from wherever it comes: what was chosen in the loader's menus was for one boot.
    selftest: {
      entry: ['remember nothing', 'firmware.begin'],
      after: { selftest: 'probing' },
      on: { setup: 'setup', 'boot menu': 'boot menu' },
    },
    // The set-up screen; what is saved there lives in the firmware's own memory.
    setup: {
      entry: 'firmware.setup',
      exit: 'firmware.leave',
      on: { save: { target: 'selftest', actions: 'firmware.save' }, discard: 'probing' },
    },
    // Start from another device, this once.
    'boot menu': {
      entry: 'firmware.choose',
      exit: 'firmware.leave',
      on: { chosen: { target: 'probing', actions: 'for once' }, discard: 'probing' },
    },
    probing: {
      initial: 'next',
      states: {
        next: { entry: 'firmware.next', on: { usb: 'usb', iso: 'iso', disk: 'disk', pxe: '#server.on.pxe', exhausted: '#server.on.firmware.nothing' } },
        usb: probing('usb', 'usb'),
        iso: probing('iso', 'iso'),
        disk: probing('disk', 'pool'),
      },
    },
    nothing: { entry: 'firmware.nothing', on: { key: 'selftest' } },
  },
})
