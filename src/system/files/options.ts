import type { Simulation } from '../../sim/simulation.ts'
import type { Mount } from './files.ts'
import { openStore } from './store.ts'

/** Options that a kind of file system always has, after `ro` or `rw`. (illumos uts/common/fs/ufs/ufs_vfsops.c, tmpfs/tmp_vfsops.c) */
const FIXED: Partial<Record<Mount['fstype'], readonly string[]>> = {
  ufs: ['intr', 'largefiles'],
  tmpfs: ['xattr'],
  pcfs: ['hidden', 'clamptime', 'timezone=0'],
  hsfs: ['noglobal', 'maplcase', 'rr', 'traildot'],
}

/** Options of a mount as /etc/mnttab has them: `rw`, `devices`…, at the end `dev=4010002`. */
export function mountOptions(sim: Simulation, mount: Mount): string[] {
  const { fstype, readonly, backing, dev, options = [] } = mount
  const own = fstype === 'zfs' ? (openStore(sim, backing).options?.() ?? []) : (FIXED[fstype] ?? [])
  // Pseudo file systems cannot be written, but are not mounted read-only.
  const locked = readonly && ['ufs', 'zfs', 'lofs', 'tmpfs', 'pcfs', 'hsfs'].includes(fstype)
  const ufs = fstype === 'ufs' ? [...(locked ? [] : ['nologging']), 'xattr', 'onerror=panic'] : []
  return [locked ? 'ro' : 'rw', ...own, ...options, ...ufs, `dev=${dev.toString(16)}`]
}
