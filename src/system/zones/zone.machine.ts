import { assign, setup } from 'xstate'
import { effect } from '../../sim/step.ts'

/** What comes after the kernel zone is gone. */
type Next = 'installed' | 'ready' | 'running'
type ZoneEvent =
  | { type: 'install' | 'install.failed' | 'uninstall' | 'uninstalled' | 'uninstall.failed' | 'attach' | 'detach' | 'mark.incomplete' }
  | { type: 'ready' | 'boot' | 'halt' | 'reboot' | 'mount' | 'unmount' | 'power.lost' }
  | { type: 'shutdown'; reboot?: boolean }

const zone = setup({
  types: {} as { context: { next: Next }; events: ZoneEvent },
  delays: { installTime: 1500, uninstallTime: 1200, bootTime: 1200, servicesTime: 6000, shutdownTime: 3000, killTime: 600, releaseTime: 300 },
  guards: {
    bootWanted: ({ context }) => context.next === 'running',
    readyWanted: ({ context }) => context.next === 'ready',
  },
  actions: {
    wantHalt: assign({ next: 'installed' }),
    wantReady: assign({ next: 'ready' }),
    wantBoot: assign({ next: 'running' }),
    wantWhatShutdownSays: assign({ next: ({ event }) => (event.type === 'shutdown' && event.reboot ? 'running' : 'installed') }),
    'zone.install': effect(),
    'zone.installed': effect(),
    'zone.uninstall': effect(),
    'zone.uninstalled': effect(),
    'zone.index': effect(),
    'zone.ready': effect(),
    'zone.boot': effect(),
    'zone.up': effect(),
    'zone.kill': effect(),
    'zone.halted': effect(),
    'zone.lost': effect(),
  },
})

const lost = { target: '#zone.installed', actions: 'zone.lost' } as const

/** On its way down a zone can only be told what is to come afterwards. */
const afterwards = {
  halt: { actions: 'wantHalt' },
  reboot: { actions: 'wantBoot' },
  ready: { actions: 'wantReady' },
  shutdown: { actions: 'wantWhatShutdownSays' },
} as const

/**
 * A zone's life, state for state as zones(7) and zoneadm(8) name it; the substates are what happens inside one of
 * those states. Which subcommand is allowed when: illumos zoneadm.c (sanity_check), zoneadmd.c (server).
 */
export const machine = zone.createMachine({
  id: 'zone',
  initial: 'configured',
  context: { next: 'installed' },
  states: {
    configured: {
      on: { install: 'incomplete.installing', attach: { target: 'installed', actions: 'zone.index' }, 'mark.incomplete': 'incomplete.interrupted' },
    },
    incomplete: {
      initial: 'interrupted',
      entry: 'zone.index',
      states: {
        installing: {
          entry: 'zone.install',
          after: { installTime: { target: '#zone.installed', actions: 'zone.installed' } },
          on: { 'install.failed': 'interrupted', 'power.lost': 'interrupted' },
        },
        uninstalling: {
          after: { uninstallTime: { actions: 'zone.uninstall' } },
          on: { uninstalled: { target: '#zone.configured', actions: 'zone.uninstalled' }, 'uninstall.failed': 'interrupted', 'power.lost': 'interrupted' },
        },
        interrupted: { on: { uninstall: 'uninstalling' } },
      },
    },
    installed: {
      on: {
        ready: 'ready.idle',
        boot: 'ready.booting',
        mount: 'mounted',
        uninstall: 'incomplete.uninstalling',
        detach: { target: 'configured', actions: 'zone.index' },
        'mark.incomplete': 'incomplete.interrupted',
      },
    },
    ready: {
      entry: 'zone.ready',
      initial: 'idle',
      states: {
        idle: { on: { boot: 'booting' } },
        booting: { after: { bootTime: '#zone.running' } },
      },
      on: { halt: { target: 'installed', actions: 'zone.halted' }, 'power.lost': lost },
    },
    running: {
      entry: 'zone.boot',
      initial: 'starting',
      states: {
        starting: { after: { servicesTime: 'up' }, on: { shutdown: { target: 'stopping', actions: 'wantWhatShutdownSays' } } },
        up: { entry: 'zone.up', on: { shutdown: { target: 'stopping', actions: 'wantWhatShutdownSays' } } },
        stopping: { after: { shutdownTime: '#zone.shutting_down' } },
      },
      on: {
        halt: { target: 'shutting_down', actions: 'wantHalt' },
        reboot: { target: 'shutting_down', actions: 'wantBoot' },
        ready: { target: 'shutting_down', actions: 'wantReady' },
        'power.lost': lost,
      },
    },
    shutting_down: {
      entry: 'zone.kill',
      after: { killTime: 'down' },
      on: { ...afterwards, 'power.lost': lost },
    },
    down: {
      after: {
        releaseTime: [
          { guard: 'bootWanted', target: 'ready.booting' },
          { guard: 'readyWanted', target: 'ready.idle' },
          { target: 'installed', actions: 'zone.halted' },
        ],
      },
      on: { ...afterwards, 'power.lost': lost },
    },
    mounted: { on: { unmount: 'installed', 'power.lost': lost } },
  },
})
