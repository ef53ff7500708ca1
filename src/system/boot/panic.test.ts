import { expect, test } from 'vitest'
import type { Simulation } from '../../sim/simulation.ts'
import { consoleOf } from '../console/tty.ts'
import { openFiles } from '../files/open.ts'
import { datasetOf } from '../zfs/zfs.ts'
import { goDown } from './operations.ts'
import { booted, key, line, node, poweredOn, press, printed, printedSince, stateOf } from './testing.ts'

const login = { on: { system: { milestones: 'online', console: 'login' } } }
const files = (sim: Simulation) => openFiles(sim, { server: node })
/** A booted server whose debugger was loaded in the loader's menu. */
function withKmdb(): Simulation {
  const sim = poweredOn()
  sim.advance(10_000)
  for (const name of ['o', 'k', 'backspace', 'enter']) key(sim, name, 10)
  sim.advance(80_000)
  expect(stateOf(sim)).toEqual(login)
  return sim
}

// Form: illumos uts/common/os/{panic,dumpsubr}.c; the stack of an NMI: illumos-joyent#275.
test('an NMI panics, the kernel is dumped, and the next boot saves the dump and says so', () => {
  const sim = booted()
  const before = printed(sim)
  press(sim, 'nmi.button')
  expect(stateOf(sim)).toEqual({ on: { panic: 'message' } })
  sim.advance(sim.now + 10_000)
  expect(printedSince(sim, before)).toMatchInlineSnapshot(`
    "
    panic[cpu0]/thread=fffffffffbc386c0:
    NMI received


    fffffe00075ff800 apix:apic_nmi_intr+83 ()
    fffffe00075ff860 unix:av_dispatch_nmivect+34 ()
    fffffe00075ff8c0 unix:nmiint+152 ()
    fffffe00075ff920 unix:i86_mwait+12 ()
    fffffe00075ff980 unix:cpu_idle_mwait+14b ()
    fffffe00075ff9e0 unix:idle+a7 ()
    fffffe00075ffa40 unix:thread_start+b ()

    dumping to /dev/zvol/dsk/zones/dump, offset 65536, content: kernel
    dumping:  0:06 100% done
    100% done: 131072 pages dumped, dump succeeded
    rebooting...
    "
  `)
  sim.advance(sim.now + 80_000)
  expect(stateOf(sim)).toEqual(login)
  const [dump] = sim.world.all('crashdump')
  expect(dump).toMatchObject({ valid: false, complete: true, pages: 131_072, message: 'NMI received' })
  expect(files(sim).readdir('/var/crash/volatile')).toEqual(['bounds', 'vmdump.0'])
  expect(files(sim).read('/var/crash/volatile/bounds')).toBe('1\n')
  expect(files(sim).stat('/var/crash/volatile/vmdump.0')).toMatchObject({ size: dump?.bytes })
  expect(files(sim).read('/var/adm/messages')).toMatchInlineSnapshot(`
    "2026-04-16T09:01:07.054000+00:00 smartos unix: [ID 836849 kern.notice] ^Mpanic[cpu0]/thread=fffffffffbc386c0:
    2026-04-16T09:01:07.054000+00:00 smartos genunix: [ID 952961 kern.notice] NMI received
    2026-04-16T09:01:07.054000+00:00 smartos genunix: [ID 655072 kern.notice] fffffe00075ff800 apix:apic_nmi_intr+83 ()
    2026-04-16T09:01:07.054000+00:00 smartos genunix: [ID 655072 kern.notice] fffffe00075ff860 unix:av_dispatch_nmivect+34 ()
    2026-04-16T09:01:07.054000+00:00 smartos genunix: [ID 655072 kern.notice] fffffe00075ff8c0 unix:nmiint+152 ()
    2026-04-16T09:01:07.054000+00:00 smartos genunix: [ID 655072 kern.notice] fffffe00075ff920 unix:i86_mwait+12 ()
    2026-04-16T09:01:07.054000+00:00 smartos genunix: [ID 655072 kern.notice] fffffe00075ff980 unix:cpu_idle_mwait+14b ()
    2026-04-16T09:01:07.054000+00:00 smartos genunix: [ID 655072 kern.notice] fffffe00075ff9e0 unix:idle+a7 ()
    2026-04-16T09:01:07.054000+00:00 smartos genunix: [ID 655072 kern.notice] fffffe00075ffa40 unix:thread_start+b ()
    2026-04-16T09:01:59.987000+00:00 smartos savecore: [ID 570001 auth.error] reboot after panic: NMI received
    2026-04-16T09:01:59.987000+00:00 smartos savecore: [ID 676874 auth.error] Saving compressed system crash dump in /var/crash/volatile/vmdump.0
    2026-04-16T09:01:59.987000+00:00 smartos savecore: [ID 320429 auth.error] Decompress the crash dump with  'savecore -vf /var/crash/volatile/vmdump.0'
    "
  `)
  // A second boot finds nothing new.
  press(sim, 'reset.button')
  sim.advance(sim.now + 90_000)
  expect(files(sim).readdir('/var/crash/volatile')).toEqual(['bounds', 'vmdump.0'])
})
test('reboot -d: the dump that was asked for; the debugger is passed over', () => {
  const sim = withKmdb()
  const before = printed(sim)
  goDown(sim, node, 'panic')
  sim.advance(sim.now + 3000)
  expect(printedSince(sim, before)).toContain('forced crash dump initiated at user request\n')
  expect(stateOf(sim)).toEqual({ on: { panic: 'dumping' } })
})
test('a fault with the debugger loaded waits in it; :c saves the dump', () => {
  const sim = withKmdb()
  const before = printed(sim)
  press(sim, 'panic')
  sim.advance(sim.now + 60_000)
  expect(stateOf(sim)).toEqual({ on: { panic: 'kmdb' } })
  expect(printedSince(sim, before)).toContain('\npanic: entering debugger (continue to save dump)\n\nWelcome to kmdb\nLoaded modules: [ ')
  expect(sim.world.need(consoleOf(node)).prompt).toBe('[0]> ')
  const asked = printed(sim)
  for (const text of ['::status', '$c', '::nope', 'foo', '1 +', '!', '', '::ps']) line(sim, text)
  expect(printedSince(sim, asked)).toMatchInlineSnapshot(`
    "[0]> ::status
    debugging live kernel (64-bit) on smartos
    operating system: 5.11 joyent_20260312T002222Z (i86pc)
    image uuid: 564d8a1f-6c2e-4f0b-9d3a-52540f2f6134
    DTrace state: inactive
    stopped on: debugger entry trap
    [0]> $c
    die+0xc8()
    trap+0x11a3()
    cmntrap+0xe9()
    taskq_thread+0x2cd()
    thread_start+0xb()
    [0]> ::nope
    kmdb: invalid command '::nope': unknown dcmd name
    [0]> foo
    kmdb: failed to dereference symbol: unknown symbol name
    [0]> 1 +
    kmdb: syntax error near "\\n"
    [0]> !
    kmdb: syntax error near "!"
    [0]>
    [0]> ::ps
    globalzone: ::ps is not simulated
    "
  `)
  line(sim, '$q')
  key(sim, 'x')
  key(sim, 'n')
  expect(sim.world.need(consoleOf(node))).toMatchObject({ prompt: '[0]> ', mode: 'line' })
  line(sim, ':c', 1000)
  expect(stateOf(sim)).toEqual({ on: { panic: 'dumping' } })
})
test('the debugger can reset the machine: nothing is dumped', () => {
  const sim = withKmdb()
  press(sim, 'panic')
  sim.advance(sim.now + 1000)
  line(sim, '$q')
  key(sim, 'y')
  expect(stateOf(sim)).toEqual({ on: { firmware: 'selftest' } })
  expect(sim.world.all('crashdump')).toEqual([])
})
test('a panic without a pool has nowhere to dump to', () => {
  const sim = poweredOn({ configured: false })
  sim.advance(60_000)
  const before = printed(sim)
  press(sim, 'panic')
  sim.advance(sim.now + 1000)
  expect(printedSince(sim, before)).toMatch(/unix:thread_start\+b \(\)\n\nskipping system dump - no dump device configured\nrebooting\.\.\.\n$/)
})
test('power lost while the dump is written: there is none', () => {
  const sim = booted()
  press(sim, 'panic')
  sim.advance(sim.now + 3000)
  expect(stateOf(sim)).toEqual({ on: { panic: 'dumping' } })
  press(sim, 'power.cut')
  sim.advance(sim.now + 30_000)
  expect(sim.world.all('crashdump')).toEqual([])
})
test('a pool without room: the dump stays on its device, and the log says why', () => {
  const sim = booted()
  const { id } = datasetOf(sim.world, node, 'zones/var') ?? {}
  if (!id) throw new Error('no zones/var')
  sim.patch(sim.world.need(id), { properties: { ...sim.world.need(id).properties, quota: String(100 * 2 ** 20) } })
  press(sim, 'nmi.button')
  sim.advance(sim.now + 92_000)
  expect(stateOf(sim)).toEqual(login)
  expect(files(sim).read('/var/adm/messages')).toContain('auth.error] not enough space in /var/crash/volatile (99 MB avail, 225 MB needed)\n')
  expect(sim.world.all('crashdump')[0]?.valid).toBe(true)
})
