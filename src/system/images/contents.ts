import type { Files } from '../files/files.ts'
import type { Manifest } from './image.ts'

/** Text files of a SmartOS zone image, by path below the zone's root: what a learner may read and edit. */
const textOf = ({ name, version }: Manifest, pkgsrc: string): Record<string, string> => ({
  'etc/motd': motdOf(name, version),
  'etc/product': `Name: SmartOS Zone\nImage: ${name} ${version}\nDocumentation: https://docs.tritondatacenter.com/public-cloud/instances/infrastructure/images\nDescription: ${name} ${version}\n`,
  'etc/release': 'SmartOS x86_64\n',
  'etc/pkgsrc_version': `release: ${pkgsrc}\narchitecture: x86_64\n`,
  'etc/passwd': [
    'root:x:0:0:Super-User:/root:/usr/bin/bash',
    'daemon:x:1:1::/:',
    'bin:x:2:2::/usr/bin:',
    'sys:x:3:3::/:',
    'adm:x:4:4:Admin:/var/adm:',
    'lp:x:71:8:Line Printer Admin:/:',
    'uucp:x:5:5:uucp Admin:/usr/lib/uucp:',
    'dladm:x:15:65:Datalink Admin:/:',
    'netadm:x:16:65:Network Admin:/:',
    'netcfg:x:17:65:Network Configuration Admin:/:',
    'smmsp:x:25:25:SendMail Message Submission Program:/:',
    'admin:x:100:1::/home/admin:/usr/bin/bash',
    'nobody:x:60001:60001:NFS Anonymous Access User:/:',
    'noaccess:x:60002:60002:No Access User:/:',
    '',
  ].join('\n'),
  'etc/group': [
    'root::0:',
    'other::1:root',
    'bin::2:root,daemon',
    'sys::3:root,bin,adm',
    'adm::4:root,daemon',
    'uucp::5:root',
    'mail::6:root',
    'tty::7:root,adm',
    'lp::8:root,adm',
    'nuucp::9:root',
    'staff::10:',
    'daemon::12:root',
    'sysadmin::14:',
    'nobody::60001:',
    'noaccess::60002:',
    '',
  ].join('\n'),
  'etc/hosts': '127.0.0.1\tlocalhost loghost\n::1\t\tlocalhost\n',
  'etc/nsswitch.conf':
    'passwd:     files\ngroup:      files\nhosts:      files dns\nipnodes:    files dns\nnetworks:   files\nprotocols:  files\nrpc:        files\nethers:     files\n',
  'etc/vfstab':
    '#device\t\tdevice\t\tmount\t\tFS\tfsck\tmount\tmount\n#to mount\tto fsck\t\tpoint\t\ttype\tpass\tat boot\toptions\n#\n-\t\t-\t\t/tmp\t\ttmpfs\t-\tyes\t-\n',
  'etc/default/init': 'TZ=UTC\nCMASK=022\nLC_ALL=C\n',
  'etc/ssh/sshd_config':
    'Protocol 2\nPort 22\nListenAddress ::\nAllowTcpForwarding yes\nPermitRootLogin without-password\nPasswordAuthentication no\nSubsystem sftp internal-sftp\n',
  'root/.bashrc': 'if [ -n "$PS1" ]; then\n  shopt -s checkwinsize\n  PS1=\'[\\u@\\h \\w]\\$ \'\nfi\n',
  'root/.profile': '[ -f ~/.bashrc ] && . ~/.bashrc\n',
  'opt/local/etc/pkgin/repositories.conf': `https://pkgsrc.smartos.org/packages/SmartOS/${pkgsrc}/x86_64/All\n`,
  'opt/local/etc/pkg_install.conf': `PKG_PATH=https://pkgsrc.smartos.org/packages/SmartOS/${pkgsrc}/x86_64/All\n`,
  'var/adm/messages': '',
})
/** The banner that the images show at login: drawn letters, then product and documentation. smartos-docs configuring-nfs-in-smartos.md */
function motdOf(name: string, version: string): string {
  return [
    '   __        .                   .',
    ' _|  |_      | .-. .  . .-. :--. |-',
    "|_    _|     ;|   ||  |(.-' |  | |",
    `  |__|   \`--'  \`-' \`;-| \`-' '  ' \`-'`,
    `                   /  ; Instance (${name} ${version})`,
    "                   `-'  https://docs.tritondatacenter.com",
    '',
    '',
  ].join('\n')
}
const DIRECTORIES = [
  'dev',
  'etc',
  'home/admin',
  'lib',
  'mnt',
  'native',
  'net',
  'opt/local/bin',
  'opt/local/sbin',
  'opt/local/lib',
  'opt/local/share',
  'opt/local/etc',
  'opt/local/gcc/lib',
  'opt/local/pkg',
  'proc',
  'root',
  'sbin',
  'system/contract',
  'system/object',
  'tmp',
  'usr',
  'var/adm',
  'var/cron/tabs',
  'var/db',
  'var/log',
  'var/run',
  'var/spool/mqueue',
  'var/svc/log',
  'var/svc/manifest',
  'var/tmp',
  'checkpoints',
  '.zonecontrol',
]
/** Programs and libraries of pkgsrc, with their share of the image's size: their bytes are of no interest, their size is. */
const BULK: readonly (readonly [path: string, share: number])[] = [
  ['opt/local/lib/libicudata.a', 10],
  ['opt/local/lib/libcrypto.so.3', 8],
  ['opt/local/lib/libssl.so.3', 2],
  ['opt/local/lib/libc++.so.1', 4],
  ['opt/local/lib/libpython3.so', 8],
  ['opt/local/lib/libperl.so', 6],
  ['opt/local/lib/libxml2.so.2', 3],
  ['opt/local/lib/libcurl.so.4', 2],
  ['opt/local/lib/libarchive.so.13', 2],
  ['opt/local/lib/libncurses.so.6', 1],
  ['opt/local/gcc/lib/libstdc++.so.6', 10],
  ['opt/local/gcc/lib/libgcc_s.so.1', 1],
  ['opt/local/bin/bash', 2],
  ['opt/local/bin/curl', 1],
  ['opt/local/bin/less', 1],
  ['opt/local/bin/nano', 1],
  ['opt/local/bin/openssl', 2],
  ['opt/local/bin/perl', 4],
  ['opt/local/bin/pkgin', 1],
  ['opt/local/bin/rsync', 1],
  ['opt/local/bin/screen', 1],
  ['opt/local/bin/sudo', 1],
  ['opt/local/bin/vim', 4],
  ['opt/local/bin/wget', 1],
  ['opt/local/sbin/pkg_add', 1],
  ['opt/local/sbin/pkg_delete', 1],
  ['opt/local/sbin/pkg_info', 1],
  ['opt/local/share/locale.db', 8],
  ['opt/local/share/man.db', 4],
  ['opt/local/pkg/pkgdb.byfile.db', 3],
  ['var/db/pkgin.db', 8],
]
const SHARES = BULK.reduce((sum, [, share]) => sum + share, 0)
const MINIMAL = new Set([
  'opt/local/share/locale.db',
  'opt/local/bin/vim',
  'opt/local/bin/nano',
  'opt/local/bin/screen',
  'opt/local/bin/rsync',
  'opt/local/bin/wget',
])

