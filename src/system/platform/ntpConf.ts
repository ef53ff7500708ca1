const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/
/** Text of /etc/inet/ntp.conf: servers by address, pools by name; networks that may ask (`10.0.0.0/255.255.255.0`). Source: smartos-live src/smartdc/lib/ntp_config.js. */
export function ntpConf(hosts: string, allowed: readonly string[] = []): string {
  const servers = [...new Set(hosts.split(/[,\s]+/).filter(Boolean))]
  const networks = allowed.map((network) => {
    const [address, mask] = network.split('/')
    return `restrict ${address} mask ${mask}`
  })
  const lines = [
    'driftfile /var/ntp/ntp.drift',
    'logfile /var/log/ntp.log',
    '',
    '# Ignore all network traffic by default',
    'restrict default ignore',
    'restrict -6 default ignore',
    '',
    '# Allow localhost to manage ntpd',
    'restrict 127.0.0.1',
    'restrict -6 ::1',
    '',
    '# Allow servers to reply to our queries',
    'restrict source nomodify noquery notrap',
    ...(networks.length > 0 ? ['', '# Allow local subnets to query this server', ...networks] : []),
    ...(servers.length > 0 ? ['', '# Time Servers', ...servers.map((host) => `${IPV4.test(host) ? 'server' : 'pool'} ${host} burst iburst minpoll 4`)] : []),
  ]
  return `${lines.join('\n')}\n`
}
