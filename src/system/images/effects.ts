import type { Id } from '../../sim/record.ts'
import type { Effect } from '../../sim/simulation.ts'
import { downloadTime, installTime } from './image.ts'
import { receiveImage } from './storage.ts'

/** What an image's statechart asks for. */
export const effects: Record<string, Effect> = {
  'image.download': (sim, id: Id<'image'>) => sim.later(id, 'download', downloadTime(sim.world.need(id).manifest), { type: 'image.arrived' }),
  'image.arrived': (sim, id: Id<'image'>) => {
    sim.send(id, { type: 'downloaded' })
  },
  'image.unpack': (sim, id: Id<'image'>) => sim.later(id, 'unpack', installTime(sim.world.need(id).manifest), { type: 'image.receive' }),
  'image.receive': (sim, id: Id<'image'>) => {
    const image = sim.world.need(id)
    const done = receiveImage(sim, image)
    if (done.ok) sim.send(id, { type: 'received' })
    else {
      sim.patch(image, { failure: String(done.error.data.why ?? done.error.code) })
      sim.send(id, { type: 'fail' })
    }
  },
  'image.abandon': (sim, id: Id<'image'>) => {
    sim.cancel(id, 'download')
    sim.cancel(id, 'unpack')
  },
}