/** Unpacks a zone image below a directory (`/zones/<uuid>`): as many bytes as its manifest says. */
export function unpack(files: Files, top: string, manifest: Manifest): void {
  const root = `${top}/root`
  files.mkdir(root, true)
  for (const path of DIRECTORIES) files.mkdir(`${root}/${path}`, true)
  files.chmod(`${root}/tmp`, 0o1777)
  files.chmod(`${root}/root`, 0o700)
  files.symlink('./usr/bin', `${root}/bin`)
  const [year, quarter] = manifest.version.split('.')
  let rest = manifest.unpacked
  for (const [path, text] of Object.entries(textOf(manifest, `20${year}Q${quarter}`))) {
    const at = `${root}/${path}`
    files.mkdir(at.slice(0, at.lastIndexOf('/')), true)
    files.write(at, text)
    rest -= text.length
  }
  const bulk = manifest.name.startsWith('minimal') ? BULK.filter(([path]) => !MINIMAL.has(path)) : BULK
  const shares = bulk === BULK ? SHARES : bulk.reduce((sum, [, share]) => sum + share, 0)
  for (const [path, share] of bulk) {
    files.fill(`${root}/${path}`, Math.floor((rest * share) / shares), 'text')
    if (/\/s?bin\//.test(path)) files.chmod(`${root}/${path}`, 0o755)
  }
}
