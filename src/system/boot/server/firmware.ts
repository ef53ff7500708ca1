import { chart } from './chart.ts'

const probing = (device: 'usb' | 'disk' | 'pxe', delay: 'probe' | 'pxe') =>
  chart.createStateConfig({
    after: { [delay]: { actions: { type: 'firmware.probe', params: { device } } } as const },
    on: {
      found: [{ guard: 'uefi', target: '#server.on.loader.efi' }, { target: '#server.on.loader' }],
      missing: { target: 'next', actions: 'next entry' },
    },
  })

/** Firmware: tests itself, then tries the entries of the boot order in turn. */
export const firmware = chart.createStateConfig({
  initial: 'selftest',
  // A new start from wherever it comes: what was chosen in the loader's menus was for one boot.
  entry: ['remember nothing', 'firmware.begin'],
  on: { press: '#server.off' },
  states: {
    selftest: { after: { selftest: 'probing' } },
    probing: {
      initial: 'next',
      entry: 'first entry',
      states: {
        next: { entry: 'firmware.next', on: { usb: 'usb', disk: 'disk', pxe: 'pxe', exhausted: '#server.on.firmware.nothing' } },
        usb: probing('usb', 'probe'),
        disk: probing('disk', 'probe'),
        pxe: probing('pxe', 'pxe'),
      },
    },
    nothing: { entry: 'firmware.nothing' },
  },
})
