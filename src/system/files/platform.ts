import { DOT_FILES } from '../platform/dotfiles.ts'
import { IMAGE_SHADOW_HASH, shadowText } from '../platform/shadow.ts'
import { svcShare } from './svcShare.ts'
import type { Fill } from './tree.ts'

/** What the platform image's text files depend on. */
export interface PlatformFacts {
  /** `20260312T002222Z` */
  readonly stamp: string
  readonly hostname: string
}
/** One thing in the image: a directory, a file with bytes, a program (bytes not listed), a link or a device. */
export type Item =
  | { readonly path: string; readonly dir: number }
  | { readonly path: string; readonly text: string; readonly mode?: number }
  | { readonly path: string; readonly size: number; readonly fill: Fill; readonly mode?: number; readonly artifact?: string }
  | { readonly path: string; readonly link: string }
  | { readonly path: string; readonly device: 'null' | 'zero' | 'random' | 'tty' }

const dirs = (mode: number, names: string): Item[] =>
  names
    .split(/\s+/)
    .filter(Boolean)
    .map((path) => ({ path, dir: mode }))
const programs = (folder: string, names: string, size = 24_576): Item[] =>
  names
    .split(/\s+/)
    .filter(Boolean)
    .map((name) => ({ path: `${folder}/${name}`, size, fill: 'text' as const, mode: 0o555 }))

/** Centred as the build script does it: the release line, the copyright, then what it was built from. (smartos-live tools/build_etcrelease) */
const release = (stamp: string): string =>
  `${[
    `${' '.repeat(21)}SmartOS ${stamp} x86_64`,
    `${' '.repeat(20)}Copyright ${stamp.slice(0, 4)} Edgecast Cloud LLC.`,
    '',
    '  Built with the following components:',
    '',
    '[',
    ...['smartos-live', 'illumos-joyent', 'illumos-extra'].map(
      (repo, i) =>
        ` { "repo": "${repo}", "branch": "release-${stamp.slice(0, 8)}", "rev": "${stamp.slice(2, 8)}${i}", "commit_date": "${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)}", "url": "https://github.com/TritonDataCenter/${repo}.git" }${i < 2 ? ',' : ''}`,
    ),
    ']',
  ].join('\n')}\n`

const PASSWD = `root:x:0:0:Super-User:/root:/usr/bin/bash
daemon:x:1:1::/:
bin:x:2:2::/usr/bin:
sys:x:3:3::/:
adm:x:4:4:Admin:/var/adm:
dladm:x:15:65:Datalink Admin:/:
netadm:x:16:65:Network Admin:/:
netcfg:x:17:65:Network Configuration Admin:/:
smmsp:x:25:25:SendMail Message Submission Program:/:
listen:x:37:4:Network Admin:/usr/net/nls:
nobody:x:60001:60001:NFS Anonymous Access User:/:
noaccess:x:60002:60002:No Access User:/:
nobody4:x:65534:65534:SunOS 4.x NFS Anonymous Access User:/:
`
const GROUP = `root::0:
other::1:root
bin::2:root,daemon
sys::3:root,bin,adm
adm::4:root,daemon
uucp::5:root
mail::6:root
tty::7:root,adm
lp::8:root,adm
nuucp::9:root
staff::10:
daemon::12:root
sysadmin::14:
games::20:
smmsp::25:
netadm::65:
nobody::60001:
noaccess::60002:
nogroup::65534:
`
// `mount` at boot reads these: tmpfs and the pseudo file systems. (illumos etc/vfstab, smartos-live overlay/generic/etc/vfstab)
const VFSTAB = `#device\t\tdevice\t\tmount\t\tFS\tfsck\tmount\tmount
#to mount\tto fsck\t\tpoint\t\ttype\tpass\tat boot\toptions
#
/devices\t-\t\t/devices\tdevfs\t-\tno\t-
/proc\t\t-\t\t/proc\t\tproc\t-\tno\t-
ctfs\t\t-\t\t/system/contract ctfs\t-\tno\t-
objfs\t\t-\t\t/system/object\tobjfs\t-\tno\t-
sharefs\t\t-\t\t/etc/dfs/sharetab sharefs\t-\tno\t-
fd\t\t-\t\t/dev/fd\t\tfd\t-\tno\t-
swap\t\t-\t\t/tmp\t\ttmpfs\t-\tyes\t-
`
const NSSWITCH = `passwd:     files
group:      files
hosts:      files dns
ipnodes:    files dns
networks:   files
protocols:  files
services:   files
project:    files
user_attr:  files
auth_attr:  files
prof_attr:  files
`

