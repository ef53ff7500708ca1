import type { World } from '../../sim/world.ts'
import type { Server } from '../hardware/hardware.ts'
import './kernel.ts'

/** What the processors of a server are. The machine is one socket whose cores have one thread each: an example. */
export interface Cpus {
  readonly sockets: number
  readonly cores: number
  /** Virtual processors, and how many of them are online. */
  readonly count: number
  readonly online: number
  readonly brand: string
  readonly mhz: number
  /** Whether hyper-threads may be used. */
  readonly smt: boolean
}

/** The processors as the running kernel counts them. Source of the property: illumos-joyent uts/i86pc/os/smt.c. */
export function cpusOf(world: World, server: Server): Cpus {
  const { cpus } = server
  const boot = world.need(server.id).system
  const smt = boot?.smt ?? !/^(false|0)$/i.test(boot?.bootParameters.smt_enabled ?? '')
  return { sockets: 1, cores: cpus, count: cpus, online: cpus, brand: 'QEMU Virtual CPU version 2.5+', mhz: 2400, smt }
}
