import type { Id, MachineEvent } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { clear, consoleOf, listen, print } from '../../console/tty.ts'
import { ipxeOf, setIpxe } from '../../netboot/ipxe/memory.ts'
import { fresh, proceed, wiped } from '../../netboot/ipxe/run.ts'
import { menuScreen } from '../../netboot/ipxe/screen.ts'
import type { Wait } from '../../netboot/ipxe/state.ts'
import { uriOf } from '../../netboot/ipxe/uri.ts'
import { arrived } from '../../netboot/link.ts'
import { clientOf } from '../../netboot/netboot.ts'
import { ask, drop } from '../../netboot/serve.ts'
import { keyName } from '../keys.ts'

type Owner = Id<'server'>

/** The first lines. Source: ipxe src/core/main.c, src/usr/autoboot.c; the list of features is that of reference builds. */
const BANNER =
  'iPXE initialising devices...\n\n\niPXE 1.21.1+ -- Open Source Network Boot Firmware -- https://ipxe.org\nFeatures: DNS HTTP iSCSI TFTP AoE ELF MBOOT PXE bzImage Menu PXEXT\n'
const ASKS = 'Press Ctrl-B for the iPXE command line...'

function draw(sim: Simulation, id: Owner, wait: Wait & { for: 'choice' }): void {
  const menu = ipxeOf(sim, id)?.menu
  if (!menu) return
  clear(sim, consoleOf(id))
  print(sim, consoleOf(id), menuScreen(menu, wait.row, wait.counts ? wait.seconds : 0))
}
const tickLater = (sim: Simulation, id: Owner): void => sim.later(id, 'tick', 1000, { type: 'ipxe.tick' })

/** Begins to wait for what the interpreter wants. Texts: ipxe src/usr/{ifmgmt,imgmgmt,prompt}.c, src/core/monojob.c. */
function startWait(sim: Simulation, id: Owner): void {
  const wait = ipxeOf(sim, id)?.wait
  const record = sim.world.need(clientOf(id))
  const tty = consoleOf(id)
  switch (wait?.for) {
    case 'link':
      print(sim, tty, 'Waiting for link-up on net0...')
      break
    case 'dhcp':
      print(sim, tty, `Configuring (net0 ${record.mac})...`)
      break
    case 'file': {
      print(sim, tty, `${wait.uri}...`)
      const uri = uriOf(wait.uri, '')
      if (uri) ask(sim, record.id, uri, 'ipxe')
      break
    }
    case 'choice':
      draw(sim, id, wait)
      listen(sim, tty, { reader: 'ipxe', mode: 'key' })
      if (wait.counts) tickLater(sim, id)
      return
    case 'key':
      print(sim, tty, wait.text)
      listen(sim, tty, { reader: 'ipxe', mode: 'key' })
      return
    case 'time':
      listen(sim, tty, { reader: 'ipxe', mode: 'key' })
      sim.later(id, 'pause', wait.seconds * 1000, { type: 'ipxe.done' })
      return
  }
  // Key by key: Ctrl-C is one of them, and the others are lost.
  listen(sim, tty, { reader: 'ipxe', mode: 'key' })
  tickLater(sim, id)
}
/** A second has passed. */
function tick(sim: Simulation, id: Owner): void {
  const state = ipxeOf(sim, id)
  const { wait } = state ?? {}
  if (!state || !wait) return
  if (wait.for === 'choice') {
    const seconds = wait.seconds - 1
    if (seconds <= 0) return void sim.send(id, { type: 'item chosen' })
    const less = { ...wait, seconds }
    setIpxe(sim, id, { wait: less })
    draw(sim, id, less)
    return void tickLater(sim, id)
  }
  const { download } = sim.world.need(clientOf(id))
  if (download && wait.for === 'file') {
    const percent = Math.floor((100 * arrived(download, sim.world.get(download.from), sim.now)) / Math.max(1, download.bytes))
    const text = `${String(percent).padStart(3)}%`
    print(sim, consoleOf(id), wiped(state.shown) + text)
    setIpxe(sim, id, { shown: text.length })
  } else print(sim, consoleOf(id), '.')
  tickLater(sim, id)
}

