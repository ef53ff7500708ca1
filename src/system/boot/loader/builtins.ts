import { type FileNode, namesIn } from '../../files/tree.ts'
import { lookUp } from '../../media/lookup.ts'
import { envOf, patchLoader, rootFor, setEnv, unload } from './at.ts'
import { devicesText } from './devices.ts'
import { without } from './env.ts'
import { helpText } from './help.ts'
import { loadedKernel, plannedFile, plannedKernel, refusal } from './plan.ts'
import { type Session, Trouble } from './session.ts'

/** A command of the loader: what `?` says of it, and what it does. Throws Trouble with its message. */
interface Builtin {
  readonly what: string
  readonly run: (args: readonly string[], session: Session) => void
}
const WRONG = 'wrong number of arguments'
const notSimulated = (name: string): Builtin => ({
  what: '',
  run: () => {
    throw new Trouble(`globalzone: ${name} is not simulated`)
  },
})

/** Options of one letter as getopt reads them; what it does not know it says, and the command does nothing. */
function options(
  args: readonly string[],
  letters: string,
  { say }: Session,
): { readonly flags: string; readonly value?: string; readonly rest: readonly string[] } | undefined {
  let flags = ''
  let value: string | undefined
  let i = 0
  for (; i < args.length && args[i]?.startsWith('-') && args[i] !== '-'; i++) {
    const word = (args[i] as string).slice(1)
    for (let n = 0; n < word.length; n++) {
      const letter = word[n] as string
      const at = letters.indexOf(letter)
      if (at < 0) {
        say(`illegal option -- ${letter}\n`)
        return undefined
      }
      flags += letter
      if (letters[at + 1] !== ':') continue
      value = word.slice(n + 1) || args[++i]
      if (value === undefined) {
        say(`option requires an argument -- ${letter}\n`)
        return undefined
      }
      break
    }
  }
  return { flags, ...(value !== undefined && { value }), rest: args.slice(i) }
}

/** The letter of a node's kind. Source: illumos usr/src/boot/common/ls.c. */
const letterOf = (node: FileNode | undefined): string => (node?.kind === 'dir' ? 'd' : node?.kind === 'link' ? 'l' : ' ')
const sizeOf = (node: FileNode | undefined): number => (node?.kind === 'file' ? node.size : 0)

function ls(args: readonly string[], session: Session): void {
  const chosen = options(args, 'l', session)
  if (!chosen) return
  const path = chosen.rest[0] ?? '/'
  const root = rootFor(session.sim, session.id)
  if (!root) throw new Trouble(`open '${path}' failed: Input/output error`)
  const row = (node: FileNode | undefined, name: string): string =>
    chosen.flags.includes('l') ? ` ${letterOf(node)} ${String(sizeOf(node)).padStart(8)} ${name}\n` : ` ${letterOf(node)}  ${name}\n`
  const node = lookUp(root, path)
  if (!node) throw new Trouble(`open '${path}' failed: No such file or directory`)
  if (node.kind !== 'dir') session.say(row(node, path))
  else
    session.say(
      `${path}\n${namesIn(node)
        .map((name) => row(lookUp(root, `${path}/${name}`), name))
        .join('')}`,
    )
}
function more(args: readonly string[], { sim, id, say }: Session): void {
  const root = rootFor(sim, id)
  for (const path of args) {
    say(`*** FILE ${path} BEGIN ***\n`)
    const node = root && lookUp(root, path)
    if (node?.kind !== 'file') throw new Trouble(`error showing ${path}`)
    if (node.content === undefined) throw new Trouble(`globalzone: the bytes of ${path} are not kept`)
    say(node.content.endsWith('\n') || node.content === '' ? node.content : `${node.content}\n`)
    say(`*** FILE ${path} END ***\n`)
  }
}

function load(args: readonly string[], session: Session): void {
  const { sim, id, say } = session
  if (args.length === 0) throw new Trouble('no filename specified')
  const chosen = options(args, 'kt:', session)
  if (!chosen) return
  const [path] = chosen.rest
  if (path === undefined) throw new Trouble('no filename specified')
  const type = chosen.value
  say(`Loading ${path}...\n`)
  const server = sim.world.need(id)
  const planned = type === undefined ? plannedKernel(path) : plannedFile(path, type, /^name=(.+)$/.exec(chosen.rest[1] ?? '')?.[1])
  const there = server.ram?.some((one) => one.path === planned.path && one.type === planned.type)
  if (type !== undefined) {
    if (there) throw new Trouble(`warning: file '${path}' already loaded`)
    if (!loadedKernel(server)) throw new Trouble("can't load file before kernel")
  } else {
    if (there) throw new Trouble(`warning: KLD '${planned.path}' already loaded`)
    if (loadedKernel(server)) throw new Trouble(`don't know how to load module '${planned.path}'`)
  }
  const trouble = refusal(server, rootFor(sim, id), planned)
  if (trouble) throw new Trouble(trouble)
  patchLoader(sim, id, { plan: [planned] })
  sim.send(id, { type: 'load' })
}
/** `0x…` as the loader prints it. */
const hex = (value: number): string => `0x${value.toString(16)}`
const PAGE = 4096
function lsmod(args: readonly string[], session: Session): void {
  const chosen = options(args, 'vs', session)
  if (!chosen) return
  // A kernel is linked to this address; what is loaded after it follows. (illumos usr/src/uts/i86pc/conf/Mapfile.amd64)
  let address = 0xc0_0000
  for (const one of session.sim.world.need(session.id).ram ?? []) {
    if (one.what === 'loader') continue
    session.say(` ${hex(address)}: ${one.path} (${one.type ?? one.what}, ${hex(one.bytes)})\n`)
    if (one.name) session.say(`    args: name=${one.name}\n`)
    if (chosen.flags.includes('s') && one.sum) session.say(`  hash: ${one.sum}\n`)
    address += Math.ceil(one.bytes / PAGE) * PAGE
  }
}

