import type { Item } from '../files/platform.ts'
import { platformItems } from '../media/contents.ts'

/** Where TFTP and HTTP find their files. */
export const TFTP_ROOT = '/tftpboot'
export const HTTP_ROOT = '/tftpboot'
/** dhcpd's configuration. */
export const DHCPD_CONF = '/etc/dhcpd.conf'
/** Bytes of iPXE's boot programs. Typical of version 1.21.1. */
const NBP_BYTES = { 'undionly.kpxe': 72_745, 'snponly.efi': 274_432 } as const

/** dhcpd.conf as the documentation of the project has it: first iPXE, then its script. Source: smartos-docs pxe-booting-smartos.md. */
export const dhcpdConf = (ip: string, script = 'menu.ipxe'): string => {
  const net = ip.replace(/\.\d+$/, '')
  return `# dhcpd.conf: who asks gets an address; who boots gets a file, too.
option arch code 93 = unsigned integer 16;
default-lease-time 43200;

subnet ${net}.0 netmask 255.255.255.0 {
  range ${net}.20 ${net}.240;
  option routers ${net}.254;
  next-server ${ip};

  # iPXE asks a second time: it gets its script. Everything else gets iPXE.
  if exists user-class and option user-class = "iPXE" {
    filename "${script}";
  } elsif option arch = 00:07 {
    filename "snponly.efi";
  } else {
    filename "undionly.kpxe";
  }
}
`
}
/** A router's: addresses only. */
export const routerConf = (ip: string): string => {
  const net = ip.replace(/\.\d+$/, '')
  return `default-lease-time 86400;
ping-check false;

subnet ${net}.0 netmask 255.255.255.0 {
  range ${net}.241 ${net}.253;
  option routers ${ip};
}
`
}

/** The menu, with the choices that netboot.smartos.org has. Facts: smartos-netboot-server tools/render_ipxe_file.sh. */
export const menuScript = (ip: string, stamps: readonly string[], seconds = 10): string => {
  const newest = [...stamps].sort().reverse()
  return `#!ipxe

set base_url http://${ip}/smartos
set bp_console text
set bp_smartos true
set bp_noimport false
set kmdb_e false
set kmdb_b false
set space:hex 20:20
set space \${space:string}

:smartos_menu
menu Triton SmartOS
item --gap Platform Images:
${newest.map((stamp) => `item ${stamp} \${space} ${stamp}`).join('\n')}
item --gap Options:
item change_console \${space} OS Console: \${bp_console}
item toggle_pool \${space} Rescue mode: \${bp_noimport}
item toggle_kmdb_e \${space} Load Kernel Debugger: \${kmdb_e}
item toggle_kmdb_b \${space} Boot Kernel Debugger First: \${kmdb_b}
choose --default ${newest[0] ?? ''} --timeout ${seconds * 1000} smartos_build || goto smartos_exit
iseq \${smartos_build} change_console && goto change_console ||
iseq \${smartos_build} toggle_pool && goto toggle_pool ||
iseq \${smartos_build} toggle_kmdb_e && goto toggle_kmdb_e ||
iseq \${smartos_build} toggle_kmdb_b && goto toggle_kmdb_b ||

:smartos_boot
clear kflags
iseq \${kmdb_e} true && set kflags -k ||
iseq \${kmdb_b} true && set kflags -kd ||
kernel \${base_url}/\${smartos_build}/platform/i86pc/kernel/amd64/unix \${kflags} -B console=\${bp_console},smartos=\${bp_smartos},noimport=\${bp_noimport}\${root_shadow}
module \${base_url}/\${smartos_build}/platform/i86pc/amd64/boot_archive type=rootfs name=ramdisk || goto fail
module \${base_url}/\${smartos_build}/platform/i86pc/amd64/boot_archive.hash type=hash name=ramdisk || goto fail
boot || goto fail

:change_console
iseq \${bp_console} text && set bp_console ttya && goto smartos_menu ||
iseq \${bp_console} ttya && set bp_console ttyb && goto smartos_menu ||
set bp_console text
goto smartos_menu

:toggle_pool
iseq \${bp_noimport} true && set bp_noimport false || set bp_noimport true
iseq \${bp_noimport} true && set bp_smartos false || set bp_smartos true
iseq \${bp_noimport} false && clear root_shadow || set root_shadow ,root_shadow='$5$2HOHRnK3$NvLlm.1KQBbB0WjoP7xcIwGnllhzp2HnT.mDO7DpxYA'
goto smartos_menu

:toggle_kmdb_e
iseq \${kmdb_e} true && set kmdb_e false || set kmdb_e true
iseq \${kmdb_e} false && set kmdb_b false ||
goto smartos_menu

:toggle_kmdb_b
iseq \${kmdb_b} true && set kmdb_b false || set kmdb_b true
iseq \${kmdb_b} true && set kmdb_e true ||
goto smartos_menu

:fail
imgfree
prompt Boot failed. Press any key for the menu. && goto smartos_menu ||

:smartos_exit
exit
`
}
/** A script without a menu: it boots that image at once. */
export const plainScript = (ip: string, stamp: string): string => `#!ipxe
set base http://${ip}/smartos/${stamp}
kernel \${base}/platform/i86pc/kernel/amd64/unix -B smartos=true
module \${base}/platform/i86pc/amd64/boot_archive
module \${base}/platform/i86pc/amd64/boot_archive.hash type=hash name=ramdisk
boot
`

const dirs = (...paths: string[]): Item[] => paths.map((path) => ({ path, dir: 0o755 }))
const nbp = (name: keyof typeof NBP_BYTES): Item => ({ path: `${TFTP_ROOT}/${name}`, size: NBP_BYTES[name], fill: 'random', artifact: `${name} 1.21.1` })

/** What lies on a boot server that was just set up with some images. */
export const bootServerItems = (ip: string, stamps: readonly string[], script?: 'menu' | 'plain'): Item[] => [
  ...dirs('/etc', '/root', '/var', '/var/log', TFTP_ROOT, `${TFTP_ROOT}/smartos`),
  { path: DHCPD_CONF, text: dhcpdConf(ip, script === 'plain' ? 'boot.ipxe' : 'menu.ipxe') },
  nbp('undionly.kpxe'),
  nbp('snponly.efi'),
  { path: `${TFTP_ROOT}/menu.ipxe`, text: menuScript(ip, stamps) },
  { path: `${TFTP_ROOT}/boot.ipxe`, text: plainScript(ip, [...stamps].sort().at(-1) ?? '') },
  ...stamps.flatMap((stamp) => [...dirs(`${TFTP_ROOT}/smartos/${stamp}`), ...platformItems(stamp, `${TFTP_ROOT}/smartos/${stamp}/platform`)]),
]
/** What lies on a router. */
export const routerItems = (ip: string): Item[] => [...dirs('/etc'), { path: DHCPD_CONF, text: routerConf(ip) }]
