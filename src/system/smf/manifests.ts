/** One SMF instance as it comes with the image. */
export interface Manifest {
  /** `svc:/system/zones:default` */
  readonly fmri: string
  /** The step of the start-up at whose end it is online; none: it is disabled. */
  readonly step?: string
  readonly description: string
}

const at = (step: string | undefined, rows: readonly (readonly [fmri: string, description: string])[]): Manifest[] =>
  rows.map(([fmri, description]) => ({ fmri: `svc:/${fmri}`, description, ...(step !== undefined && { step }) }))

/**
 * Services of the global zone by the step that brings them online, in dependency order.
 * Source: illumos-joyent usr/src/cmd/svc/{milestone,profile}, smartos-live src/vm/smf; instance names of a few are derived.
 */
export const GLOBAL: readonly Manifest[] = [
  ...at('kernel', [
    ['system/svc/restarter:default', 'master restarter'],
    ['system/early-manifest-import:default', 'early manifest import'],
    ['system/process-security:default', 'set process security flags'],
    ['network/loopback:default', 'loopback network interface'],
    ['network/ip-interface-management:default', 'IP interface management'],
    ['network/datalink-management:default', 'data-link management'],
  ]),
  ...at('filesystem/root', [
    ['system/filesystem/root:default', 'root file system mount'],
    ['system/boot-archive:default', 'check boot archive content'],
    ['system/filesystem/usr:default', 'read/write root file systems mounts'],
    ['system/cryptosvc:default', 'cryptographic services'],
    ['system/scheduler:default', 'default scheduling class configuration'],
  ]),
  ...at('device/local', [
    ['system/device/local:default', 'Standard Solaris device configuration'],
    ['milestone/devices:default', 'device configuration milestone'],
    ['system/device/fc-fabric:default', 'Solaris FC fabric device configuration'],
    ['system/picl:default', 'platform information and control'],
  ]),
  ...at('filesystem/smartdc', [
    ['system/filesystem/smartdc:default', 'SmartOS file system mounts'],
    ['system/filesystem/minimal:default', 'minimal file system mounts'],
    ['system/rmtmpfiles:default', 'remove temporary files'],
    ['system/hostid:default', 'hostid'],
    ['system/coreadm:default', 'system-wide core file configuration'],
    ['system/rbac:default', 'manage RBAC policy files'],
    ['network/early-admin:default', 'early admin network'],
  ]),
  ...at('smartdc/config', [
    ['system/smartdc/config:default', 'SmartOS configuration'],
    ['system/manifest-import:default', 'service manifest import'],
    ['system/keymap:default', 'keyboard defaults'],
  ]),
  ...at('network/physical', [
    ['network/physical:default', 'physical network interfaces'],
    ['network/ipsec/ipsecalgs:default', 'IPsec algorithm initialization'],
    ['network/ipsec/policy:default', 'IPsec policy initialization'],
    ['network/netmask:default', 'network mask'],
    ['network/varpd:default', 'overlay networks'],
    ['network/ipfilter:default', 'IP Filter'],
    ['network/routing-setup:default', 'initial routing-related configuration'],
    ['milestone/network:default', 'network milestone'],
  ]),
  ...at('identity:node', [
    ['system/identity:node', 'system identity (nodename)'],
    ['system/identity:domain', 'system identity (domainname)'],
  ]),
  ...at('single-user', [
    ['milestone/single-user:default', 'single-user milestone'],
    ['milestone/sysconfig:default', 'basic system configuration milestone'],
    ['system/filesystem/local:default', 'local file system mounts'],
    ['system/utmp:default', 'utmpx monitoring'],
    ['system/console-login:default', 'Console login'],
    ['network/dns/client:default', 'DNS resolver'],
    ['milestone/name-services:default', 'name services milestone'],
    ['system/name-service-cache:default', 'name service cache'],
    ['system/dumpadm:default', 'system crash dump configuration'],
    ['system/cron:default', 'clock daemon (cron)'],
    ['system/system-log:default', 'system log daemon'],
    ['network/service:default', 'layered network services'],
    ['network/ntp:default', 'Network Time Protocol (NTP) version 4'],
    ['network/rpc/bind:default', 'RPC bindings'],
    ['system/dbus:default', 'D-BUS message bus'],
    ['system/rcap:default', 'resource capping daemon'],
    ['system/stosreg:default', 'service tag OS registry'],
  ]),
  ...at('multi-user', [
    ['milestone/multi-user:default', 'multi-user milestone'],
    ['milestone/multi-user-server:default', 'multi-user plus exports milestone'],
    ['network/ssh:default', 'SSH server'],
    ['network/dns/multicast:default', 'DNS Service Discovery and Multicast DNS'],
    ['network/inetd-upgrade:default', 'inetd upgrade'],
    ['network/inetd:default', 'inetd'],
    ['system/fmd:default', 'Solaris Fault Manager'],
    ['system/intrd:default', 'interrupt balancer'],
    ['system/power:default', 'power management'],
    ['system/sac:default', 'SAF service access controller'],
  ]),
  ...at('smartdc/vminfod', [
    ['system/smartdc/vminfod:default', 'VM info daemon'],
    ['system/smartdc/metadata:default', 'zone metadata agent'],
  ]),
  ...at('zones', [['system/zones:default', 'Zones autoboot and graceful shutdown']]),
  ...at('smartdc/vmadmd', [
    ['system/smartdc/init:default', 'SmartOS final initialization'],
    ['system/smartdc/vmadmd:default', 'VM administration daemon'],
  ]),
  ...at(undefined, [
    ['smartdc/agent/ur:default', 'SDC ur agent'],
    ['network/nfs/client:default', 'NFS client'],
    ['network/nfs/server:default', 'NFS server'],
    ['network/iscsi/initiator:default', 'iSCSI initiator daemon'],
    ['network/routing/route:default', 'in.routed network routing daemon'],
    ['network/ipv4-forwarding:default', 'IPv4 forwarding'],
    ['network/ipv6-forwarding:default', 'IPv6 forwarding'],
    ['system/filesystem/autofs:default', 'automount service'],
    ['system/pools:default', 'resource pools framework'],
    ['system/auditd:default', 'Solaris audit daemon'],
  ]),
]

