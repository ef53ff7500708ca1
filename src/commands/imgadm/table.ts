import type { Json } from '../../sim/record.ts'
import type { Image, Manifest } from '../../system/images/image.ts'
import { fail } from './say.ts'

/** One line of a table: the manifest and what is computed from it. */
export type Row = Readonly<Record<string, Json | undefined>>

/** A manifest as the image server has it. smartos-live src/img/lib/imgadm.js; field list: smartos-docs managing-images */
export function manifestJson(manifest: Manifest): Record<string, Json> {
  const { uuid, name, version, published_at, type, os, size, description, origin, image_size, requirements } = manifest
  return {
    v: 2,
    uuid,
    owner: '930896af-bf8c-48d4-885c-6573a94b1853',
    name,
    version,
    state: 'active',
    disabled: false,
    public: true,
    published_at,
    type,
    os,
    ...(origin !== undefined && { origin }),
    files: [{ sha1: sha1Of(uuid), size, compression: 'gzip' }],
    description,
    ...(requirements && { requirements: requirements as Json }),
    ...(image_size !== undefined && { image_size }),
    ...(type === 'zvol' && { nic_driver: 'virtio', disk_driver: 'virtio', cpu_type: 'qemu64' }),
  }
}
/** A checksum that follows from the UUID: nothing is ever downloaded. */
function sha1Of(uuid: string): string {
  const hex = uuid.replace(/-/g, '')
  return [...hex, ...hex.slice(0, 8)].map((digit, i) => ((Number.parseInt(digit, 16) * 7 + i * 5) % 16).toString(16)).join('')
}
/** The line of an image: available, or installed with its source and clones. */
export function rowOf(manifest: Manifest, installed?: { image: Image; clones: number }): Row {
  const { published_at, size } = manifest
  return {
    ...manifestJson(manifest),
    published: published_at.replace(/\.\d+Z$/, 'Z'),
    published_date: published_at.slice(0, 10),
    pub: published_at.slice(0, 10),
    size,
    ...(installed && { source: installed.image.source, clones: installed.clones, zpool: 'zones' }),
  }
}
/** Keeps the rows that meet all conditions `field=value` and `field=~part`. */
export function matching(rows: readonly Row[], words: readonly string[], subcommand: string): readonly Row[] {
  const tests = words.map((word) => {
    const equals = word.indexOf('=')
    if (equals <= 0) fail(subcommand, 'Usage', `invalid filter: "${word}" (must be of the form "field=value")`)
    return [word.slice(0, equals), word.slice(equals + 1)] as const
  })
  return rows.filter((row) =>
    tests.every(([field, value]) => (value.startsWith('~') ? String(row[field] ?? '').includes(value.slice(1)) : String(row[field] ?? '') === value)),
  )
}
/** Sorts by fields; a leading - turns the order round. */
export function sortRows(rows: readonly Row[], fields: readonly string[]): readonly Row[] {
  const keys = fields.map((field) => ({ name: field.replace(/^[+-]/, ''), sign: field.startsWith('-') ? -1 : 1 }))
  return rows.toSorted((a, b) => {
    for (const { name, sign } of keys) {
      const [left, right] = [a[name] ?? '', b[name] ?? '']
      if (left !== right) return (left < right ? -1 : 1) * sign
    }
    return 0
  })
}
/** Columns as wide as their widest value; nothing at all for no rows. smartos-live src/img/lib/common.js (tabulate) */
export function tabulate(rows: readonly Row[], columns: readonly string[], header: boolean): string {
  if (rows.length === 0) return ''
  const lines = rows.map((row) =>
    columns.map((column) =>
      row[column] === undefined || row[column] === null || row[column] === ''
        ? '-'
        : typeof row[column] === 'object'
          ? JSON.stringify(row[column])
          : String(row[column]),
    ),
  )
  if (header) lines.unshift(columns.map((column) => column.toUpperCase()))
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length), columns[i]?.length ?? 0))
  return lines.map((line) => `${line.map((text, i) => (i === line.length - 1 ? text : text.padEnd(widths[i] ?? 0))).join('  ')}\n`).join('')
}
