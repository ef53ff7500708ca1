import type { Id, Rec } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import type { MountRecord } from '../../system/files/mounts.ts'
import { type Fate, fateIn, type Place, placeOf, reasonOf } from '../../system/survival/places.ts'
import type { Zone } from '../../system/zones/zone.ts'
import { text, useT } from '../i18n/index.ts'
import { useSession } from '../simulation/context.tsx'
import { FateMark, PlaceMark } from './PlaceMark.tsx'

/** Where a record lives, and why it survives or not. */
interface Answer {
  readonly place: Place
  readonly fate: Fate
  /** Message id. */
  readonly why: string
  readonly params?: Readonly<Record<string, string>>
}
const ofMount = (mount: MountRecord): Answer => {
  const place = placeOf(mount)
  return { place, fate: fateIn(place), why: `survives.why.${reasonOf(mount)}`, params: { path: mount.path, source: mount.source } }
}
const onPool = (why: string): Answer => ({ place: 'pool', fate: 'kept', why: `survives.why.${why}` })

/** What a reboot does to a record; undefined for what has no such answer. */
function answerFor(record: Rec, world: World): Answer | undefined {
  const type = record.id.slice(0, record.id.indexOf(':'))
  if (type === 'mount') return ofMount(record as MountRecord)
  if (type === 'ramfs' || type === 'dataset') {
    const mount = world.by('mount', 'backing', record.id as Id).find(({ fstype, zone }) => fstype !== 'lofs' && !zone)
    // The same file system is /dev, too: what it is mounted as first says what it is.
    if (mount) return ofMount(mount)
  }
  if (type === 'ramfs') return { place: 'ram', fate: 'lost', why: 'survives.why.ramdisk' }
  if (type === 'dataset') return onPool((record as Rec & { type?: string }).type === 'snapshot' ? 'snapshot' : 'dataset')
  if (type === 'pool') return onPool('pool')
  if (type === 'image') return onPool('zone')
  if (type === 'zone') return onPool((record as Zone).autoboot ? 'vm starts' : 'vm stays off')
  if (type === 'medium') return { place: 'stick', fate: 'stick', why: 'survives.why.medium' }
  return undefined
}

/** In the inspector: whether what is selected survives a reboot, and why. */
export function Survives({ record }: { record: Rec }) {
  const t = useT()
  const { sim } = useSession()
  const answer = answerFor(record, sim.world)
  if (!answer) return null
  return (
    <section className="inspector-part">
      <h3>{t('survives.inspect')}</h3>
      <p>
        <PlaceMark place={answer.place} /> · <FateMark fate={answer.fate} />
      </p>
      <p>{text(answer.why, answer.params)}</p>
    </section>
  )
}
