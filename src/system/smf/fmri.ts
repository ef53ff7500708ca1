import { fnmatch } from './fnmatch.ts'

/** Whether a pattern names a service: the whole FMRI, one of its abbreviations, or a glob. Source: smf(7). */
export function matches(fmri: string, pattern: string): boolean {
  if (/[*?[]/.test(pattern)) return globbed(fmri, pattern)
  const bare = pattern.replace(/^svc:\/?/, '')
  const name = fmri.slice('svc:/'.length)
  const withoutInstance = name.slice(0, name.lastIndexOf(':'))
  if (pattern.startsWith('svc:')) return bare === name || bare === withoutInstance
  return [name, withoutInstance, name.slice(name.lastIndexOf(':') + 1)].includes(bare) || name.endsWith(`/${bare}`) || withoutInstance.endsWith(`/${bare}`)
}
/** A glob may leave out the scheme, any of the first parts of the name, and the instance. */
function globbed(fmri: string, pattern: string): boolean {
  const name = fmri.slice('svc:/'.length)
  const parts = name.split('/')
  const beginnings = pattern.startsWith('svc:') ? [name] : parts.map((_, i) => parts.slice(i).join('/'))
  const glob = pattern.replace(/^svc:\/?/, '')
  return beginnings.some((each) => fnmatch(glob, each) || fnmatch(glob, each.slice(0, each.lastIndexOf(':'))))
}
