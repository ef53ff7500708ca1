import { z } from 'zod'
import { DEFAULTS, DISC, DISK, STICK } from './spec.ts'

/** A disk to build in. Sizes in bytes, or in GB (10⁹ bytes). */
const diskSpec = z.object({
  name: z.string().regex(/^c\d+t\d+d\d+$/),
  sizeBytes: z.number().int().positive().optional(),
  sizeGB: z.number().positive().optional(),
  rotating: z.boolean().default(DISK.rotating),
  vendor: z.string().default(DISK.vendor),
  product: z.string().default(DISK.product),
})
/** A network card to build in. */
const nicSpec = z.object({
  link: z.string().regex(/^[a-z][a-z0-9_]*\d+$/),
  mac: z.string().regex(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/),
  cable: z.boolean().default(true),
  tags: z.array(z.string()).default([]),
})
/**
 * Answers to the questions of the set-up, by the keys of `answers.json`
 * (smartos-live src/smartdc/lib/smartos_prompt_config.sh); `<default>` takes the default.
 */
export const answersSpec = z.partialRecord(
  z.enum([
    'config_console',
    'skip_instructions',
    'simple_headers',
    'admin_nic',
    'admin_ip',
    'admin_netmask',
    'headnode_default_gateway',
    'dns_resolver1',
    'dns_resolver2',
    'dns_search',
    'ntp_host',
    'skip_ntp_check',
    'zpool_layout',
    'zpool_confirm_layout',
    'bootpool',
    'pisource',
    'install_pkgsrc',
    'root_password',
    'hostname',
    'skip_final_summary',
    'skip_final_confirm',
  ]),
  z.string(),
)
/** Answers given in advance. */
export type Answers = z.infer<typeof answersSpec>

/** What a world file says of a server: for what comes from outside. `spec.ts` fills in the same defaults without it. */
export const serverSpec = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/i),
  uuid: z.uuid().optional(),
  ramMiB: z.number().int().min(64).default(DEFAULTS.ramMiB),
  cpus: z.number().int().min(1).default(DEFAULTS.cpus),
  firmware: z.enum(['bios', 'uefi']).default(DEFAULTS.firmware),
  bootOrder: z.array(z.enum(['usb', 'iso', 'disk', 'pxe'])).default([...DEFAULTS.bootOrder]),
  disks: z.array(diskSpec).default([]),
  nics: z.array(nicSpec).default([]),
  /** The USB stick that is plugged in. */
  stick: z.object({ platform: z.string().default(STICK.platform), label: z.string().default(STICK.label) }).optional(),
  /** The disc in the optical drive. */
  disc: z.object({ platform: z.string().default(STICK.platform), label: z.string().default(DISC.label) }).optional(),
  /** Sticks and discs that lie beside it, each with a label of its own. */
  desk: z
    .array(
      z.object({
        kind: z.enum(['usb', 'iso']).default('usb'),
        label: z.string().regex(/^[\w.-]+$/),
        platform: z.string().default(STICK.platform),
        blank: z.boolean().default(false),
      }),
    )
    .max(8)
    .default([]),
  /** Set up earlier, with these answers: pool `zones` is on the first disk. */
  configured: z.union([z.literal(false), answersSpec]).default(false),
  /** Answers for a set-up that is still to come. */
  answers: answersSpec.optional(),
})
/** A server as a world file may write it: what has a default may be left out. */
export type ServerSpec = z.input<typeof serverSpec>
/** A server with all defaults filled in. */
export type FullServerSpec = z.output<typeof serverSpec>
