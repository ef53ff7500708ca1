import { setup } from 'xstate'
import { effect } from '../../sim/step.ts'

/** The life of an image on a server: fetched from a source, unpacked into the pool, usable. smartos-live src/img/lib/imgadm.js */
export const machine = setup({
  types: {} as { events: { type: 'downloaded' | 'received' | 'fail' | 'retry' | 'power.lost' } },
  actions: { 'image.download': effect(), 'image.unpack': effect(), 'image.abandon': effect() },
}).createMachine({
  id: 'image',
  initial: 'downloading',
  states: {
    downloading: { entry: 'image.download', on: { downloaded: 'installing', fail: 'failed', 'power.lost': 'failed' } },
    installing: { entry: 'image.unpack', on: { received: 'installed', fail: 'failed', 'power.lost': 'failed' } },
    installed: {},
    failed: { entry: 'image.abandon', on: { retry: 'downloading' } },
  },
})
