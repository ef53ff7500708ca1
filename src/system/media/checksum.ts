import { sha1 } from '@noble/hashes/legacy.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { bytesOf } from '../files/content.ts'
import type { FileEntry } from '../files/tree.ts'
import { type ArtifactKind, artifactOf } from './releases.ts'

/** What a checksum of a file is taken over: its bytes, or, for a bulk file, what identifies them. */
export function identityOf(file: FileEntry): string {
  if (file.artifact) return `artifact ${file.artifact}`
  return file.content === undefined ? `${file.fill ?? 'zero'} ${file.size} ${file.ino} ${file.mtime}` : bytesOf(file)
}
/** SHA-1 of a file, 40 hex digits: of its real bytes if they are kept, else one that follows from what it is. */
export function sha1Of(file: FileEntry): string {
  const identity = identityOf(file)
  return bytesToHex(sha1(file.content === undefined ? utf8ToBytes(identity) : Uint8Array.from(identity, (char) => char.charCodeAt(0))))
}
const sums = new Map<string, string>()
/** SHA-1 of a true copy of a distribution file. */
export function sha1OfArtifact(kind: ArtifactKind, stamp: string): string {
  const artifact = artifactOf(kind, stamp)
  const known = sums.get(artifact)
  if (known) return known
  const sum = bytesToHex(sha1(utf8ToBytes(`artifact ${artifact}`)))
  sums.set(artifact, sum)
  return sum
}
