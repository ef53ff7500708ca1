import { ok, type Result, refuse } from '../../sim/result.ts'

/** What is wrong with a name: the texts are those of libzfs. (illumos zfs_namecheck.c, libzfs_dataset.c zfs_validate_name) */
export type NameFault =
  | 'too-long'
  | 'leading-slash'
  | 'empty-component'
  | 'trailing-slash'
  | 'invalid-character'
  | 'multiple-delimiters'
  | 'unexpected-snapshot'
  | 'missing-snapshot'
  | 'unexpected-bookmark'
  | 'too-deep'
  | 'no-letter'
  | 'reserved'
  | 'disk-like'
  | 'slash-in-pool'
  | 'missing-dataset'
  | 'percent'
  | 'self-reference'
/** A name that cannot be. */
export type NameResult = Result<undefined, 'zfs.name'>
const fault = (kind: NameFault, more: Record<string, string> = {}): NameResult => refuse('zfs.name', { kind, ...more })

/** Checks the whole name of a filesystem, volume or snapshot. */
export function checkName(name: string, wanted: 'dataset' | 'snapshot'): NameResult {
  if (name.length >= 256) return fault('too-long')
  if (name.startsWith('/')) return fault('leading-slash')
  const bad = syntaxFault(name)
  if (bad) return bad
  const hasAt = name.includes('@')
  if (wanted === 'snapshot' && !hasAt) return fault('missing-snapshot')
  if (wanted === 'dataset' && hasAt) return fault('unexpected-snapshot')
  if (name.includes('#')) return fault('unexpected-bookmark')
  if (name.includes('%')) return fault('percent')
  if ((name.split('@')[0] as string).split('/').length > 50) return fault('too-deep')
  return ok()
}
function syntaxFault(name: string): NameResult | undefined {
  if (name.endsWith('/') || /[@#].*\//.test(name)) return fault('trailing-slash')
  if (name.split(/[/@#]/).some((part) => part === '')) return fault('empty-component')
  if (name.split(/[/@#]/).some((part) => part === '.' || part === '..')) return fault('self-reference')
  const strange = /[^A-Za-z0-9\-_.: %/@#]/.exec(name)
  if (strange) return fault('invalid-character', { character: strange[0] })
  if ((name.match(/[@#]/g)?.length ?? 0) > 1) return fault('multiple-delimiters')
  return undefined
}
/** Checks the name of a new pool. */
export function checkPoolName(name: string): NameResult {
  if (name.includes('/')) return fault('slash-in-pool')
  const strange = /[^A-Za-z0-9\-_.: ]/.exec(name)
  if (strange) return fault('invalid-character', { character: strange[0] })
  if (!/^[A-Za-z]/.test(name)) return fault('no-letter')
  if (name.length > 239) return fault('too-long')
  if (/^c[0-9]/.test(name)) return fault('disk-like')
  if (/^(mirror|raidz|spare)/.test(name) || name === 'log') return fault('reserved')
  return ok()
}
