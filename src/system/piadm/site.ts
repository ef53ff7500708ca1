import type { Rec } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { dateOf } from '../hardware/clock.ts'
import { spoiledOf } from '../media/archives.ts'
import { type Algorithm, sumOfArtifact } from '../media/checksum.ts'
import { imagePassword } from '../media/contents.ts'
import { ARTIFACT_BYTES, type ArtifactKind, artifactOf, publishedBy } from '../media/releases.ts'

/** What is wrong with the download site, if anything: the releases whose big files come damaged. */
export interface Mirror extends Rec {
  readonly id: 'mirror:site'
  readonly spoiled: readonly string[]
}
declare module '../../sim/record.ts' {
  interface Records {
    mirror: Mirror
  }
}

/** The project's server, and where on it the releases are. (smartos-live src/piadm.sh DEFAULT_URL_PREFIX) */
export const SITE = 'us-central.manta.mnx.io'
export const RELEASES_PATH = '/Joyent_Dev/public/SmartOS'
export const DEFAULT_URL_PREFIX = `https://${SITE}${RELEASES_PATH}/`

/** What stands behind an address: text, or a big file of which only size and kind are kept. */
export type Body = { readonly text: string } | { readonly size: number; readonly artifact: string }

/** The branch that a release was built from, as its files are named. */
const branchOf = (stamp: string): string => `release-${stamp.slice(0, 8)}`
/** The big files of a release, by name. (smartos-live tools/smartos-release) */
const bigFiles = (stamp: string): Readonly<Record<string, ArtifactKind>> => ({
  [`platform-${branchOf(stamp)}-${stamp}.tgz`]: 'platform.tgz',
  [`smartos-${stamp}-USB.img.gz`]: 'usb.img.gz',
  [`smartos-${stamp}.iso`]: 'iso',
})
const sums = (stamp: string, algorithm: Algorithm): string =>
  Object.entries(bigFiles(stamp))
    .map(([name, kind]) => `${sumOfArtifact(algorithm, kind, stamp)} ${name}\n`)
    .join('')
/** The small files of a release. */
const smallFiles: Readonly<Record<string, (stamp: string) => string>> = {
  'SINGLE_USER_ROOT_PASSWORD.txt': (stamp) => `${imagePassword(stamp)}\n`,
  'changelog.txt': (stamp) => `SmartOS ${stamp}\n`,
  'index.html': (stamp) => `<html><head><title>SmartOS ${stamp}</title></head><body><h1>SmartOS ${stamp}</h1></body></html>\n`,
  'md5sums.txt': (stamp) => sums(stamp, 'md5'),
  'sha256sums.txt': (stamp) => sums(stamp, 'sha256'),
}
/** `2026-03-12T00:22:22.000Z` */
const isoDate = (stamp: string): string => stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6.000Z')
/** What is in a directory, a line of JSON each, as Manta lists it. */
function listing(entries: readonly { readonly name: string; readonly type: 'directory' | 'object'; readonly stamp: string; readonly size?: number }[]): string {
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, type, stamp, size }) => `${JSON.stringify({ name, ...(size !== undefined && { size }), type, mtime: isoDate(stamp) })}\n`)
    .join('')
}

/** What the site answers for a path; undefined for what is not there. */
export function bodyAt(world: World, path: string): Body | undefined {
  const names = path.split('/').filter(Boolean)
  const base = RELEASES_PATH.split('/').filter(Boolean)
  if (!base.every((name, i) => names[i] === name)) return undefined
  const [first, second, ...more] = names.slice(base.length)
  const stamps = publishedBy(dateOf(world))
  const latest = stamps.at(-1)
  if (!latest || more.length > 0) return undefined
  const big = (kind: ArtifactKind, stamp: string): Body => {
    const spoiled = world.get('mirror:site')?.spoiled.includes(stamp) ?? false
    return { size: ARTIFACT_BYTES[kind], artifact: spoiled ? spoiledOf(kind, stamp) : artifactOf(kind, stamp) }
  }
  const atTop: Readonly<Record<string, () => Body>> = {
    latest: () => ({ text: `${RELEASES_PATH}/${latest}\n` }),
    'latest.html': () => ({ text: `<html><head><meta HTTP-EQUIV="REFRESH" content="0; url=${RELEASES_PATH}/${latest}/index.html"></head></html>\n` }),
    'platform-latest.tgz': () => big('platform.tgz', latest),
    'smartos-latest-USB.img.gz': () => big('usb.img.gz', latest),
    'smartos-latest.iso': () => big('iso', latest),
  }
  if (first === undefined) {
    const directories = stamps.map((stamp) => ({ name: stamp, type: 'directory' as const, stamp }))
    return { text: listing([...directories, ...Object.keys(atTop).map((name) => ({ name, type: 'object' as const, stamp: latest }))]) }
  }
  if (second === undefined && atTop[first]) return atTop[first]()
  if (!stamps.includes(first)) return undefined
  if (second === undefined)
    return { text: listing([...Object.keys(bigFiles(first)), ...Object.keys(smallFiles)].map((name) => ({ name, type: 'object', stamp: first }))) }
  const kind = bigFiles(first)[second]
  if (kind) return big(kind, first)
  const text = smallFiles[second]
  return text && { text: text(first) }
}
