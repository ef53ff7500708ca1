import { assign, setup } from 'xstate'
import { effect } from '../../../sim/step.ts'
import { delays } from '../durations.ts'

/** How a server goes down. */
export type Goal = 'reset' | 'off' | 'halt'
/** What the statechart itself remembers: small, and all of it drawn in the inspector. */
export interface ServerContext {
  /** Which entry of the boot order is being tried. */
  readonly entry: number
  /** How often a question on the network was asked again. */
  readonly tries?: number
  /** A device that was chosen in the firmware's boot menu, for this start. */
  readonly once: string
  /** Seconds left at the loader's menu. */
  readonly seconds: number
  readonly goal: Goal
  /** Whether the loader counts down once more when all is loaded. */
  readonly counts: boolean
  /** Who is logging in on the console. */
  readonly user: string
  readonly [key: string]: string | number | boolean | undefined
}
/** What may happen to a server. Keys and buttons; what its effects found; what commands ask for. */
export interface ServerEvent {
  readonly type: string
}

/** What the loader says by the way. */
export type LoaderText =
  | 'io error'
  | 'efi'
  | 'efi failed'
  | 'cdboot'
  | 'cdboot found'
  | 'cdboot failed'
  | 'btx'
  | 'countdown'
  | 'countdown end'
  | 'hit enter'
  | 'booting in'
  | 'booting now'
  | 'not booting'
  | 'rebooting'
/** The loader, or what comes before it, prints something. */
export const say = <T extends LoaderText>(text: T) => ({ type: 'loader.say', params: { text } }) as const
/** The context at power-off. */
export const fresh: ServerContext = { entry: 0, once: '', seconds: 10, goal: 'off', counts: false, user: '' }

/** Vocabulary of the server's statechart: guards, actions and delays by name. Its parts are in the files beside this one. */
export const chart = setup({
  types: {} as { context: ServerContext; events: ServerEvent },
  delays,
  guards: {
    uefi: ({ event }) => (event as { firmware?: string }).firmware === 'uefi',
    // Four times in all: as often as a boot ROM asks (Intel PXE 2.1), and iPXE.
    'tries left': ({ context }) => (context.tries ?? 0) < 3,
    'names a file': ({ event }) => Boolean((event as { filename?: string }).filename),
    'not found': ({ event }) => (event as { error?: string }).error === 'not found',
    starts: ({ event }) => (event as { starts?: boolean }).starts === true,
    counting: ({ context }) => context.counts && context.seconds > 0,
    'last second': ({ context }) => context.seconds <= 1,
    'to reset': ({ context }) => context.goal === 'reset',
    'to halt': ({ context }) => context.goal === 'halt',
    'to off': ({ context }) => context.goal === 'off',
  },
  actions: {
    'remember nothing': assign(() => fresh),
    'next entry': assign({ entry: ({ context }) => context.entry + 1 }),
    'first try': assign({ tries: 0 }),
    'one more try': assign({ tries: ({ context }) => (context.tries ?? 0) + 1 }),
    'ten seconds': assign({ seconds: 10 }),
    'one second less': assign({ seconds: ({ context }) => context.seconds - 1 }),
    'that many seconds': assign({ seconds: ({ event }) => (event as { seconds?: number }).seconds ?? 10 }),
    'at once': assign({ counts: false }),
    'after a while': assign({ counts: true, seconds: ({ event }) => (event as { seconds?: number }).seconds ?? 10 }),
    'remember name': assign({ user: ({ event }) => (event as { user?: string }).user ?? '' }),
    'then reset': assign({ goal: 'reset' }),
    'then off': assign({ goal: 'off' }),
    'then halt': assign({ goal: 'halt' }),
    'power.lost': effect<{ how: 'off' | 'cut' | 'reset' }>(),
    'for once': assign({ once: ({ event }) => (event as { device?: string }).device ?? '' }),
    'firmware.begin': effect(),
    'firmware.setup': effect(),
    'firmware.choose': effect(),
    'firmware.save': effect(),
    'firmware.leave': effect(),
    'firmware.next': effect(),
    'firmware.probe': effect<{ device: string }>(),
    'firmware.nothing': effect(),
    'medium.look': effect(),
    'pxe.begin': effect(),
    'pxe.media': effect(),
    'pxe.discover': effect(),
    'pxe.request': effect(),
    'pxe.accept': effect(),
    'pxe.tftp': effect(),
    'pxe.transfer': effect(),
    'pxe.loaded': effect(),
    'pxe.error': effect<{ code: 'E32' | 'E3B' | 'E51' | 'E53' | 'E61' }>(),
    'pxe.look': effect(),
    'pxe.left': effect(),
    'ipxe.banner': effect(),
    'ipxe.begin': effect(),
    'ipxe.stopped': effect(),
    'ipxe.run': effect(),
    'ipxe.wait': effect(),
    'ipxe.discover': effect(),
    'ipxe.request': effect(),
    'ipxe.shell': effect(),
    'stage2.lost': effect(),
    'stage2.prompt': effect(),
    'loader.say': effect<{ text: LoaderText }>(),
    'loader.begin': effect(),
    'loader.menu': effect(),
    'loader.options': effect(),
    'loader.toggle': effect<{ option: 'console' | 'verbose' | 'kmdb' | 'rescue' }>(),
    'loader.images': effect(),
    'loader.page': effect(),
    'loader.image': effect(),
    'loader.prompt': effect(),
    'loader.plan': effect(),
    'loader.read': effect<{ what: 'unix' | 'boot_archive' | 'boot_archive.hash' | 'file' | 'any' }>(),
    'loader.check': effect(),
    'loader.autoboot': effect(),
    'loader.loaded': effect(),
    'loader.failed': effect<{ booting: boolean }>(),
    'loader.keys': effect(),
    'loader.boot': effect(),
    'kernel.hash': effect(),
    'kernel.mismatch': effect(),
    'kernel.start': effect(),
    'kernel.mountroot': effect(),
    'kernel.nmi': effect(),
    'kernel.debugger': effect(),
    'kmdb.stop': effect(),
    'kmdb.go': effect(),
    'smf.reached': effect<{ milestone: string }>(),
    'boot.mountUsr': effect(),
    'boot.importPools': effect(),
    'boot.checkConfig': effect(),
    'boot.setup': effect(),
    'boot.network': effect(),
    'boot.link': effect(),
    'boot.identity': effect(),
    'boot.singleUser': effect(),
    'boot.zones': effect(),
    'boot.maintenance': effect(),
    'console.sulogin': effect(),
    'console.suloginPassword': effect(),
    'console.suloginSession': effect(),
    'console.suloginDone': effect(),
    'console.login': effect(),
    'console.password': effect(),
    'console.session': effect(),
    'console.refused': effect(),
    'down.begin': effect(),
    'down.kill': effect(),
    'down.synced': effect(),
    'down.services': effect(),
    'down.stopped': effect(),
    'down.sync': effect(),
    'down.rebooting': effect(),
    'down.anyKey': effect(),
    'down.resetting': effect(),
    'panic.message': effect(),
    'panic.next': effect(),
    'panic.debugger': effect(),
    'panic.dump': effect(),
  },
})
