/** What a kernel was told by its switches. Source: illumos usr/src/man/man8/kernel.8, usr/src/boot/forth/loader.4th. */
export interface BootArgs {
  /** The switches as they were given: `-kv -m verbose`. */
  readonly text: string
  /** `-v`: the kernel tells of each device. */
  readonly verbose: boolean
  /** `-k`: the kernel debugger is loaded; `-d`: it stops there at once. */
  readonly kmdb: boolean
  readonly drop: boolean
  /** `-s`: single-user. */
  readonly single: boolean
  /** `-r`: devices are looked for anew. */
  readonly reconfigure: boolean
  /** `-m`: what SMF is told: `verbose`, `milestone=none`. */
  readonly smf: readonly string[]
}

/** Reads the boot parameter `boot-args` of a system. */
export function bootArgsOf(parameters: Readonly<Record<string, string>> | undefined): BootArgs {
  const text = parameters?.['boot-args'] ?? ''
  const words = text.split(/\s+/).filter(Boolean)
  let letters = ''
  const smf: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string
    if (!word.startsWith('-') || word.startsWith('-B')) continue
    if (word.startsWith('-m')) smf.push(...(word.slice(2) || words[++i] || '').split(',').filter(Boolean))
    else letters += word.slice(1)
  }
  const has = (letter: string): boolean => letters.includes(letter)
  return { text, verbose: has('v'), kmdb: has('k'), drop: has('d'), single: has('s'), reconfigure: has('r'), smf }
}

/** Properties of `-B name=value,name=value` in a line of switches; the rest of the line is left as it is. */
export function splitProperties(args: string): { readonly switches: string; readonly properties: Readonly<Record<string, string>> } {
  const properties: Record<string, string> = {}
  const switches = args
    .replace(/(^|\s)-B\s*((?:[^\s"']|"[^"]*"|'[^']*')+)/g, (_, before: string, list: string) => {
      for (const one of list.match(/(?:[^,"']|"[^"]*"|'[^']*')+/g) ?? []) {
        const at = one.indexOf('=')
        properties[at < 0 ? one : one.slice(0, at)] = at < 0 ? 'true' : one.slice(at + 1).replace(/^(["'])(.*)\1$/, '$2')
      }
      return before
    })
    .replace(/\s+/g, ' ')
    .trim()
  return { switches, properties }
}
