import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { dumpConfig } from '../../system/platform/dump.ts'
import { type SwapDevice, setSwap, swapDevices } from '../../system/platform/swap.ts'
import { processesOf } from '../../system/processes/process.ts'
import { datasetOf } from '../../system/zfs/zfs.ts'

const USAGE =
  'Usage:\tswap -l\n\tsub option :\n\t\t-h : displays size in human readable format\n\t\t-k : displays size in KB\n\tswap -s\n\tsub option :\n\t\t-h : displays size in human readable format rather than KB\n\tswap -d <file name> [low block]\n\tswap -a <file name> [low block] [nbr of blocks]\n'

const PAGE = 4096
const BLOCK = 512
/** How swap space stands, in bytes. */
interface SwapSpace {
  readonly allocated: number
  readonly reserved: number
  readonly available: number
}
/** What the processes of a place take, and what is left of its cap, or of RAM and swap devices. */
function spaceOf({ world, server, zone }: CommandContext): SwapSpace {
  const allocated = processesOf(world, server, zone).reduce((sum, { rss }) => sum + rss * 1024, 0)
  // A process reserves more than it has touched; the share is an example.
  const reserved = Math.floor(allocated / 4 / PAGE) * PAGE
  const cap = zone && Number(world.get(zone)?.properties.max_swap ?? 0) * 2 ** 20
  const devices = swapDevices(world, server).reduce((sum, { bytes }) => sum + bytes, 0)
  const whole = cap || world.need(server).ramMiB * 2 ** 20 + devices
  return { allocated, reserved, available: Math.max(0, whole - allocated - reserved) }
}
/** nicenum_scale with room for everything: two digits after the point, unless it comes out even. (illumos usr/src/lib/libcmdutils/common/nicenum.c) */
function human(bytes: number): string {
  let divisor = 1
  let unit = 0
  for (; bytes >= divisor * 1024 && unit < 6; unit++) divisor *= 1024
  if (unit === 0) return String(bytes)
  return `${bytes % divisor === 0 ? bytes / divisor : (bytes / divisor).toFixed(2)}${' KMGTPE'[unit]}`
}
function list(context: CommandContext, parsed: Parsed): number {
  const { world, server, zone, out } = context
  const show = (bytes: number): string =>
    parsed.has('h') ? human(bytes).padStart(8) : parsed.has('k') ? `${String(bytes / 1024).padStart(7)}K` : String(bytes / BLOCK).padStart(8)
  const row = (name: string, low: number, bytes: number): void => out(`${name} ${show(low)} ${show(bytes)} ${show(bytes)}\n`)
  const devices = zone ? [] : swapDevices(world, server)
  if (!zone && devices.length === 0) throw new Failure('No swap devices configured\n')
  out('swapfile             dev    swaplo   blocks     free\n')
  // A zone sees its cap instead of the devices.
  if (zone) row(`${'swap'.padEnd(20)}  -  `, 0, Number(world.get(zone)?.properties.max_swap ?? 0) * 2 ** 20)
  devices.forEach(({ path, low, bytes }, i) => {
    row(`${path.padEnd(19)} 90,${String(i + 1).padEnd(2)}`, low, bytes)
  })
  return 0
}
function sum(context: CommandContext, scaled: boolean): number {
  const { allocated, reserved, available } = spaceOf(context)
  const show = (bytes: number): string => (scaled ? human(bytes) : `${Math.floor(bytes / 1024)}k`)
  context.out(
    `total: ${show(allocated)} ${scaled ? '' : 'bytes '}allocated + ${show(reserved)} reserved = ${show(allocated + reserved)} used, ${show(available)} available\n`,
  )
  return 0
}
const refuse = (text: string, status = 2): never => {
  throw new Failure(`${text}\n`, status)
}
/** A block number in the way that strtol takes it. */
function blockOf(text: string | undefined, what: string): number {
  if (text === undefined) return 0
  if (!/^\s*[+-]?\d+$/.test(text)) refuse(`error in [${what}]`, 1)
  return Number(text)
}
/** Adds a volume. Texts: illumos usr/src/cmd/swap/swap.c add, valid. */
function add({ sim, world, server, files }: CommandContext, path: string, [low, length]: readonly string[]): number {
  if (!path.startsWith('/')) refuse('swap: path must be absolute', 1)
  const start = blockOf(low, 'low block') * BLOCK
  const size = blockOf(length, 'nbr of blocks') * BLOCK
  const volume = path.startsWith('/dev/zvol/dsk/') ? datasetOf(world, server, path.slice('/dev/zvol/dsk/'.length)) : undefined
  if (volume?.type !== 'volume') {
    if (!files.exists(path)) refuse(`${path}: No such file or directory`)
    refuse(`"${path}" is not valid for swapping.\nIt must be a block device or a regular file with the\n"save user text on execution" bit set.`, 22)
  }
  if (dumpConfig(world, server).device === path) refuse(`${path}: zvol cannot be used as a swap device and a dump device`)
  const devices = swapDevices(world, server)
  if (devices.some((device) => device.path === path)) refuse(`${path}: Overlapping swap files are not allowed`)
  const whole = Number(volume?.properties.volsize ?? 0)
  const from = Math.max(PAGE, start)
  const bytes = Math.floor(((size || whole - start) - (from - start)) / PAGE) * PAGE
  if (bytes <= 0 || from + bytes > whole) refuse(`${path}: Invalid argument`)
  setSwap(sim, server, [...devices, { path, low: from, bytes }])
  return 0
}
/** Takes a device away: what was written there would have to fit elsewhere, and it does. */
function remove({ sim, world, server }: CommandContext, path: string, [low]: readonly string[]): number {
  blockOf(low, 'low block')
  const devices = swapDevices(world, server)
  const left = devices.filter((device: SwapDevice) => device.path !== path)
  if (left.length === devices.length) refuse(`${path}: Invalid argument`)
  setSwap(sim, server, left)
  return 0
}

