import type { delays } from '../durations.ts'
import { chart } from './chart.ts'

const reached = (milestone: string) => ({ type: 'smf.reached', params: { milestone } }) as const
/** A step of the start-up that only takes its time: then the services of that step are online. */
const step = (name: string, delay: keyof typeof delays, target: string) => ({ after: { [delay]: { target, actions: reached(name) } } })

/** Services in dependency order; beside them the console. Source: illumos-joyent usr/src/cmd/svc/milestone, smartos-live src/vm/smf. */
const milestones = chart.createStateConfig({
  initial: 'filesystem/root',
  states: {
    'filesystem/root': { entry: 'boot.mountUsr', ...step('filesystem/root', 'usr', 'device/local') },
    'device/local': step('device/local', 'devices', 'filesystem/smartdc'),
    'filesystem/smartdc': {
      after: { pools: { actions: 'boot.importPools' } },
      on: {
        imported: { target: 'smartdc/config', actions: reached('filesystem/smartdc') },
        'no pool': { target: 'smartdc/config', actions: reached('filesystem/smartdc') },
        failed: 'maintenance',
      },
    },
    maintenance: { entry: 'boot.maintenance', on: { retry: 'filesystem/smartdc' } },
    'smartdc/config': {
      after: { config: { actions: 'boot.checkConfig' } },
      on: { configured: { target: 'network/physical', actions: reached('smartdc/config') }, unconfigured: 'setup' },
    },
    // Without a network card the set-up gives up, and the node comes up as it is.
    setup: { entry: 'boot.setup', on: { 'set-up left': { target: 'network/physical', actions: reached('smartdc/config') } } },
    'network/physical': {
      after: { network: { actions: 'boot.network' } },
      on: { up: { target: 'identity:node', actions: reached('network/physical') }, 'no answer': 'dhcp' },
    },
    dhcp: {
      after: { dhcp: { target: 'identity:node', actions: reached('network/physical') } },
      on: { cable: 'network/physical' },
    },
    'identity:node': { entry: 'boot.identity', ...step('identity:node', 'identity', 'single-user') },
    'single-user': {
      after: { singleUser: { actions: [reached('single-user'), 'boot.singleUser'] } },
      on: { 'go on': 'multi-user', 'stay single': 'single-user mode' },
    },
    // Booted with -s: root works alone on the console until it leaves.
    'single-user mode': { on: { bypass: 'multi-user', logout: 'multi-user' } },
    'multi-user': { entry: 'console.login', ...step('multi-user', 'multiUser', 'smartdc/vminfod') },
    'smartdc/vminfod': step('smartdc/vminfod', 'vminfod', 'zones'),
    zones: { entry: 'boot.zones', ...step('zones', 'zones', 'smartdc/vmadmd') },
    'smartdc/vmadmd': step('smartdc/vmadmd', 'vmadmd', 'online'),
    online: {},
  },
})

const console = chart.createStateConfig({
  initial: 'messages',
  states: {
    messages: { on: { 'ask for set-up': 'setup', 'console-login': 'login', sulogin: 'sulogin' } },
    setup: { on: { 'set-up left': 'messages' } },
    login: { on: { name: { target: 'password', actions: 'remember name' } } },
    password: { entry: 'console.password', on: { accepted: 'session', refused: { target: 'login', actions: 'console.refused' } } },
    session: { entry: 'console.session', on: { logout: { target: 'login', actions: 'console.login' } } },
    // What cannot come up without somebody: root gets a shell, again and again until the system does. (illumos startd/graph.c sulogin_thread)
    sulogin: { entry: 'console.sulogin', on: { name: { target: 'sulogin password', actions: 'remember name' }, bypass: 'sulogin done' } },
    'sulogin password': { entry: 'console.suloginPassword', on: { accepted: 'sulogin session', refused: 'sulogin', bypass: 'sulogin done' } },
    'sulogin session': { entry: 'console.suloginSession', on: { logout: 'sulogin done' } },
    'sulogin done': { entry: 'console.suloginDone', on: { again: 'sulogin', 'console-login': 'login' } },
  },
})

type Then = 'then reset' | 'then off' | 'then halt'
const orderly = <T extends Then>(actions: T) => ({ target: '#server.on.down.stopping', actions }) as const
const direct = <T extends Then>(actions: T) => ({ target: '#server.on.down.killing', actions }) as const

/** The system runs: its services come up in one region, the console is the other. */
export const system = chart.createStateConfig({
  type: 'parallel',
  on: {
    press: orderly('then off'),
    'init 5': orderly('then off'),
    'init 6': orderly('then reset'),
    'init 0': orderly('then halt'),
    reboot: direct('then reset'),
    poweroff: direct('then off'),
    halt: direct('then halt'),
    panic: { target: '#server.on.panic', actions: 'then reset' },
    // A dump that an administrator asks for, and what the command does after it.
    'dump and halt': { target: '#server.on.panic', actions: 'then halt' },
    'dump and poweroff': { target: '#server.on.panic', actions: 'then off' },
    nmi: { actions: 'kernel.nmi' },
    'stop in debugger': '#server.on.debugger',
    cable: { actions: 'boot.link' },
  },
  states: { milestones, console },
})
