import type { Answers } from '../hardware/spec.ts'

/** What the set-up asks, with its defaults where it has them (smartos-live src/smartdc/lib/smartos_prompt_config.sh). */
export const DEFAULTS: Answers = {
  admin_netmask: '255.255.255.0',
  headnode_default_gateway: 'none',
  dns_resolver1: '8.8.8.8',
  dns_resolver2: '8.8.4.4',
  ntp_host: '0.smartos.pool.ntp.org',
  install_pkgsrc: 'yes',
  bootpool: 'none',
}

/** Answers with `<default>` and what is missing replaced by the defaults. */
export function complete(answers: Answers): Answers {
  const given = Object.entries(answers).filter(([, value]) => value !== '<default>')
  return { ...DEFAULTS, ...Object.fromEntries(given) }
}

/** Text of `/usbkey/config` as the set-up writes it; a shell sources it. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh. */
export function configText(given: Answers): string {
  const a = complete(given)
  const lines = [
    '#',
    '# This file was auto-generated and must be source-able by bash.',
    '#',
    '',
    `admin_nic=${a.admin_nic ?? ''}`,
    `admin_ip=${a.admin_ip ?? ''}`,
    ...(a.admin_ip === 'dhcp' ? [] : [`admin_netmask=${a.admin_netmask}`, 'admin_network=', `admin_gateway=${a.admin_ip ?? ''}`, '']),
    `headnode_default_gateway=${a.headnode_default_gateway}`,
    '',
    `dns_resolvers=${a.dns_resolver1},${a.dns_resolver2}`,
    `dns_domain=${a.dns_search ?? ''}`,
    '',
    `ntp_hosts=${a.ntp_host}`,
    `compute_node_ntp_hosts=${a.admin_ip ?? ''}`,
    '',
    `hostname=${a.hostname ?? ''}`,
    '',
    'smt_enabled=true',
    '',
  ]
  return `${lines.join('\n')}\n`
}

/** What bash makes of a config file: its values, and what stops it. */
export interface ReadConfig {
  readonly values: Readonly<Record<string, string>>
  /** What bash says, without the script's name, and its exit status; with `errexit` the script ends there. */
  readonly fault?: { readonly text: string; readonly status: number }
}
/** Characters that end a word, or are no word, unless they are quoted. */
const OPERATOR = /[;&|<>()]/

/**
 * Reads a config file as the boot scripts do: comments and lines that begin with no letter are left out, the others get a
 * prefix and are evaluated all at once. A quote that is not closed therefore loses every value, not only its own; a line
 * that is no assignment is a command that is not found. Source: smartos-live src/lib/sdc/config.sh load_sdc_config.
 */
export function readConfig(text: string): ReadConfig {
  const source = text
    .split('\n')
    .map((line) => line.replace(/^ */, ''))
    .filter((line) => /^[A-Za-z]/.test(line))
  const lines = `${source.join('\n')}\n`
  const values: Record<string, string> = {}
  let missing: { text: string; status: number } | undefined
  let words: string[] = []
  let word: string | undefined
  let number = 1
  const endLine = (): void => {
    if (word !== undefined) words.push(word)
    word = undefined
    const first = words.findIndex((one) => !/^[A-Za-z_]\w*=/.test(one))
    // Values before a command are only for that command; what comes after one that fails is never read.
    if (first >= 0 && !missing) missing = { text: `line ${number}: ${first === 0 ? 'CONFIG_' : ''}${words[first]}: command not found`, status: 127 }
    if (first < 0 && !missing) for (const one of words) values[one.slice(0, one.indexOf('='))] = one.slice(one.indexOf('=') + 1)
    words = []
  }
  for (let at = 0; at < lines.length; at++) {
    const letter = lines[at] as string
    if (letter === "'" || letter === '"') {
      const quote = closing(lines, at)
      if (quote === undefined) return { values: {}, fault: { text: `line ${number}: unexpected EOF while looking for matching \`${letter}'`, status: 1 } }
      word = (word ?? '') + quote.text
      number += quote.text.split('\n').length - 1
      at = quote.end
    } else if (letter === '\\') word = (word ?? '') + (lines[++at] ?? '')
    else if (letter === '\n') {
      endLine()
      number++
    } else if (letter === ' ' || letter === '\t') {
      if (word !== undefined) words.push(word)
      word = undefined
    } else if (letter === '#' && word === undefined) at = lines.indexOf('\n', at) - 1
    else if (letter === ';' && (word !== undefined || words.length > 0)) endLine()
    else if (OPERATOR.test(letter)) {
      const next = letter === '<' || letter === '>' || letter === '|' || letter === '&' ? lines.slice(at + 1).match(/^[ \t]*(\n|[<>()|&;])/)?.[1] : letter
      const token = letter === '(' || letter === ')' || letter === ';' ? letter : next === '\n' ? 'newline' : next
      return { values: {}, fault: { text: `line ${number}: syntax error near unexpected token \`${token ?? letter}'`, status: 1 } }
    } else word = (word ?? '') + letter
  }
  return { values, ...(missing && { fault: missing }) }
}
/** What stands between quotes, and where they end. */
function closing(text: string, from: number): { text: string; end: number } | undefined {
  const quote = text[from]
  let inner = ''
  for (let at = from + 1; at < text.length; at++) {
    const letter = text[at] as string
    if (letter === quote) return { text: inner, end: at }
    if (quote === '"' && letter === '\\' && /["\\$`\n]/.test(text[at + 1] ?? '')) inner += text[++at]
    else inner += letter
  }
  return undefined
}
/** The values of a config file that mean something: an empty one is as good as none. */
export const parseConfig = (text: string): Record<string, string> =>
  Object.fromEntries(Object.entries(readConfig(text).values).filter(([, value]) => value !== ''))
