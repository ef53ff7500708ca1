import type { MountRecord } from '../files/mounts.ts'

/**
 * Where something lives. `image`: in RAM, but read from the image at each boot and not to be written; `kernel`: nowhere,
 * the running kernel makes it up.
 */
export type Place = 'ram' | 'kernel' | 'image' | 'pool' | 'stick'
/** All of them, the volatile first: the order in which they are shown. */
export const PLACES: readonly Place[] = ['ram', 'kernel', 'image', 'pool', 'stick']
/** What is mounted. */
export type Kind = 'ramdisk' | 'tmpfs' | 'image' | 'pseudo' | 'dataset' | 'lofs' | 'medium'
/**
 * What becomes of a change when the system goes down: `lost`; `kept` on the pool; `stick`: kept on the stick;
 * `made anew`: the boot makes its own of it again, so that a change of one's own is lost as well.
 */
export type Fate = 'lost' | 'made anew' | 'kept' | 'stick'

const PSEUDO = new Set(['dev', 'ctfs', 'proc', 'mntfs', 'objfs', 'sharefs', 'fd'])

/** Where lives what one writes to a mount. */
export function placeOf(mount: Pick<MountRecord, 'backing' | 'fstype' | 'lives' | 'readonly'>): Place {
  if (mount.backing.startsWith('pseudo:') || PSEUDO.has(mount.fstype)) return 'kernel'
  if (mount.backing.startsWith('medium:') || mount.lives === 'stick') return 'stick'
  if (mount.backing.startsWith('dataset:') || mount.lives === 'pool') return 'pool'
  return mount.lives === 'image' ? 'image' : 'ram'
}
/** What is mounted. */
export function kindOf(mount: Pick<MountRecord, 'backing' | 'fstype' | 'lives' | 'readonly'>): Kind {
  if (mount.fstype === 'lofs') return 'lofs'
  const place = placeOf(mount)
  if (place === 'kernel') return 'pseudo'
  if (place === 'stick') return 'medium'
  if (place === 'pool') return 'dataset'
  if (place === 'image') return 'image'
  return mount.fstype === 'tmpfs' ? 'tmpfs' : 'ramdisk'
}
/** What becomes of what one writes in a place. */
export const fateIn = (place: Place): Fate => (place === 'pool' ? 'kept' : place === 'stick' ? 'stick' : place === 'ram' ? 'lost' : 'made anew')

/**
 * Files that a boot writes from what is kept elsewhere: whatever one writes into them, they are made anew.
 * Sources: illumos-joyent cmd/svc/milestone/identity-node and net-physical; smartos-live overlay/generic/lib/svc/method.
 */
export const WRITTEN_AT_BOOT: ReadonlySet<string> = new Set([
  '/etc/nodename',
  '/etc/hostname',
  '/etc/inet/hosts',
  '/etc/inet/ntp.conf',
  '/etc/resolv.conf',
  '/etc/defaultrouter',
  '/etc/mnttab',
  '/root/.ssh/authorized_keys',
  '/cores',
])
/** Places one knows by their path, each with a reason of its own why it survives or not; others go by their kind. */
const KNOWN: Readonly<Record<string, string>> = {
  '/': 'root',
  '/usr': 'usr',
  '/tmp': 'tmp',
  '/var/run': 'tmpfs',
  '/etc/svc/volatile': 'tmpfs',
  '/var': 'var',
  '/opt': 'opt',
  '/etc/zones': 'etc-zones',
  '/usbkey': 'usbkey',
  '/etc/shadow': 'etc-shadow',
  '/etc/ssh': 'etc-ssh',
  '/zones': 'zones',
  '/zones/archive': 'zones',
  '/zones/boot': 'boot',
  '/zones/global/cores': 'cores',
  '/lib/libc.so.1': 'libc',
}
/** Which reason it is that a mount survives or not: last part of `survives.why.…`. */
export function reasonOf(mount: Pick<MountRecord, 'path' | 'backing' | 'fstype' | 'lives' | 'readonly'>): string {
  const place = placeOf(mount)
  if (mount.fstype === 'hsfs') return 'disc'
  const known = KNOWN[mount.path]
  // A path that is known for the pool may be mounted from elsewhere: then it goes by what it is.
  const volatile = new Set(['root', 'usr', 'tmp', 'tmpfs', 'libc'])
  if (known && volatile.has(known) === (place !== 'pool')) return known
  return kindOf(mount)
}
/** Files one knows by their path, with a hint of what to do instead: last part of `survives.hint.…`. */
const HINTS: readonly (readonly [start: string, hint: string])[] = [
  ['/etc/svc/repository.db', 'repository'],
  ['/lib/svc/manifest', 'repository'],
  ['/etc/passwd', 'users'],
  ['/etc/group', 'users'],
  ['/etc/shadow', 'shadow'],
  ['/etc/nodename', 'config'],
  ['/etc/hostname', 'config'],
  ['/etc/inet/', 'config'],
  ['/etc/resolv.conf', 'config'],
  ['/etc/defaultrouter', 'config'],
  ['/root/.ssh', 'keys'],
  ['/root', 'root'],
  ['/opt', 'opt before'],
  ['/var', 'var before'],
  ['/usbkey', 'usbkey before'],
  ['/tmp', 'tmp'],
]
/** What to do instead, for something lost at that path; undefined where nothing special can be said. */
export const hintFor = (path: string): string | undefined =>
  HINTS.find(([start]) => path === start || path.startsWith(start.endsWith('/') ? start : `${start}/`))?.[1]
