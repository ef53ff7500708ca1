import { type CommandContext, defineCommand } from '../../shell/command.ts'
import { downloadTime, findImage, type Image, installTime } from '../../system/images/image.ts'
import { importImage } from '../../system/images/operations.ts'
import { availableUuids, exactly, fail, failWith, humanSize } from './say.ts'

/** Time between two pictures of the progress bar (ms). */
const TICK = 500

/** A phase of an import that shows how far it is. */
interface Phase {
  readonly state: 'downloading' | 'installing'
  readonly label: (image: Image) => string
  /** Columns of the bar itself. */
  readonly width: number
  /** How long it takes and when it began (simulated ms). */
  readonly time: (image: Image) => number
  readonly began: (image: Image) => number
}
const PHASES: readonly [Phase, Phase] = [
  { state: 'downloading', label: () => 'Download 1 image    ', width: 44, time: ({ manifest }) => downloadTime(manifest), began: ({ since }) => since },
  {
    state: 'installing',
    label: ({ uuid }) => `zones/${uuid}`,
    width: 22,
    time: ({ manifest }) => installTime(manifest),
    began: ({ manifest, since }) => since + downloadTime(manifest),
  },
]
/** The progress of a phase as one line, drawn over the one before. smartos-live src/img/lib/imgadm.js with node-progbar */
function bar(phase: Phase, image: Image, now: number): string {
  const time = phase.time(image)
  const part = Math.min(1, (now - phase.began(image)) / time)
  const filled = Math.floor(part * phase.width)
  const size = image.manifest.size / 2 ** 20
  const line = `${'='.repeat(Math.max(0, filled - 1))}${filled > 0 ? '>' : ''}${' '.repeat(phase.width - filled)}`
  const columns = [
    `${Math.floor(part * 100)}%`.padStart(4),
    `${(part * size).toFixed(2)}MB`.padStart(8),
    `${((size / time) * 1000).toFixed(2)}MB/s`.padStart(10),
  ]
  return `\r${phase.label(image)} [${line}] ${columns.join(' ')} ${`${Math.ceil(((1 - part) * time) / 1000)}s`.padStart(6)}`
}
/** Waits until the image has left a phase, with a bar on a terminal. */
async function follow(context: CommandContext, uuid: string, phase: Phase, quiet: boolean): Promise<Image> {
  const image = () => findImage(context.world, context.server, uuid) ?? fail('import', 'InternalError', `image "${uuid}" vanished`)
  const left = () => image().machine.value !== phase.state
  let longest = 0
  while (!left()) {
    if (context.tty && !quiet) {
      const line = bar(phase, image(), context.sim.now)
      longest = Math.max(longest, line.length)
      context.err(line)
    }
    await context.until(left, TICK)
  }
  if (longest > 0) context.err(`\r${' '.repeat(longest)}\r`)
  return image()
}

/** Texts: smartos-live src/img/lib/cli.js (do_import), imgadm.js (importImage). */
export const command = defineCommand({
  name: 'imgadm import',
  summary: 'import an image from a source',
  synopsis: ['[-q] [-P <pool>] [-S <source>] [-C <channel>] <uuid>'],
  options: {
    q: { help: 'no progress bar' },
    P: { help: 'the pool to install it on', value: 'pool' },
    S: { help: 'use only this source', value: 'source' },
    C: { help: 'the channel of the source', value: 'channel', fidelity: 'not modelled' },
  },
  operands: { complete: availableUuids },
  description: [
    'Downloads an image and unpacks it into the pool: the dataset zones/<uuid> with the snapshot @final. An image that is already there is left alone.',
  ],
  source: 'smartos-live src/img/lib/cli.js, src/img/lib/imgadm.js',
  limits: 'Nothing is really downloaded: the time goes by, and the files are made on the spot.',
  async run(context, parsed) {
    exactly(1, parsed.operands, 'import')
    const { sim, server, world } = context
    const [uuid = ''] = parsed.operands
    const pool = parsed.get('P') ?? 'zones'
    if (pool !== 'zones') fail('import', 'Usage', `no such zpool: "${pool}"`)
    const begun = importImage(sim, server, uuid)
    if (!begun.ok && begun.error.code === 'image.installed') {
      context.out(`Image ${uuid} (${begun.error.data.name} ${begun.error.data.version}) is already installed, skipping\n`)
      return 0
    }
    if (!begun.ok && begun.error.code !== 'image.importing') failWith('import', begun.error)
    const image = findImage(world, server, uuid)
    if (!image) return fail('import', 'InternalError', uuid)
    const { name, version, size } = image.manifest
    if (!begun.ok) context.out(`Waiting for image ${uuid} import lock\n`)
    else
      context.out(
        `Importing ${uuid} (${name}@${version}) from "${image.source}"\nGather image ${uuid} ancestry\nMust download and install 1 image (${humanSize(size)})\n`,
      )
    const quiet = parsed.has('q')
    if ((await follow(context, uuid, PHASES[0], quiet)).machine.value === 'installing' && begun.ok)
      context.out(`Downloaded image ${uuid} (${humanSize(size)})\n`)
    const done = await follow(context, uuid, PHASES[1], quiet)
    if (done.machine.value === 'failed') fail('import', 'InternalError', done.failure ?? 'interrupted')
    context.out(begun.ok ? `Imported image ${uuid} (${name}@${version})\n` : `Image ${uuid} (${name}@${version}) was imported while waiting on lock\n`)
    return 0
  },
})
