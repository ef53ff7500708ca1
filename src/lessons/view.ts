import { sessionOf, topOf } from '../shell/session.ts'
import type { Id, SimEvent } from '../sim/record.ts'
import type { Simulation } from '../sim/simulation.ts'
import type { World } from '../sim/world.ts'
import { bootRootOf } from '../system/boot/source.ts'
import { consoleOf } from '../system/console/tty.ts'
import { openFiles } from '../system/files/open.ts'
import type { Medium, Server } from '../system/hardware/hardware.ts'
import type { Image } from '../system/images/image.ts'
import { stampIn, stampOn } from '../system/media/media.ts'
import { imagesOn } from '../system/netboot/images.ts'
import { type BootServer, bootServerOf, clientOf, serviceState } from '../system/netboot/netboot.ts'
import { survivalOf } from '../system/survival/record.ts'
import { readProperty } from '../system/zfs/read.ts'
import { type Dataset, type Pool, snapshotsOf, usedOf } from '../system/zfs/zfs.ts'
import { vmStateOf, zoneStateOf } from '../system/zones/vmState.ts'
import { findZone, type Zone } from '../system/zones/zone.ts'
import { fateOf, installedOn, setupAnswers, setupStep, stateOfService } from './bootView.ts'
import { typedIn } from './typed.ts'

/** Version of what is described here. A field may be added; one that is renamed or removed makes a new version. */
const VIEW_VERSION = 1
/** A predicate looks at no more than so many objects of a kind, and so many characters of a text. */
const MOST = 200
const LONGEST = 4096

/** A server. `states` are the dotted paths of its statechart's innermost states, such as `on.system.milestones.online`. */
export interface NodeView {
  readonly name: string
  /** Whether it is switched on. */
  readonly power: boolean
  readonly states: readonly string[]
  /** What it does: `off`, `firmware`, `loader`, `kernel`, `system`, `down`, `halted`, `panic`. */
  readonly phase: string
  /** Stamp of the platform image that runs; empty if none. */
  readonly platform: string
  /** Whether the login prompt has been reached. */
  readonly multiUser: boolean
  /** Whether somebody is logged in on the console. */
  readonly session: boolean
  /** Where the shell on the console is: `global`, or the alias of a zone one has logged in to; empty if there is none. */
  readonly where: string
  /** Simulated seconds since the kernel started; 0 if none runs. */
  readonly uptime: number
  /** How often a kernel started since the story began. */
  readonly boots: number
  /** What is being read into RAM: `unix`, `boot_archive`…; empty if nothing is. */
  readonly loading: string
  /** What has been read into RAM. */
  readonly ram: readonly string[]
  /** Kinds of the messages on the network since it first booted over it, the newest last: `DISCOVER`, `OFFER`, `REQUEST`, `ACK`, `RRQ`, `DATA`, `GET`, `200`… */
  readonly packets: readonly string[]
  /** Paths of the files that it has asked for over the network, the newest last. */
  readonly asked: readonly string[]
  /** What its firmware tries, in order: `usb`, `iso`, `disk`, `pxe`. */
  readonly bootOrder: readonly string[]
  /** What it started from last: `usb`, `iso`, `pxe`, `pool`; empty while it is off or the firmware has found nothing yet. */
  readonly from: string
  /** Name of the running system; empty if none runs. */
  readonly hostname: string
  /** How the last system ended: `reboot`, `poweroff`, `halt`, `cut`, `reset`, `panic`; empty if none has ended yet. */
  readonly ended: string
  /** Where the first-boot set-up stands: `asking.admin ip`, `asking.verify`, `apply.pool`, `done`…; empty if it does not run. */
  readonly setup: string
  /** Answers given to the set-up so far, by the keys of `answers.json`; without the password. */
  readonly answers: Readonly<Record<string, string>>
}
/** A boot server, or a router that lends addresses. Services: `online`, `slow`, `disabled`, `maintenance`. */
export interface BootServerView {
  readonly name: string
  readonly address: string
  readonly plugged: boolean
  readonly dhcp: string
  readonly tftp: string
  readonly http: string
  /** Names of the images on it that are complete. */
  readonly images: readonly string[]
  /** How many addresses it lent. */
  readonly leases: number
}
/** A boot medium. `platform` is the stamp of the image that boots from it, empty if none does; `node` the name of the server it is in, or empty. */
export interface StickView {
  readonly label: string
  readonly platform: string
  readonly plugged: boolean
  readonly node: string
}
/** A zone, in the words of vmadm. `snapshots` are names without the dataset: `before` for `zones/<uuid>@vmsnap-before`. */
export interface ZoneView {
  readonly node: string
  readonly uuid: string
  readonly alias: string
  readonly brand: string
  readonly state: string
  readonly zone_state: string
  readonly autoboot: boolean
  readonly image: string
  readonly dataset: string
  readonly ram: number
  readonly quota: number
  readonly snapshots: readonly string[]
}
/** A dataset. Sizes in bytes; `snapshots` are names behind the `@`. */
export interface DatasetView {
  readonly name: string
  readonly type: string
  readonly used: number
  readonly referenced: number
  readonly usedbysnapshots: number
  readonly origin: string
  readonly mountpoint: string
  readonly snapshots: readonly string[]
}
/** The world as a predicate sees it: plain data, worked out only where it is asked for. */
export interface View {
  readonly version: typeof VIEW_VERSION
  /** The first server. */
  readonly node: NodeView
  readonly nodes: readonly NodeView[]
  readonly sticks: readonly StickView[]
  /** Discs for the optical drive. */
  readonly discs: readonly StickView[]
  /** Pools; `platform` is the stamp that would boot from it now, empty if none would; `installed` are those of all images on it. */
  readonly pools: readonly { readonly name: string; readonly state: string; readonly platform: string; readonly installed: readonly string[] }[]
  readonly images: readonly { readonly uuid: string; readonly name: string; readonly version: string; readonly state: string }[]
  readonly zones: readonly ZoneView[]
  /** Filesystems and volumes. */
  readonly datasets: readonly DatasetView[]
  /** What servers boot from over the network. */
  readonly bootServers: readonly BootServerView[]
  /** Lines typed since the story began. */
  readonly lines: readonly string[]
}
/** What a predicate may ask besides. A zone is named by alias or UUID. */
export interface Questions {
  /** Whether there is a file or directory: in the first server's global zone, in a zone, on another server or on a boot server. */
  exists(path: string, place?: string): boolean
  /** The first characters of a file; empty if it is not there. */
  file(path: string, place?: string): string
  /** Where what is written at a path lives: `ram`, `pool`, `image`, `stick`, or empty. */
  lives(path: string): string
  /** What a reboot does to what is written at a path: `lost`, `made anew`, `kept`, `stick`, or empty. */
  fate(path: string): string
  /** State of a service of the global zone, in the words of svcs; empty if there is none. */
  service(name: string): string
  /** Whether a command that begins so has been typed since the story began. */
  typed(words: string): boolean
  /** The same since this step began. */
  lately(words: string): boolean
  /** Whether a terminal has printed that text since this step began. */
  printed(text: string): boolean
}

