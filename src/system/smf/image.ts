import type { Definition, Dependency, Duration } from './definition.ts'

/**
 * The services of the image, one a line: instance, name, kind (contract, transient, wait), start, stop and refresh method, manual
 * pages, dependencies (`grouping/restart_on` and what is depended on). Source: the manifests of illumos-joyent usr/src/cmd, and
 * smartos-live src/vm/smf; those of ssh, ntp, dbus and stosreg are of illumos-extra and from its documentation. Manual sections
 * are those since the renumbering of 2022. Files that the model has not are left out of the dependencies.
 */
const TEXT = `
system/svc/restarter:default|master restarter|c|:true|:true||svc.startd(8) smf_method(7) smf(7)|
system/early-manifest-import:default|early manifest import|t|:true|:true|:true|svc.startd(8) smf_method(7) smf(7) smf_bootstrap(7)|
system/process-security:default|Security Flag Configuration|t|:true|:true||security-flags(7) psecflags(1)|
network/loopback:default|loopback network interface|t|/lib/svc/method/net-loopback|:true||ifconfig(8)|require_all/none network/ip-interface-management
network/ip-interface-management:default|IP interface management|c|/lib/svc/method/net-ipmgmt|:kill||ipadm(8)|
network/datalink-management:default|data-link management daemon|c|/lib/svc/method/svc-dlmgmtd|:kill||dlmgmtd(8)|
system/filesystem/root:default|root file system mount|t|/lib/svc/method/fs-root|:true|||
system/boot-archive:default|check boot archive content|t|/lib/svc/method/boot-archive|:true|||require_all/none system/filesystem/root
system/filesystem/usr:default|read/write root file systems mounts|t|/lib/svc/method/fs-usr|:true|||require_all/none system/boot-archive; optional_all/none system/scheduler
system/cryptosvc:default|cryptographic services|t|/sbin/cryptoadm %m|/sbin/cryptoadm %m|/sbin/cryptoadm %m|cryptoadm(8)|require_all/none system/filesystem/root
system/scheduler:default|default scheduling class configuration|t|/lib/svc/method/svc-scheduler|:true||dispadmin(8)|require_all/none system/filesystem/root
system/device/local:default|Standard Solaris device configuration.|t|/lib/svc/method/devices-local|:true|||require_all/none system/filesystem/usr; require_all/none network/datalink-management
milestone/devices:default|device configuration milestone|c|:true|:true|||require_all/none system/device/local; require_all/none system/device/fc-fabric
system/device/fc-fabric:default|Solaris FC fabric device configuration.|t|/lib/svc/method/fc-fabric|:true||cfgadm_fp(8)|
system/picl:default|platform information and control|c|/usr/lib/picl/picld|:kill|:kill -1|picld(8) prtpicl(8)|require_all/none system/filesystem/minimal; require_all/none system/identity:node
system/filesystem/smartdc:default|Joyent file system mounts|t|/lib/svc/method/fs-joyent|:true|||require_all/none system/filesystem/usr
system/filesystem/minimal:default|minimal file system mounts|t|/lib/svc/method/fs-minimal|:true|||require_all/none system/filesystem/smartdc; require_all/none system/device/local
system/rmtmpfiles:default|remove temporary files|t|/lib/svc/method/rmtmpfiles|:true|||require_all/none system/filesystem/minimal
system/hostid:default|hostid|t|/lib/svc/method/svc-hostid|:true||hostid(1)|require_all/none system/filesystem/minimal
system/coreadm:default|system-wide core file configuration|t|/usr/bin/coreadm -U|:true|/usr/bin/coreadm -U|coreadm(8)|require_all/none system/filesystem/minimal; require_all/none system/manifest-import:default
system/rbac:default|Assemble the RBAC *attr files.|t|/lib/svc/method/svc-rbac start|:true|/lib/svc/method/svc-rbac refresh||require_all/none system/filesystem/minimal
network/early-admin:default|Triton admin network on compute nodes|t|/lib/svc/method/net-early-admin|:true||ifconfig(8) dladm(8)|require_all/none network/loopback network/datalink-management network/ip-interface-management
system/smartdc/config:default|SmartDC live-image config management service|t|/lib/svc/method/smartdc-config %m|/lib/svc/method/smartdc-config %m||smartdc(7)|require_all/none system/filesystem/smartdc
system/manifest-import:default|service manifest import|t|/lib/svc/method/manifest-import|:true||smf_bootstrap(7)|require_all/none system/filesystem/minimal; optional_all/none system/smartdc/config; optional_all/none system/rbac
system/keymap:default|keyboard defaults|t|/lib/svc/method/keymap|:true||kbd(8)|require_all/none system/filesystem/usr
network/physical:default|physical network interfaces|t|/lib/svc/method/net-physical|:true||ifconfig(8)|require_all/none network/loopback; require_all/none system/filesystem/smartdc; optional_all/none smartdc/mdata:fetch; optional_all/none network/early-admin:default; require_all/none network/ip-interface-management; require_all/none network/datalink-management; optional_all/none system/smartdc/config
network/ipsec/ipsecalgs:default|IPsec algorithm initialization|t|/usr/sbin/ipsecalgs -s|:true|/usr/sbin/ipsecalgs -s|ipsecalgs(8)|require_all/none system/cryptosvc; require_all/error system/filesystem/usr; require_all/none system/device/local
network/ipsec/policy:default|IPsec policy initialization|t|/usr/sbin/ipsecconf -q -a %{config/config_file}|/usr/sbin/ipsecconf -F|/usr/sbin/ipsecconf -q -F -a %{config/config_file}|ipsecconf(8)|require_all/none system/filesystem/minimal; require_all/none network/ipsec/ipsecalgs
network/netmask:default|Reset the netmask and broadcast address|t|/lib/svc/method/net-netmask|:true||ifconfig(8)|optional_all/none network/initial
network/varpd:default|virtual ARP daemon|c|/usr/lib/varpd/varpd|:kill|||require_all/none network/physical:default; require_all/none system/device/local:default
network/ipfilter:default|IP Filter|c|/lib/svc/method/ipfilter %m|/lib/svc/method/ipfilter %m|/lib/svc/method/ipfilter reload|ipfilter(7)|require_all/none system/filesystem/minimal; require_all/restart network/physical; require_all/restart system/identity:node; require_all/restart system/identity:domain
network/routing-setup:default|Initial routing-related configuration.|t|/lib/svc/method/net-routing-setup|:true||routeadm(8)|require_all/none network/loopback; require_all/none network/physical; require_all/none system/filesystem/usr; require_all/none milestone/devices; optional_all/none system/manifest-import:default
milestone/network:default|Network milestone|c|:true|:true|||require_all/none network/loopback; require_all/none network/physical; require_all/none network/routing-setup; optional_all/none network/ipsec/ipsecalgs; optional_all/none network/ipsec/policy; optional_all/restart network/ipfilter
system/identity:node|system identity (nodename)|t|/lib/svc/method/identity-node|:true||nodename(5)|require_any/none network/loopback; optional_all/none network/physical; optional_all/none system/smartdc/config
system/identity:domain|system identity (domainname)|t|/lib/svc/method/identity-domain|:true||domainname(8) defaultdomain(5)|require_any/none network/loopback; optional_all/none network/physical; require_all/none system/filesystem/minimal
milestone/single-user:default|single-user milestone|t|/sbin/rcS start|:true||init(8)|require_all/none system/identity:node; require_all/none system/filesystem/minimal; require_all/none milestone/devices; optional_all/none system/manifest-import; require_any/none network/loopback; optional_all/none milestone/network; optional_all/none system/cryptosvc; optional_all/none system/keymap
milestone/sysconfig:default|Basic system configuration milestone|t|:true|:true|||require_all/none milestone/single-user; optional_all/none system/smartdc/config
system/filesystem/local:default|local file system mounts|t|/lib/svc/method/fs-local|:true|||require_all/none milestone/single-user
system/utmp:default|utmpx monitoring|c|/lib/svc/method/svc-utmpd|:kill||utmpd(8) utmpx(5)|require_all/none milestone/sysconfig
system/console-login:default|Console login|w|/lib/svc/method/console-login default|:kill -9||ttymon(8)|require_all/none system/filesystem/minimal; require_all/none system/identity:node; require_all/none system/utmp:default; require_all/none milestone/sysconfig; optional_all/none system/auditd
network/dns/client:default|DNS resolver|c|:true|:true||resolver(3RESOLV)|require_all/none system/filesystem/minimal; require_all/none network/service; require_all/none file://localhost/etc/resolv.conf; require_any/error network/loopback; optional_all/error milestone/network
milestone/name-services:default|name services milestone|c|:true|:true|||optional_all/refresh network/dns/client
system/name-service-cache:default|name service cache|c|/lib/svc/method/svc-nscd|:kill||nscd(8)|require_all/restart file://localhost/etc/nsswitch.conf; require_all/none system/filesystem/minimal; optional_all/none system/rbac
system/dumpadm:default|system crash dump configuration|t|/lib/svc/method/svc-dumpadm|:true||dumpadm(8)|require_all/none system/filesystem/local; optional_all/none network/nfs/client system/filesystem/autofs
system/cron:default|clock daemon (cron)|c|/lib/svc/method/svc-cron|:kill|:kill -THAW|cron(8) crontab(1)|require_all/none system/filesystem/local; require_all/none milestone/name-services
system/system-log:default|system log|c|/lib/svc/method/system-log|:kill|:kill -HUP|syslogd(8)|require_all/none milestone/sysconfig; require_all/none system/filesystem/local; optional_all/none system/filesystem/autofs; require_all/none milestone/name-services
network/service:default|layered network services|t|/lib/svc/method/net-svc start|:true||ifconfig(8)|optional_all/none network/initial; require_all/none system/filesystem/root system/filesystem/usr system/filesystem/minimal
network/ntp:default|Network Time Protocol (NTP) Version 4|c|/lib/svc/method/ntp start|:kill||ntpd(8)|optional_all/none network/service; require_all/none system/filesystem/minimal; optional_all/none network/routing-setup; optional_all/none milestone/name-services; require_all/none system/smartdc/config
network/rpc/bind:default|RPC bindings|c|/lib/svc/method/rpc-bind %m|/lib/svc/method/rpc-bind %m %{restarter/contract}|:kill -HUP|rpcbind(8)|require_all/none system/filesystem/minimal; optional_all/none network/routing-setup:default network/initial:default; optional_all/none network/ipfilter:default
system/dbus:default|D-BUS message bus|c|/lib/svc/method/svc-dbus start|:kill||dbus-daemon(1)|require_all/none system/filesystem/minimal
system/rcap:default|resource capping daemon|c|/usr/lib/rcap/rcapd|:kill|:kill -HUP|rcapd(8) rcapstat(8) rcapadm(8)|require_all/none system/filesystem/minimal; optional_all/none system/manifest-import
system/stosreg:default|service tag OS registry|t|/lib/svc/method/svc-stosreg|:true||stclient(8)|require_all/none system/filesystem/local
milestone/multi-user:default|multi-user milestone|t|/sbin/rc2 start|:true||init(8)|require_all/none milestone/single-user milestone/sysconfig milestone/name-services; require_all/none system/filesystem/local; optional_all/none network/rpc/bind; optional_all/none system/system-log; optional_all/none system/auditd; optional_all/none network/inetd; optional_all/none system/cron; optional_all/none system/filesystem/autofs; optional_all/none network/nfs/client; optional_all/none network/iscsi/initiator; optional_all/none system/name-service-cache; optional_all/none system/power; optional_all/none system/rcap; require_all/none system/rmtmpfiles; optional_all/none system/utmp
milestone/multi-user-server:default|multi-user plus exports milestone|t|/sbin/rc3|:true||init(8)|require_all/none milestone/multi-user; optional_all/none network/nfs/server
network/ssh:default|SSH server|c|/lib/svc/method/sshd start|:kill|/lib/svc/method/sshd restart|sshd(8)|require_all/none system/filesystem/local; optional_all/none system/filesystem/autofs; require_all/none network/loopback; require_all/none network/physical; require_all/none system/cryptosvc; require_all/none system/utmp; optional_all/error network/ipfilter:default; require_all/restart file://localhost/etc/ssh/sshd_config; require_all/none system/smartdc/config
network/dns/multicast:default|DNS Service Discovery and Multicast DNS|c|/usr/lib/inet/mdnsd|:kill||mdnsd(8)|require_all/none network/loopback; require_all/none network/physical; optional_all/refresh system/identity:node; optional_all/none system/system-log
network/inetd-upgrade:default|inetd-upgrade|t|/lib/svc/method/inetd-upgrade %m|:true||inetd(8)|require_all/none system/filesystem/local; require_all/none milestone/name-services
network/inetd:default|inetd|c|/usr/lib/inet/inetd %m|/usr/lib/inet/inetd %m|/usr/lib/inet/inetd %m|inetd(8) inetadm(8)|require_any/error network/loopback; require_all/error system/filesystem/local; optional_all/error milestone/network; optional_all/error network/rpc/bind; optional_all/none network/inetd-upgrade; require_all/none milestone/sysconfig milestone/name-services
system/fmd:default|Solaris Fault Manager|c|/usr/lib/fm/fmd/fmd|:kill||fmd(8)|require_all/none system/filesystem/minimal; optional_all/none network/rpc/bind; require_all/none system/dumpadm
system/intrd:default|interrupt balancer|c|/lib/svc/method/svc-intrd|:kill||intrd(8)|require_all/none milestone/multi-user
system/power:default|power management|t|/lib/svc/method/svc-power %m|/lib/svc/method/svc-power %m||powerd(8) pmconfig(8) dtpower(8) power.conf(5)|require_all/none system/filesystem/minimal
system/sac:default|SAF service access controller|w|/usr/lib/saf/sac -t %{sanity_interval}|:kill||sac(8)|require_all/none system/filesystem/local; require_all/none milestone/sysconfig
system/smartdc/vminfod:default|VM Info Daemon (node)|c|/usr/vm/smf/system-vminfod %m|:kill|||require_all/none system/filesystem/local
system/smartdc/metadata:default|VM Metadata Daemon (node)|c|/usr/vm/smf/system-metadata %m|:kill|||require_all/none system/filesystem/local; require_all/none system/smartdc/vminfod:default
system/zones:default|Zones autoboot and graceful shutdown|t|/lib/svc/method/svc-zones %m|/lib/svc/method/svc-zones %m||zones(7) zonecfg(8)|require_all/none milestone/multi-user-server; require_all/none network/varpd; require_all/none system/smartdc/metadata
system/smartdc/init:default|Joyent live-image management service|t|/lib/svc/method/smartdc-init %m|/lib/svc/method/smartdc-init %m||zones(7) zpool(8)|require_all/none system/zones; require_all/none network/physical
system/smartdc/vmadmd:default|VM Management Daemon (node)|c|/usr/vm/smf/system-vmadmd %m|:kill|||require_all/error system/smartdc/init; require_all/none system/smartdc/vminfod:default
smartdc/agent/ur:default|Ur Agent (node)|c|/lib/svc/method/smartdc-ur %m|:kill|||require_all/error milestone/single-user
network/nfs/client:default|NFS client|t|/lib/svc/method/nfs-client %m|/lib/svc/method/nfs-client %m||mount_nfs(8)|require_any/error milestone/network; require_all/restart network/rpc/bind; require_all/refresh milestone/name-services
network/nfs/server:default|NFS server|c|/lib/svc/method/nfs-server %m|/lib/svc/method/nfs-server %m %{restarter/contract}|/lib/svc/method/nfs-server %m|nfsd(8)|require_any/error milestone/network; require_all/restart network/rpc/bind; optional_all/none network/shares/group; require_all/error system/filesystem/local
network/iscsi/initiator:default|iSCSI initiator daemon|c|/lib/svc/method/iscsi-initiator %m|/lib/svc/method/iscsi-initiator %m||iscsi(4D)|require_any/error milestone/network; require_all/none network/service; require_any/error network/loopback
network/routing/route:default|in.routed network routing daemon|c|/lib/svc/method/svc-route|:kill||in.routed(8)|require_all/refresh network/routing-setup
network/ipv4-forwarding:default|IPv4 forwarding service|t|/lib/svc/method/svc-forwarding %m ipv4|/lib/svc/method/svc-forwarding %m ipv4|/lib/svc/method/svc-forwarding %m ipv4|routeadm(8)|require_all/error network/loopback; require_all/error system/filesystem/local; require_all/none milestone/devices
network/ipv6-forwarding:default|IPv6 forwarding service|t|/lib/svc/method/svc-forwarding %m ipv6|/lib/svc/method/svc-forwarding %m ipv6|/lib/svc/method/svc-forwarding %m ipv6|routeadm(8)|require_all/error network/loopback; require_all/error system/filesystem/local; require_all/none milestone/devices
system/filesystem/autofs:default|automounter|c|/lib/svc/method/svc-autofs %m|/lib/svc/method/svc-autofs %m %{restarter/contract}||automount(8)|require_all/none system/filesystem/local; require_all/restart milestone/name-services; optional_all/none network/nfs/client; require_all/restart network/rpc/bind
system/pools:default|resource pools framework|t|/lib/svc/method/svc-pools %m|/lib/svc/method/svc-pools %m|/lib/svc/method/svc-pools %m|libpool(3LIB) pooladm(8) poolbind(8) poolcfg(8) poolstat(8)|require_all/none system/filesystem/minimal
system/auditd:default|Solaris audit daemon|c|/lib/svc/method/svc-auditd|:kill -TERM|/lib/svc/method/svc-auditd|auditd(8) audit(8) auditconfig(8) audit_flags(7) audit_binfile(7) audit_syslog(7) audit_remote(7)|require_all/none system/filesystem/local; require_all/none milestone/name-services; optional_all/none system/system-log
system/pfexec:default|Supports in-kernel pfexec and forced privileges.|c|/usr/lib/pfexecd|:kill|:kill||require_all/none system/filesystem/usr
network/netcfg:default|Network configuration data management|c|/lib/inet/netcfgd|:kill|:true|netcfgd(8)|
network/iptun:default|IP tunnel configuration|t|/lib/svc/method/net-iptun %m|/lib/svc/method/net-iptun %m||dladm(8)|require_all/none network/physical; optional_all/none network/ipsec/policy:default; require_all/none network/ip-interface-management
network/initial:default|initial network services|t|/lib/svc/method/net-init|:true||ifconfig(8)|optional_all/none milestone/network; require_all/none system/filesystem/usr
system/logadm-upgrade:default|logadm upgrade|t|/lib/svc/method/logadm-upgrade|:true|/lib/svc/method/logadm-upgrade||require_all/none system/filesystem/minimal
network/shares/group:default|Share Group|t|/usr/sbin/sharemgr start %i|/usr/sbin/sharemgr stop %i|/usr/sbin/sharemgr start %i|sharemgr(8)|require_all/error system/filesystem/local; require_any/error milestone/network
smartdc/mdata:fetch|Joyent SDC metadata handler|t|/lib/svc/method/mdata-fetch|:true|||require_all/error system/filesystem/minimal; optional_all/error system/rmtmpfiles
smartdc/mdata:execute|Joyent SDC metadata handler|t|/lib/svc/method/mdata-execute|:true|||require_all/error system/filesystem/minimal; require_all/error milestone/multi-user:default; require_all/error smartdc/mdata:fetch
`
const KINDS: Readonly<Record<string, Duration>> = { c: 'contract', t: 'transient', w: 'child' }
const short = (fmri: string): string => (fmri.startsWith('file:') ? fmri : `svc:/${fmri}`)

