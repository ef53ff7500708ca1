import type { FileEntry } from '../files/tree.ts'

/**
 * Stamps of the platform images that the project has published, oldest first. The dates are ours; the real ones come
 * out about every two weeks (smartos-docs download-smartos.md). Two of them are the examples of piadm(8)'s transcripts.
 */
export const RELEASES = [
  '20260101T001704Z',
  '20260115T002130Z',
  '20260129T001958Z',
  '20260212T002222Z',
  '20260226T002146Z',
  '20260312T002222Z',
  '20260326T002009Z',
  '20260409T002413Z',
] as const

/** When an image was built, milliseconds since 1970: its stamp is a date. Undefined for what is no stamp. */
export function builtAt(stamp: string): number | undefined {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? []
  return y === undefined ? undefined : Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s))
}
/** The stamps published by a moment (milliseconds since 1970), oldest first. */
export const publishedBy = (when: number): string[] => RELEASES.filter((stamp) => (builtAt(stamp) ?? 0) <= when)

/** The distribution files of a release. */
export type ArtifactKind = 'unix' | 'boot_archive' | 'loader' | 'loader64.efi' | 'cdboot' | 'platform.tgz' | 'iso' | 'usb.img' | 'usb.img.gz'
/** Bytes of the distribution files. boot_archive: 350,000 KiB (smartos-live tools/build_live); the stick's image 1,940,000,256 (tools/build_boot_image); the others are typical. */
export const ARTIFACT_BYTES: Readonly<Record<ArtifactKind, number>> = {
  unix: 5_242_880,
  boot_archive: 350_000 * 1024,
  loader: 548_864,
  'loader64.efi': 641_024,
  cdboot: 2048,
  'platform.tgz': 185_240_033,
  iso: 629_145_600,
  'usb.img': 1_940_000_256,
  'usb.img.gz': 640_532_480,
}
/** How a file that is a true copy is named: kind and stamp. */
export const artifactOf = (kind: ArtifactKind, stamp: string): string => `${kind} ${stamp}`
/** Kind and stamp of an artifact's name. */
export function partsOfArtifact(artifact: string | undefined): { readonly kind: ArtifactKind; readonly stamp: string } | undefined {
  const [kind = '', stamp = ''] = artifact?.split(' ') ?? []
  return kind in ARTIFACT_BYTES && stamp ? { kind: kind as ArtifactKind, stamp } : undefined
}
/** The stamp of a file that is a true copy of that kind of distribution file. */
export function stampOfFile(file: FileEntry | undefined, kind: ArtifactKind): string | undefined {
  const parts = partsOfArtifact(file?.artifact)
  return parts?.kind === kind ? parts.stamp : undefined
}
