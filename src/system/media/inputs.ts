import type { Id } from '../../sim/record.ts'
import type { InputHandler } from '../../sim/simulation.ts'
import { withNodeAt } from '../files/tree.ts'
import { dateOf } from '../hardware/clock.ts'
import type { Medium } from '../hardware/hardware.ts'
import { fileAt } from './lookup.ts'
import { rootOf } from './media.ts'
import { RELEASES } from './releases.ts'

interface Damage {
  readonly subject: Id<'medium'>
  /** A file on it; its boot archive if none is named. */
  readonly path?: string
  /** A byte changed, the second half lost, the file gone. */
  readonly how: 'flip' | 'cut' | 'remove'
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
    const root = medium && rootOf(medium)
    const file = root && fileAt(root, path)
    if (!file) return
    const { artifact, ...rest } = file
    const size = how === 'cut' ? Math.floor(file.size / 2) : file.size
    const content =
      rest.content === undefined ? {} : { content: how === 'cut' ? rest.content.slice(0, size) : `${rest.content.slice(0, -2)}?\n`.slice(0, size) }
    const damaged = how === 'remove' ? undefined : { ...rest, ...content, size }
    sim.put<Medium>({ ...medium, root: withNodeAt(root, path.split('/').filter(Boolean), damaged, dateOf(sim.world)) })
  },
}
