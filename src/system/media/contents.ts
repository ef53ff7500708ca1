import { treeOf } from '../files/boot.ts'
import type { Item } from '../files/platform.ts'
import type { FileNode } from '../files/tree.ts'
import { sha1OfArtifact } from './checksum.ts'
import { LOADER_HELP } from './loaderHelp.ts'
import { ARTIFACT_BYTES, type ArtifactKind, artifactOf, builtAt } from './releases.ts'

const dirs = (...paths: string[]): Item[] => paths.map((path) => ({ path, dir: 0o755 }))
const bulk = (path: string, kind: ArtifactKind, stamp: string, mode = 0o644): Item => ({
  path,
  size: ARTIFACT_BYTES[kind],
  fill: 'random',
  mode,
  artifact: artifactOf(kind, stamp),
})
const text = (path: string, content: string): Item => ({ path, text: content })

/** The password of root in that image's rescue mode without a loader: in the file `root.password`, in plain text. Ours. (smartos-live tools/build_live) */
export const imagePassword = (stamp: string): string => sha1OfArtifact('unix', stamp).slice(0, 10)

/** A platform directory at a path, as `platform-<stamp>.tgz` unpacks. Source: smartos-live tools/build_live. */
export const platformItems = (stamp: string, at = '/platform'): Item[] => [
  ...dirs(at, `${at}/etc`, `${at}/etc/version`, `${at}/i86pc`, `${at}/i86pc/amd64`, `${at}/i86pc/kernel`, `${at}/i86pc/kernel/amd64`),
  text(`${at}/etc/version/platform`, `${stamp}\n`),
  bulk(`${at}/i86pc/amd64/boot_archive`, 'boot_archive', stamp),
  { path: `${at}/i86pc/amd64/boot_archive.gitstatus`, size: 4820, fill: 'text' },
  text(`${at}/i86pc/amd64/boot_archive.hash`, `${sha1OfArtifact('boot_archive', stamp)}\n`),
  { path: `${at}/i86pc/amd64/boot_archive.manifest`, size: 1_310_720, fill: 'text' },
  bulk(`${at}/i86pc/kernel/amd64/unix`, 'unix', stamp, 0o755),
  text(`${at}/root.password`, `${imagePassword(stamp)}\n`),
]

const LOADER_CONF = [
  'console="text,ttya,ttyb,ttyc,ttyd"',
  'os_console="text"',
  ...['a', 'b', 'c', 'd'].map((port) => `tty${port}-mode="115200,8,n,1,-"`),
  'loader_logo="smartos"',
  'loader_brand="smartos"',
  "root_shadow='$5$2HOHRnK3$NvLlm.1KQBbB0WjoP7xcIwGnllhzp2HnT.mDO7DpxYA'",
  'smartos="true"',
  '',
].join('\n')
/** What the loader reads first: which files make a boot. Facts: illumos-joyent usr/src/boot/sys/boot/forth/loader.conf. */
const DEFAULT_LOADER_CONF = [
  'autoboot_delay="10"',
  'bootfile="unix"',
  'boot_archive_load="YES"',
  'boot_archive_type="rootfs"',
  'boot_archive_name="/platform/i86pc/amd64/boot_archive"',
  'boot_archive.hash_load="YES"',
  'boot_archive.hash_type="hash"',
  'boot_archive.hash_name="/platform/i86pc/amd64/boot_archive.hash"',
  '',
].join('\n')

/** The loader's directory `/boot` and its stamp `/etc/version/boot`, below a path. Source: smartos-live tools/build_boot_image. */
export const bootItems = (stamp: string, at = '/boot', version = '/etc/version/boot'): Item[] => [
  ...dirs(at, `${at}/defaults`, `${at}/fonts`, `${at}/forth`),
  bulk(`${at}/cdboot`, 'cdboot', stamp),
  text(`${at}/defaults/loader.conf`, DEFAULT_LOADER_CONF),
  { path: `${at}/fonts/8x16.fnt`, size: 39_104, fill: 'random' },
  ...['loader', 'menu', 'menu-commands', 'brand-smartos', 'logo-smartos', 'support'].map(
    (name): Item => ({ path: `${at}/forth/${name}.4th`, size: 8192, fill: 'text' }),
  ),
  { path: `${at}/gptzfsboot`, size: 131_072, fill: 'random' },
  bulk(`${at}/loader`, 'loader', stamp),
  bulk(`${at}/loader64.efi`, 'loader64.efi', stamp),
  text(`${at}/loader.conf`, LOADER_CONF),
  text(`${at}/loader.help`, LOADER_HELP),
  { path: `${at}/loader.rc`, size: 512, fill: 'text' },
  { path: `${at}/pmbr`, size: 512, fill: 'random' },
  ...(version ? [text(version, `${stamp}\n`)] : []),
]
/** The root file system of a stick or a disc with that release. */
export const mediumItems = (stamp: string): Item[] => [...dirs('/etc', '/etc/version'), ...bootItems(stamp), ...platformItems(stamp)]

/** On a stick everything has the one mode of a DOS file system. */
const asPcfs = (item: Item): Item => ('dir' in item ? { ...item, dir: 0o777 } : 'link' in item || 'device' in item ? item : { ...item, mode: 0o777 })

const factory = new Map<string, { readonly root: FileNode; readonly nextIno: number }>()
/** The tree of a medium as it was written: the same object for all media of a kind and a release. */
export function mediumTree(stamp: string, kind: 'usb' | 'iso'): { readonly root: FileNode; readonly nextIno: number } {
  const key = `${kind} ${stamp}`
  const known = factory.get(key)
  if (known) return known
  const items = mediumItems(stamp)
  const tree = treeOf(kind === 'usb' ? items.map(asPcfs) : items, '', builtAt(stamp) ?? 0)
  factory.set(key, tree)
  return tree
}
