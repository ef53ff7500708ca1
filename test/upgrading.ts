import { expect } from 'vitest'
import type { Id } from '../src/sim/record.ts'
import { newSimulator, type Simulator } from '../src/simulator.ts'
import { screen } from '../src/system/console/tty.ts'
import type { ServerSpec } from '../src/system/hardware/spec.ts'
import { createServer, DEFAULT_SERVER } from '../src/system/hardware/world.ts'

/** The image on the default stick, and the newest one. */
export const OLD = '20260312T002222Z'
export const NEW = '20260409T002413Z'
export const STICK = 'medium:node1-SMARTOSBOOT'
export const NIC = 'nic:node1/e1000g0'
/** The download site. */
export const SITE = 'https://us-central.manta.mnx.io/Joyent_Dev/public/SmartOS'
export const node: Id<'server'> = 'server:node1'

/** A node, and what one does with it. */
export class Bench {
  readonly simulator: Simulator = newSimulator()
  constructor(more: Partial<ServerSpec> = {}) {
    createServer(this.simulator.sim, { ...DEFAULT_SERVER, ...more })
  }
  get sim() {
    return this.simulator.sim
  }
  input(type: string, subject: string, more: Record<string, string> = {}): this {
    this.sim.input({ type, subject, ...more } as never)
    return this
  }
  async wait(ms: number): Promise<this> {
    await this.simulator.drive(this.sim.now + ms)
    return this
  }
  async on(): Promise<this> {
    return this.input('power.button', node).wait(120_000)
  }
  /** What a line prints, and its status if that is not 0. */
  async run(line: string): Promise<string> {
    const { output, status } = await this.simulator.exec({ server: node, line })
    return `${output}${status === 0 ? '' : `? ${status}\n`}`
  }
  /** Lines of which none may fail. */
  async all(...lines: readonly string[]): Promise<this> {
    for (const line of lines) expect(await this.run(line), line).not.toMatch(/^\? /m)
    return this
  }
  async reboot(): Promise<this> {
    await this.run('reboot')
    return this.wait(150_000)
  }
  /** Switches it off when what was written is on the disks. */
  async off(): Promise<this> {
    if (this.sim.world.need(node).system) await this.run('sync')
    this.input('power.cut', node)
    return this.wait(1000)
  }
  /** Logs in on the console. */
  async login(): Promise<{ readonly tty: Id<'tty'> }> {
    this.line('root')
    await this.wait(500)
    this.line('root')
    await this.wait(2000)
    return { tty: 'tty:node1/console' }
  }
  get console(): string {
    return screen(this.sim, 'tty:node1/console')
      .map(({ text }) => text)
      .join('')
  }
  key(...keys: readonly string[]): this {
    for (const key of keys) this.sim.input({ type: 'tty.key', subject: 'tty:node1/console', key })
    return this
  }
  line(text: string): this {
    this.sim.input({ type: 'tty.line', subject: 'tty:node1/console', text })
    return this
  }
}
/** Everything that tells which image runs says the same. */
export async function expectRunning(bench: Bench, stamp: string): Promise<void> {
  expect(await bench.run('uname -v')).toBe(`joyent_${stamp}\n`)
  expect(await bench.run('head -1 /etc/release')).toBe(`${' '.repeat(21)}SmartOS ${stamp} x86_64\n`)
  expect(await bench.run('sysinfo | grep "Live Image"')).toContain(stamp)
  expect(bench.console).toContain(`SmartOS Version joyent_${stamp} 64-bit`)
  expect(bench.console).toContain(`build: ${stamp}`)
}
