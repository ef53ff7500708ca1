import { fullName } from '../../system/pkgsrc/package.ts'
import { deletePackage, type Installed, installedCalled, installedIn, rebuildRequired, setAutomatic } from '../../system/pkgsrc/pkgdb.ts'
import type { Run } from './pkgin.ts'
import { errx, placeOf } from './place.ts'
import { listed, proceed } from './plan.ts'

/** All that needs a package, directly or not, what needs others first; then the package itself. */
function withDependents(all: readonly Installed[], one: Installed, order: Installed[] = []): Installed[] {
  for (const full of one.requiredBy) {
    const other = all.find((candidate) => fullName(candidate) === full)
    if (other && !order.includes(other)) withDependents(all, other, order)
  }
  if (!order.includes(one)) order.push(one)
  return order
}
/** Takes packages away. (NetBSDfr/pkgin actions.c do_pkg_remove) */
async function takeAway({ context }: Run, doomed: readonly Installed[]): Promise<void> {
  const { files, out } = context
  const prefix = placeOf(context)
  for (const [i, one] of doomed.entries()) {
    out(`[${i + 1}/${doomed.length}] removing ${fullName(one)}...\n`)
    await context.wait(200)
    deletePackage(files, prefix, one)
  }
  rebuildRequired(files, prefix)
  out('pkg_install warnings: 0, errors: 0\nreading local summary...\nprocessing local summary...\n')
}
/** `remove`: packages, and those that need them. */
export async function remove(run: Run): Promise<number> {
  const { context, names } = run
  const installed = installedIn(context.files, placeOf(context))
  if (installed.length === 0) errx('empty local package list.')
  let status = 0
  const doomed: Installed[] = []
  for (const name of names) {
    const one = installedCalled(installed, name)
    if (one) withDependents(installed, one, doomed)
    else {
      context.out(`no such installed package ${name}\n`)
      status = 1
    }
  }
  if (doomed.length === 0) {
    context.out('no packages to delete\n')
    return status
  }
  context.out(`${doomed.length} packages to delete: \n${listed(run, doomed.map(fullName))}\n`)
  if (!run.parsed.has('n')) context.out('\n')
  if (await proceed(run)) await takeAway(run, doomed)
  return status
}
/** `autoremove`: packages that came along and that nobody needs any more. (NetBSDfr/pkgin autoremove.c) */
export async function autoremove(run: Run): Promise<number> {
  const { context } = run
  const installed = installedIn(context.files, placeOf(context))
  if (!installed.some(({ automatic }) => !automatic)) errx('no packages have been marked as keepable')
  if (!installed.some(({ automatic }) => automatic)) {
    context.out('all packages are marked as "keepable"\n.')
    return 0
  }
  const needed = new Set<string>()
  const visit = ({ name, needs }: Installed): void => {
    if (needed.has(name)) return
    needed.add(name)
    for (const need of needs) {
      const one = installed.find((other) => other.name === need)
      if (one) visit(one)
    }
  }
  for (const one of installed) if (!one.automatic) visit(one)
  const doomed = installed.filter(({ name }) => !needed.has(name))
  if (doomed.length === 0) {
    context.out('no orphan dependencies found.\n')
    return 0
  }
  context.out(`${doomed.length} packages to be autoremoved:\n${listed(run, doomed.map(fullName))}\n`)
  if (!run.parsed.has('n')) context.out('\n')
  if (await proceed(run)) {
    const order: Installed[] = []
    for (const one of doomed) withDependents(doomed, one, order)
    await takeAway(run, order)
  }
  return 0
}
/** `keep`, `unkeep`: whether a package may be taken away when nobody needs it. */
export function keep({ context, names }: Run, kept: boolean): number {
  const { files, out } = context
  const prefix = placeOf(context)
  const installed = installedIn(files, prefix)
  let status = 0
  for (const name of names) {
    const one = installedCalled(installed, name)
    if (!one) {
      out(`no such installed package ${name}\n`)
      status = 1
    } else if (one.automatic === kept) {
      out(`marking ${fullName(one)} as ${kept ? 'non ' : ''}auto-removable\n`)
      setAutomatic(files, prefix, fullName(one), !kept)
    }
  }
  return status
}