/** Columns: illumos usr/src/cmd/swap/swap.c. */
export const command = defineCommand({
  name: 'swap',
  summary: 'list the swap devices, sum up swap space, add or remove a device',
  synopsis: ['-l [-h | -k]', '-s [-h]', '-a device [low block] [nbr of blocks]', '-d device'],
  options: {
    l: { help: 'list the devices' },
    s: { help: 'sum up what is used and what is left' },
    h: { help: 'sizes for people' },
    k: { help: 'sizes in KB' },
    a: { help: 'swap to a volume, too, until the next boot', value: 'device' },
    d: { help: 'no longer swap to a device, until the next boot', value: 'device' },
  },
  description: [
    'With -l, the volumes that memory may be written to: on SmartOS zones/swap, as large as RAM, which the boot scripts add when they have imported the pool. In a zone its cap stands there instead.',
    'With -s, how much memory the processes have allocated and reserved, and how much is left.',
  ],
  source: 'illumos usr/src/cmd/swap/swap.c',
  limits: 'Nothing is ever written to the volume; what is reserved is an example.',
  misuse: (misuse) => ({ stderr: `${misuse.kind === 'unknown option' ? `swap: illegal option -- ${misuse.option}\n` : ''}${USAGE}`, status: 1 }),
  run(context, parsed) {
    const { user, zone } = context
    const [adding, removing] = [parsed.get('a'), parsed.get('d')]
    const asked = ['l', 's', 'a', 'd'].filter((option) => parsed.has(option))
    if (asked.length !== 1 || (parsed.has('s') && parsed.has('k')) || (asked[0] !== 'a' && asked[0] !== 'd' && parsed.operands.length > 0))
      throw new Failure(USAGE)
    if (parsed.has('s')) return sum(context, parsed.has('h'))
    if (parsed.has('l')) return list(context, parsed)
    const path = adding ?? removing ?? ''
    if (parsed.operands.length > (adding === undefined ? 1 : 2) || parsed.has('h') || parsed.has('k')) throw new Failure(USAGE)
    if (user !== 'root' || zone) refuse(`${path}: Not owner`)
    return adding === undefined ? remove(context, path, parsed.operands) : add(context, path, parsed.operands)
  },
})
