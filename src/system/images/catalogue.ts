import type { Manifest } from './image.ts'

const MIB = 2 ** 20
type Row = readonly [
  name: string,
  version: string,
  uuid: string,
  published: string,
  type: Manifest['type'],
  os: Manifest['os'],
  downloadMiB: number,
  unpackedMiB: number,
  diskMiB?: number,
]

/**
 * Names, versions, UUIDs and dates of public images: smartos-docs (how-to-create-a-zone, managing-images), the image
 * pages of the SmartOS project. Sizes are as told there for base-64 17.2.0 and 15.2.0, and estimates for the others.
 */
const ROWS: readonly Row[] = [
  ['ubuntu-14.04', '20150724', 'ead4ff68-320a-11e5-bd54-3749d04712df', '2015-07-24T09:40:11Z', 'zvol', 'linux', 312.4, 896, 10240],
  ['minimal-64', '15.2.0', '8ec06130-3472-11e5-bf91-ebc747dbae7e', '2015-07-27T14:20:36Z', 'zone-dataset', 'smartos', 44.8, 182],
  ['base-64', '16.3.1', '70e3ae72-96b6-11e6-9056-9737fd4d0764', '2016-10-20T13:11:04Z', 'zone-dataset', 'smartos', 168.2, 441],
  ['ubuntu-14.04', '20170403', '04179d8e-188a-11e7-af4a-1349e98cbd17', '2017-04-03T17:28:52Z', 'lx-dataset', 'linux', 142.7, 398],
  ['base-64', '17.2.0', '643de2c0-672e-11e7-9a3f-ff62fd3708f8', '2017-07-12T19:02:16Z', 'zone-dataset', 'smartos', 176.6, 463],
  ['base-64-lts', '19.4.0', 'e75c9d82-3156-11ea-9220-c7a6bb9f41b6', '2020-01-07T14:41:09Z', 'zone-dataset', 'smartos', 188.3, 508],
  ['minimal-64-lts', '20.4.0', '800db35c-5408-11eb-9792-872f658e7911', '2021-01-11T11:50:33Z', 'zone-dataset', 'smartos', 52.6, 214],
  ['base-64-lts', '21.4.1', '85d0f826-0131-11ed-973d-2bfeef68011c', '2022-07-11T16:20:54Z', 'zone-dataset', 'smartos', 201.9, 551],
  ['base-64-lts', '23.4.0', '8adac45a-aca7-11ee-b53e-00151714048c', '2024-01-06T17:52:20Z', 'zone-dataset', 'smartos', 208.5, 569],
  ['base-64-lts', '24.4.1', '2f1dc911-6401-4fa4-8e9d-67ea2e39c271', '2025-01-06T15:31:47Z', 'zone-dataset', 'smartos', 212.1, 578],
  ['alpine-3', '20250120', '0b7d45d9-be8c-439f-9a24-bd6223199c2b', '2025-01-20T12:04:18Z', 'lx-dataset', 'linux', 22.4, 71],
]

const DESCRIPTIONS: Record<string, string> = {
  'base-64-lts': '64-bit SmartOS userland with pkgsrc and the usual command-line tools.',
  'base-64': '64-bit SmartOS userland with pkgsrc and the usual command-line tools.',
  'minimal-64-lts': '64-bit SmartOS userland with as little as possible, to build on.',
  'minimal-64': '64-bit SmartOS userland with as little as possible, to build on.',
  'alpine-3': 'Alpine Linux 3 for lx zones.',
}
const manifestOf = ([name, version, uuid, published_at, type, os, download, unpacked, disk]: Row): Manifest => ({
  uuid,
  name,
  version,
  os,
  type,
  description: DESCRIPTIONS[name] ?? (type === 'zvol' ? `${name} for hardware virtual machines.` : `${name} for lx zones.`),
  published_at,
  size: Math.round(download * MIB),
  unpacked: unpacked * MIB,
  ...(disk !== undefined && { image_size: disk }),
  ...(type === 'lx-dataset' && { requirements: { brand: 'lx', min_platform: { '7.0': '20160225T122859Z' } } }),
})

/** What the image server offers: always the same, since no network is behind it. */
export const CATALOGUE: readonly Manifest[] = ROWS.map(manifestOf)
const BY_UUID = new Map(CATALOGUE.map((manifest) => [manifest.uuid, manifest]))
/** The manifest on offer of that UUID. */
export const availableImage = (uuid: string): Manifest | undefined => BY_UUID.get(uuid)
