import type { Id } from '../../sim/record.ts'
import type { InputHandler } from '../../sim/simulation.ts'
import { dateOf } from '../hardware/clock.ts'
import type { Medium } from '../hardware/hardware.ts'
import { damaged, type How } from './damage.ts'
import { rootOf } from './media.ts'
import { RELEASES } from './releases.ts'

interface Damage {
  readonly subject: Id<'medium'>
  /** A file on it; its boot archive if none is named. */
  readonly path?: string
  readonly how: How
}
const ARCHIVE = '/platform/i86pc/amd64/boot_archive'

/** What can happen to what is written on a medium. */
export const inputs: Record<string, InputHandler> = {
  /** Another machine writes a published release on the whole medium; what was on it is gone. */
  'medium.write': (sim, { subject, platform }: { subject: Id<'medium'>; platform: string }) => {
    const medium = sim.world.get(subject)
    if (!medium || !(RELEASES as readonly string[]).includes(platform)) return
    const { root, nextIno, ...rest } = medium
    sim.put<Medium>({ ...rest, platform })
  },
  'medium.damage': (sim, { subject, path = ARCHIVE, how }: Damage) => {
    const medium = sim.world.get(subject)
    const root = medium && damaged(rootOf(medium), path, how, dateOf(sim.world))
    if (root) sim.put<Medium>({ ...medium, root })
  },
}
