import type { Id, MachineEvent } from '../../../sim/record.ts'
import type { Simulation } from '../../../sim/simulation.ts'
import { consoleOf, print } from '../../console/tty.ts'
import type { RamContent } from '../../hardware/hardware.ts'
import { clientOf, type NetClient, type Received } from '../netboot.ts'
import { isLinked } from '../wire.ts'
import { ifstat, type Outcome, type Place, routes, runCommand } from './commands.ts'
import { ipxeOf, setIpxe } from './memory.ts'
import { settingOf } from './settings.ts'
import { ERRORS, type Frame, type Status, type Wait } from './state.ts'
import { lastOf, shown, uriOf } from './uri.ts'
import { commandsOf, expanded } from './words.ts'

type Node = Id<'server'>
/** Commands that are run before simulated time goes on: a script may go round for ever. */
const MOST = 200

const clientAt = (sim: Simulation, node: Node): NetClient => sim.world.need(clientOf(node))
const say = (sim: Simulation, node: Node, text: string): void => print(sim, consoleOf(node), text)

/** What iPXE knows when it has just been loaded: it boots by itself, or has its shell. */
export function fresh(sim: Simulation, node: Node): void {
  const client = clientAt(sim, node)
  sim.put<NetClient>({
    ...client,
    ipxe: { settings: {}, images: [], frames: [{ kind: 'auto', step: 'open' }], shown: 0, before: client.sent + client.received },
  })
}
/** A script's lines, with those joined that end with a backslash. */
const linesOf = (text: string): string[] => text.replace(/\r\n/g, '\n').replace(/\\\n/g, '').split('\n')

/** Goes on: what was waited for has come, or not; then command after command until there is something to wait for. */
export function proceed(sim: Simulation, node: Node, event: MachineEvent): void {
  const state = ipxeOf(sim, node)
  if (!state) return
  let status: Status | undefined
  if (state.wait) {
    const { wait, ...rest } = state
    sim.put<NetClient>({ ...clientAt(sim, node), ipxe: rest })
    const outcome = settle(sim, node, wait, event)
    if ('wait' in outcome) return void begin(sim, node, outcome.wait)
    status = 'status' in outcome ? outcome.status : undefined
    if ('gone' in outcome) return
  }
  if (event.type === 'line') setTop(sim, node, { kind: 'shell', line: String(event.text), at: -1 })
  for (let n = 0; ; n++) {
    // Only between two lines: there nothing is pending.
    if (n > MOST && status === undefined) return void begin(sim, node, { for: 'time', seconds: 0.05 })
    const frame = ipxeOf(sim, node)?.frames.at(-1)
    if (!frame) return void sim.send(node, { type: 'exit' })
    const turn = frame.kind === 'auto' ? automatic(sim, node, frame, status) : commands(sim, node, frame, status)
    if (turn === 'gone') return
    status = turn.status
  }
}
/** What a turn leads to: the status of what ended in the frame that is now on top, if something ended. */
type Turn = 'gone' | { readonly status: Status | undefined }
const NEXT: Turn = { status: undefined }

function setTop(sim: Simulation, node: Node, frame: Frame): void {
  const { frames = [] } = ipxeOf(sim, node) ?? {}
  setIpxe(sim, node, { frames: [...frames.slice(0, -1), frame] })
}
/** What is put on top runs next; false: there is no memory for it. */
const push = (sim: Simulation, node: Node, frame: Frame): boolean => setIpxe(sim, node, { frames: [...(ipxeOf(sim, node)?.frames ?? []), frame] })
function pop(sim: Simulation, node: Node, status: Status): Turn {
  setIpxe(sim, node, { frames: ipxeOf(sim, node)?.frames.slice(0, -1) ?? [] })
  return { status }
}
function wait(sim: Simulation, node: Node, what: Wait): Turn {
  begin(sim, node, what)
  return 'gone'
}
/** Begins to wait: the statechart says in which state. */
function begin(sim: Simulation, node: Node, what: Wait): void {
  const linked = isLinked(sim, clientOf(node))
  const first: Wait = what.for === 'dhcp' && !linked ? { for: 'link', next: 'dhcp' } : what
  setIpxe(sim, node, { wait: first, shown: 0 })
  const types = { link: 'open', dhcp: 'configure', choice: 'menu', key: 'pause', time: 'pause' } as const
  const type = first.for === 'file' ? (first.uri.startsWith('tftp:') ? 'ask tftp' : 'ask http') : types[first.for]
  sim.send(node, { type })
}