/** When the story and the step began: numbers of events. */
export interface Since {
  readonly story: number
  readonly step: number
}

/** The leaves of a state value as dotted paths. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return [path + value]
  return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${path}${key}.`))
}
const phase = (states: readonly string[]): string => {
  const [first = '', second] = (states[0] ?? '').split('.')
  return second ?? first
}
/** The region of a medium that a server's statechart was in last, since its firmware began. */
function startedFrom(events: readonly SimEvent[], server: Id<'server'>, upto: number): string {
  for (let n = upto - 1; n >= 0; n--) {
    const event = events[n]
    if (event?.subject !== server || event.transition === undefined) continue
    const [state = ''] = leaves(event.transition.to)
    const [, region = ''] = state.split('.')
    if (['usb', 'iso', 'pxe', 'pool'].includes(region)) return region
    if (state === 'off' || region === 'firmware') return ''
  }
  return ''
}
const isKernelStart = (event: SimEvent, server: Id<'server'>): boolean =>
  event.subject === server &&
  event.transition !== undefined &&
  leaves(event.transition.to).includes('on.kernel.init') &&
  !leaves(event.transition.from).includes('on.kernel.init')

/** Makes getters of functions, so that only what a predicate asks for is worked out. */
function lazy<T extends object>(fields: { readonly [K in keyof T]: () => T[K] }): T {
  const object = {} as T
  for (const key of Object.keys(fields) as (keyof T & string)[]) Object.defineProperty(object, key, { enumerable: true, get: fields[key] })
  return object
}

