import type { InputHandler } from '../../sim/simulation.ts'
import { RELEASES } from '../media/releases.ts'

/** What can happen to the files of the download site on their way: from then on those of a release come damaged, or whole again. */
export const inputs: Record<string, InputHandler> = {
  'mirror.spoil': (sim, { stamp }: { stamp: string }) => {
    const spoiled = sim.world.get('mirror:site')?.spoiled ?? []
    if ((RELEASES as readonly string[]).includes(stamp) && !spoiled.includes(stamp)) sim.put({ id: 'mirror:site', spoiled: [...spoiled, stamp] })
  },
  'mirror.mend': (sim, { stamp }: { stamp: string }) => {
    const mirror = sim.world.get('mirror:site')
    if (mirror) sim.patch(mirror, { spoiled: mirror.spoiled.filter((one) => one !== stamp) })
  },
}
