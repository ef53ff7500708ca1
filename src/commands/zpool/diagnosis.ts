import { leavesOf } from '../../system/zfs/pools.ts'
import type { Pool, Vdev } from '../../system/zfs/zfs.ts'

/** What is the matter with a pool, in the words of `zpool status`. */
export interface Diagnosis {
  readonly status: string
  readonly action: string
  /** Last part of the message id `ZFS-8000-XX`. */
  readonly see?: string
}
const DEGRADED = 'Sufficient replicas exist for the pool to continue functioning in a\n\tdegraded state.'
const BACK = "Online the device using 'zpool online' or replace the device with\n\t'zpool replace'."
const ATTACH = "Attach the missing device and online it using 'zpool online'."

// Texts: illumos cmd/zpool/zpool_main.c status_callback. Order of looking: lib/libzfs/common/libzfs_status.c check_status.
const TEXTS = {
  suspended: {
    status: 'One or more devices are faulted in response to IO failures.',
    action: "Make sure the affected devices are connected, then run 'zpool clear'.",
    see: 'HC',
  },
  missing: {
    status: `One or more devices could not be opened.  There are insufficient\n\treplicas for the pool to continue functioning.`,
    action: ATTACH,
    see: '3C',
  },
  faulted: {
    status:
      'One or more devices are faulted in response to persistent errors.\n\tSufficient replicas exist for the pool to continue functioning in a\n\tdegraded state.',
    action: "Replace the faulted device, or use 'zpool clear' to mark the device\n\trepaired.",
  },
  unopened: {
    status: 'One or more devices could not be opened.  Sufficient replicas exist for\n\tthe pool to continue functioning in a degraded state.',
    action: ATTACH,
    see: '2Q',
  },
  failing: {
    status: 'One or more devices has experienced an unrecoverable error.  An\n\tattempt was made to correct the error.  Applications are unaffected.',
    action: "Determine if the device needs to be replaced, and clear the errors\n\tusing 'zpool clear' or replace the device with 'zpool replace'.",
    see: '9P',
  },
  offline: { status: `One or more devices has been taken offline by the administrator.\n\t${DEGRADED}`, action: BACK },
  removed: { status: `One or more devices has been removed by the administrator.\n\t${DEGRADED}`, action: BACK },
} as const satisfies Record<string, Diagnosis>

/** What is the matter with a pool: nothing if it is well. */
export function diagnose(pool: Pool): Diagnosis | undefined {
  const leaves = leavesOf(pool.vdevs)
  const any = (test: (vdev: Vdev) => boolean): boolean => leaves.some(test)
  if (pool.machine.value === 'SUSPENDED') return TEXTS.suspended
  if (pool.machine.value === 'UNAVAIL') return TEXTS.missing
  if (any(({ state }) => state === 'FAULTED')) return TEXTS.faulted
  if (any(({ state }) => state === 'UNAVAIL')) return TEXTS.unopened
  if (any(({ state, read, write, cksum }) => state === 'DEGRADED' || read + write + cksum > 0)) return TEXTS.failing
  if (any(({ state }) => state === 'OFFLINE')) return TEXTS.offline
  return any(({ state }) => state === 'REMOVED') ? TEXTS.removed : undefined
}
/** The remark behind a device's row. */
export function auxiliary({ state, children }: Pick<Vdev, 'state' | 'children'>): string {
  if (state === 'UNAVAIL') return children ? 'insufficient replicas' : 'cannot open'
  return state === 'FAULTED' ? 'too many errors' : ''
}
