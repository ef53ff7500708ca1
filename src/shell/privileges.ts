import type { MisuseReply } from './command.ts'

const last = (words: readonly string[]): string => words.filter((word) => !word.startsWith('-')).at(-1) ?? ''
/** What the tools of ZFS say of an operation that they may not do. (illumos usr/src/lib/libzfs/common/libzfs_util.c: EZFS_PERM) */
const zfs = (what: string) => (words: readonly string[]) => `cannot ${what} '${last(words)}': permission denied\n`
const CREATE = zfs('create')
const DESTROY = zfs('destroy')
/** Subcommands that change something, and what is said to whoever may not; those of both tools that are not here only look. */
const ZFS: Readonly<Record<string, (words: readonly string[]) => string>> = {
  create: CREATE,
  clone: CREATE,
  destroy: DESTROY,
  snapshot: zfs('create snapshot'),
  snap: zfs('create snapshot'),
  set: zfs('set property for'),
  inherit: zfs('inherit property for'),
  rename: zfs('rename'),
  rollback: zfs('rollback'),
  promote: zfs('promote'),
  mount: zfs('mount'),
  umount: zfs('unmount'),
  unmount: zfs('unmount'),
  send: zfs('send'),
  receive: zfs('receive'),
  recv: zfs('receive'),
}
const ZPOOL: Readonly<Record<string, (words: readonly string[]) => string>> = {
  create: CREATE,
  destroy: DESTROY,
  export: zfs('export'),
  import: zfs('import'),
  set: zfs('set property for'),
  scrub: zfs('scrub'),
  clear: zfs('clear errors for'),
}
/** Tools that say one thing. (illumos usr/src/cmd/{halt,init,fs.d/umount.c,fs.d/lofs/mount,dumpadm}) */
const SAYS: Readonly<Record<string, (words: readonly string[]) => MisuseReply>> = {
  reboot: () => ({ stderr: 'reboot: permission denied\n', status: 1 }),
  halt: () => ({ stderr: 'halt: permission denied\n', status: 1 }),
  poweroff: () => ({ stderr: 'poweroff: permission denied\n', status: 1 }),
  init: () => ({ stderr: 'Must be super-user\n', status: 1 }),
  umount: () => ({ stderr: 'umount: permission denied\n', status: 1 }),
  dumpadm: () => ({ stderr: 'dumpadm: you must be root to use dumpadm\n', status: 1 }),
}
/** Tools that change the node and of which it is not known here what they say to others than root. */
const UNKNOWN = new Set(['vmadm', 'imgadm', 'zoneadm', 'zonecfg', 'nictagadm', 'shutdown', 'uadmin', 'swap', 'savecore', 'dladm', 'ipadm', 'pkgsrc-setup'])
/** Of these some forms only look. */
const LOOKS: Readonly<Record<string, RegExp>> = {
  swap: /^-[ls]/,
  zoneadm: /^list$/,
  dladm: /^show/,
  ipadm: /^show/,
  mount: /^(?:-[vp]+)?$/,
}

/** What a user other than root is told instead of what a command would do; undefined if anyone may run it. */
export function refusalFor([name = '', first = '', ...rest]: readonly string[]): MisuseReply | undefined {
  if (LOOKS[name]?.test(first)) return undefined
  if (name === 'zfs' || name === 'zpool') {
    const words = (name === 'zfs' ? ZFS : ZPOOL)[first]?.(rest)
    // Without operands these only list.
    return words === undefined || (rest.length === 0 && (first === 'mount' || first === 'import')) ? undefined : { stderr: words, status: 1 }
  }
  if (name === 'mount') return { stderr: 'mount: permission denied\n', status: 1 }
  if (SAYS[name]) return SAYS[name]?.([first, ...rest])
  return UNKNOWN.has(name) ? { stderr: `globalzone: ${name} is simulated for root only\n`, status: 1 } : undefined
}
