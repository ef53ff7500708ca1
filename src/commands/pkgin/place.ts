import { type CommandContext, Failure } from '../../shell/command.ts'
import { openFiles } from '../../system/files/open.ts'
import { CATALOGUE } from '../../system/pkgsrc/catalogue.ts'
import { reachesOut } from '../../system/pkgsrc/network.ts'
import { type Prefix, prefixOf, repositoryOf, writeDownImage } from '../../system/pkgsrc/pkgdb.ts'

/** Bytes a second that the repository sends. */
const RATE = 12 * 1024 * 1024
const WEEK = 7 * 86_400_000
/** Size of the repository's list, as it is sent. */
const SUMMARY = 1_420_000

/** `pkgin` ends: with its name before the words, as errx(3) prints them. */
export const errx = (text: string): never => {
  throw new Failure(`pkgin: ${text}\n`)
}
/** The prefix that `pkgin` works on. */
export function placeOf({ sim, server, zone }: Pick<CommandContext, 'sim' | 'server' | 'zone'>): Prefix {
  const prefix = prefixOf(zone !== undefined)
  if (zone) writeDownImage(openFiles(sim, { server, zone }), prefix, CATALOGUE.values())
  return prefix
}

/** Sizes as humanize_number(3) has them in five characters: `9.5K`, `1893K`, `12M`. (NetBSDfr/pkgin tools.c humanize_size, libnbcompat) */
export function humanize(bytes: number): string {
  let value = bytes * 100
  let unit = 0
  for (; value >= 1_000_000 - 50 && unit < 5; unit++) value = Math.floor(value / 1024)
  const prefix = 'BKMGT'[unit] ?? ''
  if (value < 995 && unit > 0) {
    const tenths = Math.floor((value + 5) / 10)
    return `${Math.floor(tenths / 10)}.${tenths % 10}${prefix}`
  }
  return `${Math.floor((value + 50) / 100)}${prefix}`
}
/** The repository; ends if none is configured. */
export const repository = (context: CommandContext): string => {
  const prefix = placeOf(context)
  return (
    repositoryOf(context.files, prefix) ??
    errx(`${prefix.path}/etc/pkgin/repositories.conf has no repositories or does not exist.\nNo PKG_REPOS variable to fallback to.`)
  )
}
/** A line of progress: on a terminal with a meter, elsewhere in words. Time passes as the bytes come. (NetBSDfr/pkgin download.c, external/progressmeter.c) */
export async function download(context: CommandContext, words: { plain: string; meter: string }, bytes: number): Promise<void> {
  const seconds = bytes / RATE
  if (!context.tty) context.out(words.plain)
  await context.wait(Math.max(200, Math.ceil(seconds * 1000)))
  if (!context.tty) {
    context.out(' done.\n')
    return
  }
  const size = bytes >= 10_000 * 1024 ? `${Math.round(bytes / 1024 / 1024)}MB` : `${Math.round(bytes / 1024)}KB`
  const clock = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
  context.out(`${words.meter.slice(0, 45).padEnd(45)} 100% ${size.padStart(6)}  12.0MB/s   ${clock}    \n`)
}
/** Whether the list of the repository that is kept is the present one: it is made anew each week. */
const isFresh = ({ files }: CommandContext, path: string, now: number): boolean =>
  files.exists(path) && Math.floor(files.stat(path).mtime / WEEK) === Math.floor(now / WEEK)
/**
 * Fetches the list of the repository if there is a newer one. `loud` says so; `needed` does so even if there is one.
 * (NetBSDfr/pkgin summary.c update_remotedb, fetch_summary)
 */
export async function updateRemote(context: CommandContext, now: number, loud: boolean): Promise<void> {
  const { sim, server, zone, files } = context
  const prefix = placeOf(context)
  const url = repository(context)
  const path = `${prefix.state}/pkgin.db`
  if (loud) context.out(`processing remote summary (${url})...\n`)
  await context.wait(300)
  if (!reachesOut(sim, server, zone)) errx(`Could not fetch ${url}/pkg_summary.gz: Transient resolver failure`)
  if (!/^https?:\/\/pkgsrc\.smartos\.org\/packages\/SmartOS\/\S+\/All\/?$/.test(url)) errx(`Could not fetch ${url}/pkg_summary.gz: Not Found`)
  if (isFresh(context, path, now)) {
    if (loud) context.out(`database for ${url} is up-to-date\n`)
    return
  }
  await download(context, { plain: 'downloading pkg_summary.xz', meter: 'pkg_summary.xz' }, SUMMARY)
  files.mkdir(prefix.state, true)
  files.fill(path, CATALOGUE.size * 24_576, 'text')
}
