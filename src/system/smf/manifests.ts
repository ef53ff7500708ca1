/** One SMF instance as it comes with the image. */
export interface Manifest {
  /** `svc:/system/zones:default` */
  readonly fmri: string
  /** The step of the start-up at whose end it is online; none: it is disabled. */
  readonly step?: string
}

const at = (step: string | undefined, names: string): Manifest[] =>
  names
    .split(/\s+/)
    .filter(Boolean)
    .map((name) => ({ fmri: `svc:/${name}`, ...(step !== undefined && { step }) }))

/**
 * Services of the global zone by the step that brings them online, in dependency order.
 * Source: illumos-joyent usr/src/cmd/svc/{milestone,profile}, smartos-live src/vm/smf; instance names of a few are derived.
 */
export const GLOBAL: readonly Manifest[] = [
  ...at(
    'kernel',
    `
    system/svc/restarter:default system/early-manifest-import:default system/process-security:default network/loopback:default
    network/ip-interface-management:default network/datalink-management:default
  `,
  ),
  ...at(
    'filesystem/root',
    `
    system/filesystem/root:default system/boot-archive:default system/filesystem/usr:default system/cryptosvc:default system/scheduler:default
  `,
  ),
  ...at(
    'device/local',
    `
    system/device/local:default milestone/devices:default system/device/fc-fabric:default
  `,
  ),
  ...at(
    'filesystem/smartdc',
    `
    system/filesystem/smartdc:default system/filesystem/minimal:default system/rmtmpfiles:default system/hostid:default system/rbac:default
    network/early-admin:default
  `,
  ),
  ...at(
    'smartdc/config',
    `
    system/smartdc/config:default system/manifest-import:default system/keymap:default system/coreadm:default
  `,
  ),
  ...at(
    'network/physical',
    `
    network/physical:default network/ipsec/ipsecalgs:default network/ipsec/policy:default network/netmask:default network/varpd:default
    network/routing-setup:default milestone/network:default
  `,
  ),
  ...at(
    'identity:node',
    `
    system/identity:node system/identity:domain system/picl:default network/ipfilter:default
  `,
  ),
  ...at(
    'single-user',
    `
    milestone/single-user:default milestone/sysconfig:default system/filesystem/local:default system/utmp:default system/console-login:default
    network/dns/client:default milestone/name-services:default system/name-service-cache:default system/dumpadm:default system/cron:default
    system/system-log:default network/service:default network/ntp:default network/rpc/bind:default system/dbus:default system/rcap:default
    system/stosreg:default
  `,
  ),
  ...at(
    'multi-user',
    `
    milestone/multi-user:default milestone/multi-user-server:default network/ssh:default network/dns/multicast:default network/inetd-upgrade:default
    network/inetd:default system/fmd:default system/intrd:default system/power:default system/sac:default
  `,
  ),
  ...at(
    'smartdc/vminfod',
    `
    system/smartdc/vminfod:default system/smartdc/metadata:default
  `,
  ),
  ...at(
    'zones',
    `
    system/zones:default
  `,
  ),
  ...at(
    'smartdc/vmadmd',
    `
    system/smartdc/init:default system/smartdc/vmadmd:default
  `,
  ),
  ...at(
    undefined,
    `
    smartdc/agent/ur:default network/nfs/client:default network/nfs/server:default network/iscsi/initiator:default network/routing/route:default
    network/ipv4-forwarding:default network/ipv6-forwarding:default system/filesystem/autofs:default system/pools:default system/auditd:default
  `,
  ),
]

/** Services of an OS zone; the step is the milliseconds after the zone's boot, and those of the image come last. */
export const ZONE: readonly Manifest[] = [
  ...at(
    '300',
    `
    system/svc/restarter:default system/early-manifest-import:default system/process-security:default system/filesystem/root:default
    network/loopback:default network/ip-interface-management:default network/datalink-management:default
  `,
  ),
  ...at(
    '1000',
    `
    system/boot-archive:default system/filesystem/usr:default system/device/local:default milestone/devices:default system/filesystem/smartdc:default
    system/filesystem/minimal:default system/rmtmpfiles:default system/hostid:default system/coreadm:default system/keymap:default
    system/pfexec:default system/cryptosvc:default system/rbac:default system/manifest-import:default
  `,
  ),
  ...at(
    '2500',
    `
    network/netcfg:default network/iptun:default network/physical:default network/ipsec/ipsecalgs:default network/ipsec/policy:default
    network/netmask:default network/initial:default system/identity:node system/identity:domain network/routing-setup:default
    milestone/network:default milestone/single-user:default milestone/sysconfig:default system/filesystem/local:default
  `,
  ),
  ...at(
    '4000',
    `
    network/dns/client:default milestone/name-services:default system/name-service-cache:default system/utmp:default system/cron:default
    system/system-log:default system/logadm-upgrade:default network/service:default network/rpc/bind:default network/shares/group:default
    network/inetd-upgrade:default smartdc/mdata:fetch
  `,
  ),
  ...at(
    '5500',
    `
    network/ssh:default milestone/multi-user:default milestone/multi-user-server:default smartdc/mdata:execute
  `,
  ),
  ...at(
    undefined,
    `
    network/inetd:default network/ipfilter:default network/nfs/client:default network/ntp:default network/dns/multicast:default
    system/console-login:default system/filesystem/autofs:default system/rcap:default
  `,
  ),
]
