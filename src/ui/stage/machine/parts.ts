import type { Nic } from '../../../system/hardware/hardware.ts'
import { niceBytes } from '../../../system/zfs/nice.ts'
import { type Dataset, usedOf } from '../../../system/zfs/zfs.ts'
import { phaseOf, zoneStateOf } from '../../../system/zones/vmState.ts'
import type { Zone } from '../../../system/zones/zone.ts'
import { hasText, t, text } from '../../i18n/index.ts'
import { bootOrderOf, disksOf, isOn, type Machine, type PoolPicture, type Row, releaseOn, runsOf, statePath } from './model.ts'
import { ramRows, ramTaken } from './ram.ts'
import { diskText, sizeText } from './sizes.ts'

/** A thing of the picture in words: a line of the text twin, and the sentence shown when it is pointed at. */
export interface Part {
  /** The record it stands for, with what of it after `#`. */
  readonly key: string
  readonly text: string
  readonly about: string
  readonly parts: readonly Part[]
}
const part = (key: string, line: string, about: string, parts: readonly (Part | undefined)[] = []): Part => ({
  key,
  text: line,
  about,
  parts: parts.filter((one) => one !== undefined),
})

/** What goes on in the server, in one sentence. */
export function stateSentence({ server }: Machine): string {
  const id = `state.server.${statePath(server)}`
  return hasText(id) ? text(id) : ''
}
/** State of a zone in words, with what goes on within it. */
export function zoneState(zone: Zone): string {
  if (zone.failed) return t('machine.zone.failed')
  const phase = `machine.phase.${phaseOf(zone)}`
  const state = t(`machine.life.${zoneStateOf(zone)}`)
  return hasText(phase) ? `${state} · ${text(phase)}` : state
}
/** Word for the link of a network card. */
export const linkState = (nic: Nic, on: boolean): string => t(nic.cable ? (on ? 'machine.nic.up' : 'machine.nic.dark') : 'machine.nic.down')
/** Its address, or that it has none. */
function addressOf({ server }: Machine, nic: Nic): string {
  const address = server.system?.addresses?.[nic.link]
  if (!address) return t('machine.nic.none')
  const plain = `${address.ip}/${address.prefix}`
  return address.dhcp ? t('machine.nic.dhcp', { address: plain }) : plain
}
/** What a zone is called. */
export const zoneName = (zone: Zone): string => zone.alias || zone.uuid

