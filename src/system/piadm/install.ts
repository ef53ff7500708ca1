import type { FileEntry } from '../files/tree.ts'
import { archiveOf, itemsOf } from '../media/archives.ts'
import { sumOf } from '../media/checksum.ts'
import { mountSpecial } from '../media/mounting.ts'
import { bootfsFor } from './bootfs.ts'
import { algorithmOf, type Config } from './config.ts'
import { copyTree } from './copy.ts'
import { curl, curlInto } from './download.ts'
import {
  cat,
  eecho,
  fail,
  fatal,
  isDirectory,
  isFile,
  mountInstallMedia,
  refusal,
  removeAll,
  type Script,
  type Steps,
  temporary,
  umount,
  usage,
  vecho,
  workplace,
} from './script.ts'

/** What was installed, and where. */
export interface Installed {
  readonly stamp: string
  readonly bootfs: string
}
/** Stands in for what `json -ga name` makes of a listing. */
function namesIn(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [, name] = /"name":"([^"]+)"/.exec(line) ?? []
    return name === undefined ? [] : [name]
  })
}
/** Stamps that the site offers, in order; undefined with curl's number if it cannot be asked. */
export function* offered(script: Script, url: string): Steps<readonly string[] | number> {
  const { code, body } = yield* curl(script, url)
  return code === 0 && body && 'text' in body ? namesIn(body.text).filter((name) => name.endsWith('Z')) : code
}
/** The published checksum of what is at an address; undefined if it cannot be had. (fetch_csum) */
function* publishedSum(script: Script, config: Config, source: string): Steps<string | undefined> {
  const parts = source.split('/')
  let [file, stamp] = [parts.at(-1) ?? '', parts.at(-2) ?? '']
  if (source === 'latest') {
    const url = `${config.prefix.replace(/\/$/, '')}?limit=1024`
    const stamps = yield* offered(script, url)
    if (typeof stamps === 'number') {
      eecho(script, `Curl failed fetching PI data from ${url}`)
      return undefined
    }
    stamp = stamps.toSorted().at(-1) ?? ''
    file = `smartos-${stamp}.iso`
  }
  const url = config.sums || `${config.prefix}${stamp}/${config.algorithm}sums.txt`
  const { code, body } = yield* curl(script, url)
  if (code !== 0 || !body) {
    eecho(script, `fetching checksums from ${url}`)
    return undefined
  }
  const line = ('text' in body ? body.text : '').split('\n').find((one) => one.includes(file))
  return line?.split(/\s+/)[0] ?? ''
}
/** Whether a download is what was published. (validate_csum) */
function* isPublished(script: Script, config: Config, source: string, path: string): Steps<boolean> {
  if (!config.check) {
    vecho(script, 'WARNING: Not using validation checksum')
    return true
  }
  const published = yield* publishedSum(script, config, source)
  if (published === undefined) {
    eecho(script, 'Could not get checksum for PI exit code: 1')
    return false
  }
  const algorithm = algorithmOf(config.algorithm)
  if (!algorithm) {
    eecho(script, `digest: unknown algorithm -- ${config.algorithm}\nchecksum failed for ${path}, algorithm used: ${config.algorithm}`)
    return false
  }
  const local = sumOf(algorithm, script.files.stat(path) as FileEntry)
  vecho(script, `published_checksum: ${published}`)
  vecho(script, `local_checksum:     ${local}`)
  if (published === local) return true
  eecho(script, 'local file does not match published checksum')
  return false
}

