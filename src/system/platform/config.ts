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

/** Text of `/usbkey/config` as the set-up writes it, whatever the answers are; a shell sources it. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh. */
export function configText(given: Answers): string {
  const a: Answers = { ...DEFAULTS, ...given }
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
  /** What bash says, without the name of the script (`/lib/sdc/config.sh: `), and the status; a script with `errexit` ends there. */
  readonly fault?: { readonly text: string; readonly status: number }
}
/** The line of config.sh on which the evaluated text begins for bash: it counts on from there. (smartos-live of 2026-03-13) */
const BEGIN = 194
const SYNTAX = 2
const NOT_FOUND = 127

/**
 * Reads a config file as the boot scripts do: comments and lines that begin with no letter are left out, the others get a
 * prefix and are evaluated all at once. A quote that is not closed therefore loses every value, not only its own; a line
 * that is no assignment is a command that is not found, and what comes after it is not read. Source: smartos-live
 * src/lib/sdc/config.sh load_sdc_config; what bash says: bash 5.2.
 */
export function readConfig(text: string): ReadConfig {
  const source = text
    .split('\n')
    .map((line) => line.replace(/^ */, ''))
    .filter((line) => /^[A-Za-z]/.test(line))
  return new Reader(`${source.map((line) => `CONFIG_${line}\n`).join('')}`).read()
}
/** Thrown where bash gives the whole text up. */
class SyntaxFault extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message)
  }
}
class Reader {
  private at = 0
  private line = 1
  private words: string[] = []
  private word: string | undefined
  private readonly values: Record<string, string> = {}
  private missing: { text: string; status: number } | undefined

  constructor(private readonly text: string) {}

  read(): ReadConfig {
    try {
      for (; this.at < this.text.length; this.at++) this.take(this.text[this.at] as string)
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error
      return { values: {}, fault: { text: `eval: line ${BEGIN + error.line}: ${error.message}`, status: SYNTAX } }
    }
    return { values: this.values, ...(this.missing && { fault: this.missing }) }
  }
  private take(letter: string): void {
    if (letter === "'" || letter === '"' || letter === '`') this.quoted(letter)
    else if (letter === '\\') this.add(this.text[++this.at] ?? '')
    else if (letter === '\n') {
      this.end()
      this.line++
    } else if (letter === ' ' || letter === '\t') this.endWord()
    else if (letter === '#' && this.word === undefined) this.at = this.text.indexOf('\n', this.at) - 1
    else if (letter === '(' && this.word?.endsWith('=')) this.array()
    else if ('()<>;|&'.includes(letter)) this.operator(letter)
    else if (letter === '$') this.add(this.expansion())
    else this.add(letter)
  }
  private add(text: string): void {
    this.word = (this.word ?? '') + text
  }
  private endWord(): void {
    if (this.word !== undefined) this.words.push(this.word)
    this.word = undefined
  }
  /** A command ends: assignments alone are kept, anything else is a command that the node has not. */
  private end(): void {
    this.endWord()
    const { words } = this
    this.words = []
    if (this.missing) return
    const command = words.find((one) => !/^[A-Za-z_]\w*=/.test(one))
    if (command !== undefined) this.missing = { text: `line ${BEGIN + this.line}: ${command}: command not found`, status: NOT_FOUND }
    // A second assignment on a line has no prefix, and is another variable.
    else for (const one of words) if (one.startsWith('CONFIG_')) this.values[one.slice('CONFIG_'.length, one.indexOf('='))] = one.slice(one.indexOf('=') + 1)
  }
  /** Up to the closing quote, over lines if need be. What backquotes would run is not there. */
  private quoted(quote: string): void {
    const begin = this.line
    let inner = ''
    for (this.at++; this.at < this.text.length; this.at++) {
      const letter = this.text[this.at] as string
      if (letter === quote) {
        this.add(quote === '`' ? '' : inner)
        return
      }
      if (letter === '\n') this.line++
      if (quote === '"' && letter === '\\' && /["\\$`\n]/.test(this.text[this.at + 1] ?? '')) inner += this.text[++this.at]
      else inner += quote === '"' && letter === '$' ? this.expansion() : letter
    }
    throw new SyntaxFault(begin, `unexpected EOF while looking for matching \`${quote}'`)
  }
  /** A variable: one of those before, or nothing. */
  private expansion(): string {
    const [whole = '', braced, plain] = /^\$(?:\{(\w+)\}|(\w+))/.exec(this.text.slice(this.at)) ?? []
    if (whole === '') return '$'
    this.at += whole.length - 1
    return this.values[(braced ?? plain ?? '').replace(/^CONFIG_/, '')] ?? ''
  }
  /** A list in brackets: its first element is what the bare name yields. */
  private array(): void {
    const begin = this.line
    const close = this.text.indexOf(')', this.at)
    if (close < 0) throw new SyntaxFault(begin, "unexpected EOF while looking for matching `)'")
    const inner = this.text.slice(this.at + 1, close).trim()
    this.line += inner.split('\n').length - 1
    this.add(inner.split(/\s+/)[0]?.replace(/^CONFIG_/, '') ?? '')
    this.at = close
  }
  private operator(letter: string): void {
    const two = this.text.slice(this.at, this.at + 2)
    const token = /^(;;|&&|\|\||<<|>>|<&|>&|<>|;&)$/.test(two) ? two : letter
    const rest = this.text.slice(this.at + token.length).match(/^[ \t]*(\n|[^\s()<>;|&]+|[()<>;|&]+)?/)
    const next = rest?.[1]
    const unexpected = (what: string | undefined): never => {
      throw new SyntaxFault(this.line, `syntax error near unexpected token \`${what === '\n' || what === undefined ? 'newline' : what}'`)
    }
    if (token === ';;' || token === ';&' || letter === '(' || letter === ')') unexpected(token)
    const isRedirection = letter === '<' || letter === '>'
    if (isRedirection && (next === undefined || /^[\n()<>;|&]/.test(next))) unexpected(next)
    if (!isRedirection && this.word === undefined && this.words.length === 0) unexpected(token)
    this.at += token.length - 1
    if (isRedirection) {
      this.endWord()
      // Where it would write or read is not looked at; a file to be read is not there.
      this.at += (rest?.[0] ?? '').length
      if (letter === '<' && !this.missing) this.missing = { text: `line ${BEGIN + this.line}: ${next}: No such file or directory`, status: 1 }
    } else if (letter === ';') this.end()
    else {
      // In a pipe and in the background assignments are lost.
      this.endWord()
      this.words = []
      if (letter === '|' && (next === undefined || next === '\n')) unexpected('\n')
    }
  }
}
/** The values of a config file that mean something: an empty one is as good as none. */
export const parseConfig = (text: string): Record<string, string> =>
  Object.fromEntries(Object.entries(readConfig(text).values).filter(([, value]) => value !== ''))