/** Services of an OS zone; the step is the milliseconds after the zone's boot, and those of the image come last. */
export const ZONE: readonly Manifest[] = [
  ...at('300', [
    ['system/svc/restarter:default', 'master restarter'],
    ['system/early-manifest-import:default', 'early manifest import'],
    ['system/process-security:default', 'set process security flags'],
    ['system/filesystem/root:default', 'root file system mount'],
    ['network/loopback:default', 'loopback network interface'],
    ['network/ip-interface-management:default', 'IP interface management'],
    ['network/datalink-management:default', 'data-link management'],
  ]),
  ...at('1000', [
    ['system/boot-archive:default', 'check boot archive content'],
    ['system/filesystem/usr:default', 'read/write root file systems mounts'],
    ['system/device/local:default', 'Standard Solaris device configuration'],
    ['milestone/devices:default', 'device configuration milestone'],
    ['system/filesystem/smartdc:default', 'SmartOS file system mounts'],
    ['system/filesystem/minimal:default', 'minimal file system mounts'],
    ['system/rmtmpfiles:default', 'remove temporary files'],
    ['system/hostid:default', 'hostid'],
    ['system/coreadm:default', 'system-wide core file configuration'],
    ['system/keymap:default', 'keyboard defaults'],
    ['system/pfexec:default', 'privileged execution'],
    ['system/cryptosvc:default', 'cryptographic services'],
    ['system/rbac:default', 'manage RBAC policy files'],
    ['system/manifest-import:default', 'service manifest import'],
  ]),
  ...at('2500', [
    ['network/netcfg:default', 'network configuration'],
    ['network/iptun:default', 'IP tunnels'],
    ['network/physical:default', 'physical network interfaces'],
    ['network/ipsec/ipsecalgs:default', 'IPsec algorithm initialization'],
    ['network/ipsec/policy:default', 'IPsec policy initialization'],
    ['network/netmask:default', 'network mask'],
    ['network/initial:default', 'initial network services'],
    ['system/identity:node', 'system identity (nodename)'],
    ['system/identity:domain', 'system identity (domainname)'],
    ['network/routing-setup:default', 'initial routing-related configuration'],
    ['milestone/network:default', 'network milestone'],
    ['milestone/single-user:default', 'single-user milestone'],
    ['milestone/sysconfig:default', 'basic system configuration milestone'],
    ['system/filesystem/local:default', 'local file system mounts'],
  ]),
  ...at('4000', [
    ['network/dns/client:default', 'DNS resolver'],
    ['milestone/name-services:default', 'name services milestone'],
    ['system/name-service-cache:default', 'name service cache'],
    ['system/utmp:default', 'utmpx monitoring'],
    ['system/cron:default', 'clock daemon (cron)'],
    ['system/system-log:default', 'system log daemon'],
    ['system/logadm-upgrade:default', 'logadm upgrade'],
    ['network/service:default', 'layered network services'],
    ['network/rpc/bind:default', 'RPC bindings'],
    ['network/shares/group:default', 'group of shares'],
    ['network/inetd-upgrade:default', 'inetd upgrade'],
    ['smartdc/mdata:fetch', 'Fetch instance metadata'],
  ]),
  ...at('5500', [
    ['network/ssh:default', 'SSH server'],
    ['milestone/multi-user:default', 'multi-user milestone'],
    ['milestone/multi-user-server:default', 'multi-user plus exports milestone'],
    ['smartdc/mdata:execute', 'Execute user script'],
  ]),
  ...at(undefined, [
    ['network/inetd:default', 'inetd'],
    ['network/ipfilter:default', 'IP Filter'],
    ['network/nfs/client:default', 'NFS client'],
    ['network/ntp:default', 'Network Time Protocol (NTP) version 4'],
    ['network/dns/multicast:default', 'DNS Service Discovery and Multicast DNS'],
    ['system/console-login:default', 'Console login'],
    ['system/filesystem/autofs:default', 'automount service'],
    ['system/rcap:default', 'resource capping daemon'],
  ]),
]
