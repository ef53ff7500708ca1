import type { Id } from '../../../sim/record.ts'
import type { Simulation } from '../../../sim/simulation.ts'
import { consoleOf, print } from '../../console/tty.ts'
import type { NetClient } from '../netboot.ts'
import { isLinked } from '../wire.ts'
import { setIpxe } from './memory.ts'
import { settingOf } from './settings.ts'
import { ERRORS, type Image, type IpxeState, type Menu, type Status, type Wait } from './state.ts'
import { lastOf, shown, uriOf } from './uri.ts'
import { fromHex, type Options, type Parsed, parsed } from './words.ts'

/** What a command leads to: it has ended, it waits, or it changes what runs. */
export type Outcome =
  | { readonly status: Status }
  | { readonly wait: Wait }
  | { readonly go: 'boot' | 'exit' | 'shell' | 'reboot' | 'autoboot' | 'poweroff'; readonly status?: Status }
  | { readonly label: string }
/** Where a command runs. */
export interface Place {
  readonly sim: Simulation
  readonly client: Id<'netclient'>
  readonly node: Id<'server'>
  /** Whether a script runs: only there are labels. */
  readonly scripted: boolean
}
type Run = (place: Place, given: Parsed, words: readonly string[]) => Outcome
interface Described {
  readonly usage: string
  readonly options: Options
  /** Least and most arguments. */
  readonly least: number
  readonly most: number
  readonly run: Run
}

const OK: Outcome = { status: '' }
const MANY = 99
const stateOf = ({ sim, client }: Place): IpxeState => sim.world.need(client).ipxe as IpxeState
const say = ({ sim, node }: Place, text: string): void => print(sim, consoleOf(node), text)
const fails = (error: keyof typeof ERRORS): Outcome => ({ status: ERRORS[error] })
/** Remembers something, if there is memory for it. */
const remember = ({ sim, node }: Place, fields: Partial<IpxeState>): Outcome => (setIpxe(sim, node, fields) ? OK : fails('memory'))

