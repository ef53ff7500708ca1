import { effects as lessonEffects, inputs as lessonInputs } from './lessons/inputs.ts'
import { help, man } from './shell/builtins.ts'
import type { CommandModule, Loader } from './shell/registry.ts'
import { Registry } from './shell/registry.ts'
import { attachShells, type Shell, shellEffects, shellInputs, shellsOf } from './shell/shell.ts'
import type { Chronicle } from './sim/chronicle.ts'
import type { Id } from './sim/record.ts'
import { type Advanced, type Definition, Simulation } from './sim/simulation.ts'
import { repair } from './system/boot/repair.ts'
import type { ServerSpec } from './system/hardware/spec.ts'
import { createServer, DEFAULT_PLATFORM, DEFAULT_SERVER } from './system/hardware/world.ts'
import { createBootServer } from './system/netboot/create.ts'
import { effects, inputs, machines } from './system/system.ts'

/** A simulation with its shells: what the page, the command line and the tests work with. */
export interface Simulator {
  readonly sim: Simulation
  /** Line history and completion for terminals. */
  readonly shell: Shell
  /** Takes the world to a simulated time (ms), running shell tasks whenever they are runnable; ends early when `yields` says so. */
  drive(until: number, yields?: () => boolean): Promise<Advanced>
  /**
   * Runs argv directly, or a shell line, on a server's global zone as root with no terminal; moves simulated time as
   * needed. Output is bytes, one char each; `output` has both streams as they were printed.
   */
  exec(call: Call, stdin?: string): Promise<{ stdout: string; stderr: string; output: string; status: number }>
  /** Types a line on a terminal and drives until it can be typed on again, or for that long (simulated ms, an hour by default). */
  type(tty: Id<'tty'>, line: string, patience?: number): Promise<void>
}
/** What to run, and where. */
export type Call = { server: Id<'server'>; argv: readonly string[] } | { server: Id<'server'>; line: string }

/** Statecharts, effects and inputs of everything. */
export const definition: Definition = {
  machines,
  effects: { ...effects, ...shellEffects, ...lessonEffects },
  inputs: { ...inputs, ...shellInputs, ...lessonInputs },
  repair,
}

const loaders = import.meta.glob<CommandModule>(['./commands/*/*.ts', '!./commands/**/*.test.ts']) as Record<string, Loader>
/** The commands: found by their paths, loaded when they are first used. */
export const registry = new Registry(loaders)
registry.add(man(registry))
registry.add(help(registry))

/** How long a command without a terminal may take (simulated ms): what waits longer waits for nothing. */
const PATIENCE = 30 * 24 * 3_600_000
/** How long a server may take to come up before a command is run on it (simulated ms). */
const BOOT = 30 * 60_000

/** An empty world. */
export const newSimulator = ({ seed = 1 }: { seed?: number } = {}): Simulator => simulatorOf(new Simulation(definition, seed))

/** A bench of one's own: a server that is set up and switched off, its stick in it; a newer stick and a disc on the desk; a boot server on the network. */
export function newSandbox(seed = 1): Simulator {
  const simulator = newSimulator({ seed })
  const { sim } = simulator
  createServer(sim, {
    ...DEFAULT_SERVER,
    desk: [
      { kind: 'usb', label: 'NEWER', platform: '20260409T002413Z' },
      { kind: 'iso', label: 'DVD', platform: DEFAULT_PLATFORM },
    ],
  })
  createBootServer(sim, { name: 'pxe1', images: ['20260226T002146Z', DEFAULT_PLATFORM, '20260326T002009Z'] })
  return simulator
}
/** Gives life to a world that stood still until now: it goes on where it stands. */
export const animate = (chronicle: Chronicle): Simulator => simulatorOf(new Simulation(definition, chronicle.seed, chronicle))

/** Gives a simulation, a new or a restored one, its shells. */
export function simulatorOf(sim: Simulation): Simulator {
  const shell = attachShells(sim, registry)
  const { tasks } = shell
  const drive = async (until: number, yields: () => boolean = () => false): Promise<Advanced> => {
    for (;;) {
      while (tasks.busy) {
        await tasks.turn()
        if (yields()) return 'yielded'
      }
      const how = sim.advance(until, yields)
      if (how !== 'held') return how
    }
  }
  return {
    sim,
    shell,
    drive,
    async exec({ server, ...what }, stdin = '') {
      const up = (): boolean => sim.world.get(server)?.system?.multiUser === true
      if (!up()) await drive(sim.now + BOOT, () => up() || !sim.world.next())
      if (!up()) return refused(`globalzone: ${server.slice(7)} is not running\n`)
      sim.input({ type: 'exec', subject: server, ...what, ...(stdin !== '' && { stdin }) })
      const { execution } = shell
      if (!execution) throw new Error('nothing was run')
      const { task, output } = execution
      await drive(sim.now + PATIENCE, () => task.ended)
      if (!task.ended) {
        tasks.drop(task)
        output.err('globalzone: the command waits for something that does not happen\n')
      }
      return { stdout: output.stdout, stderr: output.stderr, output: output.both, status: execution.status ?? 143 }
    },
    async type(tty, line, patience = 3_600_000) {
      const waits = (): boolean => {
        const record = sim.world.get(tty)
        return !record || (!tasks.busy && (record.mode === 'line' || record.mode === 'password'))
      }
      sim.input({ type: 'tty.line', subject: tty, text: line })
      await drive(sim.now, () => false)
      if (!waits()) await drive(sim.now + patience, waits)
    },
  }
}
const refused = (stderr: string) => ({ stdout: '', stderr, output: stderr, status: 1 })

/** The default node, or another: built, powered on, driven until it can be used; nobody is logged in. */
export async function bootedNode({ sim, drive }: Simulator, spec: ServerSpec = DEFAULT_SERVER): Promise<Id<'server'>> {
  const { id } = createServer(sim, spec)
  sim.input({ type: 'power.button', subject: id })
  const ready = (): boolean => sim.world.get(id)?.system?.multiUser === true && sim.world.by('tty', 'server', id)[0]?.mode === 'line'
  await drive(sim.now + BOOT, ready)
  if (!ready()) throw new Error(`${id} did not come up`)
  return id
}

/** Goes on from a moment of the past: back to where no command ran, then through the inputs up to it again. */
export async function resumeAt({ sim, drive }: Simulator, events: number): Promise<void> {
  shellsOf(sim).tasks.abandon()
  const { at, inputs: again } = sim.rewind(events)
  for (const entry of again) {
    await drive(entry.at, () => sim.isTurnOf(entry))
    sim.input(entry.input)
  }
  await drive(at, () => sim.events.length >= events && !sim.held())
}

/** Goes to the end of a future that was left behind; the present one is left behind instead. */
export async function openBranch({ sim }: Simulator, index: number): Promise<void> {
  shellsOf(sim).tasks.abandon()
  sim.openBranch(index)
}