/** A key in a menu: it moves, chooses, gives up; any key stops the countdown. Source: ipxe src/hci/tui/menu_ui.c. */
function menuKey(sim: Simulation, id: Owner, wait: Wait & { for: 'choice' }, key: string): void {
  const items = ipxeOf(sim, id)?.menu?.items ?? []
  const named = items.flatMap(({ name }, i) => (name === undefined ? [] : [i]))
  const at = named.indexOf(wait.row)
  sim.cancel(id, 'tick')
  const name = keyName(key)
  if (name === 'enter') return void sim.send(id, { type: 'item chosen' })
  if (name === 'escape' || name === 'ctrl-c') return void sim.send(id, { type: 'cancelled' })
  const to = name === 'up' ? at - 1 : name === 'down' ? at + 1 : name === 'home' ? 0 : name === 'end' ? named.length - 1 : at
  const still = { ...wait, counts: false, row: named[Math.max(0, Math.min(named.length - 1, to))] ?? wait.row }
  setIpxe(sim, id, { wait: still })
  draw(sim, id, still)
}

/** Effects of iPXE's states. */
export const ipxeEffects: Record<string, Effect> = {
  'ipxe.banner': (sim, id: Owner) => {
    fresh(sim, id)
    print(sim, consoleOf(id), `${BANNER}\n${ASKS}`)
    listen(sim, consoleOf(id), { reader: 'ipxe', mode: 'key' })
  },
  'ipxe.begin': (sim, id: Owner) => {
    listen(sim, consoleOf(id), { reader: '', mode: 'off' })
    print(sim, consoleOf(id), wiped(ASKS.length))
  },
  'ipxe.stopped': (sim, id: Owner) => {
    print(sim, consoleOf(id), wiped(ASKS.length))
    setIpxe(sim, id, { frames: [{ kind: 'shell', line: '', at: -1 }] })
  },
  'ipxe.run': (sim, id: Owner, _: unknown, event: MachineEvent) => {
    for (const key of ['pxe', 'tick', 'pause']) sim.cancel(id, key)
    const wait = ipxeOf(sim, id)?.wait
    if (event.type === 'interrupt') drop(sim, clientOf(id))
    if (wait?.for === 'choice') clear(sim, consoleOf(id))
    if (wait?.for === 'key') print(sim, consoleOf(id), wiped(wait.text.length))
    listen(sim, consoleOf(id), { reader: '', mode: 'off' })
    proceed(sim, id, event)
  },
  'ipxe.wait': startWait,
  'ipxe.tick': tick,
  'ipxe.done': (sim, id: Owner) => void sim.send(id, { type: 'done' }),
  'ipxe.shell': (sim, id: Owner) => listen(sim, consoleOf(id), { reader: 'ipxe', mode: 'line', prompt: 'iPXE> ' }),
  'reader.ipxe': (sim, tty: Id<'tty'>, { text, key, interrupt }: { text?: string; key?: string; interrupt?: true }) => {
    const id = sim.world.need(tty).server
    const wait = ipxeOf(sim, id)?.wait
    if (text !== undefined) return void sim.send(id, { type: 'line', text })
    if (interrupt) return void sim.send(id, { type: 'interrupt' })
    if (key === undefined) return
    const name = keyName(key)
    if (wait?.for === 'choice') menuKey(sim, id, wait, key)
    else if (wait?.for === 'key') sim.send(id, { type: name === 'ctrl-c' ? 'interrupt' : 'key' })
    else if (wait) {
      if (name === 'ctrl-c') sim.send(id, { type: 'interrupt' })
    } else if (name === 'ctrl-b') sim.send(id, { type: 'shell' })
  },
}
