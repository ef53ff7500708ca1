import type { Id, Rec } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { FileError } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import type { Server } from '../hardware/hardware.ts'
import { type Dataset, datasetOf } from '../zfs/zfs.ts'
import './kernel.ts'

/** The memory of a kernel that panicked, as it lies on a volume. It outlives the reboot as the volume does. */
export interface CrashDump extends Rec {
  readonly id: Id<'crashdump'>
  readonly dataset: Id<'dataset'>
  /** Not yet saved by savecore. */
  readonly valid: boolean
  readonly complete: boolean
  /** When it was taken, milliseconds since 1970. */
  readonly at: number
  /** The panic message; empty for the dump of a running system. */
  readonly message: string
  /** What the console showed at the panic, line by line: what had not reached the log. */
  readonly console: readonly string[]
  /** Pages of 4 KiB, and bytes of them after compression. */
  readonly pages: number
  readonly bytes: number
}
declare module '../../sim/record.ts' {
  interface Records {
    crashdump: CrashDump
  }
}

/** What goes into a dump. */
export type DumpContent = 'kernel' | 'curproc' | 'all'
/** What dumpadm says. */
export interface DumpConfig {
  /** Path of the device; empty for none. */
  readonly device: string
  readonly content: DumpContent
}
/** The device that fs-joyent configures on every boot that found a pool. */
export const DUMP_DEVICE = '/dev/zvol/dsk/zones/dump'
const VOLUMES = '/dev/zvol/dsk/'
/** How well memory compresses in a dump: that of a real one. (smartos-live#728) */
const RATIO = 2.28
/** Bytes of the headers at both ends of the device. (illumos uts/common/sys/dumphdr.h) */
const HEADERS = 2 * 65_536

/** Whether the boot looked for pools. */
const imports = (server: Server): boolean => server.system?.bootParameters.noimport !== 'true'
/** How the running kernel is set to dump. */
export function dumpConfig(world: World, server: Id<'server'>): DumpConfig {
  const record = world.need(server)
  const { dump } = record.system ?? {}
  if (dump) return dump
  return { device: imports(record) && datasetOf(world, server, 'zones/dump') ? DUMP_DEVICE : '', content: 'kernel' }
}
/** The volume behind a path below /dev/zvol/dsk. */
export const volumeAt = (world: World, server: Id<'server'>, path: string): Dataset | undefined => {
  const dataset = path.startsWith(VOLUMES) ? datasetOf(world, server, path.slice(VOLUMES.length)) : undefined
  return dataset?.type === 'volume' ? dataset : undefined
}
/** The volume that a dump goes to, if one is configured and there. */
export const dumpVolume = (world: World, server: Id<'server'>): Dataset | undefined => volumeAt(world, server, dumpConfig(world, server).device)

/** Pages that a dump has: the kernel's own are about a sixteenth of RAM on an idle node (a value of our own), with all pages every one. */
export function dumpPages(world: World, server: Id<'server'>): number {
  const all = world.need(server).ramMiB * 256
  const { content } = dumpConfig(world, server)
  return content === 'all' ? all : Math.floor(all / 16) + (content === 'curproc' ? 512 : 0)
}
/** Bytes that dumpadm -e estimates. */
export const estimatedDump = (world: World, server: Id<'server'>): number => Math.floor((dumpPages(world, server) * 4096) / RATIO) + HEADERS

/** The size (MiB) that the set-up gives the dump volume: twice that estimate. (smartos-live src/smartdc/lib/smartos_prompt_config.sh create_dump) */
export const dumpMiB = (world: World, server: Id<'server'>): number => Math.floor((2 * estimatedDump(world, server)) / 1024 ** 2)

const idOf = (dataset: Id<'dataset'>): Id<'crashdump'> => `crashdump:${dataset.slice('dataset:'.length)}`
/** The dump that lies on a volume. */
export const dumpOn = (world: World, volume: Dataset): CrashDump | undefined => world.get(idOf(volume.id))

/** Writes a dump to the configured volume. Yields it, or undefined when there is none; it is not complete when the volume is too small. */
export function takeDump(sim: Simulation, server: Id<'server'>, what: { at: number; message: string; console: readonly string[] }): CrashDump | undefined {
  const volume = dumpVolume(sim.world, server)
  if (!volume) return undefined
  const bytes = estimatedDump(sim.world, server)
  const complete = bytes <= Number(volume.properties.volsize ?? 0)
  return sim.put({ id: idOf(volume.id), dataset: volume.id, valid: true, complete, pages: dumpPages(sim.world, server), bytes, ...what })
}
/** savecore has been there: the dump is not saved twice. */
export const settle = (sim: Simulation, dump: CrashDump): void => void sim.put({ ...dump, valid: false })

/** What /etc/dumpadm.conf keeps beside the kernel's own settings. */
export interface SavecoreConfig {
  readonly directory: string
  readonly enabled: boolean
  readonly compressed: boolean
}
const CONF = '/etc/dumpadm.conf'
/** What /etc/dumpadm.conf says of savecore. Defaults and names: illumos usr/src/cmd/dumpadm/dconf.c. */
export function savecoreConfig(sim: Simulation, server: Id<'server'>): SavecoreConfig {
  const files = openFiles(sim, { server })
  const text = files.exists(CONF) ? files.read(CONF) : ''
  const value = (name: string): string | undefined => new RegExp(`^DUMPADM_${name}=(.*)$`, 'm').exec(text)?.[1]
  return {
    directory: value('SAVDIR') ?? `/var/crash/${sim.world.need(server).system?.hostname ?? ''}`,
    enabled: value('ENABLE') !== 'no',
    compressed: value('CSAVE') !== 'off',
  }
}
/** Sets both: what the kernel does now, and /etc/dumpadm.conf, which lives in RAM. Throws FileError when that cannot be written. */
export function configureDump(sim: Simulation, server: Id<'server'>, kernel: DumpConfig, savecore: SavecoreConfig): void {
  const record = sim.world.need(server)
  if (record.system) sim.patch(record, { system: { ...record.system, dump: kernel } })
  openFiles(sim, { server }).write(CONF, confText(kernel, savecore))
}
/** Text of /etc/dumpadm.conf, as dumpadm writes it. */
const confText = ({ device, content }: DumpConfig, { directory, enabled, compressed }: SavecoreConfig): string =>
  `#\n# dumpadm.conf\n#\n# Configuration parameters for system crash dump.\n# Do NOT edit this file by hand -- use dumpadm(8) instead.\n#\nDUMPADM_DEVICE=${device || 'swap'}\nDUMPADM_SAVDIR=${directory}\nDUMPADM_CONTENT=${content}\nDUMPADM_ENABLE=${enabled ? 'yes' : 'no'}\nDUMPADM_CSAVE=${compressed ? 'on' : 'off'}\n`

/** What fs-joyent does once the pool is imported: `dumpadm -y -d /dev/zvol/dsk/zones/dump`, on every boot. What was set before is forgotten. */
export function configureDumpAtBoot(sim: Simulation, server: Id<'server'>): void {
  try {
    configureDump(sim, server, { device: DUMP_DEVICE, content: 'kernel' }, { directory: '/var/crash/volatile', enabled: true, compressed: true })
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
}