/** `boot [kernel] [switches]`: a path takes the place of what was loaded. Source: illumos usr/src/boot/forth/loader.4th. */
function boot(args: readonly string[], { sim, id }: Session): void {
  const [first] = args
  const kernel = first?.startsWith('/') ? first : undefined
  if (kernel) unload(sim, id)
  const given = (kernel ? args.slice(1) : args).join(' ')
  if (given !== '') patchLoader(sim, id, { args: given })
  sim.send(id, { type: 'boot', ...(kernel && { kernel }) })
}
function autoboot(args: readonly string[], { sim, id }: Session): void {
  if (args.length > 2) throw new Trouble('too many arguments')
  const [delay] = args
  if (delay !== undefined && !/^[+-]?(0x[0-9a-f]+|\d+)$/i.test(delay)) throw new Trouble(`bad delay '${delay}'`)
  const wanted = delay === undefined ? Number.parseInt(envOf(sim, id).autoboot_delay ?? '', 10) : Number(delay)
  sim.send(id, { type: 'autoboot', seconds: Number.isNaN(wanted) ? 10 : Math.max(0, Math.min(wanted, 3600)) })
}
const NAME = /^[^=\s]+$/

/** The commands of the loader. Texts: illumos usr/src/boot/common/{commands,module,boot,ls}.c. */
export const BUILTINS: Readonly<Record<string, Builtin>> = {
  autoboot: { what: 'boot automatically after a delay', run: autoboot },
  boot: { what: 'boot a file or loaded kernel', run: boot },
  'boot-conf': {
    what: 'load kernel and modules, then autoboot',
    run: (args, session) => {
      unload(session.sim, session.id)
      autoboot(args, session)
    },
  },
  echo: {
    what: 'echo arguments',
    run: (args, session) => {
      const chosen = options(args, 'n', session)
      if (chosen) session.say(`${chosen.rest.join(' ')}${chosen.flags === '' ? '\n' : ''}`)
    },
  },
  help: { what: 'detailed help', run: (args, session) => session.say(helpText(rootFor(session.sim, session.id), args)) },
  load: { what: 'load a kernel or module', run: load },
  ls: { what: 'list files', run: ls },
  lsdev: {
    what: 'list all devices',
    run: (args, session) => {
      if (options(args, 'v', session)) session.say(devicesText(session.sim.world, session.id))
    },
  },
  lsmod: { what: 'list loaded modules', run: lsmod },
  menu: { what: 'show the menu', run: (_, { sim, id }) => void sim.send(id, { type: 'menu' }) },
  more: { what: 'show contents of a file', run: more },
  reboot: { what: 'reboot the system', run: (_, { sim, id }) => void sim.send(id, { type: 'reboot' }) },
  set: {
    what: 'set a variable',
    run: (args, { sim, id }) => {
      const [assignment] = args
      const at = assignment?.indexOf('=') ?? -1
      if (args.length !== 1 || assignment === undefined) throw new Trouble(WRONG)
      const name = at < 0 ? assignment : assignment.slice(0, at)
      if (!NAME.test(name)) throw new Trouble('Invalid argument')
      setEnv(sim, id, { ...envOf(sim, id), [name]: at < 0 ? '' : assignment.slice(at + 1) })
    },
  },
  setprop: {
    what: 'set a variable',
    run: ([name = '', value = '', ...more], { sim, id }) => {
      if (name === '' || value === '' || more.length > 0) throw new Trouble(WRONG)
      setEnv(sim, id, { ...envOf(sim, id), [name]: value })
    },
  },
  show: {
    what: 'show variable(s)',
    run: ([name], { sim, id, say }) => {
      const env = envOf(sim, id)
      if (name === undefined) {
        say(
          Object.keys(env)
            .sort()
            .map((key) => `${key}=${env[key]}\n`)
            .join(''),
        )
        return
      }
      if (!Object.hasOwn(env, name)) throw new Trouble(`variable '${name}' not found`)
      say(`${env[name]}\n`)
    },
  },
  unload: { what: 'unload all modules', run: (_, { sim, id }) => unload(sim, id) },
  unset: {
    what: 'unset a variable',
    run: (args, { sim, id }) => {
      if (args.length !== 1) throw new Trouble(WRONG)
      setEnv(sim, id, without(envOf(sim, id), args[0] ?? ''))
    },
  },
  ...Object.fromEntries(
    [
      'beadm',
      'biosmem',
      'bcachestat',
      'chain',
      'crc',
      'framebuffer',
      'lszfs',
      'lsefi',
      'poweroff',
      'read',
      'read-conf',
      'screensize',
      'smap',
      'sifting',
      'start',
      'enable-module',
      'disable-module',
      'toggle-module',
      'show-module',
    ].map((name) => [name, notSimulated(name)]),
  ),
}
/** What `?` prints. */
export const commandList = (): string =>
  `Available commands:\n${['?', ...Object.keys(BUILTINS)]
    .filter((name) => name === '?' || BUILTINS[name]?.what)
    .sort()
    .map((name) => `  ${name.padEnd(15)}  ${name === '?' ? 'list commands' : BUILTINS[name]?.what}\n`)
    .join('')}`
