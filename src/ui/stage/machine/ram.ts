import type { Id } from '../../../sim/record.ts'
import type { Transfer } from '../../../system/hardware/hardware.ts'
import type { Machine } from './model.ts'

/** Something in RAM. */
export interface RamRow {
  /** The record it stands for, and its part after `#`. */
  readonly key: string
  readonly kind: 'loader' | 'unix' | 'boot_archive' | 'boot_archive.hash' | 'kernel' | 'root' | 'usr' | 'tmpfs'
  /** Bytes of RAM that it takes; 0 when it lies inside another. */
  readonly bytes: number
  /** Bytes of it in use, where it is a file system. */
  readonly used?: number
  /** It is still being read. */
  readonly transfer?: Transfer
}
const FILES = ['loader', 'unix', 'boot_archive', 'boot_archive.hash'] as const

/**
 * What is in RAM, bottom up, each thing in its own place for good: where the loader was, tmpfs comes to be; the file
 * unix becomes the kernel; the archive becomes `/`; and where its hash was, `/usr`, which lies in the archive.
 */
export function ramRows(machine: Machine): readonly (RamRow | undefined)[] {
  const { server, ramfs, mounts } = machine
  const read = new Map((server.ram ?? []).map((content) => [content.what, content.bytes]))
  if (!server.system) return FILES.map((what) => fileRow(server.id, what, read.get(what), server.transfer))
  const root = mounts.find(({ path, lives }) => path === '/' && lives === 'ram')
  const usr = mounts.find(({ path, zone }) => path === '/usr' && !zone)
  const archive = read.get('boot_archive') ?? 0
  const temporary = mounts.filter(({ fstype, zone }) => fstype === 'tmpfs' && !zone)
  const usedOf = (id: Id | undefined): number => {
    const fs = ramfs.find((record) => record.id === id)
    return fs ? fs.base + fs.used : 0
  }
  const scratch = temporary.reduce((sum, { backing }) => sum + usedOf(backing), 0)
  const tmp = temporary.find(({ path }) => path === '/tmp') ?? temporary[0]
  return [
    tmp && { key: tmp.backing, kind: 'tmpfs', bytes: scratch, used: scratch },
    { key: `${server.id}#kernel`, kind: 'kernel', bytes: read.get('unix') ?? 0 },
    root
      ? { key: root.backing, kind: 'root', bytes: archive, used: usedOf(root.backing) }
      : { key: `${server.id}#boot_archive`, kind: 'boot_archive', bytes: archive },
    usr && { key: usr.backing, kind: 'usr', bytes: 0, used: usedOf(usr.backing) },
  ]
}
function fileRow(server: Id<'server'>, what: (typeof FILES)[number], bytes: number | undefined, transfer: Transfer | undefined): RamRow | undefined {
  const key = `${server}#${what}`
  if (bytes !== undefined) return { key, kind: what, bytes }
  return transfer?.what === what ? { key, kind: what, bytes: transfer.bytes, transfer } : undefined
}

/** Bytes of RAM that are taken for certain (what is still being read is not counted). */
export const ramTaken = (rows: readonly (RamRow | undefined)[]): number => rows.reduce((sum, row) => sum + (row && !row.transfer ? row.bytes : 0), 0)
