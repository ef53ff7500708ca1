import { CATALOGUE, packageCalled, withNeeds } from '../../system/pkgsrc/catalogue.ts'
import { fullName, type Package } from '../../system/pkgsrc/package.ts'
import { addPackage, deletePackage, type Installed, installedIn, rebuildRequired, setAutomatic } from '../../system/pkgsrc/pkgdb.ts'
import type { Run } from './pkgin.ts'
import { download, errx, humanize, placeOf } from './place.ts'
import { listed, proceed } from './plan.ts'

/** What is done to one package. */
interface Step {
  readonly pack: Package
  readonly before: Installed | undefined
  readonly automatic: boolean
}
/** How long unpacking takes: bytes a second. */
const UNPACK = 60 * 1024 * 1024
const sizeBefore = (step: Step): number => (step.before ? (CATALOGUE.get(step.before.name)?.size ?? 0) : 0)

/** The steps that the wanted packages need, in order; those that are as they should be are left out. */
function stepsFor(run: Run, wanted: readonly Package[], asked: boolean): Step[] {
  const prefix = placeOf(run.context)
  const installed = installedIn(run.context.files, prefix)
  return withNeeds(wanted.map(({ name }) => name)).flatMap((pack) => {
    const before = installed.find(({ name }) => name === pack.name)
    if (before?.version === pack.version) return []
    const automatic = before ? before.automatic : !(asked && wanted.includes(pack))
    return [{ pack, before, automatic }]
  })
}
const counted = (n: number, what: string): string => `${n} ${n === 1 ? 'package' : 'packages'} to ${what}:\n`

/** Shows what will be done, asks, and does it. (NetBSDfr/pkgin actions.c pkgin_install) */
async function carryOut(run: Run, steps: readonly Step[]): Promise<number> {
  const { context } = run
  const { out, files } = context
  const prefix = placeOf(context)
  const bytes = steps.reduce((sum, { pack }) => sum + pack.download, 0)
  const growth = steps.reduce((sum, step) => sum + step.pack.size - sizeBefore(step), 0)
  const { available } = files.space(files.mountOf(prefix.path))
  if (growth > available) {
    errx(`${prefix.path} does not have enough space for installation (${humanize(growth)} required but only ${humanize(available)} are available)\n`.trimEnd())
  }
  const upgrades = steps.filter(({ before }) => before)
  const fresh = steps.filter(({ before }) => !before)
  const names = (some: readonly Step[]): string[] => some.map(({ pack }) => fullName(pack)).sort((a, b) => (a < b ? -1 : 1))
  out('\n')
  if (run.parsed.has('d')) out(`${counted(steps.length, 'download')}${listed(run, names(steps))}\n\n${humanize(bytes)} to download\n`)
  else {
    if (upgrades.length > 0) out(`${counted(upgrades.length, 'upgrade')}${listed(run, names(upgrades))}\n\n`)
    if (fresh.length > 0) out(`${counted(fresh.length, 'install')}${listed(run, names(fresh))}\n\n`)
    out(`0 to remove, 0 to refresh, ${upgrades.length} to upgrade, ${fresh.length} to install\n`)
    const disk = growth >= 0 ? `${humanize(growth)} of additional disk space will be used` : `${humanize(-growth)} of disk space will be freed up`
    out(`${humanize(bytes)} to download, ${disk}\n`)
  }
  if (!run.parsed.has('n')) out('\n')
  if (!(await proceed(run))) return 0
  const cache = `${prefix.state}/cache`
  files.mkdir(cache, true)
  for (const [i, { pack }] of steps.entries()) {
    const archive = `${fullName(pack)}.tgz`
    await download(context, { plain: `[${i + 1}/${steps.length}] downloading ${archive}`, meter: `[${i + 1}/${steps.length}] ${archive}` }, pack.download)
    files.fill(`${cache}/${archive}`, pack.download, 'random')
  }
  if (run.parsed.has('d')) return 0
  for (const [i, step] of steps.entries()) {
    const { pack, before, automatic } = step
    out(`[${i + 1}/${steps.length}] ${before ? 'upgrading' : 'installing'} ${fullName(pack)}...\n`)
    await context.wait(Math.max(100, Math.ceil((pack.size / UNPACK) * 1000)))
    if (before)
      deletePackage(
        files,
        prefix,
        before,
        ['etc/pkgin/repositories.conf', 'etc/pkg_install.conf'].map((path) => `${prefix.path}/${path}`),
      )
    addPackage(files, prefix, pack, { automatic })
    files.remove(`${cache}/${fullName(pack)}.tgz`)
  }
  rebuildRequired(files, prefix)
  out('pkg_install warnings: 0, errors: 0\nreading local summary...\nprocessing local summary...\n')
  return 0
}

/** `install`: packages by name, with what they need. One that is there already is only marked as asked for. */
export async function install(run: Run, names: readonly string[]): Promise<number> {
  const { context } = run
  const prefix = placeOf(context)
  context.out('calculating dependencies...')
  await context.wait(150)
  context.out('done.\n')
  let status = 0
  const wanted: Package[] = []
  for (const name of names) {
    const pack = packageCalled(name)
    if (pack) wanted.push(pack)
    else {
      context.err(`${name} is not available in the repository\n`)
      status = 1
    }
  }
  for (const one of installedIn(context.files, prefix)) {
    if (one.automatic && wanted.some(({ name }) => name === one.name)) {
      context.out(`marking ${fullName(one)} as non auto-removable\n`)
      setAutomatic(context.files, prefix, fullName(one), false)
    }
  }
  const steps = stepsFor(run, wanted, true)
  if (steps.length === 0) {
    context.out('nothing to do.\n')
    return status
  }
  return (await carryOut(run, steps)) || status
}
/** `upgrade`: the package tools first, by themselves, if there are newer ones; otherwise all that is installed. (NetBSDfr/pkgin actions.c check_core_upgrade) */
export async function upgrade(run: Run): Promise<number> {
  const { context } = run
  const installed = installedIn(context.files, placeOf(context))
  if (installed.length === 0) errx('empty local package list.')
  const outdated = installed.flatMap(({ name, version }) => {
    const pack = CATALOGUE.get(name)
    return pack && pack.version !== version ? [pack] : []
  })
  const core = outdated.filter(({ name }) => name === 'pkg_install' || name === 'pkgin')
  if (core.length === 0) {
    context.out('calculating dependencies...')
    await context.wait(300)
    context.out('done.\n')
  }
  const steps = stepsFor(run, core.length > 0 ? core : outdated, false)
  if (steps.length === 0) {
    context.out('nothing to do.\n')
    return 0
  }
  const status = await carryOut(run, steps)
  const done = core.every((pack) => installedIn(context.files, placeOf(context)).some((one) => fullName(one) === fullName(pack)))
  if (core.length > 0 && done && status === 0) context.out('Package tools were upgraded.  Re-run "pkgin upgrade" to complete the upgrade.\n')
  return status
}
