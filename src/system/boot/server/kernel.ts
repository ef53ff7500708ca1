import { chart } from './chart.ts'

/** Kernel: dboot checks the archive that lies in RAM, the kernel starts and mounts the ramdisk as root. */
export const kernel = chart.createStateConfig({
  initial: 'dboot',
  entry: 'loader.boot',
  on: { panic: { target: '#server.on.panic', actions: 'then reset' } },
  states: {
    dboot: { after: { dboot: { actions: 'kernel.hash' } }, on: { equal: 'init', 'stop in debugger': 'kmdb', differs: 'hash mismatch' } },
    'hash mismatch': { entry: 'kernel.mismatch', on: { key: { target: '#server.on.firmware', actions: { type: 'power.lost', params: { how: 'reset' } } } } },
    // Booted with -d: the debugger holds the kernel before its first line.
    kmdb: {
      entry: 'kernel.debugger',
      on: { continue: 'init', reboot: { target: '#server.on.firmware', actions: { type: 'power.lost', params: { how: 'reset' } } } },
    },
    init: {
      entry: 'kernel.start',
      after: { kernel: 'vfs_mountroot' },
      on: { 'bad path': 'krtld' },
    },
    // The linker of the kernel finds its parts by the path that it was loaded from. Source: illumos usr/src/uts/common/krtld/kobj.c
    krtld: { after: { reset: { target: '#server.on.firmware', actions: { type: 'power.lost', params: { how: 'reset' } } } } },
    vfs_mountroot: { after: { root: { actions: 'kernel.mountroot' } }, on: { mounted: '#server.on.system' } },
  },
})
