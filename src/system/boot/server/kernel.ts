import { chart } from './chart.ts'

/** Kernel: dboot checks the archive that lies in RAM, the kernel starts and mounts the ramdisk as root. */
export const kernel = chart.createStateConfig({
  initial: 'dboot',
  entry: 'loader.boot',
  on: { panic: '#server.on.panic' },
  states: {
    dboot: { after: { dboot: { actions: 'kernel.hash' } }, on: { equal: 'init', differs: 'hash mismatch' } },
    'hash mismatch': { entry: 'kernel.mismatch', on: { key: { target: '#server.on.firmware', actions: { type: 'power.lost', params: { how: 'reset' } } } } },
    init: { entry: 'kernel.start', after: { kernel: 'vfs_mountroot' } },
    vfs_mountroot: { after: { root: '#server.on.system' } },
  },
})