function fetched(place: Place, as: 'kernel' | 'module' | 'chain' | 'image', given: Parsed): Outcome {
  const [text = '', ...args] = given.rest
  const client = place.sim.world.need(place.client)
  const known = client.ipxe?.images.find(({ name }) => name === text)
  const uri = uriOf(text, client.lease?.nextServer ?? '', client.ipxe?.settings.cwuri)
  if (known && as === 'chain') return { wait: { for: 'file', uri: known.uri, as, name: known.name, args: args.join(' ') } }
  if (!uri) {
    say(place, `Could not start download: ${ERRORS.protocol}\n`)
    return fails('protocol')
  }
  return { wait: { for: 'file', uri: shown(uri), as, name: String(given.options.name ?? lastOf(uri.path)), args: args.join(' ') } }
}
const FETCH: Options = [
  ['name', 'n', true],
  ['timeout', 't', true],
  ['autofree', 'a', false],
  ['replace', 'r', false],
]
const fetching = (as: 'kernel' | 'module' | 'chain' | 'image'): Described => ({
  usage: '<uri> [<arguments>...]',
  options: FETCH,
  least: 1,
  most: MANY,
  run: (place, given) => fetched(place, as, given),
})
function item(place: Place, { options, rest }: Parsed): Outcome {
  const { menu } = stateOf(place)
  if (!menu) {
    say(place, 'No default user interface\n')
    return fails('no entry')
  }
  const gap = options.gap === true || rest.length === 0
  const text = gap ? rest.join(' ') : rest.slice(1).join(' ')
  const items = [...menu.items, { text, ...(!gap && { name: rest[0] as string }) }]
  return remember(place, { menu: { ...menu, items, ...(options.default === true && { preset: rest[0] }) } as Menu })
}
function choose(place: Place, { options, rest }: Parsed): Outcome {
  const { menu } = stateOf(place)
  if (!menu) {
    say(place, 'No default user interface\n')
    return fails('no entry')
  }
  const first = menu.items.findIndex(({ name }) => name !== undefined)
  if (first < 0) return fails('no entry')
  const wanted = menu.items.findIndex(({ name }) => name !== undefined && name === options.default)
  const milliseconds = options.timeout === undefined ? 0 : Number(options.timeout)
  if (!Number.isFinite(milliseconds)) {
    say(place, `"${options.timeout}": invalid integer value\n`)
    return fails('invalid')
  }
  return {
    wait: { for: 'choice', setting: rest[0] as string, row: wanted < 0 ? first : wanted, seconds: Math.ceil(milliseconds / 1000), counts: milliseconds > 0 },
  }
}
function set(place: Place, [, name = '', ...value]: readonly string[]): Outcome {
  const { settings } = stateOf(place)
  const plain = name.replace(/:(hex|string|uristring)$/, '')
  const text = value.join(' ')
  const { [plain]: _, ...others } = settings
  return remember(place, { settings: text === '' ? others : { ...settings, [plain]: name.endsWith(':hex') ? fromHex(text) : text } })
}
function show(place: Place, [, name = '']: readonly string[]): Outcome {
  const client = place.sim.world.need(place.client)
  const value = settingOf(place.sim, client, name)
  if (value === undefined) {
    say(place, `Could not find "${name}": ${ERRORS['no entry']}\n`)
    return fails('no entry')
  }
  const own = Object.hasOwn(client.ipxe?.settings ?? {}, name)
  const origin = own ? '' : ['mac', 'chip'].includes(name) ? 'net0/' : ['uuid', 'platform', 'buildarch', 'version'].includes(name) ? 'builtin/' : 'net0.dhcp/'
  say(place, `${name.includes('/') ? '' : origin}${name} = ${value}\n`)
  return OK
}
/** The state of the card, as `ifstat` shows it. Source: ipxe src/usr/ifmgmt.c. */
export function ifstat(sim: Simulation, id: Id<'netclient'>): string {
  const { mac, sent, received, ipxe, server } = sim.world.need(id)
  const linked = isLinked(sim, id)
  const count = Math.max(0, sent + received - (ipxe?.before ?? 0))
  const driver = sim.world.need(server).firmware === 'uefi' ? 'SNP' : 'undionly'
  const head = `net0: ${mac} using ${driver} on 0000:00:03.0 (Ethernet) [open]\n`
  const tx = Math.ceil(count / 2)
  const link = `  [Link:${linked ? 'up' : 'down'}, TX:${tx} TXE:0 RX:${count - tx} RXE:0]\n`
  return head + link + (linked ? '' : `  [Link status: ${ERRORS.down}]\n`)
}
/** The routes, as `route` shows them. Source: ipxe src/usr/route_ipv4.c. */
export const routes = ({ lease }: NetClient): string => (lease ? `net0: ${lease.ip}/${lease.netmask}${lease.gateway ? ` gw ${lease.gateway}` : ''}\n` : '')
/** An image, as `imgstat` shows it. Source: ipxe src/usr/imgmgmt.c. */
const imgstat = ({ name, file, args, selected }: Image): string => {
  const type = file.text?.startsWith('#!ipxe') ? ' [script]' : file.artifact?.startsWith('unix ') ? ' [ELF]' : ''
  return `${name} : ${file.bytes} bytes${type}${selected ? ' [SELECTED]' : ''}${args ? ` "${args}"` : ''}\n`
}
const plain = (usage: string, least: number, most: number, run: Run, options: Options = []): Described => ({ usage, options, least, most, run })

