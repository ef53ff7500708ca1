import type { Effect } from '../../sim/simulation.ts'
import { consoleEffects } from './effects/console.ts'
import { firmwareEffects } from './effects/firmware.ts'
import { firmwareSetupEffects } from './effects/firmwareSetup.ts'
import { ipxeEffects } from './effects/ipxe.ts'
import { kernelEffects } from './effects/kernel.ts'
import { loaderEffects } from './effects/loader.ts'
import { panicEffects } from './effects/panic.ts'
import { powerEffects } from './effects/power.ts'
import { pxeEffects } from './effects/pxe.ts'
import { readerEffects } from './effects/readers.ts'
import { serviceEffects } from './effects/services.ts'
import { shutdownEffects } from './effects/shutdown.ts'
import { stage2Effects } from './effects/stage2.ts'
import { setupEffects } from './setup/effects.ts'

/** What the server's statechart asks for. */
export const effects: Record<string, Effect> = {
  ...powerEffects,
  ...firmwareEffects,
  ...firmwareSetupEffects,
  ...pxeEffects,
  ...ipxeEffects,
  ...stage2Effects,
  ...loaderEffects,
  ...kernelEffects,
  ...serviceEffects,
  ...consoleEffects,
  ...shutdownEffects,
  ...panicEffects,
  ...readerEffects,
  ...setupEffects,
}
