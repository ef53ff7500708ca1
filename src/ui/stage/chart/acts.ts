import type { ChartEdge } from '../../../sim/chart.ts'
import type { Id, Input, Living, Rec } from '../../../sim/record.ts'
import type { World } from '../../../sim/world.ts'
import type { Session } from '../../simulation/session.ts'
import { typeOn } from '../../terminal/TerminalView.tsx'
import { isWithin } from './graph.ts'

/** What a learner does to bring an event about. */
export type Act =
  | { readonly kind: 'input'; readonly input: Input }
  | { readonly kind: 'line'; readonly tty: Id<'tty'>; readonly line: string }
  /** Something has to be typed that only the learner knows. */
  | { readonly kind: 'focus'; readonly tty: Id<'tty'> }
  /** It would be a command, but nobody is at a shell. */
  | { readonly kind: 'blocked'; readonly line: string }

/** How an event comes about: a hand at the machine, a key or line on the console, a command. */
type How =
  | { readonly hand: (record: Living, world: World) => Input | undefined }
  | { readonly key: string }
  | { readonly line: string }
  | { readonly command: (record: never) => string }
  | { readonly typing: true }
/** A way, where the same event comes about in several: only for edges that leave this state or one in it. */
type Way = How & { readonly in?: string }

const button = (type: string): How => ({ hand: ({ id }) => ({ type, subject: id }) })
const command = (line: string): How => ({ command: () => line })
const onZone = (words: (uuid: string) => string): How => ({ command: ({ uuid }: { uuid: string }) => words(uuid) })
const consoleOf = (server: string): Id<'tty'> => `tty:${server.slice(server.indexOf(':') + 1)}/console`

/** Every event that a learner can bring about, and how. What is not here the system raises by itself. */
const WAYS: Readonly<Record<string, readonly Way[]>> = {
  'server.press': [button('power.button')],
  'server.cut': [button('power.cut')],
  'server.reset': [button('reset.button')],
  'server.panic': [button('panic')],
  'server.pulled': [
    {
      hand: ({ id }, world) => {
        // What it reads from; before there is a loader, what it looks at first.
        const { loader } = world.need(id as Id<'server'>)
        const media = world.by('medium', 'server', id as Id<'server'>)
        const medium = media.find((one) => one.id === loader?.source) ?? media[0]
        return medium && { type: medium.kind === 'iso' ? 'iso.eject' : 'usb.pull', subject: medium.id }
      },
    },
  ],
  'server.cable': [
    {
      hand: ({ id }, world) => {
        const nic = world.by('nic', 'server', id as Id<'server'>).find(({ cable }) => !cable)
        return nic && { type: 'nic.plug', subject: nic.id }
      },
    },
  ],
  'server.boot': [
    { in: 'on.loader.menu', key: '1' },
    { in: 'on.loader.prompt', line: 'boot' },
    { in: 'on.loader.autoboot', key: 'enter' },
  ],
  'server.setup': [{ key: 'delete' }],
  'server.boot menu': [{ key: 'f12' }],
  'server.save': [{ key: 'f10' }],
  'server.discard': [{ key: 'escape' }],
  'server.chosen': [{ key: 'enter' }],
  'server.images': [{ key: 'p' }],
  'server.page': [{ key: 'p' }],
  'server.image': [{ key: 'd' }],
  'server.autoboot': [{ line: 'autoboot' }],
  'server.load': [{ line: 'load /platform/i86pc/kernel/amd64/unix' }],
  'server.bypass': [{ typing: true }],
  'server.escape': [{ key: 'escape' }],
  'server.options': [{ key: 'o' }],
  'server.pause': [{ key: ' ' }],
  'server.back': [{ key: 'backspace' }],
  'server.console': [{ key: 'c' }],
  'server.verbose': [{ key: 'v' }],
  'server.kmdb': [{ key: 'k' }],
  'server.rescue': [{ key: 'r' }],
  'server.menu': [{ line: 'menu' }],
  'server.key': [{ key: ' ' }],
  'server.reboot': [{ in: 'on.loader.menu', key: '3' }, { in: 'on.loader.prompt', line: 'reboot' }, command('reboot')],
  'server.poweroff': [command('poweroff')],
  'server.halt': [command('halt')],
  'server.init 0': [command('init 0')],
  'server.init 5': [command('init 5')],
  'server.init 6': [command('init 6')],
  'server.name': [{ typing: true }],
  'server.accepted': [{ typing: true }],
  'server.logout': [command('exit')],
  'setup.line': [{ typing: true }],
  'zone.boot': [{ in: 'installed', ...onZone((uuid) => `vmadm start ${uuid}`) }, onZone((uuid) => `zoneadm -z ${uuid} boot`)],
  'zone.ready': [onZone((uuid) => `zoneadm -z ${uuid} ready`)],
  'zone.shutdown': [onZone((uuid) => `vmadm stop ${uuid}`)],
  'zone.halt': [onZone((uuid) => `vmadm stop ${uuid} -F`)],
  'zone.reboot': [onZone((uuid) => `vmadm reboot ${uuid} -F`)],
  'zone.uninstall': [onZone((uuid) => `vmadm delete ${uuid}`)],
  'image.retry': [onZone((uuid) => `imgadm import ${uuid}`)],
  'pool.export': [{ command: ({ name }: { name: string }) => `zpool export ${name}` }],
  'pool.import': [{ command: ({ name }: { name: string }) => `zpool import ${name}` }],
  'pool.clear': [{ command: ({ name }: { name: string }) => `zpool clear ${name}` }],
}

/** Whether a learner can bring an edge's event about at all. */
export const isOurs = (machine: string, edge: ChartEdge): boolean => `${machine}.${edge.event}` in WAYS

/** The server that a record is, or is on. */
export const serverOf = (record: Rec): Id<'server'> => {
  const { server } = record as Rec & { server?: Id<'server'> }
  return server ?? (record.id.startsWith('server:') ? (record.id as Id<'server'>) : `server:${record.id.slice(record.id.indexOf(':') + 1).split('/')[0]}`)
}

/** What a learner would do to send an edge's event to a record now; undefined if only the system itself raises it. */
export function actFor(machine: string, edge: ChartEdge, record: Living, world: World): Act | undefined {
  const way = WAYS[`${machine}.${edge.event}`]?.find((one) => one.in === undefined || isWithin(edge.source, one.in))
  if (!way) return undefined
  const server = serverOf(record)
  const tty = consoleOf(server)
  if ('hand' in way) {
    const input = way.hand(record, world)
    return input && { kind: 'input', input }
  }
  if ('key' in way) return { kind: 'input', input: { type: 'tty.key', subject: tty, key: way.key } }
  if ('line' in way) return { kind: 'line', tty, line: way.line }
  if ('typing' in way) return { kind: 'focus', tty }
  return commandAct(world, server, way.command(record as never))
}
/** Types a command on a server's first free shell. */
export function commandAct(world: World, server: Id<'server'>, line: string): Act {
  const shell = world.by('tty', 'server', server).find((tty) => tty.mode === 'line' && tty.reader === 'shell')
  return shell ? { kind: 'line', tty: shell.id, line } : { kind: 'blocked', line }
}
/** Does it: takes the input, or types on the terminal in front of the learner's eyes. */
export function perform(session: Session, act: Act): void {
  if (act.kind === 'input') session.input(act.input)
  else if (act.kind === 'focus') typeOn(act.tty, '')
  // Ctrl-U first: what stands on the line already is not part of the command.
  else if (act.kind === 'line' && !typeOn(act.tty, `\x15${act.line}\r`)) session.input({ type: 'tty.line', subject: act.tty, text: act.line })
}
