/** A program that runs in every system or zone of a kind. */
export interface Program {
  /** Process id; in a zone counted from its zsched. */
  readonly pid: number
  readonly args: string
  readonly comm?: string
  readonly user?: string
  /** Index of its parent in the list; the first one without it. */
  readonly parent?: number
  /** Instance of SMF that it belongs to, without `svc:/`: it runs while that is online. */
  readonly service?: string
  readonly tty?: string
  /** CPU time used, ms. */
  readonly cpu?: number
  /** KiB. */
  readonly vsz?: number
  readonly rss?: number
  readonly lwps?: number
}

/** The global zone. Programs and their services: illumos-gate usr/src/cmd manifests, smartos-live src/vm/smf; process ids are examples. */
export const GLOBAL: readonly Program[] = [
  { pid: 0, args: 'sched', cpu: 1200, vsz: 0, rss: 0 },
  { pid: 1, args: '/sbin/init', parent: 0, cpu: 40 },
  { pid: 2, args: 'pageout', parent: 0, vsz: 0, rss: 0 },
  { pid: 3, args: 'fsflush', parent: 0, cpu: 900, vsz: 0, rss: 0 },
  { pid: 4, args: 'kcfpoold', parent: 0, vsz: 0, rss: 0, lwps: 3 },
  { pid: 10, args: '/lib/svc/bin/svc.startd', parent: 1, cpu: 2300, lwps: 12, vsz: 15400, rss: 12800 },
  { pid: 12, args: '/lib/svc/bin/svc.configd', parent: 1, cpu: 5100, lwps: 24, vsz: 28600, rss: 27100 },
  { pid: 38, args: '/usr/sbin/dlmgmtd', user: 'dladm', parent: 1, service: 'network/datalink-management:default', lwps: 9, cpu: 60 },
  { pid: 41, args: '/lib/inet/ipmgmtd', user: 'netadm', parent: 1, service: 'network/ip-interface-management:default', lwps: 4, cpu: 20 },
  { pid: 79, args: '/usr/lib/pfexecd', parent: 1, service: 'system/rbac:default', lwps: 3 },
  { pid: 118, args: '/lib/crypto/kcfd', user: 'daemon', parent: 1, service: 'system/cryptosvc:default', lwps: 3 },
  { pid: 166, args: '/usr/lib/picl/picld', parent: 1, service: 'system/picl:default', lwps: 4 },
  { pid: 231, args: '/usr/lib/utmpd', parent: 1, service: 'system/utmp:default' },
  { pid: 240, args: '/usr/sbin/nscd', parent: 1, service: 'system/name-service-cache:default', lwps: 30, vsz: 8900, rss: 5200 },
  { pid: 248, args: '/usr/sbin/cron', parent: 1, service: 'system/cron:default' },
  { pid: 252, args: '/usr/sbin/syslogd', parent: 1, service: 'system/system-log:default', lwps: 11 },
  { pid: 263, args: '/usr/lib/inet/ntpd -p /var/run/ntp.pid -g', parent: 1, service: 'network/ntp:default' },
  { pid: 274, args: '/usr/lib/ssh/sshd', parent: 1, service: 'network/ssh:default' },
  { pid: 281, args: '/usr/lib/inet/inetd start', parent: 1, service: 'network/inetd:default', lwps: 4 },
  { pid: 290, args: '/usr/lib/fm/fmd/fmd', parent: 1, service: 'system/fmd:default', lwps: 26, cpu: 1400, vsz: 41200, rss: 21300 },
  { pid: 302, args: '/usr/sbin/intrd', comm: 'intrd', parent: 1, service: 'system/intrd:default' },
  {
    pid: 340,
    args: '/usr/node/bin/node /usr/vm/sbin/vminfod',
    parent: 1,
    service: 'system/smartdc/vminfod:default',
    lwps: 11,
    cpu: 1900,
    vsz: 98400,
    rss: 61800,
  },
  {
    pid: 351,
    args: '/usr/node/bin/node --abort-on-uncaught-exception /usr/vm/sbin/metadata.js',
    parent: 1,
    service: 'system/smartdc/metadata:default',
    lwps: 11,
    cpu: 1100,
    vsz: 92800,
    rss: 57200,
  },
  {
    pid: 365,
    args: '/usr/node/bin/node --abort-on-uncaught-exception /usr/vm/sbin/vmadmd',
    parent: 1,
    service: 'system/smartdc/vmadmd:default',
    lwps: 11,
    cpu: 1300,
    vsz: 95100,
    rss: 58900,
  },
]
/** A zone of an operating-system brand. */
export const ZONE: readonly Program[] = [
  { pid: 0, args: 'zsched', vsz: 0, rss: 0 },
  { pid: 1, args: '/sbin/init', parent: 0 },
  { pid: 3, args: '/lib/svc/bin/svc.startd', parent: 1, lwps: 12, cpu: 700, vsz: 13100, rss: 9900, service: 'system/svc/restarter:default' },
  { pid: 5, args: '/lib/svc/bin/svc.configd', parent: 1, lwps: 15, cpu: 1600, vsz: 17200, rss: 15300, service: 'system/svc/restarter:default' },
  { pid: 8, args: '/lib/inet/ipmgmtd', user: 'netadm', parent: 1, lwps: 4, service: 'network/ip-interface-management:default' },
  { pid: 11, args: '/usr/lib/pfexecd', parent: 1, lwps: 3, service: 'system/rbac:default' },
  { pid: 14, args: '/sbin/dhcpagent', parent: 1, service: 'network/physical:default' },
  { pid: 17, args: '/usr/sbin/nscd', parent: 1, lwps: 27, vsz: 8700, rss: 4900, service: 'system/name-service-cache:default' },
  { pid: 19, args: '/usr/lib/utmpd', parent: 1, service: 'system/utmp:default' },
  { pid: 21, args: '/usr/sbin/cron', parent: 1, service: 'system/cron:default' },
  { pid: 23, args: '/usr/sbin/rsyslogd -c5 -n', comm: 'rsyslogd', parent: 1, lwps: 4, service: 'system/system-log:default' },
  { pid: 26, args: '/usr/lib/ssh/sshd', parent: 1, service: 'network/ssh:default' },
]
