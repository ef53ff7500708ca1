import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { bytesOf } from '../files/content.ts'
import type { FileEntry } from '../files/tree.ts'
import { type ArtifactKind, artifactOf } from './releases.ts'

/** What a checksum of a file is taken over: its bytes, or, for a bulk file, what identifies them. */
export function identityOf(file: FileEntry): string {
  if (file.artifact) return `artifact ${file.artifact}`
  return file.content === undefined ? `${file.fill ?? 'zero'} ${file.size} ${file.ino} ${file.mtime}` : bytesOf(file)
}
/** Checksums that `digest` computes, by the names it has for them. */
export const ALGORITHMS = { sha1, md5, sha256, sha384, sha512 } as const
export type Algorithm = keyof typeof ALGORITHMS

/** A checksum of a file in hex digits: of its real bytes if they are kept, else one that follows from what it is. */
export function sumOf(algorithm: Algorithm, file: FileEntry): string {
  const identity = identityOf(file)
  const bytes = file.content === undefined ? utf8ToBytes(identity) : Uint8Array.from(identity, (char) => char.charCodeAt(0))
  return bytesToHex(ALGORITHMS[algorithm](bytes))
}
const sums = new Map<string, string>()
/** A checksum of a true copy of a distribution file. */
export function sumOfArtifact(algorithm: Algorithm, kind: ArtifactKind, stamp: string): string {
  const artifact = artifactOf(kind, stamp)
  const key = `${algorithm} ${artifact}`
  const known = sums.get(key)
  if (known) return known
  const sum = bytesToHex(ALGORITHMS[algorithm](utf8ToBytes(`artifact ${artifact}`)))
  sums.set(key, sum)
  return sum
}
/** SHA-1 of a file, 40 hex digits. */
export const sha1Of = (file: FileEntry): string => sumOf('sha1', file)
/** SHA-1 of a true copy of a distribution file. */
export const sha1OfArtifact = (kind: ArtifactKind, stamp: string): string => sumOfArtifact('sha1', kind, stamp)