const nodeView = (sim: Simulation, server: Server, since: Since, upto: number): NodeView => {
  const states = leaves(server.machine.value)
  return lazy<NodeView>({
    name: () => server.name,
    power: () => states[0] !== 'off',
    states: () => states,
    phase: () => phase(states),
    platform: () => server.system?.platform ?? '',
    multiUser: () => server.system?.multiUser ?? false,
    session: () => states.includes('on.system.console.session'),
    where: () => {
      const session = sessionOf(sim, consoleOf(server.id))
      if (!session) return ''
      const zone = topOf(session).zone
      return zone ? (sim.world.get(zone)?.alias ?? '') : 'global'
    },
    uptime: () => (server.system ? Math.floor((sim.now - server.system.bootedAt) / 1000) : 0),
    boots: () => {
      let boots = 0
      for (let i = since.story; i < upto; i++) if (isKernelStart(sim.events[i] as SimEvent, server.id)) boots++
      return boots
    },
    loading: () => server.transfer?.what ?? '',
    ram: () => (server.ram ?? []).map(({ what }) => what),
    packets: () => (sim.world.get(clientOf(server.id))?.packets ?? []).map(({ type }) => type),
    asked: () =>
      (sim.world.get(clientOf(server.id))?.packets ?? []).flatMap(({ type, says }) => (type === 'RRQ' || type === 'GET' ? [String(says.file ?? '')] : [])),
    bootOrder: () => server.bootOrder,
    hostname: () => server.system?.hostname ?? '',
    ended: () => survivalOf(sim.world, server.id)?.how ?? '',
    setup: () => setupStep(sim.world, server.id),
    answers: () => setupAnswers(sim.world, server.id),
    from: () => startedFrom(sim.events, server.id, upto),
  })
}
const bootServerView = (sim: Simulation, server: BootServer): BootServerView =>
  lazy<BootServerView>({
    name: () => server.name,
    address: () => server.ip,
    plugged: () => server.cable,
    dhcp: () => serviceState(server, 'dhcp'),
    tftp: () => serviceState(server, 'tftp'),
    http: () => serviceState(server, 'http'),
    images: () => imagesOn(server.root).flatMap(({ name, state }) => (state === 'complete' ? [name] : [])),
    leases: () => sim.world.by('lease', 'server', server.id).length,
  })
const mediumView = (medium: Medium): StickView => ({
  label: medium.label,
  platform: stampOn(medium) ?? '',
  plugged: medium.server !== undefined,
  node: medium.server?.slice('server:'.length) ?? '',
})

/** The name of a snapshot behind the `@`. */
export const nameOfSnapshot = (snapshot: Dataset): string => snapshot.name.slice(snapshot.name.indexOf('@') + 1)
/** The filesystem or volume of that name. */
export const findDataset = (sim: Simulation, server: Id<'server'>, name: string): Dataset | undefined =>
  sim.world.by('dataset', 'path', `${server.slice('server:'.length)}/${name}`)[0]

const zoneView = (sim: Simulation, zone: Zone): ZoneView => {
  const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
  return lazy<ZoneView>({
    node: () => zone.server.slice('server:'.length),
    uuid: () => zone.uuid,
    alias: () => zone.alias,
    brand: () => zone.brand,
    state: () => vmStateOf(zone),
    zone_state: () => zoneStateOf(zone),
    autoboot: () => zone.autoboot,
    image: () => zone.image ?? '',
    dataset: () => zone.dataset,
    ram: () => number(zone.properties.max_physical_memory),
    quota: () => number(zone.properties.quota),
    snapshots: () => {
      const dataset = findDataset(sim, zone.server, zone.dataset)
      return dataset ? snapshotsOf(sim.world, dataset.id).map((each) => nameOfSnapshot(each).replace(/^vmsnap-/, '')) : []
    },
  })
}
const datasetView = (sim: Simulation, dataset: Dataset): DatasetView => {
  const property = (name: string): string => readProperty(sim.world, dataset, name)?.value ?? ''
  return lazy<DatasetView>({
    name: () => dataset.name,
    type: () => dataset.type,
    used: () => usedOf(dataset),
    referenced: () => dataset.referenced.a,
    usedbysnapshots: () => dataset.snap.a,
    origin: () => property('origin'),
    mountpoint: () => property('mountpoint'),
    snapshots: () => snapshotsOf(sim.world, dataset.id).map(nameOfSnapshot),
  })
}
const poolView = (world: World, pool: Pool): View['pools'][number] => {
  const root = bootRootOf(world, pool)
  return { name: pool.name, state: leaves(pool.machine.value)[0] ?? '', platform: (root && stampIn(root)) ?? '', installed: installedOn(world, pool) }
}
const imageView = ({ uuid, manifest, machine }: Image): View['images'][number] => ({
  uuid,
  name: manifest.name,
  version: manifest.version,
  state: leaves(machine.value)[0] ?? '',
})

