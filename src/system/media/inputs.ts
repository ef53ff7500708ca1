import type { Id } from '../../sim/record.ts'
import type { InputHandler } from '../../sim/simulation.ts'
import { openStore } from '../files/store.ts'
import { withNodeAt } from '../files/tree.ts'
import { dateOf } from '../hardware/clock.ts'
import type { Medium } from '../hardware/hardware.ts'
import { fileAt } from './lookup.ts'
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
    const store = openStore(sim, subject)
    const file = fileAt(store.root, path)
    if (!file) return
    const { artifact, ...rest } = file
    const size = how === 'cut' ? Math.floor(file.size / 2) : file.size
    const content =
      rest.content === undefined ? {} : { content: how === 'cut' ? rest.content.slice(0, size) : `${rest.content.slice(0, -2)}?\n`.slice(0, size) }
    store.save(withNodeAt(store.root, path.split('/').filter(Boolean), how === 'remove' ? undefined : { ...rest, ...content, size }, dateOf(sim.world)), {})
  },
}