/** Something that has been laid open: an ISO or a medium mounted at `<work>/mnt`, or an unpacked archive there. */
interface Opened {
  readonly stamp: string
  readonly iso: boolean
}
/** Mounts an image of a disc; the status of mount if that fails. */
function mountIso({ sim, server, err }: Script, path: string, at: string): number {
  const refused = mountSpecial(sim, server, { special: path, type: 'hsfs', path: at })
  if (refused) err(`hsfs mount: ${path} is not an hsfs file system.\n`)
  return refused ? 33 : 0
}
/** What a file is taken for by its first bytes. (file(1)) */
function kindOf(script: Script, path: string): 'iso' | 'platform.tgz' | undefined {
  const node = script.files.stat(path)
  return node.kind === 'file' ? archiveOf(node)?.kind : undefined
}
/** Opens a file: an image of a disc, or a platform in an archive. */
function openFile(script: Script, path: string, shown: string, work: string): Opened {
  const mnt = `${work}/mnt`
  const giveUp = (text: string): never => {
    removeAll(script, work)
    return fail(script, text)
  }
  const kind = kindOf(script, path)
  if (kind === 'iso') {
    vecho(script, `Treating ${shown} as an ISO file.`)
    mountIso(script, path, mnt)
    return { iso: true, stamp: cat(script, `${mnt}/etc/version/boot`) }
  }
  if (kind === undefined) return giveUp(`Unknown file type for ${shown}`)
  const archive = archiveOf(script.files.stat(path) as FileEntry)
  if (!archive || archive.spoiled) return giveUp(`File ${shown} is not an ISO or a .tgz file.`)
  vecho(script, `Treating ${shown} as an .tgz Platform Image file.`)
  for (const item of itemsOf(archive)) {
    const at = `${mnt}/platform${item.path.replace(/^\/platform-[^/]*/, '')}`
    const refused = refusal(() => {
      if ('dir' in item) script.files.mkdir(at, true)
      else if ('text' in item) script.files.write(at, item.text)
      else if ('size' in item) script.files.fill(at, item.size, item.fill, item.artifact)
    })
    if (refused)
      script.err(`gtar: ${item.path.slice(1)}: Wrote only part of it: No space left on device\ngtar: Exiting with failure status due to previous errors\n`)
    if (refused) break
  }
  return { iso: false, stamp: cat(script, `${mnt}/platform/etc/version/platform`) }
}
/** Fetches the ISO of a stamp and mounts it. */
function* openStamp(script: Script, config: Config, stamp: string, bootfs: string, work: string): Steps<Opened> {
  const quit = (how: (script: Script, text: string) => never, text: string): never => {
    removeAll(script, work)
    return how(script, text)
  }
  // By a path that is relative: it is found only from the root directory. So does the script.
  if (isDirectory(script, `${script.cwd === '/' ? '' : script.cwd}/${bootfs}/platform-${stamp}`)) {
    removeAll(script, work)
    eecho(script, `PI-stamp ${stamp} appears to be already on /${bootfs}`)
    fail(script, `Use  piadm remove ${stamp}  to remove any old copies.`)
  }
  vecho(script, `Downloading ISO for Platform Image ${stamp}`)
  const index = yield* curl(script, `${config.prefix}/${stamp}/index.html`)
  if (index.code !== 0) {
    eecho(script, `PI-stamp ${stamp} is invalid for download from ${config.prefix}`)
    usage(script)
  }
  const [iso, url] = [`${work}/smartos.iso`, `${config.prefix}/${stamp}/smartos-${stamp}.iso`]
  const code = yield* curlInto(script, url, iso)
  if (code !== 0) quit(fatal, `PI-stamp ${stamp} -- curl exit code ${code}`)
  if (!(yield* isPublished(script, config, url, iso))) quit(fail, 'validate_csum exit code  1')
  const mounted = mountIso(script, iso, `${work}/mnt`)
  if (mounted !== 0) quit(fatal, `PI-stamp ${stamp} -- mount exit code ${mounted}`)
  const bits = cat(script, `${work}/mnt/etc/version/boot`)
  if (bits !== stamp) {
    umount(script, `${work}/mnt`)
    quit(fail, `Boot bits stamp says ${bits}, vs. argument stamp ${stamp}`)
  }
  return { iso: true, stamp }
}
function* openLatest(script: Script, config: Config, work: string): Steps<Opened> {
  vecho(script, 'Downloading latest SmartOS ISO')
  const iso = `${work}/smartos.iso`
  const code = yield* curlInto(script, `${config.prefix}/smartos-latest.iso`, iso)
  if (code !== 0) {
    removeAll(script, work)
    fatal(script, `Curl exit code ${code}`)
  }
  if (!(yield* isPublished(script, config, 'latest', iso))) {
    removeAll(script, work)
    fail(script, 'Cannot validate checksum for latest')
  }
  mountIso(script, iso, `${work}/mnt`)
  return { iso: true, stamp: cat(script, `${work}/mnt/etc/version/boot`) }
}
function openMedia(script: Script, work: string): Opened {
  const found = mountInstallMedia(script, `${work}/mnt`)
  if (!('medium' in found)) {
    if (script.verbose) eecho(script, `Can't find install media: USB stick errors:\n\n${found.stick}\nISO errors\n\n${found.disc.trimEnd()}`)
    removeAll(script, work)
    fail(script, 'Cannot find install media')
  }
  return { iso: true, stamp: cat(script, `${work}/mnt/etc/version/boot`) }
}

