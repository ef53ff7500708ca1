import type { Id } from '../../sim/record.ts'
import type { Effect, Simulation } from '../../sim/simulation.ts'
import { reach } from '../boot/setup/reach.ts'
import type { SetupId } from '../boot/setup/setup.ts'
import { openFiles } from '../files/open.ts'
import { mediaDevices } from '../media/devices.ts'
import { piadm } from './run.ts'
import { Exit, type Script } from './script.ts'
import { SITE } from './site.ts'

/** What the set-up asks for, and whom to tell what came of it. */
interface Wanted {
  readonly pool: string
  readonly source: string
  /** The set-up that waits: it gets the effect `setup.bootable`. */
  readonly to: SetupId
}
type Order = Wanted & { readonly server: Id<'server'> }

const isOnline = (sim: Simulation, to: SetupId): boolean => reach(sim, to, SITE) === 'answers'
/** About how long it will take (simulated ms): copying an image, fetching it before; or finding out that there is none. */
function timeFor(sim: Simulation, { server, source, to }: Order): number {
  if (source === 'media') return mediaDevices(sim.world, server).length > 0 ? 16_000 : 500
  return isOnline(sim, to) ? 31_000 : 10_000
}
/** Runs `piadm bootable -e` to its end: whether it went well, and what it printed. */
function enable(sim: Simulation, { server, pool, source, to }: Order): { ok: boolean; text: string } {
  let text = ''
  const say = (more: string): void => {
    text += more
  }
  const script: Script = {
    sim,
    world: sim.world,
    server,
    files: openFiles(sim, { server }),
    cwd: '/root',
    env: new Map(),
    verbose: false,
    terminal: false,
    online: () => isOnline(sim, to),
    out: say,
    err: say,
  }
  const steps = piadm(script, 'root', ['bootable', '-e', '-i', source, pool])
  try {
    while (!steps.next().done);
    return { ok: true, text }
  } catch (error) {
    if (error instanceof Exit) return { ok: false, text }
    throw error
  }
}

/** Effects that others ask for. */
export const effects: Record<string, Effect> = {
  // Done at the end of its time: a set-up that is cut off meanwhile leaves nothing.
  'piadm.bootable': (sim, server: Id<'server'>, { pool, source, to }: Wanted) => {
    const order: Order = { server, pool, source, to }
    sim.later(to, 'piadm', timeFor(sim, order), { type: 'piadm.enable', params: { ...order } })
  },
  'piadm.enable': (sim, to: SetupId, order: Order) => sim.perform('setup.bootable', to, enable(sim, order)),
}
