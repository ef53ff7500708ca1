/** Variables of a loader.conf(5): `name=value` lines, the value in double or single quotes or bare; `#` begins a comment. */
export function parseConf(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const line of text.split('\n')) {
    const match = /^\s*([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(line)
    if (match) values[match[1] as string] = match[2] ?? match[3] ?? match[4] ?? ''
  }
  return values
}
