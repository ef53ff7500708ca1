import type { Id, MachineEvent } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { consoleOf, listen, print } from '../../console/tty.ts'
import { dateOf } from '../../hardware/clock.ts'
import { dumpConfig, dumpPages, dumpVolume, takeDump } from '../../platform/dump.ts'
import { isIn } from '../at.ts'
import { freeze, thaw } from '../freeze.ts'
import { KMDB_PROMPT, KMDB_REBOOT, KMDB_WELCOME, kmdb, kmdbLoaded } from '../kmdb.ts'
import { killShells } from '../neighbours.ts'
import { causeOf, PANICS, type PanicCause, panicText, STARTING } from '../panics.ts'
import '../panicState.ts'

type Owner = Id<'server'>
/** Pages a second: what a serial compression to one volume writes. (22,180 in smartos-live#728) */
const PAGES_PER_SECOND = 20_000
const causeFor = (sim: Simulation, id: Owner): PanicCause => {
  const { system } = sim.world.need(id)
  return system?.panic ?? (system ? PANICS.nmi : STARTING)
}

function message(sim: Simulation, id: Owner, _: unknown, event: MachineEvent): void {
  killShells(sim, id)
  for (const tty of sim.world.by('tty', 'server', id)) sim.put({ ...tty, reader: '', mode: 'off', prompt: '' })
  const cause = causeOf(event)
  const server = sim.world.need(id)
  if (server.system) sim.patch(server, { system: { ...server.system, multiUser: false, panic: cause } })
  print(sim, consoleOf(id), panicText(cause))
}
/** Seconds that the dump takes, at least one. */
const secondsOf = (sim: Simulation, id: Owner): number => Math.max(1, dumpPages(sim.world, id) / PAGES_PER_SECOND)

function dump(sim: Simulation, id: Owner): void {
  const { device, content } = dumpConfig(sim.world, id)
  if (!sim.world.need(id).system || !dumpVolume(sim.world, id)) {
    print(sim, consoleOf(id), 'skipping system dump - no dump device configured\n')
    return void sim.send(id, { type: 'dumped' })
  }
  print(sim, consoleOf(id), `dumping to ${device}, offset 65536, content: ${content === 'curproc' ? 'kernel + curproc' : content}\n`)
  progress(sim, id, { second: 0 })
}
/** A line that is drawn over itself once a second, as the kernel does to show that it has not hung. */
function progress(sim: Simulation, id: Owner, { second }: { second: number }): void {
  if (!isIn(sim.world.need(id), 'on', 'panic', 'dumping')) return
  const whole = secondsOf(sim, id)
  const share = Math.min(100, Math.floor((second / whole) * 100))
  print(sim, consoleOf(id), `\rdumping: ${clock(Math.floor(second))} ${String(share).padStart(3)}% done`)
  if (second < whole) {
    const next = Math.min(whole, second + 1)
    sim.later(id, 'dump', Math.ceil((next - second) * 1000), { type: 'panic.progress', params: { second: next } })
  } else done(sim, id)
}
const clock = (seconds: number): string => `${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, '0')}`

function done(sim: Simulation, id: Owner): void {
  const cause = causeFor(sim, id)
  const lines = panicText(cause)
    .split('\n')
    .filter((line) => line.trim() !== '')
  const dumped = takeDump(sim, id, { at: dateOf(sim.world), message: cause.message.trimEnd(), console: lines })
  const { pages = 0, complete = false } = dumped ?? {}
  // 28: ENOSPC, the volume is smaller than what was to be written.
  print(sim, consoleOf(id), `\n\r100% done: ${pages} pages dumped, ${complete ? 'dump succeeded' : 'dump failed: error 28'}\n`)
  // Two seconds, so that people see it.
  sim.later(id, 'dump', 2000, { type: 'panic.dumped' })
}

