import { defineCommand, Failure } from '../../shell/command.ts'
import { illegal } from '../../shell/usage.ts'
import { fullName } from '../../system/pkgsrc/package.ts'
import { deletePackage, type Installed, installedCalled, installedIn, rebuildRequired } from '../../system/pkgsrc/pkgdb.ts'
import { placeOf } from '../pkgin/place.ts'

const USAGE = 'usage: pkg_delete [-ADFfkNnOqRrVv] [-K pkg_dbdir] [-P destdir] [-p prefix] pkg-name ...\n'

export const command = defineCommand({
  name: 'pkg_delete',
  summary: 'take an installed package away',
  synopsis: ['[-frv] package ...'],
  options: {
    f: { help: 'even if others need it' },
    r: { help: 'those that need it, too' },
    v: { help: 'say what is done' },
  },
  description: [
    'Takes the files of a package and its entry in the database away. One that others need stays. pkgin remove asks first, and takes those away, too.',
  ],
  source: 'pkgsrc pkgtools/pkg_install files/delete/pkg_delete.c',
  packaged: true,
  misuse: (misuse) => ({ stderr: `${illegal('pkg_delete', misuse)}${USAGE}`, status: 1 }),
  run(context, parsed) {
    const { files, user, err, out } = context
    const prefix = placeOf(context)
    if (parsed.operands.length === 0) throw new Failure(`pkg_delete: missing package name(s)\n${USAGE}`)
    if (user !== 'root') throw new Failure('pkg_delete: not root\n')
    let status = 0
    const doomed: Installed[] = []
    const add = (all: readonly Installed[], one: Installed): void => {
      for (const full of parsed.has('r') ? one.requiredBy : []) {
        const other = all.find((candidate) => fullName(candidate) === full)
        if (other && !doomed.includes(other)) add(all, other)
      }
      if (!doomed.includes(one)) doomed.push(one)
    }
    const installed = installedIn(files, prefix)
    for (const name of parsed.operands) {
      const one = installedCalled(installed, name)
      if (one) add(installed, one)
      else {
        err(`pkg_delete: No matching package for basename \`${name}' of \`${name}'\n`)
        status = 1
      }
    }
    const names = new Set(doomed.map(fullName))
    for (const one of doomed) {
      const needing = one.requiredBy.filter((name) => !names.has(name))
      if (needing.length > 0) {
        err(`Package \`${fullName(one)}' is still required by other packages:\n${needing.map((name) => `\t${name}\n`).join('')}`)
        status = 1
        if (!parsed.has('f')) continue
      }
      if (parsed.has('v')) out(`Delete package ${fullName(one)}\n`)
      deletePackage(files, prefix, one)
    }
    rebuildRequired(files, prefix)
    return status
  },
})
