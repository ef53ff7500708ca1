import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { processesOf } from '../../system/processes/process.ts'
import { datasetOf } from '../../system/zfs/zfs.ts'

const USAGE =
  'Usage:\tswap -l [-h | -k]\n\tswap -s [-h]\n\tswap -d <file name> [low block]\n\tswap -a <file name> [low block] [nbr of blocks]\n\n\t-h\tdisplay size in human readable format\n\t-k\tdisplay size in KB\n'

const PAGE = 4096
/** How swap space stands, in bytes. */
interface SwapSpace {
  readonly allocated: number
  readonly reserved: number
  readonly available: number
}
/** What the processes of a place take, and what is left of its cap, or of RAM and swap volume. */
function spaceOf({ world, server, zone }: CommandContext): SwapSpace {
  const allocated = processesOf(world, server, zone).reduce((sum, { rss }) => sum + rss * 1024, 0)
  // A process reserves more than it has touched; the share is an example.
  const reserved = Math.floor(allocated / 4 / PAGE) * PAGE
  const cap = zone && Number(world.get(zone)?.properties.max_swap ?? 0) * 2 ** 20
  const volume = Number(datasetOf(world, server, 'zones/swap')?.properties.volsize ?? 0)
  const whole = cap || world.need(server).ramMiB * 2 ** 20 + volume
  return { allocated, reserved, available: Math.max(0, whole - allocated - reserved) }
}
/** The device that a place swaps to: a zone sees its cap instead of the volume. */
function deviceOf({ world, server, zone }: CommandContext): { name: string; low: number; size: number } | undefined {
  if (zone) return { name: `${'swap'.padEnd(20)}  -  `, low: 0, size: Number(world.get(zone)?.properties.max_swap ?? 0) * 2 ** 20 }
  const volume = datasetOf(world, server, 'zones/swap')
  // The first page holds the label and is not used.
  return volume && { name: `${'/dev/zvol/dsk/zones/swap'.padEnd(19)} 90,1 `, low: PAGE, size: Number(volume.properties.volsize ?? 0) - PAGE }
}

/** Columns: illumos usr/src/cmd/swap/swap.c. */
export const command = defineCommand({
  name: 'swap',
  summary: 'list the swap devices, or sum up swap space',
  synopsis: ['-l [-h | -k]', '-s [-h]'],
  options: {
    l: { help: 'list the devices' },
    s: { help: 'sum up what is used and what is left' },
    h: { help: 'sizes for people' },
    k: { help: 'sizes in KB' },
  },
  description: [
    'With -l, the volumes that memory may be written to: on SmartOS zones/swap, as large as RAM. In a zone its cap stands there instead.',
    'With -s, how much memory the processes have allocated and reserved, and how much is left.',
  ],
  source: 'illumos usr/src/cmd/swap/swap.c',
  limits: 'Nothing is ever written to the volume; what is reserved is an example.',
  misuse: (misuse) => ({ stderr: `${misuse.kind === 'unknown option' ? `swap: illegal option -- ${misuse.option}\n` : ''}${USAGE}`, status: 1 }),
  run(context, parsed) {
    const { out } = context
    if (parsed.has('l') === parsed.has('s')) throw new Failure(USAGE)
    if (parsed.has('s')) {
      const { allocated, reserved, available } = spaceOf(context)
      const show = (n: number): string => (parsed.has('h') ? human(n) : `${Math.floor(n / 1024)}k`)
      out(
        `total: ${show(allocated)} ${parsed.has('h') ? '' : 'bytes '}allocated + ${show(reserved)} reserved = ${show(allocated + reserved)} used, ${show(available)} available\n`,
      )
      return 0
    }
    const device = deviceOf(context)
    if (!device) throw new Failure('No swap devices configured\n')
    const show = (n: number): string => (parsed.has('h') ? human(n) : parsed.has('k') ? `${n / 1024}K` : String(n / 512)).padStart(8)
    out('swapfile             dev    swaplo   blocks     free\n')
    out(`${device.name} ${show(device.low)} ${show(device.size)} ${show(device.size)}\n`)
    return 0
  },
})
/** Three significant figures and a letter, as number_to_scaled_string has it. */
function human(bytes: number): string {
  let value = bytes
  let unit = 0
  for (; value >= 1024 && unit < 5; unit++) value /= 1024
  return `${value >= 100 || Number.isInteger(value) ? Math.round(value) : value >= 10 ? value.toFixed(1) : value.toFixed(2)}${'BKMGTP'[unit]}`
}
