import type { Id } from '../../sim/record.ts'
import type { InputHandler, Simulation } from '../../sim/simulation.ts'
import { openStore } from '../files/store.ts'
import { withNodeAt } from '../files/tree.ts'
import { dateOf } from '../hardware/clock.ts'
import { damaged, type How } from '../media/damage.ts'
import { fileAt } from '../media/lookup.ts'
import { publishedBy } from '../media/releases.ts'
import { DHCPD_CONF } from './contents.ts'
import { createBootServer, fillRack } from './create.ts'
import { setSpeed } from './link.ts'
import { MISTAKES, type Mistake } from './mistakes.ts'
import { type BootServer, hostOf, type Service } from './netboot.ts'
import { lookAtAll } from './serve.ts'

/** Servers that fit into a rack here. */
const MOST = 256
type OnServer = { readonly subject: Id<'bootserver'> }

/** Writes a text file of a boot server anew. */
function rewrite(sim: Simulation, id: Id<'bootserver'>, path: string, change: (text: string) => string): void {
  const store = openStore(sim, id)
  const file = fileAt(store.root, path)
  if (file?.content === undefined) return
  const content = change(file.content)
  const { artifact, ...rest } = file
  store.save(withNodeAt(store.root, path.split('/').filter(Boolean), { ...rest, content, size: content.length }, dateOf(sim.world)), {})
}

/** Hands at a boot server: its cable, its link, its files. The services have `svcadm` and its switches. */
export const inputs: Record<string, InputHandler> = {
  /** A boot server, or a router beside it, is carried in and connected. */
  'bootserver.add': (sim, { role = 'boot' }: { role?: 'boot' | 'router' }) => {
    const name = role === 'boot' ? 'pxe1' : 'router1'
    const id: Id<'bootserver'> = `bootserver:${name}`
    if (!sim.world.get(id) && !sim.world.get(hostOf(id))) createBootServer(sim, { name, role, images: publishedBy(dateOf(sim.world)).slice(-3) })
  },
  /** More servers are put into the rack. */
  'rack.fill': (sim, { count }: { count: number }) => fillRack(sim, Math.min(Math.max(0, Math.floor(count)), MOST - sim.world.count('server'))),
  /** The power buttons of all servers that are off: at once, or one after the other, with so many ms between. */
  'rack.power': (sim, { each = 0 }: { each?: number }) => {
    const off = sim.world.all('server').filter(({ machine }) => machine.value === 'off')
    for (const [i, { id }] of off.entries()) {
      if (each > 0) sim.later(id, 'press', i * each, { type: 'netboot.press' })
      else sim.send(id, { type: 'press' })
    }
  },
  'bootserver.unplug': (sim, { subject }: OnServer) => {
    sim.put<BootServer>({ ...sim.world.need(subject), cable: false })
    lookAtAll(sim, subject)
  },
  'bootserver.plug': (sim, { subject }: OnServer) => {
    sim.put<BootServer>({ ...sim.world.need(subject), cable: true })
    lookAtAll(sim, subject)
  },
  'bootserver.service': (sim, { subject, service, does }: OnServer & { service: Service; does: 'enable' | 'disable' | 'restart' | 'slow' | 'fast' }) =>
    void sim.send(subject, { type: `${service}.${does}` }),
  'bootserver.limit': (sim, { subject, mbps }: OnServer & { mbps: number }) => void setSpeed(sim, subject, mbps),
  'bootserver.mistake': (sim, { subject, which }: OnServer & { which: string }) => {
    const mistake = Object.hasOwn(MISTAKES, which) ? MISTAKES[which as Mistake] : undefined
    if (!mistake) return
    rewrite(sim, subject, mistake.path, mistake.change)
    if (mistake.path === DHCPD_CONF) sim.send(subject, { type: 'dhcp.restart' })
  },
  /** A file of it is damaged. */
  'bootserver.damage': (sim, { subject, path, how }: OnServer & { path: string; how: How }) => {
    const store = openStore(sim, subject)
    const root = damaged(store.root, path, how, dateOf(sim.world))
    if (root) store.save(root, {})
  },
}