/** The boot that iPXE does when nobody stops it. Source: ipxe src/usr/autoboot.c. */
function automatic(sim: Simulation, node: Node, { step }: Frame & { kind: 'auto' }, status: Status | undefined): Turn {
  const id = clientOf(node)
  const to = (next: (Frame & { kind: 'auto' })['step']): void => setTop(sim, node, { kind: 'auto', step: next })
  const over = (rc: Status): Turn => {
    say(sim, node, 'No more network devices\n')
    return pop(sim, node, rc)
  }
  if (status) {
    if (step === 'image') say(sim, node, `Could not boot image: ${status}\n`)
    return over(status)
  }
  switch (step) {
    case 'open':
      say(sim, node, ifstat(sim, id))
      to('configure')
      return wait(sim, node, { for: 'dhcp' })
    case 'configure': {
      const client = clientAt(sim, node)
      say(sim, node, routes(client))
      const { lease } = client
      if (!lease?.filename) {
        say(sim, node, `Nothing to boot: ${ERRORS['nothing to boot']}\n`)
        return over(ERRORS['nothing to boot'])
      }
      say(sim, node, `Next server: ${lease.nextServer}\nFilename: ${lease.filename}\n`)
      to('image')
      const uri = uriOf(lease.filename, lease.nextServer ?? '')
      if (!uri) return { status: ERRORS.protocol }
      return wait(sim, node, { for: 'file', uri: shown(uri), as: 'chain', name: lastOf(uri.path), args: '' })
    }
    default:
      return over(status ?? '')
  }
}
/** Goes on in a script or a shell. */
function commands(sim: Simulation, node: Node, frame: Frame & { kind: 'script' | 'shell' }, status: Status | undefined): Turn {
  const list = commandsOf(frame.line)
  let at = frame.at
  let rc = status
  if (rc === undefined) at = 0
  else {
    for (;;) {
      const sign = list[at]?.sign
      if (sign === undefined) return ended(sim, node, frame, rc)
      at++
      if (sign === ';' || (sign === '||' ? rc !== '' : rc === '')) break
    }
  }
  if (frame.at < 0 && frame.line === '') return ended(sim, node, frame, '')
  setTop(sim, node, { ...frame, at })
  const client = clientAt(sim, node)
  const words = list[at]?.words.map((word) => expanded(word, (name) => settingOf(sim, client, name))) ?? []
  const place: Place = { sim, client: client.id, node, scripted: frame.kind === 'script' }
  rc = undefined
  return follow(sim, node, frame, runCommand(place, words))
}
function follow(sim: Simulation, node: Node, frame: Frame & { kind: 'script' | 'shell' }, outcome: Outcome): Turn {
  if ('status' in outcome && !('go' in outcome)) return { status: outcome.status }
  if ('wait' in outcome) return wait(sim, node, outcome.wait)
  if ('label' in outcome) {
    if (frame.kind !== 'script') return { status: ERRORS['exec format'] }
    const line = frame.lines.findIndex((text) => new RegExp(`^\\s*:${escaped(outcome.label)}(\\s|$)`).test(text))
    if (line < 0) return { status: ERRORS['no entry'] }
    return nextLine(sim, node, { ...frame, next: line })
  }
  switch (outcome.go) {
    case 'boot': {
      const error = boot(sim, node)
      return error === undefined ? 'gone' : { status: error }
    }
    case 'exit':
      return pop(sim, node, outcome.status ?? '')
    case 'shell':
      if (!push(sim, node, { kind: 'shell', line: '', at: -1 })) return { status: ERRORS.memory }
      sim.send(node, { type: 'prompt' })
      return 'gone'
    case 'autoboot':
      return push(sim, node, { kind: 'auto', step: 'open' }) ? NEXT : { status: ERRORS.memory }
    default:
      sim.send(node, { type: 'reboot' })
      return 'gone'
  }
}
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
function ended(sim: Simulation, node: Node, frame: Frame & { kind: 'script' | 'shell' }, status: Status): Turn {
  if (frame.kind === 'shell') {
    setTop(sim, node, { kind: 'shell', line: '', at: -1 })
    sim.send(node, { type: 'prompt' })
    return 'gone'
  }
  return status === '' ? nextLine(sim, node, frame) : pop(sim, node, status)
}
function nextLine(sim: Simulation, node: Node, frame: Frame & { kind: 'script' }): Turn {
  const text = frame.lines[frame.next]
  if (text === undefined) return pop(sim, node, '')
  setTop(sim, node, { ...frame, next: frame.next + 1, line: text.replace(/^\s*:\S*/, ''), at: 0 })
  return NEXT
}

