import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { consoleOf, type Tty } from '../console/tty.ts'
import { treeOf } from '../files/boot.ts'
import { dateOf } from '../hardware/clock.ts'
import { createServer } from '../hardware/world.ts'
import { consolePrompt } from './console.ts'
import { bootServerItems, routerItems } from './contents.ts'
import { carried, idleLink } from './link.ts'
import { type BootServer, hostOf, servicesOf } from './netboot.ts'
import { mountDisk } from './store.ts'

/** What a world file says of a boot server, with its defaults. */
export interface BootServerSpec {
  readonly name: string
  readonly role?: 'boot' | 'router' | undefined
  readonly ip?: string | undefined
  /** Its link, Mb/s. */
  readonly mbps?: number | undefined
  readonly cable?: boolean | undefined
  /** Stamps of the images on it. */
  readonly images?: readonly string[] | undefined
  /** What iPXE gets from it: a menu, or a script that boots the newest image at once. */
  readonly script?: 'menu' | 'plain' | undefined
}
/** Puts a boot server, or a router, on the network segment, with all that it has to run switched on. Throws if there is one of that name. */
export function createBootServer(sim: Simulation, spec: BootServerSpec): BootServer {
  const { name, role = 'boot', ip = role === 'boot' ? '10.99.99.250' : '10.99.99.254', mbps = 1000, cable = true, images = ['20260312T002222Z'], script } = spec
  const id: Id<'bootserver'> = `bootserver:${name}`
  if (sim.world.get(id) || sim.world.get(hostOf(id))) throw new Error(`there is a server ${name} already`)
  const { root, nextIno } = treeOf(role === 'boot' ? bootServerItems(ip, images, script) : routerItems(ip), '', dateOf(sim.world))
  const n = sim.world.count('bootserver')
  sim.start({
    id,
    name,
    ip,
    mac: `52:54:00:99:99:${(0x10 + n).toString(16)}`,
    role,
    cable,
    bandwidth: carried(mbps),
    link: idleLink,
    root,
    nextIno,
    capacity: 40e9,
    logged: 0,
  })
  mountDisk(sim, id)
  const console: Tty = { id: consoleOf(hostOf(id)), server: hostOf(id), name: 'console', reader: '', mode: 'off', prompt: '', count: 0, first: 0 }
  sim.put(console)
  if (role === 'boot') consolePrompt(sim, id)
  for (const service of servicesOf(role)) sim.send(id, { type: `${service}.enable` })
  return sim.world.need(id)
}

/** Puts more servers into the rack, switched off: without disks, and with nothing to boot from but the network. Their names go on from those that there are. */
export function fillRack(sim: Simulation, count: number): void {
  const first = sim.world.count('server') + 1
  for (let n = first; n < first + count; n++) {
    const mac = `52:54:00:aa:${Math.floor(n / 256)
      .toString(16)
      .padStart(2, '0')}:${(n % 256).toString(16).padStart(2, '0')}`
    createServer(sim, { name: `node${n}`, ramMiB: 4096, cpus: 2, bootOrder: ['pxe'], nics: [{ link: 'e1000g0', mac }] })
  }
}
