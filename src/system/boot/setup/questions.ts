import { DEFAULTS } from '../../platform/config.ts'

/** What is known so far: by the keys of `answers.json`; a context of strings only. */
export type SetupContext = Readonly<Record<string, string>>
/** One question of the set-up. */
export interface Question {
  /** What stands before the brackets with the default. */
  readonly text: string
  /** Where the answer is kept; none for a mere "go on". */
  readonly key?: string
  /** Its default when there is no earlier answer; none: an answer is needed. */
  readonly otherwise?: string
  /** Shown as it is, without brackets. */
  readonly bare?: true
  /** May be left empty. */
  readonly optional?: true
  readonly secret?: true
  /** The key in the answers given in advance, where it is another. */
  readonly answer?: string
  /** What answers it when it is skipped by the answers given in advance. */
  readonly skip?: string
}

const d = (key: string): string => (DEFAULTS as Record<string, string>)[key] ?? ''

/** The questions in their order. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh. */
export const QUESTIONS = {
  continue: { text: 'Press [enter] to continue', bare: true, answer: 'skip_instructions', skip: '' },
  'admin nic': { text: "Enter the number of the NIC for the 'admin' interface", key: 'admin_nic' },
  'admin ip': { text: '(admin) IP address (or dhcp)', key: 'admin_ip' },
  netmask: { text: '(admin) netmask', key: 'admin_netmask', otherwise: d('admin_netmask') },
  gateway: { text: 'Enter the default gateway IP', key: 'headnode_default_gateway', otherwise: 'none' },
  dns1: { text: 'Enter the Primary DNS server IP', key: 'dns_resolver1', otherwise: d('dns_resolver1') },
  dns2: { text: 'Enter the Secondary DNS server IP', key: 'dns_resolver2', otherwise: d('dns_resolver2') },
  search: { text: 'Default DNS search domain', key: 'dns_search' },
  ntp: { text: 'Enter an NTP server IP address or hostname', key: 'ntp_host', otherwise: d('ntp_host') },
  storage: { text: 'Selected zpool layout', key: 'zpool_layout', otherwise: 'yes', answer: 'zpool_confirm_layout' },
  selfboot: { text: 'Specify a (configured) zpool from which to boot', key: 'bootpool', otherwise: 'none' },
  source: { text: 'Source for SmartOS to install', key: 'pisource', otherwise: 'media' },
  pkgsrc: { text: 'Install pkgsrc?', key: 'install_pkgsrc', otherwise: 'y' },
  password: { text: 'Enter root password', key: 'root_password', secret: true },
  confirm: { text: 'Confirm password', secret: true, answer: 'root_password' },
  hostname: { text: 'Enter system hostname', key: 'hostname', optional: true },
  verify: { text: 'Is this correct, proceed with installation?', otherwise: 'y', answer: 'skip_final_confirm', skip: 'y' },
  reboot: { text: 'Press enter to reboot.', bare: true, answer: 'skip_final_confirm', skip: '' },
} as const satisfies Record<string, Question>
/** A question by name. */
export type QuestionName = keyof typeof QUESTIONS
const question = (name: QuestionName): Question => QUESTIONS[name]

/** The default that a question offers now: an earlier answer, or its own. */
export function defaultOf(name: QuestionName, context: SetupContext): string | undefined {
  const { key, otherwise, secret } = question(name)
  if (secret) return undefined
  // The layout is asked for anew each time: what was typed chose the one on the screen.
  if (name === 'storage') return otherwise
  return (key ? context[key] : undefined) ?? otherwise
}
/** What a line means as the answer to a question. */
export const said = (name: QuestionName, context: SetupContext, text: string): string => text.trim() || defaultOf(name, context) || ''
/** The prompt with its default. */
export function promptOf(name: QuestionName, context: SetupContext): string {
  const { text, bare, optional, secret } = question(name)
  if (bare) return text
  if (name === 'password' && context.root_hash) return `${text} [enter to keep existing]: `
  const value = defaultOf(name, context)
  if (value) return `${text} [${value}]: `
  return optional && !secret ? `${text} [press enter for none]: ` : `${text}: `
}
/** An IPv4 address as the script tests it: the first three numbers up to 255, the last only a number. */
export function isAddress(text: string): boolean {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text)
  return match?.slice(1, 4).every((octet) => Number(octet) <= 255) ?? false
}
/** Whether an address is the broadcast address of its network. */
export function isBroadcast(ip: string, netmask: string): boolean {
  const host = ip.split('.').map(Number)
  return netmask.split('.').every((octet, i) => ((host[i] ?? 0) | Number(octet)) === 255)
}