/** `piadm install`: a stamp, `latest`, `media`, a file or an address, onto the boot file system of a pool. */
export function* install(script: Script, config: Config, source: string, pool: string, shown = source): Steps<Installed> {
  const bootfs = bootfsFor(script, source, pool)
  const path = source.startsWith('/') ? source : `${script.cwd === '/' ? '' : script.cwd}/${source}`
  const work = workplace(script)
  let opened: Opened | undefined
  if (source === 'latest') opened = yield* openLatest(script, config, work)
  else if (source === 'media') opened = openMedia(script, work)
  else if (isFile(script, path)) opened = openFile(script, path, shown, work)
  else {
    vecho(script, `Checking if URL ${source} exists (30s) timeout`)
    const head = yield* curl(script, source, { head: true, quiet: true })
    if (head.code === 0) {
      vecho(script, `Downloading from URL ${source}`)
      if ((yield* curlInto(script, source, `${work}/download`)) === 0) {
        const file = temporary(script)
        script.files.rename(`${work}/download`, file)
        removeAll(script, work)
        vecho(script, `Installing ${source}\n\t   (downloaded to ${file})`)
        try {
          return yield* install(script, config, file, pool)
        } finally {
          removeAll(script, file)
        }
      }
      vecho(script, `Failed to download from URL ${source}`)
    } else if (head.status !== 0) vecho(script, `URL ${source} returned HTTP Status: ${head.status}`)
    opened = yield* openStamp(script, config, source, bootfs, work)
  }
  yield* lay(script, opened, bootfs, work)
  return { stamp: opened.stamp, bootfs }
}
/** Copies what was opened to its place, boot image first. */
function* lay(script: Script, { stamp, iso }: Opened, bootfs: string, work: string): Steps {
  const { files } = script
  const base = `/${bootfs}`
  const mnt = `${work}/mnt`
  const quit = (lines: readonly string[]): never => {
    if (iso) umount(script, mnt)
    removeAll(script, work)
    for (const line of lines.slice(0, -1)) eecho(script, line)
    return fail(script, lines.at(-1) ?? '')
  }
  vecho(script, `Installing PI ${stamp}`)
  if (iso) {
    const platform = cat(script, `${mnt}/platform/etc/version/platform`)
    if (platform !== stamp) quit([`Boot stamp ${stamp} mismatches platform stamp ${platform}`])
    const boot = `${base}/boot-${stamp}`
    if (files.exists(boot)) quit([`PI-stamp ${stamp} has boot bits already on ${base}`, `Use  piadm remove ${stamp}  to remove any old copies.`])
    if (refusal(() => files.mkdir(boot))) eecho(script, `Can't mkdir ${boot}`)
    if (!(yield* copyTree(script, `${mnt}/boot`, boot))) eecho(script, 'Problem in tar of boot bits')
    for (const name of ['loader.conf.local', 'loader.rc.local'])
      if (files.exists(`${base}/custom/${name}`)) refusal(() => files.symlink(`../custom/${name}`, `${boot}/${name}`))
  }
  const platform = `${base}/platform-${stamp}`
  if (files.exists(platform)) quit([`PI-stamp ${stamp} appears to be already on ${base}`, `Use   piadm remove ${stamp}\t to remove any old copies.`])
  if (refusal(() => files.mkdir(platform))) eecho(script, `Can't mkdir ${platform}`)
  if (!(yield* copyTree(script, `${mnt}/platform`, platform))) eecho(script, 'Problem in tar of platform bits')
  if (iso) umount(script, mnt)
  removeAll(script, work)
  if (!isDirectory(script, platform)) fatal(script, `Installation problem (no ${bootfs}/platform-${stamp})`)
  if (iso && !isDirectory(script, `${base}/boot-${stamp}`)) fatal(script, `Installation problem (no ${bootfs}/boot-${stamp} from ISO)`)
}
