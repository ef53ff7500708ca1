import { DHCPD_CONF, TFTP_ROOT } from './contents.ts'

/** Faults that are made by hand, at a boot server's own files: what a tired administrator does to them. */
export const MISTAKES = {
  /** The two `filename` of the boot program are gone: clients get an address and nothing else. */
  'no filename': { path: DHCPD_CONF, change: (text: string) => text.replace(/^\s*filename .*\n/gm, '') },
  /** Nobody asks any more who it is that asks: iPXE gets iPXE. */
  'no user class': { path: DHCPD_CONF, change: (text: string) => text.replace(/if exists user-class[\s\S]*?\} else \{\n(.*\n)\s*\}/, '$1') },
  'wrong boot file': { path: DHCPD_CONF, change: (text: string) => text.replace('undionly.kpxe', 'undionly.kpex') },
  'script as boot file': { path: DHCPD_CONF, change: (text: string) => text.replace('"undionly.kpxe"', '"menu.ipxe"') },
  'wrong path': { path: `${TFTP_ROOT}/menu.ipxe`, change: (text: string) => text.replaceAll('/platform/i86pc/', '/platfrom/i86pc/') },
} as const satisfies Record<string, { readonly path: string; readonly change: (text: string) => string }>
/** One of them. */
export type Mistake = keyof typeof MISTAKES
