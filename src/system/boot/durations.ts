/** Simulated ms of the phases of a boot. Real hardware takes longer in the firmware; the loader's ten seconds are exact. */
export const MS = {
  selftest: 3000,
  probe: 500,
  /** The card's program sets itself up; it leaves. */
  pxeInit: 2000,
  pxeExit: 1000,
  /** How long iPXE waits for Ctrl-B, and for a link. (ipxe src/config/general.h, src/usr/ifmgmt.c) */
  ipxeBanner: 2000,
  ipxeLink: 15_000,
  mbr: 300,
  stage2: 700,
  efi: 1000,
  cdboot: 900,
  efiReboot: 5000,
  loaderInit: 1500,
  second: 1000,
  dboot: 1000,
  kernel: 3000,
  root: 500,
  usr: 1200,
  devices: 1000,
  pools: 1500,
  config: 500,
  network: 2000,
  /** How long the method of network/physical waits for a lease. */
  dhcp: 300_000,
  identity: 300,
  singleUser: 4700,
  multiUser: 1000,
  vminfod: 1500,
  zones: 500,
  vmadmd: 500,
  kill: 5000,
  stopServices: 14_000,
  sync: 1500,
  panicMessage: 500,
  reset: 1000,
} as const

/** The delays of the server's statechart by name. */
export const delays = MS
