import { type CommandContext, defineCommand, type Parsed } from '../../shell/command.ts'
import { illegal } from '../../shell/usage.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { installedIn } from '../../system/pkgsrc/pkgdb.ts'
import { install, upgrade } from './install.ts'
import { available, content, dependencies, exported, installedList, keepList, search, stats } from './listing.ts'
import { errx, placeOf, updateRemote } from './place.ts'
import { autoremove, keep, remove } from './remove.ts'
import { USAGE } from './usage.ts'

/** One run of the tool. */
export interface Run {
  readonly context: CommandContext
  readonly parsed: Parsed
  /** Operands after the name of the command. */
  readonly names: readonly string[]
  /** The present, ms since 1970. */
  readonly now: number
}
type Verb = (run: Run) => Promise<number> | number

const needs =
  (text: string, verb: Verb): Verb =>
  (run) => {
    if (run.names.length === 0) errx(text)
    return verb(run)
  }
/** Commands by name and shortcut. (NetBSDfr/pkgin cmd.h) */
const VERBS: readonly (readonly [names: string, verb: Verb])[] = [
  ['list ls', installedList],
  ['avail av', available],
  ['search se', needs('missing search string', search)],
  ['install in', needs('specify at least one package to install', (run) => install(run, run.names))],
  ['update up', () => 0],
  ['upgrade ug full-upgrade fug', upgrade],
  ['remove rm', needs('specify at least one package to remove', remove)],
  ['autoremove ar', autoremove],
  ['keep ke', needs('specify at least one package to keep', (run) => keep(run, true))],
  ['unkeep uk', needs('specify at least one package to unkeep', (run) => keep(run, false))],
  ['export ex', exported],
  ['show-keep sk', (run) => keepList(run, true)],
  ['show-no-keep snk', (run) => keepList(run, false)],
  ['show-deps sd', needs('missing package name', (run) => dependencies(run, 'direct'))],
  ['show-full-deps sfd', needs('missing package name', (run) => dependencies(run, 'full'))],
  ['show-rev-deps srd', needs('missing package name', (run) => dependencies(run, 'reverse'))],
  ['pkg-content pc', needs('missing package name', content)],
  ['clean cl', () => 0],
  ['stats st', stats],
]
/** Commands that fetch the list of the repository if there is a newer one. */
const FETCHING = new Set<Verb>(VERBS.filter(([names]) => /^(?:install|upgrade) /.test(names)).map(([, verb]) => verb))
const WRITING = /^(?:install|update|upgrade|remove|autoremove|keep|unkeep) /

async function runVerb(run: Run, names: string, verb: Verb): Promise<number> {
  const { context, now } = run
  const prefix = placeOf(context)
  if (context.user !== 'root' && WRITING.test(`${names} `)) errx("You don't have enough rights for this operation.")
  const known = context.files.exists(`${prefix.state}/pkgin.db`)
  if (names.startsWith('update ') || !known || run.parsed.has('f')) await updateRemote(context, now, true)
  else if (FETCHING.has(verb)) await updateRemote(context, now, false)
  try {
    return await verb(run)
  } catch (error) {
    if (error instanceof FileError) return errx(`error opening ${error.path}: ${strerror(error.code)}`)
    throw error
  }
}

/** Messages: NetBSDfr/pkgin messages.h, main.c. */
export const command = defineCommand({
  name: 'pkgin',
  summary: 'install, remove and look for packages of pkgsrc',
  synopsis: ['[-dfnPVvyp] command [package ...]'],
  options: {
    y: { help: 'answer yes to every question' },
    n: { help: 'answer no to every question; list one package a line' },
    f: { help: 'fetch the list of the repository anew' },
    d: { help: 'only download' },
    P: { help: 'with show-deps: names with versions instead of patterns' },
    p: { help: 'lists with ; between the fields' },
    v: { help: 'print the version of pkgin' },
    h: { help: 'print the commands' },
    l: { help: 'with list: only those that are =, < or > against the repository', value: 'limit' },
    V: { help: 'verbose', fidelity: 'simplified' },
    c: { help: 'work in another root', value: 'path', fidelity: 'not modelled' },
    t: { help: 'write a trace', value: 'file', fidelity: 'not modelled' },
  },
  operands: {
    complete: () => VERBS.flatMap(([names]) => names.split(' ')[0] ?? []),
  },
  description: [
    'Works with the packages of pkgsrc: in the global zone below /opt/tools, once pkgsrc-setup or the set-up of the node has put it there; in a zone below /opt/local.',
    'Commands: list, avail, search, install, update, upgrade, remove, autoremove, keep, unkeep, show-keep, show-no-keep, show-deps, show-full-deps, show-rev-deps, pkg-content, export, stats.',
  ],
  examples: [
    { line: 'pkgin search nginx', text: 'Look for a package.' },
    { line: 'pkgin -y install tmux', text: 'Install one with all that it needs, without a question.' },
  ],
  source: 'NetBSDfr/pkgin 26.4.0',
  limits:
    'The repository has some 80 packages. What they install are files of the right size; a program of theirs runs only if it is simulated. -c, -t, import, provides, requires and the commands about categories are not simulated.',
  packaged: true,
  misuse: (misuse) => ({ stderr: `${illegal('pkgin', misuse)}${USAGE}`, status: 1 }),
  async run(context, parsed) {
    if (parsed.has('v')) {
      const version = installedIn(context.files, placeOf(context)).find(({ name }) => name === 'pkgin')?.version ?? '23.8.1nb1'
      context.out(`pkgin ${version.replace(/nb\d+$/, '')} (using SQLite 3.44.2)\n`)
      return 0
    }
    if (parsed.has('h')) {
      context.out(USAGE)
      return 0
    }
    for (const option of ['c', 't']) if (parsed.has(option)) errx(`-${option} is not simulated`)
    const [name, ...names] = parsed.operands
    const found = VERBS.find(([all]) => name !== undefined && all.split(' ').includes(name))
    if (!found) {
      if (name !== undefined && USAGE.includes(`\n${name} `)) errx(`${name} is not simulated`)
      context.err(USAGE)
      return 1
    }
    return runVerb({ context, parsed, names, now: dateOf(context.world) }, `${found[0]} `, found[1])
  },
})