/** Effects of a panic. Sources: illumos uts/common/os/{panic,dumpsubr}.c, uts/i86pc/os/machdep.c. */
export const panicEffects: Record<string, Effect> = {
  // Source: illumos uts/i86pc/io/pcplusmp/apic_common.c; that it panics unless told otherwise: illumos-joyent usr/src/cmd/nsadmin/system.
  'kernel.nmi': (sim, id: Owner) => {
    const server = sim.world.need(id)
    const nmi = server.system?.bootParameters.nmi
    if (nmi === 'ignore') print(sim, consoleOf(id), 'NMI received\n')
    else if (nmi === 'kmdb' && kmdbLoaded(server)) {
      freeze(sim, id)
      sim.send(id, { type: 'stop in debugger' })
    } else sim.send(id, { type: 'panic', kind: 'nmi' })
  },
  'kernel.debugger': (sim, id: Owner) => {
    print(sim, consoleOf(id), '\nWelcome to kmdb\nLoaded modules: [ unix krtld genunix ]\n')
    listen(sim, consoleOf(id), { reader: 'kmdb', mode: 'line', prompt: KMDB_PROMPT })
  },
  'kmdb.stop': (sim, id: Owner) => {
    print(sim, consoleOf(id), `\nNMI received: entering kmdb\n\n${KMDB_WELCOME}`)
    listen(sim, consoleOf(id), { reader: 'kmdb', mode: 'line', prompt: KMDB_PROMPT })
  },
  'kmdb.go': (sim, id: Owner) => thaw(sim, id),
  'panic.message': message,
  'panic.next': (sim, id: Owner) => {
    const enters = kmdbLoaded(sim.world.need(id)) && !causeFor(sim, id).forced
    sim.send(id, { type: enters ? 'enter debugger' : 'dump' })
  },
  'panic.debugger': (sim, id: Owner) => {
    const where = sim.world.need(id).system && dumpVolume(sim.world, id) ? '(continue to save dump)' : '(no dump device, continue to reboot)'
    print(sim, consoleOf(id), `\npanic: entering debugger ${where}\n${KMDB_WELCOME}`)
    listen(sim, consoleOf(id), { reader: 'kmdb', mode: 'line', prompt: KMDB_PROMPT })
  },
  'panic.dump': (sim, id: Owner) => {
    listen(sim, consoleOf(id), { reader: '', mode: 'off' })
    dump(sim, id)
  },
  'panic.progress': progress,
  'panic.dumped': (sim, id: Owner) => {
    if (isIn(sim.world.need(id), 'on', 'panic', 'dumping')) sim.send(id, { type: 'dumped' })
  },
  'reader.kmdb': (sim, tty: Id<'tty'>, { text, eof }: { text?: string; eof?: true }) => {
    const server = sim.world.need(sim.world.need(tty).server)
    if (text === undefined && !eof) return
    const answer = kmdb(sim.world, server, causeFor(sim, server.id), text ?? '$q')
    print(sim, tty, answer.text)
    if (answer.does === 'continue') sim.send(server.id, { type: 'continue' })
    else if (answer.does === 'ask') askReboot(sim, tty)
  },
  'reader.kmdb reboot': (sim, tty: Id<'tty'>, { key, interrupt }: { key?: string; interrupt?: true }) => {
    const yes = key?.toLowerCase() === 'y'
    if (yes) {
      print(sim, tty, 'Rebooting...\n')
      sim.send(sim.world.need(tty).server, { type: 'reboot' })
    } else if (interrupt || key?.toLowerCase() === 'n') {
      print(sim, tty, '\n')
      listen(sim, tty, { reader: 'kmdb', mode: 'line', prompt: KMDB_PROMPT })
    } else {
      print(sim, tty, '\n')
      askReboot(sim, tty)
    }
  },
}
function askReboot(sim: Simulation, tty: Id<'tty'>): void {
  print(sim, tty, KMDB_REBOOT)
  listen(sim, tty, { reader: 'kmdb reboot', mode: 'key' })
}
