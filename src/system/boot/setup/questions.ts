import { DEFAULTS } from '../../platform/config.ts'

/** What is known so far: by the keys of `answers.json`, and a few of the script's own; a context of strings only. */
export type SetupContext = Readonly<Record<string, string>>
/**
 * How a question is asked. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh, a function of its own each.
 * `go`: any line goes on. `net`: n.n.n.n, `dhcp` or `none`. `host`: anything, then it is pinged. `value`: anything
 * without quotes. `optional`: anything. `secret`: typed unseen. `nic`: a number of the table.
 */
type Form = 'go' | 'net' | 'host' | 'value' | 'optional' | 'secret' | 'nic'
/** One question of the set-up. */
export interface Question {
  readonly form: Form
  /** What stands before the brackets with the default. */
  readonly text: string
  /** Where the answer is kept; none for a mere "go on". */
  readonly key?: string
  /** Its default when there is no earlier answer; none: an answer is needed. */
  readonly otherwise?: string
  /** Its default is the same each time, whatever was answered before. */
  readonly anew?: true
  /** The key in the answers given in advance, where it is another; empty: it has none. */
  readonly answer?: string
}

const d = (key: string): string => (DEFAULTS as Record<string, string>)[key] ?? ''

/** The questions in their order. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh. */
export const QUESTIONS = {
  intro: { form: 'go', text: 'Press [enter] to continue' },
  networking: { form: 'go', text: 'Press [enter] to continue' },
  'admin nic': { form: 'nic', text: "Enter the number of the NIC for the 'admin' interface", key: 'admin_nic', answer: '' },
  'admin ip': { form: 'net', text: '(admin) IP address (or dhcp)', key: 'admin_ip' },
  netmask: { form: 'net', text: '(admin) netmask', key: 'admin_netmask', otherwise: d('admin_netmask') },
  gateway: { form: 'net', text: 'Enter the default gateway IP', key: 'headnode_default_gateway', otherwise: 'none' },
  dns1: { form: 'host', text: 'Enter the Primary DNS server IP', key: 'dns_resolver1', otherwise: d('dns_resolver1') },
  dns2: { form: 'host', text: 'Enter the Secondary DNS server IP', key: 'dns_resolver2', otherwise: d('dns_resolver2') },
  search: { form: 'value', text: 'Default DNS search domain', key: 'dns_search' },
  ntp: { form: 'host', text: 'Enter an NTP server IP address or hostname', key: 'ntp_host', otherwise: d('ntp_host') },
  warning: { form: 'go', text: 'Press [enter] to continue ' },
  storage: { form: 'value', text: 'Selected zpool layout', key: 'layout', otherwise: 'yes', anew: true, answer: 'zpool_confirm_layout' },
  selfboot: { form: 'optional', text: 'Specify a (configured) zpool from which to boot', key: 'bootpool', otherwise: 'none' },
  source: { form: 'optional', text: 'Source for SmartOS to install', key: 'pisource', otherwise: 'media' },
  pkgsrc: { form: 'value', text: 'Install pkgsrc?', key: 'wants_pkgsrc', otherwise: 'y', anew: true, answer: 'install_pkgsrc' },
  password: { form: 'secret', text: 'Enter root password', answer: 'root_password' },
  confirm: { form: 'secret', text: 'Confirm password', answer: 'root_password' },
  hostname: { form: 'optional', text: 'Enter system hostname', key: 'hostname' },
  verify: { form: 'value', text: 'Is this correct, proceed with installation?', otherwise: 'y' },
  reboot: { form: 'go', text: '' },
} as const satisfies Record<string, Question>
/** A question by name. */
export type QuestionName = keyof typeof QUESTIONS
/** A question by its name. */
export const questionOf = (name: QuestionName): Question => QUESTIONS[name]

/** A line as `read` takes it: without blanks at its ends and without backslashes. */
export const readLine = (text: string): string =>
  text
    .replace(/^[ \t]+|[ \t]+$/g, '')
    .replace(/\\(.)/g, '$1')
    .replace(/\\$/, '')