/** The whole picture as a tree of words, in the language shown. */
export function partsOf(machine: Machine): Part {
  const { server } = machine
  const ram = sizeText(server.ramMiB * 2 ** 20)
  const order = bootOrderOf(server)
  const sentence = stateSentence(machine)
  return part(server.id, `${server.name}: ${t(`machine.runs.${runsOf(server)}`)}`, sentence, [
    part(
      `${server.id}#firmware`,
      `${t('machine.firmware')} (${server.firmware.toUpperCase()})`,
      t('machine.about.firmware', { kind: server.firmware.toUpperCase(), order: order.map(({ device }) => t(`machine.device.${device}`)).join(', ') }),
      order.map(({ device, state }) => part(`${server.id}#firmware/${device}`, `${t(`machine.device.${device}`)}: ${t(`machine.try.${state}`)}`, sentence)),
    ),
    part(
      `${server.id}#cpu`,
      t('machine.facts', { cpus: server.cpus, ram }) + (server.system ? ` · ${server.system.platform}` : ''),
      t('machine.about.cpu', { runs: sentence }),
    ),
    ...machine.nics.map((nic) => {
      const state = linkState(nic, isOn(server))
      return part(
        nic.id,
        `${nic.link}: ${state}, ${addressOf(machine, nic)}`,
        t('machine.about.nic', { link: nic.link, mac: nic.mac, state, address: addressOf(machine, nic) }),
      )
    }),
    stickPart(machine),
    discPart(machine),
    ramPart(machine),
    ...machine.disks.map((disk) => {
      const pool = machine.pools.find((one) => disksOf(one.pool).has(disk.name))
      const use = !disk.present ? t('machine.disk.gone') : pool ? t('machine.disk.of', { pool: pool.pool.name }) : t('machine.disk.free')
      const size = diskText(disk.sizeBytes)
      return part(disk.id, `${disk.name}: ${size}, ${use}`, t('machine.about.disk', { name: disk.name, size, use }))
    }),
    ...machine.pools.map(poolPart),
    part(
      `${server.id}#zones`,
      `${t('machine.zones')}: ${machine.zones.length}`,
      t('machine.about.zones', { count: machine.zones.length }),
      machine.zones.map((zone) => {
        const state = zoneState(zone)
        return part(
          zone.id,
          `${zoneName(zone)}: ${zone.brand}, ${state}`,
          t('machine.about.zone', { name: zoneName(zone), brand: zone.brand, state, dataset: zone.dataset }),
        )
      }),
    ),
  ])
}
function stickPart({ server, stick, desk }: Machine): Part {
  if (stick) {
    const platform = releaseOn(stick) ?? t('machine.medium.none')
    return part(stick.id, `${t('machine.stick', { label: stick.label })}: ${platform}`, t('machine.about.stick', { platform }))
  }
  const away = desk.find(({ kind }) => kind === 'usb')
  if (!away) return part(`${server.id}#slot`, `${t('machine.usb')}: ${t('machine.usb.empty')}`, t('machine.about.slot'))
  return part(away.id, `${t('machine.stick', { label: away.label })}: ${t('machine.usb.desk')}`, t('machine.about.stick.desk'))
}
function discPart({ server, disc }: Machine): Part {
  if (!disc) return part(`${server.id}#drive`, `${t('machine.drive')}: ${t('machine.usb.empty')}`, t('machine.about.drive'))
  const platform = releaseOn(disc) ?? t('machine.medium.none')
  return part(disc.id, `${t('machine.disc', { label: disc.label })}: ${platform}`, t('machine.about.disc', { platform }))
}
function ramPart(machine: Machine): Part {
  const { server } = machine
  const rows = ramRows(machine)
  const total = sizeText(server.ramMiB * 2 ** 20)
  const used = sizeText(ramTaken(rows))
  return part(
    `${server.id}#ram`,
    `${t('machine.ram')}: ${t('machine.ram.of', { used, total })}, ${t('machine.ram.note')}`,
    t('machine.about.ram', { used, total }),
    rows.map(
      (row) =>
        row &&
        part(
          row.key,
          `${t(`machine.ram.${row.kind}`)} (${t(`machine.ram.note.${row.kind}`)}): ${row.kind === 'usr' ? t('machine.ram.packed', { used: sizeText(row.used ?? 0) }) : sizeText(row.bytes)}`,
          t(`machine.about.ram.${row.kind}`),
        ),
    ),
  )
}
function poolPart({ pool, rows, imported, arriving }: PoolPicture): Part {
  const used = niceBytes(pool.allocated)
  const total = niceBytes(pool.dspace)
  const children = (at: number): Part[] => {
    const parts: Part[] = []
    const depth = rows[at]?.depth ?? 0
    for (let i = at; (rows[i]?.depth ?? -1) >= depth; i++)
      if (rows[i]?.depth === depth) parts.push(datasetPart(rows[i] as Row, (rows[i + 1]?.depth ?? 0) > depth ? children(i + 1) : []))
    return parts
  }
  const state = imported ? String(pool.machine.value) : t('machine.pool.dormant')
  return part(
    pool.id,
    `${t('machine.pool', { name: pool.name })}: ${state}, ${t('machine.pool.space', { used, total })}`,
    t('machine.about.pool', { name: pool.name, used, total }),
    [
      ...children(0),
      ...arriving.map((image) =>
        part(
          image.id,
          t('machine.image.arriving', { name: image.manifest.name }),
          t('machine.about.image', { name: image.manifest.name, version: image.manifest.version }),
        ),
      ),
    ],
  )
}
function datasetPart(row: Row, below: readonly Part[]): Part {
  const { dataset, snapshots, origin, alias } = row
  const kind = origin ? 'clone' : dataset.type === 'volume' ? 'volume' : 'dataset'
  const about = t(`machine.about.${kind}`, { name: dataset.name, used: niceBytes(usedOf(dataset)), snapshots: snapshots.length, origin: origin?.name ?? '' })
  const count = snapshots.length ? `, ${t('machine.snapshots', { count: snapshots.length })}` : ''
  const from = origin ? `, ${t('machine.legend.clone')} ${origin.name}` : ''
  return part(dataset.id, `${dataset.name}${alias ? ` (${alias})` : ''}: ${niceBytes(usedOf(dataset))}${count}${from}`, about, [
    ...snapshots.map(snapshotPart),
    ...below,
  ])
}
const snapshotPart = (snapshot: Dataset): Part => {
  const used = niceBytes(usedOf(snapshot))
  return part(snapshot.id, `${snapshot.name.slice(snapshot.name.indexOf('@'))}: ${used}`, t('machine.about.snapshot', { name: snapshot.name, used }))
}

/** Every part of a tree by its key. */
export function byKey(root: Part, map = new Map<string, Part>()): ReadonlyMap<string, Part> {
  map.set(root.key, root)
  for (const one of root.parts) byKey(one, map)
  return map
}
