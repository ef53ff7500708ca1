import { chart, fresh } from './server/chart.ts'
import { firmware } from './server/firmware.ts'
import { kernel } from './server/kernel.ts'
import { loader } from './server/loader.ts'
import { iso, pool, usb } from './server/media.ts'
import { pxe } from './server/pxe.ts'
import { down, halted, held, panic } from './server/shutdown.ts'
import { system } from './server/system.ts'

/**
 * A server from power-off to login and back: firmware, the medium it starts from, loader, kernel, services, shutdown, panic.
 * Source: the boot chain of smartos-live and illumos (usr/src/boot, dboot, startd, halt).
 */
export const machine = chart.createMachine({
  id: 'server',
  context: fresh,
  initial: 'off',
  states: {
    off: { entry: 'remember nothing', on: { press: 'on' } },
    on: {
      initial: 'firmware',
      on: {
        cut: { target: 'off', actions: { type: 'power.lost', params: { how: 'cut' } } },
        reset: { target: '.firmware', actions: { type: 'power.lost', params: { how: 'reset' } } },
      },
      states: { firmware, usb, iso, pool, pxe, loader, kernel, system, down, halted, panic, debugger: held },
    },
  },
})