/** The default that a question offers now: an earlier answer, or its own. */
export function defaultOf(name: QuestionName, context: SetupContext): string {
  const { key, otherwise = '', anew } = questionOf(name)
  return (key && !anew && context[key]) || otherwise
}
/** What a line means as the answer to a question. */
export function said(name: QuestionName, context: SetupContext, text: string): string {
  if (questionOf(name).form === 'secret') return text
  return readLine(text) || defaultOf(name, context)
}
/** The prompt with its default. */
export function promptOf(name: QuestionName, context: SetupContext): string {
  const { form, text } = questionOf(name)
  if (form === 'go') return text
  if (form === 'secret') return name === 'password' && context.root_hash ? `${text} [enter to keep existing]: ` : `${text}: `
  const value = defaultOf(name, context)
  if (value) return `${text} [${value}]: `
  return form === 'optional' ? `${text} [press enter for none]: ` : `${text}: `
}

/** Largest number that the shell calculates with. */
const MOST = 2n ** 63n - 1n
/** The first four parts of an address, if they are numbers; a fifth is not looked at. */
function partsOf(text: string): string[] | undefined {
  const parts = text.split('.').slice(0, 4)
  return parts.length === 4 && parts.every((part) => /^\d+$/.test(part)) ? parts : undefined
}
/** An IPv4 address as the script tests it: the first three numbers up to 255, the last only a number. A number too large to be compared passes. */
export const isAddress = (text: string): boolean =>
  partsOf(text)
    ?.slice(0, 3)
    .every((part) => BigInt(part) > MOST || Number(part) <= 255) ?? false
/** Whether an answer passes where an address is wanted. */
export const isNetwork = (text: string): boolean => text === 'none' || text === 'dhcp' || isAddress(text)

const SCRIPT = '/smartdc/lib/smartos_prompt_config.sh'
/** What the shell itself says of an address: numbers that it cannot compare. Line numbers: smartos-live of 2026-03-13. */
export function comparing(text: string): string {
  const say = (line: number, part: string): string => `${SCRIPT}: line ${line}: [: ${part}: integer expression expected\n`
  const parts = partsOf(text) ?? []
  const lines = parts.map((part, i) => (BigInt(part) <= MOST ? '' : i < 3 ? say(249 + 2 * i, part) + say(250 + 2 * i, part) : say(255, part)))
  return lines.join('')
}
/**
 * Why the shell cannot calculate with an address: `none` and `dhcp` pass the test of the question, but are no numbers,
 * and 08 is none either, for a leading 0 is octal. bash then leaves the whole loop of questions and goes on after it.
 */
export function calculating(text: string): string | undefined {
  if (text === 'none' || text === 'dhcp') return `${SCRIPT}: line 124: << 16: syntax error: operand expected (error token is "<< 16")\n`
  const bad = partsOf(text)?.findIndex((part) => /^0\d*[89]/.test(part)) ?? -1
  if (bad < 0) return undefined
  const part = partsOf(text)?.[bad] ?? ''
  const sum =
    bad < 3
      ? part
      : `num_a + ${(partsOf(text) ?? [])
          .slice(1, 3)
          .map((number, i) => Number(number) * 2 ** (16 - 8 * i))
          .join(' + ')} + ${part}`
  return `${SCRIPT}: line ${bad < 3 ? 123 + bad : 129}: ${sum}: value too great for base (error token is "${part}")\n`
}
/** Whether an address is the broadcast address of its network, as the script calculates it: with the mask 255.255.255.255 every one is. */
export function isBroadcast(ip: string, netmask: string): boolean {
  const number = (text: string): bigint => {
    const [a = 0n, b = 0n, c = 0n, d = 0n] = (partsOf(text) ?? []).map((part) => (/^0\d/.test(part) ? BigInt(`0o${part}`) : BigInt(part)))
    return (a << 24n) + (b << 16n) + (c << 8n) + d
  }
  const [host, mask] = [number(ip), number(netmask)]
  return host === (mask & host) + (~mask & 0xffffffffn)
}