/** The zone of that alias or UUID, on any server. */
export function zoneNamed(sim: Simulation, name: string): Zone | undefined {
  const [server] = sim.world.all('server')
  return (server && findZone(sim.world, server.id, name)) ?? sim.world.all('zone').find((zone) => zone.alias === name || zone.uuid === name)
}

/** The world in the instant that it stands at, after `upto` events. */
export function viewOf(sim: Simulation, since: Since, upto = sim.events.length): View {
  const { world } = sim
  const nodes = (): NodeView[] =>
    world
      .all('server')
      .slice(0, MOST)
      .map((server) => nodeView(sim, server, since, upto))
  const media = (kind: Medium['kind']): StickView[] =>
    world
      .all('medium')
      .filter((medium) => medium.kind === kind)
      .slice(0, MOST)
      .map(mediumView)
  return lazy<View>({
    version: () => VIEW_VERSION,
    node: () => nodes()[0] as NodeView,
    nodes,
    sticks: () => media('usb'),
    discs: () => media('iso'),
    bootServers: () =>
      world
        .all('bootserver')
        .slice(0, MOST)
        .map((server) => bootServerView(sim, server)),
    pools: () =>
      world
        .all('pool')
        .slice(0, MOST)
        .map((pool) => poolView(world, pool)),
    images: () => world.all('image').slice(0, MOST).map(imageView),
    zones: () =>
      world
        .all('zone')
        .slice(0, MOST)
        .map((zone) => zoneView(sim, zone)),
    datasets: () =>
      world
        .all('dataset')
        .filter(({ type }) => type !== 'snapshot')
        .slice(0, MOST)
        .map((dataset) => datasetView(sim, dataset)),
    lines: () =>
      typedIn(sim.events, since.story, upto)
        .map(({ line }) => line.slice(0, LONGEST))
        .slice(-MOST),
  })
}

/** What a predicate may ask of that world besides. */
export function questionsOf(sim: Simulation, since: Since, upto = sim.events.length): Questions {
  const { world } = sim
  const [first] = world.all('server')
  const places = (place: string | undefined) => {
    if (place === undefined)
      return world
        .all('server')
        .slice(0, 1)
        .map((server) => openFiles(sim, { server: server.id }))
    const found = zoneNamed(sim, place)
    if (found) return [openFiles(sim, { server: found.server, zone: found.id })]
    const machine: Id<'server'> = `server:${place}`
    return world.get(machine) || world.get(bootServerOf(machine)) ? [openFiles(sim, { server: machine })] : []
  }
  const typed = (words: string, from: number): boolean =>
    typedIn(sim.events, from, upto).some(({ commands }) => commands.some((command) => command === words || command.startsWith(`${words} `)))
  return {
    exists: (path, place) => places(place).some((files) => files.exists(path)),
    file: (path, place) =>
      places(place).map((files) => (files.exists(path) && files.stat(path).kind === 'file' ? files.readRange(path, 0, LONGEST) : ''))[0] ?? '',
    lives: (path) => places(undefined).map((files) => (files.exists(path) ? files.mountOf(path).lives : ''))[0] ?? '',
    fate: (path) => (first ? fateOf(sim, first.id, path) : ''),
    service: (name) => (first ? stateOfService(sim, first.id, name) : ''),
    typed: (words) => typed(words, since.story),
    lately: (words) => typed(words, since.step),
    printed: (text) =>
      world
        .all('tty')
        .slice(0, 20)
        .some((tty) => tail(sim, tty.id, since.step).includes(text)),
  }
}

/** The last characters that a terminal printed since an event. */
function tail(sim: Simulation, tty: Id<'tty'>, since: number): string {
  let text = ''
  for (let n = (sim.world.get(tty)?.count ?? 0) - 1; n >= 0 && text.length < 4 * LONGEST; n--) {
    const piece = sim.world.get(`ttyout:${tty.slice('tty:'.length)}/${n}`)
    if (!piece || piece.event <= since) break
    text = piece.text + text
  }
  return text
}
/** The terminal that a scenario's own lines are typed on: of the first server, or of the server or boot server of that name. */
export const firstConsole = (sim: Simulation, on?: string): Id<'tty'> =>
  consoleOf(on === undefined ? (sim.world.all('server')[0]?.id ?? 'server:') : `server:${on}`)
