import type { Id } from '../../sim/record.ts'
import type { Effect, Simulation } from '../../sim/simulation.ts'
import { reach } from '../boot/setup/reach.ts'
import type { SetupId } from '../boot/setup/setup.ts'
import { openFiles } from '../files/open.ts'
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
/** Runs `piadm bootable -e` to its end at once: whether it went well, what it printed, and how long that would have taken (simulated ms). */
function enableNow(sim: Simulation, server: Id<'server'>, { pool, source, to }: Wanted): { ok: boolean; text: string; took: number } {
  let text = ''
  const say = (more: string): void => {
    text += more
  }
  const files = openFiles(sim, { server })
  const script: Script = {
    sim,
    world: sim.world,
    server,
    files,
    cwd: '/root',
    env: new Map(),
    verbose: false,
    terminal: false,
    out: say,
    err: say,
    online: () => reach(sim, to, SITE) === 'answers',
  }
  let took = 0
  try {
    for (const ms of piadm(script, 'root', ['bootable', '-e', '-i', source, pool])) took += ms
    return { ok: true, text, took }
  } catch (error) {
    if (error instanceof Exit) return { ok: false, text, took }
    throw error
  }
}

/** Effects that others ask for. */
export const effects: Record<string, Effect> = {
  'piadm.bootable': (sim, server: Id<'server'>, wanted: Wanted) => {
    const { ok, text, took } = enableNow(sim, server, wanted)
    sim.later(wanted.to, 'piadm', Math.max(1, took), { type: 'setup.bootable', params: { ok, text } })
  },
}
