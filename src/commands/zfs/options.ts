import { fail } from './say.ts'

/** Parses repeated `-o property=value`; ends the command if one is malformed or there twice. (zfs_main.c parseprop) */
export function assignments(texts: readonly string[]): Record<string, string> {
  const properties: Record<string, string> = {}
  for (const text of texts) {
    const at = text.indexOf('=')
    if (at < 0) return fail("missing '=' for property=value argument")
    const name = text.slice(0, at)
    if (Object.hasOwn(properties, name)) return fail(`property '${name}' specified multiple times`)
    properties[name] = text.slice(at + 1)
  }
  return properties
}