/** The commands, by name. */
export const COMMANDS: Readonly<Record<string, Described>> = {
  autoboot: plain('[<interface>...]', 0, MANY, () => ({ go: 'autoboot' })),
  boot: plain('[<uri|image> [<arguments>...]]', 0, MANY, (place, given) => (given.rest.length > 0 ? fetched(place, 'chain', given) : { go: 'boot' }), FETCH),
  chain: fetching('chain'),
  choose: plain('<setting>', 1, 1, choose, [
    ['menu', 'm', true],
    ['default', 'd', true],
    ['timeout', 't', true],
    ['retimeout', 'r', true],
    ['keep', 'k', false],
  ]),
  clear: plain('<setting>', 1, 1, (place, _, words) => set(place, words.slice(0, 2))),
  dhcp: plain('[<interface>...]', 0, MANY, () => ({ wait: { for: 'dhcp' } })),
  echo: plain(
    '[<...>]',
    0,
    MANY,
    (place, { options, rest }) => {
      say(place, `${rest.join(' ')}${options.n ? '' : '\n'}`)
      return OK
    },
    [['n', 'n', false]],
  ),
  exit: plain('[<status>]', 0, 1, (_, { rest }) => ({ go: 'exit', status: rest[0] === undefined || rest[0] === '0' ? '' : ERRORS.unequal })),
  goto: plain('<label>', 1, 1, (place, { rest }) => {
    if (place.scripted) return { label: rest[0] as string }
    say(place, 'Not in a script: Exec format error (https://ipxe.org/2e020001)\n')
    return fails('exec format')
  }),
  help: plain('', 0, MANY, (place) => {
    say(place, helpText())
    return OK
  }),
  ifconf: plain('[<interface>...]', 0, MANY, () => ({ wait: { for: 'dhcp' } })),
  ifopen: plain('[<interface>...]', 0, MANY, () => OK),
  ifstat: plain('[<interface>...]', 0, MANY, (place) => {
    say(place, ifstat(place.sim, place.client))
    return OK
  }),
  imgfetch: fetching('module'),
  imgfree: plain('[<image>...]', 0, MANY, (place, { rest }) =>
    remember(place, { images: rest.length === 0 ? [] : stateOf(place).images.filter(({ name }) => !rest.includes(name)) }),
  ),
  imgstat: plain('[<image>...]', 0, MANY, (place) => {
    say(place, stateOf(place).images.map(imgstat).join(''))
    return OK
  }),
  initrd: fetching('module'),
  iseq: plain('<value1> <value2>', 2, 2, (_, { rest }) => (rest[0] === rest[1] ? OK : fails('unequal'))),
  isset: plain('<value>', 1, 1, (_, { rest }) => (rest[0] ? OK : fails('unequal'))),
  item: plain('[<setting> [<text>...]]', 0, MANY, item, [
    ['menu', 'm', true],
    ['key', 'k', true],
    ['default', 'd', false],
    ['gap', 'g', false],
  ]),
  kernel: fetching('kernel'),
  menu: plain(
    '[<title>]',
    0,
    MANY,
    (place, { options, rest }) => {
      if (options.delete !== true) return remember(place, { menu: { title: rest.join(' '), items: [] } })
      const { menu: _, ...ipxe } = stateOf(place)
      place.sim.put<NetClient>({ ...place.sim.world.need(place.client), ipxe })
      return OK
    },
    [
      ['name', 'n', true],
      ['delete', 'd', false],
    ],
  ),
  module: fetching('module'),
  prompt: plain('[<text>]', 0, MANY, (_, { rest }) => ({ wait: { for: 'key', text: rest.join(' ') } }), [
    ['key', 'k', true],
    ['timeout', 't', true],
  ]),
  reboot: plain('', 0, 0, () => ({ go: 'reboot' })),
  route: plain('', 0, 0, (place) => {
    say(place, routes(place.sim.world.need(place.client)))
    return OK
  }),
  set: plain('<setting> <value>', 1, MANY, (place, _, words) => set(place, words)),
  shell: plain('', 0, 0, () => ({ go: 'shell' })),
  show: plain('<setting>', 1, 1, (place, _, words) => show(place, words)),
  sleep: plain('<seconds>', 1, 1, (place, { rest }) => {
    const seconds = Number(rest[0])
    if (Number.isFinite(seconds) && seconds >= 0) return { wait: { for: 'time', seconds } }
    say(place, `"${rest[0]}": invalid integer value\n`)
    return fails('invalid')
  }),
}
/** Source: ipxe src/hci/shell.c. */
function helpText(): string {
  let text = '\nAvailable commands:\n\n'
  let at = 0
  for (const name of Object.keys(COMMANDS)) {
    text += `  ${name}`
    at += name.length + 2
    if (at > 64) {
      text += '\n'
      at = 0
    } else {
      text += ' '.repeat((16 - (at % 16)) % 16)
      at = Math.ceil(at / 16) * 16
    }
  }
  return `${text}\n\nType "<command> --help" for further information\n\n`
}

/** Runs one command; its words have been expanded. Texts: ipxe src/core/{exec,parseopt}.c. */
export function runCommand(place: Place, words: readonly string[]): Outcome {
  const [name] = words
  if (name === undefined) return OK
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    say(place, `${name}: command not found\n`)
    return fails('not a command')
  }
  const usage = (): void => {
    const options = command.options.map(([long, letter, valued]) => ` [-${letter}|--${long}${valued ? ` <${long}>` : ''}]`).join('')
    say(place, `Usage:\n\n  ${name}${options}${command.usage ? ` ${command.usage}` : ''}\n\nSee https://ipxe.org/cmd/${name} for further information\n`)
  }
  if (words[1] === '--help' || words[1] === '-h') {
    usage()
    return { status: ERRORS.cancelled }
  }
  const raw = name === 'set' || name === 'echo'
  const given = raw && words[1] !== '-n' ? { options: {}, rest: words.slice(1) } : parsed(words, command.options)
  if (given.fault !== undefined) {
    say(place, `${given.fault}\n`)
    usage()
    return fails('invalid')
  }
  if (given.rest.length < command.least || given.rest.length > command.most) {
    usage()
    return fails('invalid')
  }
  return command.run(place, given, words)
}