type Settled = { readonly status: Status | undefined } | { readonly wait: Wait } | { readonly gone: true }
/** What was waited for has come, or not. */
function settle(sim: Simulation, node: Node, what: Wait, event: MachineEvent): Settled {
  const { type } = event
  const said = (error: Status): Settled => {
    close(sim, node, error)
    return { status: error }
  }
  switch (what.for) {
    case 'link':
      if (type !== 'cable') return said(type === 'interrupt' ? ERRORS.cancelled : ERRORS.down)
      close(sim, node, '')
      return what.next ? { wait: { for: 'dhcp' } } : { status: '' }
    case 'dhcp':
      return said(type === 'ack' ? '' : type === 'interrupt' ? ERRORS.cancelled : ERRORS['no dhcp'])
    case 'file':
      if (type !== 'received') return said(type === 'interrupt' ? ERRORS.cancelled : errorOf(what.uri, String(event.error)))
      close(sim, node, '')
      return take(sim, node, what, event.file as Received)
    case 'choice': {
      if (type !== 'item chosen') return { status: ERRORS.cancelled }
      const state = ipxeOf(sim, node)
      const name = state?.menu?.items[what.row]?.name ?? ''
      setIpxe(sim, node, { settings: { ...state?.settings, [what.setting]: name } })
      return { status: '' }
    }
    case 'key':
      return { status: type === 'key' ? '' : ERRORS.cancelled }
    case 'time':
      return { status: type === 'interrupt' ? ERRORS.cancelled : what.seconds < 0.1 ? undefined : '' }
  }
}
/** The end of a line of progress. Source: ipxe src/core/monojob.c. */
function close(sim: Simulation, node: Node, error: Status): void {
  const erased = ipxeOf(sim, node)?.shown ?? 0
  say(sim, node, `${wiped(erased)} ${error || 'ok'}\n`)
}
/** Takes back so many characters. */
export const wiped = (n: number): string => '\b'.repeat(n) + ' '.repeat(n) + '\b'.repeat(n)
function errorOf(uri: string, error: string): Status {
  const tftp = uri.startsWith('tftp:')
  if (error === 'not found') return ERRORS[tftp ? 'tftp not found' : 'not found']
  if (error === 'timed out') return ERRORS[tftp ? 'tftp timed out' : 'timed out']
  return error === 'memory' ? ERRORS.memory : ERRORS.reset
}
/** What a fetched image is to the kernel that it is for. */
export function roleOf(as: string, args: string): RamContent['what'] | undefined {
  if (as === 'kernel') return 'unix'
  if (as !== 'module') return undefined
  return /(^|\s)type=hash(\s|$)/.test(args) ? 'boot_archive.hash' : 'boot_archive'
}
/** A file is there. */
function take(sim: Simulation, node: Node, { uri, as, name, args }: Wait & { for: 'file' }, file: Received): Settled {
  const state = ipxeOf(sim, node)
  if (!state) return { gone: true }
  const image = { name, uri, args, file, ...(as === 'kernel' && { selected: true as const }) }
  const others = as === 'kernel' ? state.images.map(({ selected, ...rest }) => rest) : state.images
  if (as !== 'chain') {
    if (!setIpxe(sim, node, { images: [...others, image] })) return { status: ERRORS.memory }
    showInRam(sim, node)
    return { status: '' }
  }
  if (file.text !== undefined && /^#!(i|g)pxe\s/.test(file.text)) {
    setIpxe(sim, node, { settings: { ...state.settings, cwuri: uri } })
    return { status: push(sim, node, { kind: 'script', lines: linesOf(file.text), next: 1, line: '', at: 0 }) ? undefined : ERRORS.memory }
  }
  if (/^(undionly\.kpxe|snponly\.efi) /.test(file.artifact ?? '')) {
    sim.send(node, { type: 'chained' })
    return { gone: true }
  }
  if (file.artifact?.startsWith('unix ')) {
    setIpxe(sim, node, { images: [...others, { ...image, selected: true }] })
    const error = boot(sim, node)
    return error === undefined ? { gone: true } : { status: error }
  }
  return { status: ERRORS['exec format'] }
}
/** What iPXE holds lies in RAM. */
export function showInRam(sim: Simulation, node: Node): void {
  const server = sim.world.need(node)
  const held = (ipxeOf(sim, node)?.images ?? []).flatMap(({ args, file, selected, uri }): RamContent[] => {
    const what = selected ? 'unix' : roleOf('module', args)
    const { bytes, artifact, sum, text } = file
    return what
      ? [
          {
            what,
            bytes,
            path: uri.replace(/^\w+:\/\/[^/]*/, ''),
            ...(artifact && { artifact }),
            ...(what === 'boot_archive' && { sum }),
            ...(text !== undefined && { text: text.slice(0, 200) }),
          },
        ]
      : []
  })
  const { transfer, ...rest } = server
  sim.put({ ...rest, ram: [...(server.ram ?? []).filter(({ what }) => what === 'loader'), ...held] })
}
/** Hands over to the kernel; an error if there is none that can be started. Source: ipxe src/hci/commands/image_cmd.c. */
function boot(sim: Simulation, node: Node): Status | undefined {
  const server = sim.world.need(node)
  const client = clientAt(sim, node)
  const kernel = client.ipxe?.images.find(({ selected }) => selected)
  if (!kernel) {
    say(sim, node, 'No image selected\n')
    return ERRORS['no entry']
  }
  // `unix` is started by Multiboot, which there is under a BIOS only. (netboot.xyz #551, #835)
  if (!kernel.file.artifact?.startsWith('unix ') || server.firmware === 'uefi') {
    say(sim, node, `Could not boot: ${ERRORS['exec format']}\n`)
    return ERRORS['exec format']
  }
  showInRam(sim, node)
  const path = kernel.uri.replace(/^\w+:\/\/[^/]*/, '')
  const source = client.lease?.from ?? 'bootserver:'
  sim.patch(sim.world.need(node), { loader: { source, prefix: path.replace(/\/platform\/i86pc\/.*$/, ''), env: {}, args: kernel.args } })
  sim.send(node, { type: 'boot' })
  return undefined
}
