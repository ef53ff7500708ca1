import type { Id } from '../../../sim/record.ts'
import type { Simulation } from '../../../sim/simulation.ts'
import { FileError } from '../../files/files.ts'
import { openFiles } from '../../files/open.ts'
import { disklayout, type LayoutDisk, layoutDisk, layoutJson, layoutLine } from '../../platform/disklayout.ts'
import type { VdevSpec } from '../../zfs/pools.ts'

const DISKS = '/var/tmp/mydisks'
const LAYOUT = '/var/tmp/disklayout.json'

/** Disks that a pool may be made of: what `diskinfo -Hp` lists, without USB. The stick is none of them. */
export const usableDisks = (sim: Simulation, server: Id<'server'>): LayoutDisk[] =>
  sim.world
    .by('disk', 'server', server)
    .filter(({ present }) => present)
    .map(layoutDisk)
    .filter(({ type }) => type !== 'USB')

const tabs = ({ type, name, vid, pid, size, removable, solid_state }: LayoutDisk): string =>
  `${[type, name, vid, pid, size, removable ? 'yes' : 'no', solid_state ? 'yes' : 'no'].join('\t')}\n`

/**
 * Works out a layout and leaves it in the files where the script keeps it. Yields the line that shows it; `none` when there
 * is no disk to use; `error` with the tool's words when there is no such layout.
 */
export function proposeLayout(sim: Simulation, server: Id<'server'>, layout: string | undefined): { line: string } | { error: string } | 'none' {
  const files = openFiles(sim, { server })
  const disks = usableDisks(sim, server)
  files.write(DISKS, disks.map(tabs).join(''))
  const found = disklayout(disks, { layout })
  const error = typeof found === 'string' ? `fatal error: ${found}\n` : undefined
  files.write(LAYOUT, typeof found === 'string' ? (error ?? '') : layoutJson(found))
  if (typeof found !== 'string') return { line: layoutLine(found) }
  return found === 'no primary storage disks available' ? 'none' : { error: error ?? '' }
}

interface Device {
  readonly name?: string
  readonly type?: string
  readonly devices?: readonly Device[]
}
/** The devices of the layout that was accepted, as its file has them now; undefined if the file is gone or no longer one. */
export function acceptedVdevs(sim: Simulation, server: Id<'server'>): VdevSpec[] | undefined {
  try {
    const { vdevs = [], spares, logs, cache } = JSON.parse(openFiles(sim, { server }).read(LAYOUT)) as Record<string, Device[] | undefined>
    const names = (devices: readonly Device[]): string[] => devices.map(({ name = '' }) => name)
    const group = (type: 'spare' | 'log' | 'cache', devices: readonly Device[] | undefined): VdevSpec[] => (devices ? [{ type, disks: names(devices) }] : [])
    const data = vdevs.map(({ type, name = '', devices }): VdevSpec => {
      if (!type) return { type: 'disk', disks: [name] }
      if (type === 'mirror') return { type, disks: names(devices ?? []) }
      return { type: 'raidz', parity: Number(type.slice(5)) || 1, disks: names(devices ?? []) }
    })
    return [...data, ...group('spare', spares), ...group('log', logs), ...group('cache', cache)]
  } catch (error) {
    if (error instanceof FileError || error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}
