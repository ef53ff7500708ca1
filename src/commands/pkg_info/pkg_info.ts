import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { illegal } from '../../shell/usage.ts'
import { fullName } from '../../system/pkgsrc/package.ts'
import { type Installed, installedCalled, installedIn, read } from '../../system/pkgsrc/pkgdb.ts'
import { placeOf } from '../pkgin/place.ts'

const USAGE =
  'usage: pkg_info [-BbcDdFfhIikLmNnpqRrSsVvX] [-e package] [-E package] [-K pkg_dbdir] [-l prefix]\n                pkg-name ...\n       pkg_info [-a | -u] [flags]\n       pkg_info [-Q variable] pkg-name ...\n'

/** What an option shows of a package: its heading and the lines. (pkgsrc pkgtools/pkg_install info/perform.c) */
function sections({ files }: CommandContext, parsed: Parsed, one: Installed, db: string): string[] {
  const file = (name: string): string => read(files, `${db}/${fullName(one)}/${name}`) ?? ''
  const shown: string[] = []
  const show = (title: string, text: string): void => void shown.push(`${parsed.has('q') ? '' : `${title}:\n`}${text}\n`)
  const plain = ['L', 'd', 'c', 'n', 'R', 'S', 's', 'B', 'b', 'f'].every((option) => !parsed.has(option))
  if (plain || parsed.has('c')) show('Comment', file('+COMMENT'))
  if (parsed.has('n') && one.needs.length > 0) show('Requires', one.needs.map((need) => `${need}>=0\n`).join(''))
  if ((plain || parsed.has('R')) && one.requiredBy.length > 0) show('Required by', one.requiredBy.map((name) => `${name}\n`).join(''))
  if (plain || parsed.has('d')) show('Description', file('+DESC'))
  if (parsed.has('f')) show('Packing list', file('+CONTENTS'))
  if (parsed.has('L')) show('Files', one.files.map((path) => `${path}\n`).join(''))
  if (parsed.has('B') || parsed.has('b')) show('Build information', file('+BUILD_INFO'))
  if (parsed.has('s') || parsed.has('S')) show('Size of this package in bytes', file('+SIZE_PKG'))
  return shown
}

export const command = defineCommand({
  name: 'pkg_info',
  summary: 'show what is installed of pkgsrc',
  synopsis: ['[-a]', '[-BcdfLnqRs] package ...', '-E package', '-Q variable package ...'],
  options: {
    a: { help: 'all packages' },
    L: { help: 'the files of a package' },
    c: { help: 'the comment' },
    d: { help: 'the description' },
    f: { help: 'the packing list, as it is in the database' },
    n: { help: 'what it needs' },
    R: { help: 'what needs it' },
    s: { help: 'its size' },
    S: { help: 'its size', fidelity: 'simplified' },
    B: { help: 'how it was built' },
    b: { help: 'how it was built', fidelity: 'simplified' },
    q: { help: 'without headings' },
    e: { help: 'say whether it is installed: its name, and status 0', value: 'package' },
    E: { help: 'the same: the best match', value: 'package' },
    Q: { help: 'one variable of the build information', value: 'variable' },
    u: { help: 'only packages that were asked for' },
  },
  description: ['Without operands lists the installed packages. Everything it tells is in the files below .pkgdb of the prefix.'],
  source: 'pkgsrc pkgtools/pkg_install files/info',
  limits: 'Archives (.tgz) as operands are not simulated.',
  packaged: true,
  misuse: (misuse) => ({ stderr: `${illegal('pkg_info', misuse)}${USAGE}`, status: 1 }),
  run(context, parsed) {
    const prefix = placeOf(context)
    const installed = installedIn(context.files, prefix)
    const asked = parsed.get('E') ?? parsed.get('e')
    if (asked !== undefined) {
      const one = installedCalled(installed, asked)
      if (one) context.out(`${fullName(one)}\n`)
      return one ? 0 : 1
    }
    const flags = ['L', 'c', 'd', 'f', 'n', 'R', 's', 'S', 'B', 'b', 'Q'].some((option) => parsed.has(option))
    const all = parsed.has('a') || parsed.has('u')
    if (parsed.operands.length === 0) {
      if (flags && !all) throw new Failure(`pkg_info: missing package name(s)\n${USAGE}`)
      const some = parsed.has('u') ? installed.filter(({ automatic }) => !automatic) : installed
      if (!flags) for (const one of some) context.out(`${fullName(one).padEnd(19)} ${one.comment}\n`)
      else for (const one of some) tell(context, parsed, one, prefix.db)
      return 0
    }
    let status = 0
    for (const name of parsed.operands) {
      const one = installedCalled(installed, name)
      if (one) tell(context, parsed, one, prefix.db)
      else {
        context.err(`pkg_info: can't find package \`${name}'\n`)
        status = 1
      }
    }
    return status
  },
})
function tell(context: CommandContext, parsed: Parsed, one: Installed, db: string): void {
  const variable = parsed.get('Q')
  if (variable !== undefined) {
    const text = read(context.files, `${db}/${fullName(one)}/+BUILD_INFO`) ?? ''
    const value = text.split('\n').find((line) => line.startsWith(`${variable}=`))
    if (value !== undefined) context.out(`${value.slice(variable.length + 1)}\n`)
    return
  }
  if (!parsed.has('q')) context.out(`Information for ${fullName(one)}:\n\n`)
  context.out(sections(context, parsed, one, db).join(''))
}
