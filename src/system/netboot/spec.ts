import { z } from 'zod'
import { builtAt } from '../media/releases.ts'
import { FASTEST } from './link.ts'

/** What a world file says of a boot server, or of a router that hands out addresses beside it. */
export const bootServerSpec = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/i),
  role: z.enum(['boot', 'router']).default('boot'),
  ip: z.ipv4().optional(),
  /** Its link, Mb/s. */
  mbps: z.number().positive().max(FASTEST).optional(),
  /** Whether its network cable is in. */
  cable: z.boolean().default(true),
  /** Stamps of the images on it. */
  images: z
    .array(z.string().refine((stamp) => builtAt(stamp) !== undefined))
    .max(20)
    .optional(),
  /** What iPXE gets: a menu, or a script that boots the newest image at once. */
  script: z.enum(['menu', 'plain']).optional(),
})
