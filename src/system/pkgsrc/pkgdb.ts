import { FileError, type Files } from '../files/files.ts'
import { parentOf } from '../files/open.ts'
import { fullName, type Package } from './package.ts'
import { textOf } from './texts.ts'

/** Where packages of a place go. */
export interface Prefix {
  /** `/opt/tools` in the global zone, `/opt/local` in a zone. */
  readonly path: string
  /** Directory of the database: one directory a package. */
  readonly db: string
  /** Where the tools keep what they know of the repository. */
  readonly state: string
}
/** The prefix of the global zone or of a zone. (smartos-live src/smartdc/bin/pkgsrc-setup.sh; pkgsrc wiki) */
export function prefixOf(zone: boolean): Prefix {
  const path = zone ? '/opt/local' : '/opt/tools'
  return { path, db: `${path}/.pkgdb`, state: `${path}/var/db/pkgin` }
}
/** The repository that a prefix is set to by its `repositories.conf`; undefined without a line in it. */
export function repositoryOf(files: Files, prefix: Prefix): string | undefined {
  const text = read(files, `${prefix.path}/etc/pkgin/repositories.conf`) ?? ''
  return text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('#'))
}
/** An installed package, as the files of the database say. */
export interface Installed {
  readonly name: string
  readonly version: string
  readonly comment: string
  /** It came along with another one: nobody asked for it. */
  readonly automatic: boolean
  /** Absolute paths. */
  readonly files: readonly string[]
  readonly needs: readonly string[]
  readonly requiredBy: readonly string[]
}
/** A file's text; undefined if it is not there. */
export function read(files: Files, path: string): string | undefined {
  try {
    return files.read(path)
  } catch (error) {
    if (error instanceof FileError) return undefined
    throw error
  }
}
const lines = (text: string | undefined): string[] => (text ?? '').split('\n').filter(Boolean)
/** Name and version out of `nginx-1.26.3`. */
export const splitName = (full: string): { name: string; version: string } => {
  const at = full.lastIndexOf('-')
  return at < 0 ? { name: full, version: '' } : { name: full.slice(0, at), version: full.slice(at + 1) }
}
/** An installed package by its directory in the database. */
export function installedAs(files: Files, prefix: Prefix, full: string): Installed | undefined {
  const dir = `${prefix.db}/${full}`
  const contents = read(files, `${dir}/+CONTENTS`)
  if (contents === undefined) return undefined
  const listed = lines(contents)
  return {
    ...splitName(full),
    comment: (read(files, `${dir}/+COMMENT`) ?? '').trim(),
    automatic: /^automatic=yes$/im.test(read(files, `${dir}/+INSTALLED_INFO`) ?? ''),
    files: listed.filter((line) => !line.startsWith('@')).map((line) => `${prefix.path}/${line}`),
    needs: listed.flatMap((line) => /^@pkgdep ([^<>=]+)/.exec(line)?.[1] ?? []),
    requiredBy: lines(read(files, `${dir}/+REQUIRED_BY`)),
  }
}
/** All installed packages, by name. */
export function installedIn(files: Files, prefix: Prefix): Installed[] {
  let names: string[] = []
  try {
    names = files.readdir(prefix.db)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
  return names.flatMap((name) => installedAs(files, prefix, name) ?? [])
}
/** An installed package by its name, or by its name with the version. */
export const installedCalled = (installed: readonly Installed[], text: string): Installed | undefined =>
  installed.find((one) => one.name === text || fullName(one) === text)

/** Marks a package as asked for, or as one that may go when nobody needs it. */
export const setAutomatic = (files: Files, prefix: Prefix, full: string, automatic: boolean): void =>
  files.write(`${prefix.db}/${full}/+INSTALLED_INFO`, automatic ? 'automatic=YES\n' : '')

/** The share of a package's bytes that each of its files has: the first has most of them. */
const sizeOf = ({ size, files }: Package, at: number): number => Math.max(64, Math.floor(size / 2 ** (at + (at === files.length - 1 ? 0 : 1))))

/** Writes a package into the database. */
function record(files: Files, dir: string, prefix: Prefix, pack: Package, automatic: boolean): void {
  files.mkdir(dir, true)
  const texts: Record<string, string> = {
    '+BUILD_INFO': `CATEGORIES=${pack.category}\nPKGPATH=${pack.category}/${pack.name}\nOPSYS=SunOS\nOS_VERSION=5.11\nMACHINE_ARCH=x86_64\nLOCALBASE=${prefix.path}\n`,
    '+COMMENT': `${pack.comment}\n`,
    '+CONTENTS': `@name ${fullName(pack)}\n@cwd ${prefix.path}\n${pack.files.map((path) => `${path}\n`).join('')}${pack.needs.map((need) => `@pkgdep ${need}>=0\n`).join('')}`,
    '+DESC': `${pack.comment}.\n`,
    '+INSTALLED_INFO': automatic ? 'automatic=YES\n' : '',
    '+SIZE_PKG': `${pack.size}\n`,
  }
  for (const [name, text] of Object.entries(texts)) files.write(`${dir}/${name}`, text)
}
/**
 * A zone's image brings packages, but not the files of the database: they are written down when somebody first looks.
 * A package is there if its first file is; what it needs came along with it.
 */
export function writeDownImage(files: Files, prefix: Prefix, packages: Iterable<Package>): void {
  if (files.exists(prefix.db) || !files.exists(`${prefix.path}/bin/pkgin`)) return
  const all = [...packages]
  const there = (pack: Package): boolean => files.exists(`${prefix.path}/${pack.files[0]}`)
  const found = new Set<Package>()
  const take = (pack: Package): void => {
    if (found.has(pack)) return
    found.add(pack)
    for (const need of pack.needs) for (const other of all) if (other.name === need) take(other)
  }
  for (const pack of all) if (there(pack)) take(pack)
  for (const pack of found) record(files, `${prefix.db}/${fullName(pack)}`, prefix, pack, !there(pack))
  rebuildRequired(files, prefix)
}
/** Unpacks a package below the prefix and writes it into the database. A file error is the caller's: what was written stays. (pkgsrc pkgtools/pkg_install add/perform.c) */
export function addPackage(files: Files, prefix: Prefix, pack: Package, { automatic, root = '' }: { automatic: boolean; root?: string }): void {
  const dir = `${root}${prefix.db}/${fullName(pack)}`
  for (const [i, path] of pack.files.entries()) {
    const at = `${root}${prefix.path}/${path}`
    files.mkdir(parentOf(at), true)
    const text = textOf(prefix, path)
    // A configuration that is there is kept: it may have been edited.
    if (text !== undefined && files.exists(at)) continue
    if (text === undefined) files.fill(at, sizeOf(pack, i), 'text')
    else files.write(at, text)
    files.chmod(at, /(?:^|\/)s?bin\//.test(path) ? 0o755 : 0o644)
  }
  record(files, dir, prefix, pack, automatic)
}
/** Writes down anew which package needs which: `pkg_admin rebuild-tree`. */
export function rebuildRequired(files: Files, prefix: Prefix, root = ''): void {
  const at: Prefix = { ...prefix, db: `${root}${prefix.db}` }
  const all = installedIn(files, at)
  for (const one of all) {
    const by = all.filter(({ needs }) => needs.includes(one.name)).map(fullName)
    const path = `${at.db}/${fullName(one)}/+REQUIRED_BY`
    if (by.join() === one.requiredBy.join()) continue
    if (by.length > 0) files.write(path, by.map((name) => `${name}\n`).join(''))
    else files.remove(path)
  }
}
/** Takes the files of a package away, and directories that are empty then; but not what is to be kept for its newer version. */
export function deletePackage(files: Files, prefix: Prefix, one: Installed, keep: readonly string[] = []): void {
  for (const path of one.files) {
    if (keep.includes(path) || !files.exists(path)) continue
    files.remove(path)
    for (let dir = parentOf(path); dir.startsWith(`${prefix.path}/`) && files.readdir(dir).length === 0; dir = parentOf(dir)) files.remove(dir)
  }
  const dir = `${prefix.db}/${fullName(one)}`
  if (files.exists(dir)) files.remove(dir, true)
}