function dependencyOf(text: string): Dependency {
  const [kind = '', ...entities] = text.split(' ')
  const [grouping, restartOn] = kind.split('/') as [Dependency['grouping'], Dependency['restartOn']]
  return { name: (entities[0] ?? '').replace(/^.*[/]/, '').replace(/:/g, '-'), grouping, restartOn, entities: entities.map(short) }
}
function definitionOf(line: string): Definition {
  const [name = '', title = '', kind = '', start = '', stop = '', refresh = '', pages = '', needs = ''] = line.split('|')
  const methods = Object.entries({ start, stop, refresh }).flatMap(([method, exec]) => (exec ? [[method, { exec, timeout: 60 }] as const] : []))
  return {
    fmri: `svc:/${name}`,
    name: title,
    duration: KINDS[kind] ?? 'contract',
    methods: Object.fromEntries(methods),
    pages: pages.split(' ').filter(Boolean),
    dependencies: needs.split('; ').filter(Boolean).map(dependencyOf),
    enabled: false,
  }
}
/** What the image says of its services, by FMRI. Whether one is enabled depends on the place: `manifests.ts`. */
export const IMAGE: ReadonlyMap<string, Definition> = new Map(
  TEXT.trim()
    .split('\n')
    .map(definitionOf)
    .map((definition) => [definition.fmri, definition]),
)