/** The tree of the boot archive, in order: a directory before what is in it. */
export const archive = ({ stamp, hostname }: PlatformFacts): Item[] => [
  ...dirs(
    0o755,
    '/boot /dev /dev/dsk /dev/rdsk /dev/fd /dev/pts /dev/zvol /devices /etc /etc/cron.d /etc/default /etc/dfs /etc/inet /etc/security /etc/skel /etc/ssh /etc/svc /etc/zones /export /home /kernel /lib /lib/svc /lib/svc/bin /lib/svc/manifest /lib/svc/method /mnt /opt /platform /proc /root /root/.ssh /sbin /smartdc /smartdc/bin /system /system/boot /system/contract /system/object /usbkey /usr /var /var/adm /var/cron /var/cron/crontabs /var/db /var/imgadm /var/imgadm/images /var/log /var/mail /var/run /var/spool /var/svc /var/svc/log /var/svc/manifest /zones',
  ),
  ...dirs(0o1777, '/tmp /var/tmp'),
  ...dirs(0o755, '/etc/svc/volatile'),
  { path: '/bin', link: './usr/bin' },
  { path: '/dev/null', device: 'null' },
  { path: '/dev/zero', device: 'zero' },
  { path: '/dev/random', device: 'random' },
  { path: '/dev/urandom', device: 'random' },
  { path: '/dev/tty', device: 'tty' },
  { path: '/dev/console', device: 'tty' },
  { path: '/dev/msglog', device: 'tty' },
  { path: '/etc/release', text: release(stamp) },
  { path: '/etc/motd', text: `SmartOS (build: ${stamp})\n` },
  { path: '/etc/issue', text: `      SmartOS\n      build: ${stamp}\n\n` },
  { path: '/etc/nodename', text: `${hostname}\n` },
  { path: '/etc/passwd', text: PASSWD },
  { path: '/etc/group', text: GROUP },
  { path: '/etc/shadow', text: shadowText(IMAGE_SHADOW_HASH), mode: 0o400 },
  { path: '/etc/inet/hosts', text: `#\n# Internet host table\n#\n::1\t\tlocalhost\n127.0.0.1\tlocalhost loghost\n` },
  { path: '/etc/hosts', link: './inet/hosts' },
  { path: '/etc/inet/services', text: 'ssh\t\t22/tcp\ndomain\t\t53/udp\ndomain\t\t53/tcp\nhttp\t\t80/tcp\nntp\t\t123/udp\nhttps\t\t443/tcp\n' },
  { path: '/etc/services', link: './inet/services' },
  { path: '/etc/inet/ntp.conf', text: 'driftfile /var/ntp/ntp.drift\nserver 0.smartos.pool.ntp.org\n' },
  { path: '/etc/resolv.conf', text: 'nameserver 8.8.8.8\nnameserver 8.8.4.4\n' },
  { path: '/etc/nsswitch.conf', text: NSSWITCH },
  { path: '/etc/vfstab', text: VFSTAB },
  ...Object.entries(DOT_FILES).map(([path, text]): Item => ({ path, text })),
  { path: '/etc/default/init', text: 'TZ=UTC\nCMASK=022\n' },
  { path: '/etc/TIMEZONE', link: './default/init' },
  {
    path: '/etc/dumpadm.conf',
    text: '#\n# dumpadm.conf\n#\n# Configuration parameters for system crash dump.\n# Do NOT edit this file by hand -- use dumpadm(8) instead.\n#\nDUMPADM_DEVICE=/dev/zvol/dsk/zones/dump\nDUMPADM_SAVDIR=/var/crash/volatile\nDUMPADM_CONTENT=kernel\nDUMPADM_ENABLE=no\nDUMPADM_CSAVE=on\n',
  },
  { path: '/etc/system', text: '*\n* Tunables of the kernel: name=value, one a line.\n*\n' },
  { path: '/etc/ssh/sshd_config', text: 'Protocol 2\nPort 22\nPermitRootLogin yes\nHostKey /var/ssh/ssh_host_rsa_key\n' },
  { path: '/etc/svc/repository.db', size: 5_242_880, fill: 'text', mode: 0o600 },
  { path: '/etc/zones/index', text: '# zonename:state:zonepath:uuid\nglobal:installed:/:\n' },
  {
    path: '/etc/zones/SUNWdefault.xml',
    text: '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE zone PUBLIC "-//Sun Microsystems Inc//DTD Zones//EN" "file:///usr/share/lib/xml/dtd/zonecfg.dtd.1">\n<zone name="default" zonepath="" autoboot="false"/>\n',
  },
  { path: '/kernel/genunix', size: 3_145_728, fill: 'text', mode: 0o755 },
  // What becomes /usr, compressed: about a third of it.
  { path: '/usr.lgz', size: 157_286_400, fill: 'random', mode: 0o644 },
  ...programs('/sbin', 'autopush bootadm dladm ifconfig init installboot ipadm mount mountall sh su sulogin swapadd tzreload uadmin umount uname zonename'),
  ...programs('/smartdc/bin', 'pkgsrc-setup', 2_012),
  ...programs('/lib', 'libc.so.1 libm.so.2 libnsl.so.1 libsocket.so.1 libzfs.so.1 libzonecfg.so.1', 1_048_576),
  ...svcShare,
  ...programs('/lib/svc/bin', 'svc.configd svc.startd', 458_752),
  ...programs('/lib/svc/method', 'fs-joyent fs-minimal fs-root fs-usr net-physical svc-zones', 8_192),
]
/** The tree of `/usr`, read-only. Paths are those seen once it is mounted. */
export const usr = (): Item[] => [
  ...dirs(
    0o755,
    '/usr/bin /usr/lib /usr/lib/brand /usr/lib/brand/joyent /usr/lib/brand/joyent-minimal /usr/lib/brand/lx /usr/lib/brand/kvm /usr/lib/brand/bhyve /usr/lib/fs /usr/lib/zones /usr/node /usr/node/bin /usr/proc /usr/sbin /usr/share /usr/share/man /usr/share/lib /usr/share/zoneinfo /usr/vm /usr/vm/sbin /usr/img /usr/img/sbin',
  ),
  ...programs(
    '/usr/bin',
    'at awk basename bash batch bc bzip2 cal cat chmod chown cksum clear cmp column comm cp crontab csplit ctrun curl cut date dc diff dig digest dirname disklist dmesg du echo ed egrep elfdump env expand expr factor false fgrep file find fold fuser gcore getconf getent getfacl grep groups gtar gunzip gzip head hostid hostname id iostat ipcrm ipcs isainfo join json kill ksh93 kstat last ldd less ln locale logger login logname ls mac mailx man mdb mkdir mkfile mktemp more mpstat mv nawk netstat newgrp newtask nfsstat nice nl nm nohup nslookup od openssl pagesize pargs passwd paste patch perl pfexec pfiles pflags pgrep pkill plimit pmap ppgsz ppriv prctl printenv printf priocntl prstat prun ps psig pstack pstop ptree pwait pwd pwdx rcapstat readlink renice rm rmdir rmformat rsync scp script sed setfacl sftp sh sleep sort split ssh ssh-add ssh-agent ssh-keygen strings stty su sum svcprop svcs sync sysinfo tail tar tcsh tee test time touch tput tr true truss tty unexpand uniq uptime uuencode uuidgen vi vmstat w wc which who whoami write xargs xz zlogin zonestat',
  ),
  ...programs(
    '/usr/sbin',
    'acctadm add_drv arp beadm cfgadm chroot coreadm dd devfsadm df disklayout dladm dtrace dumpadm eeprom fdisk flowadm fmadm fmdump fmstat fmthard format fstyp fwadm groupadd groupdel groupmod halt ifconfig imgadm inetadm intrstat iostat ipadm ipf ipfstat ipnat lockstat lofiadm logadm mkfs modinfo modload modunload mount mpathadm ndd newfs nictagadm piadm ping plockstat pooladm poolbind poolcfg poweroff prtconf prtdiag prtvtoc psradm psrinfo psrset rcapadm rctladm reboot rem_drv route savecore shutdown smbios snoop svcadm svccfg swap syseventadm sysinfo traceroute umount update_drv useradd userdel usermod vmadm wall whodo zdb zfs zlogin zoneadm zonecfg zonememstat zpool',
  ),
  ...programs('/usr/lib/zones', 'zoneadmd zonestatd', 147_456),
  ...programs('/usr/node/bin', 'node', 29_360_128),
  ...programs('/usr/vm/sbin', 'vmadmd zonecontrol', 16_384),
  ...programs('/usr/img/sbin', 'imgadm', 16_384),
]
