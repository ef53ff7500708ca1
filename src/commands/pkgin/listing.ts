import { CATALOGUE, packageCalled, withNeeds } from '../../system/pkgsrc/catalogue.ts'
import { fullName } from '../../system/pkgsrc/package.ts'
import { type Installed, installedCalled, installedIn } from '../../system/pkgsrc/pkgdb.ts'
import type { Run } from './pkgin.ts'
import { errx, humanize, placeOf } from './place.ts'

const here = ({ context }: Run): Installed[] => installedIn(context.files, placeOf(context))
/** A line of a list: the name in 20 columns. (NetBSDfr/pkgin pkglist.c setfmt) */
const line = ({ parsed }: Run, name: string, comment: string): string => (parsed.has('p') ? `${name};${comment}\n` : `${name.padEnd(20)} ${comment}\n`)
/** How an installed version stands to that of the repository: the repository is never behind here. */
const markOf = (installed: readonly Installed[], name: string, version: string): string => {
  const one = installed.find((other) => other.name === name)
  return one === undefined ? '' : one.version === version ? '=' : '<'
}
const marked = ({ parsed }: Run, name: string, mark: string): string => `${name}${parsed.has('p') ? ';' : ' '}${mark}`

/** `list`: what is installed; with -l only what stands so to the repository. */
export function installedList(run: Run): number {
  const { context, parsed } = run
  const installed = here(run)
  const limit = parsed.get('l')?.[0]
  if (limit !== undefined) {
    if (installed.length === 0) context.err('empty local package list.')
    for (const pack of CATALOGUE.values()) {
      const mark = markOf(installed, pack.name, pack.version)
      if (mark !== '' && mark === limit) context.out(line(run, marked(run, fullName(pack), mark), pack.comment))
    }
    return 0
  }
  if (installed.length === 0) context.err('Requested list is empty.\n')
  for (const one of installed) context.out(line(run, fullName(one), one.comment))
  return 0
}
/** `avail`: what the repository has. */
export function available(run: Run): number {
  for (const pack of CATALOGUE.values()) run.context.out(line(run, fullName(pack), pack.comment))
  return 0
}
/** `search`: packages whose name or comment matches an expression. */
export function search(run: Run): number {
  const { context, names } = run
  const pattern = names[0] ?? ''
  let expression: RegExp
  try {
    expression = new RegExp(pattern, 'i')
  } catch {
    return errx(`regcomp: ${pattern}: invalid regular expression`)
  }
  const installed = here(run)
  const found = [...CATALOGUE.values()].filter((pack) => expression.test(fullName(pack)) || expression.test(pack.comment))
  if (found.length === 0) {
    context.out(`No results found for ${pattern}\n`)
    return 1
  }
  for (const pack of found) context.out(line(run, marked(run, fullName(pack), markOf(installed, pack.name, pack.version)), pack.comment))
  context.out(
    '\n=: package is installed and up-to-date\n<: package is installed but newer version is available\n>: installed package has a greater version than available package\n',
  )
  return 0
}
/** `show-deps`, `show-full-deps`, `show-rev-deps`. (NetBSDfr/pkgin depends.c) */
export function dependencies(run: Run, how: 'direct' | 'full' | 'reverse'): number {
  const { context, names, parsed } = run
  const name = names[0] ?? ''
  if (how === 'reverse') {
    const one = installedCalled(here(run), name)
    if (!one) {
      context.err(`no such installed package ${name}\n`)
      return 1
    }
    context.out(`local reverse dependency tree for ${fullName(one)}\n${one.requiredBy.map((other) => `\t${other}\n`).join('')}`)
    return 0
  }
  const pack = packageCalled(name)
  if (!pack) {
    context.err(`${name} is not available in the repository\n`)
    return 1
  }
  const needs = how === 'direct' ? pack.needs.flatMap((need) => CATALOGUE.get(need) ?? []) : withNeeds([pack.name]).slice(0, -1)
  if (needs.length === 0 && how === 'direct') return 0
  context.out(how === 'direct' ? `direct dependencies for ${fullName(pack)}\n` : `full dependency tree for ${fullName(pack)}\n`)
  for (const need of needs) context.out(`\t${parsed.has('P') ? fullName(need) : `${need.name}>=${need.version.replace(/nb\d+$/, '')}`}\n`)
  return 0
}
/** `pkg-content`: files of a package in the repository. */
export function content({ context, names }: Run): number {
  const pack = packageCalled(names[0] ?? '')
  if (!pack) {
    context.err(`${names[0]} is not available in the repository\n`)
    return 1
  }
  const { path } = placeOf(context)
  context.out(`Information for ${fullName(pack)}:\n\nFiles:\n${pack.files.map((file) => `${path}/${file}\n`).join('')}\n`)
  return 0
}
/** `export`: where the packages that were asked for are in pkgsrc. */
export function exported(run: Run): number {
  const kept = here(run).filter(({ automatic }) => !automatic)
  if (kept.length === 0) errx('empty local package list.')
  for (const { name } of kept) run.context.out(`${CATALOGUE.get(name)?.category ?? 'misc'}/${name}\n`)
  return 0
}
/** `show-keep`, `show-no-keep`. */
export function keepList(run: Run, kept: boolean): number {
  const found = here(run).filter(({ automatic }) => automatic !== kept)
  if (found.length === 0) run.context.out(kept ? 'empty non-autoremovable package list\n' : 'empty autoremovable package list\n')
  for (const one of found) run.context.out(`${fullName(one).padEnd(20)} ${one.comment}\n`)
  return 0
}
/** `stats`. (NetBSDfr/pkgin pkgindb.c pkgindb_stats) */
export function stats(run: Run): number {
  const installed = here(run)
  const occupied = installed.reduce((sum, { name }) => sum + (CATALOGUE.get(name)?.size ?? 0), 0)
  const remote = [...CATALOGUE.values()].reduce((sum, pack) => sum + pack.download, 0)
  run.context.out(
    `Local package database:\n\tInstalled packages: ${installed.length}\n\tDisk space occupied: ${humanize(occupied)}\n\nRemote package database(s):\n\tNumber of repositories: 1\n\tPackages available: ${CATALOGUE.size}\n\tTotal size of packages: ${humanize(remote)}\n`,
  )
  return 0
}
