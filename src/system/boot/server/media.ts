import { chart, type LoaderText, say } from './chart.ts'
import { reset, switchedOff } from './loader.ts'

/** A stage that only takes its time; without its medium it says so and stops. */
const stage = <T extends LoaderText>(delay: 'mbr' | 'cdboot', target: string, hang: string, text: T) =>
  chart.createStateConfig({
    after: { [delay]: target } as const,
    on: { pulled: { target: hang, actions: say(text) } },
  })
const noPartition = { target: 'efi failed', actions: say('efi failed') } as const
/** The loader as an EFI program: the same on every medium. It looks for the file system that it belongs to. Source: illumos usr/src/boot/efi/loader/main.c. */
const efi = chart.createStateConfig({
  entry: say('efi'),
  after: { efi: { actions: 'medium.look' } },
  on: { loader: '#server.on.loader', 'no loader': noPartition, pulled: noPartition },
})
const efiFailed = chart.createStateConfig({ after: { efiReboot: reset } })

/** The second stage: it reads file systems, and asks for a path where it finds no loader. Source: illumos usr/src/boot/i386/gptzfsboot/zfsboot.c. */
const gptzfsboot = chart.createStateConfig({ after: { stage2: 'looking' }, on: { pulled: { target: 'boot prompt', actions: 'stage2.lost' } } })
const looking = chart.createStateConfig({
  entry: 'medium.look',
  on: { loader: '#server.on.loader', 'no loader': { target: 'boot prompt', actions: 'stage2.lost' } },
})
const bootPrompt = chart.createStateConfig({ entry: 'stage2.prompt', on: { loader: '#server.on.loader' } })

/** Boot from a USB stick. BIOS: pmbr, gptzfsboot, loader. UEFI: the loader on the ESP. Source: illumos usr/src/boot/sys/boot/i386/{pmbr,gptzfsboot}. */
export const usb = chart.createStateConfig({
  initial: 'pmbr',
  on: { press: switchedOff },
  states: {
    pmbr: stage('mbr', 'gptzfsboot', 'hung', 'io error'),
    gptzfsboot,
    looking,
    'boot prompt': bootPrompt,
    hung: {},
    efi,
    'efi failed': efiFailed,
  },
})
/** Boot from a disc in the optical drive: El Torito without emulation, or its EFI image. Source: illumos usr/src/boot/sys/boot/i386/cdboot. */
export const iso = chart.createStateConfig({
  initial: 'cdboot',
  on: { press: switchedOff },
  states: {
    cdboot: { entry: say('cdboot'), ...stage('cdboot', 'looking', 'hung', 'cdboot failed') },
    looking: {
      entry: 'medium.look',
      on: { loader: { target: '#server.on.loader', actions: say('cdboot found') }, 'no loader': { target: 'hung', actions: say('cdboot failed') } },
    },
    hung: {},
    efi,
    'efi failed': efiFailed,
  },
})
/** Boot from a disk of a pool that was made bootable: its boot blocks, then the loader in the dataset that `bootfs` names. */
export const pool = chart.createStateConfig({
  initial: 'pmbr',
  on: { press: switchedOff },
  states: {
    pmbr: { after: { mbr: 'gptzfsboot' } },
    gptzfsboot,
    looking,
    'boot prompt': bootPrompt,
    efi,
    'efi failed': efiFailed,
  },
})
