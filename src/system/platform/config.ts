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
  const dhcp = a.admin_ip === 'dhcp'
  const lines = [
    '#',
    '# This file was auto-generated and must be source-able by bash.',
    '#',
    '',
    `admin_nic=${a.admin_nic ?? ''}`,
    `admin_ip=${a.admin_ip ?? ''}`,
    ...(dhcp ? [] : [`admin_netmask=${a.admin_netmask}`, 'admin_network=', `admin_gateway=${a.admin_ip}`]),
    '',
    ...(a.headnode_default_gateway === 'none' ? [] : [`headnode_default_gateway=${a.headnode_default_gateway}`, '']),
    `dns_resolvers=${a.dns_resolver1},${a.dns_resolver2}`,
    `dns_domain=${a.dns_search ?? ''}`,
    '',
    `ntp_hosts=${a.ntp_host}`,
    `compute_node_ntp_hosts=${dhcp ? 'dhcp' : a.admin_ip}`,
    '',
    ...(a.hostname && a.hostname !== 'none' ? [`hostname=${a.hostname}`, ''] : []),
    'smt_enabled=true',
    '',
  ]
  return `${lines.join('\n')}\n`
}

/** The values of a config file: `key=value` lines, comments left out, quotes removed. */
export function parseConfig(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const line of text.split('\n')) {
    const match = /^([A-Za-z_][\w]*)=(.*)$/.exec(line.trim())
    if (match) values[match[1] as string] = (match[2] as string).replace(/^(['"])(.*)\1$/, '$2')
  }
  return values
}
