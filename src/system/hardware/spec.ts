import type { FullServerSpec, ServerSpec } from './specSchema.ts'

export type { Answers, FullServerSpec, ServerSpec } from './specSchema.ts'

/** What is built in where nothing else is said. */
export const DEFAULTS = { ramMiB: 8192, cpus: 4, firmware: 'bios', bootOrder: ['usb', 'iso', 'disk', 'pxe'] } as const
/** A disk of which nothing is said. */
export const DISK = { rotating: true, vendor: 'QEMU', product: 'QEMU HARDDISK' } as const
/** A stick of which nothing is said. */
export const STICK = { platform: '20260312T002222Z', label: 'SMARTOSBOOT' } as const

/** A disc of which nothing is said. */
export const DISC = { label: 'SmartOS' } as const

/**
 * A specification with its defaults. What comes from outside has been checked by `serverSpec` of `specSchema.ts`
 * before: the checker is large, and the first picture does not wait for it.
 */
export function fullSpec(spec: ServerSpec): FullServerSpec {
  const {
    ramMiB = DEFAULTS.ramMiB,
    cpus = DEFAULTS.cpus,
    firmware = DEFAULTS.firmware,
    bootOrder = [...DEFAULTS.bootOrder],
    configured = false,
    stick,
    disc,
    desk,
    ...rest
  } = spec
  const disks = (spec.disks ?? []).map(({ rotating = DISK.rotating, vendor = DISK.vendor, product = DISK.product, ...disk }) => ({
    ...disk,
    rotating,
    vendor,
    product,
  }))
  const nics = (spec.nics ?? []).map(({ cable = true, tags = [], ...nic }) => ({ ...nic, cable, tags }))
  const plugged = stick && { platform: stick.platform ?? STICK.platform, label: stick.label ?? STICK.label }
  const inDrive = disc && { platform: disc.platform ?? STICK.platform, label: disc.label ?? DISC.label }
  const lying = (desk ?? []).map(({ kind = 'usb', platform = STICK.platform, blank = false, ...medium }) => ({ kind, platform, blank, ...medium }))
  return {
    ...rest,
    ramMiB,
    cpus,
    firmware,
    bootOrder,
    configured,
    disks,
    nics,
    desk: lying,
    ...(plugged && { stick: plugged }),
    ...(inDrive && { disc: inDrive }),
  }
}
