import { describe, expect, test } from 'vitest'
import type { Simulation } from '../../sim/simulation.ts'
import { IMAGE, nodeWithImage, server } from '../../system/zones/fixture.ts'
import { type ZoneState, zoneStateOf } from '../../system/zones/vmState.ts'
import { createVm } from '../../system/zones/vms.ts'
import { findZone } from '../../system/zones/zone.ts'
import { runOn } from '../testing.ts'

const U = '54f1cc77-68f1-42ab-acac-5c4f64f5d6e0'
/** How an installed zone gets into each state. */
const WAYS: Readonly<Record<ZoneState, readonly (string | number)[]>> = {
  configured: ['detach'],
  incomplete: ['mark.incomplete'],
  installed: [],
  ready: ['ready'],
  running: ['boot', 20_000],
  shutting_down: ['boot', 20_000, 'halt'],
  down: ['boot', 20_000, 'halt', 700],
  mounted: ['mount'],
}
function zoneIn(state: ZoneState): Simulation {
  const sim = nodeWithImage()
  createVm(sim, server, { uuid: U, image_uuid: IMAGE, autoboot: false })
  sim.advance(sim.now + 60_000)
  for (const step of WAYS[state]) {
    if (typeof step === 'number') sim.advance(sim.now + step)
    else sim.send(`zone:node1/${U}`, { type: step })
  }
  const zone = findZone(sim.world, server, U)
  expect(zone && zoneStateOf(zone)).toBe(state)
  return sim
}
const STATES = Object.keys(WAYS) as ZoneState[]
/** zoneadmd's refusal; zoneadm's refusal. */
const b = 'b'
const r = 'r'
const before = (name: string) => `must be installed before ${name}.`
const uninstallIt = 'zone is incomplete; uninstall required.'
const there = 'is already installed.'
const stopped = 'not running'
const unmounted = 'must be mounted before unmount.'
/**
 * What each subcommand does in each state, in the order of STATES: `→ state`, `ok: text` with status 0, `b`, `r`, or
 * the text of zoneadm. Source: illumos-joyent usr/src/cmd/zoneadm/zoneadm.c (sanity_check), zoneadmd.c (server).
 */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  verify: ['→ configured', uninstallIt, '→ installed', '→ ready', '→ running', '→ shutting_down', '→ down', '→ mounted'],
  [`install -t ${IMAGE}`]: [r, uninstallIt, there, r, r, r, r, r].with(0, '→ failed'),
  attach: ['→ installed', uninstallIt, there, r, r, r, r, r],
  detach: [before('detach'), before('detach'), '→ configured', r, r, r, r, r],
  ready: [before('ready'), before('ready'), '→ ready', 'ok: zone is already ready', '→ ready', '→ ready', '→ ready', b],
  boot: [before('boot'), before('boot'), '→ running', '→ running', 'ok: zone is already booted', 'ok: zone is already booted', 'ok: zone is already booted', b],
  halt: [b, b, 'ok: zone is already halted', '→ installed', '→ installed', '→ installed', '→ installed', b],
  shutdown: [stopped, stopped, stopped, b, '→ installed', '→ installed', '→ installed', b],
  'shutdown -r': [stopped, stopped, stopped, b, '→ running', '→ running', '→ running', b],
  reboot: [stopped, stopped, stopped, b, '→ running', '→ running', '→ running', b],
  'uninstall -F': ["is already in state 'configured'.", '→ configured', '→ configured', r, r, r, r, r],
  'mark incomplete': ['→ incomplete', '→ incomplete', '→ incomplete', r, r, r, r, r],
  mount: [before('mount'), before('mount'), '→ mounted', b, b, b, b, b],
  unmount: [unmounted, unmounted, unmounted, unmounted, unmounted, unmounted, unmounted, '→ installed'],
}
const stateNow = (sim: Simulation): string => {
  const zone = findZone(sim.world, server, U)
  return zone ? zoneStateOf(zone) : 'gone'
}

describe.each(Object.entries(TABLE))('zoneadm -z U %s', (line, row) => {
  const name = line.split(' ')[0] ?? ''
  test.each(STATES.map((state, i) => [state, row[i] ?? ''] as const))('in state %s: %s', async (state, what) => {
    const sim = zoneIn(state)
    const printed = await runOn(sim, `zoneadm -z ${U} ${line}`)
    if (what.startsWith('→')) {
      if (what === '→ failed') expect([printed, stateNow(sim)]).toEqual(['failed to clone zone dataset\n? 1\n', 'incomplete'])
      else expect([printed, stateNow(sim)]).toEqual(['', what.slice(2)])
    } else if (what.startsWith('ok: ')) expect(printed).toBe(`zone '${U}': ${what.slice(4)}\n`)
    else if (what === b) expect(printed).toBe(`zone '${U}': ${name} operation is invalid for zones in state '${state}'\n? 1\n`)
    else if (what === r) expect(printed).toBe(`zoneadm: zone '${U}': ${name} operation is invalid for ${state} zones.\n? 1\n`)
    else expect(printed).toBe(`zoneadm: zone '${U}': ${what}\n? 1\n`)
  })
})
test('what is uninstalled can be installed again from an image, and not attached', async () => {
  const sim = zoneIn('installed')
  expect(await runOn(sim, `zoneadm -z ${U} uninstall -F`)).toBe('')
  expect(await runOn(sim, `zoneadm -z ${U} attach`)).toBe(
    `zoneadm: /zones/${U}: No such file or directory\ncould not verify zonepath /zones/${U} because of the above errors.\nzoneadm: zone ${U} failed to verify\n? 1\n`,
  )
  expect(await runOn(sim, `zoneadm -z ${U} install`)).toBe('Brand error: a zone template is required\n? 1\n')
  expect(await runOn(sim, `zoneadm -z ${U} install -t ${IMAGE} -q ten`)).toBe('Brand error: The quota ten is not a number\n? 1\n')
  expect(await runOn(sim, `zoneadm -z ${U} install -t ${IMAGE} -q 10`)).toBe('')
  expect(stateNow(sim)).toBe('installed')
})
test.each([
  ['zoneadm', /^usage:\tzoneadm help\n\tzoneadm \[-z <zone>\] \[-u <uuid-match>\] list\n[\s\S]*\? 2\n$/],
  ['zoneadm bogus', /^usage:[\s\S]*\? 2\n$/],
  [`zoneadm -u x boot`, /^zoneadm: illegal UUID value specified\n\? 1\n$/],
  [`zoneadm -u ${U} halt`, new RegExp(`^zone '${U}': zone is already halted\n$`)],
  [`zoneadm -z ${U} mark installed`, /^\? 2\n$/],
  [`zoneadm -z ${U} uninstall`, new RegExp(`^zoneadm: zone '${U}': Input not from terminal and -F not specified: uninstall not done.\n\\? 1\n$`)],
  [`zoneadm -z ${U} list -pv`, new RegExp(`^zoneadm: zone '${U}': list -p and -v are mutually exclusive.\n\\? 1\n$`)],
] as const)('%s', async (line, printed) => expect(await runOn(zoneIn('installed'), line)).toMatch(printed))
test('the list', async () => {
  const sim = zoneIn('installed')
  expect(await runOn(sim, 'zoneadm list')).toBe('global\n')
  expect(await runOn(sim, 'zoneadm list -i')).toBe(`global\n${U}\n`)
  expect(await runOn(sim, 'zoneadm list -nip')).toBe(`-:${U}:installed:/zones/${U}:${U}:joyent:excl:1\n`)
  const line = (id: string, state: string) =>
    `  ID NAME             STATUS     PATH                           BRAND    IP    \n   0 global           running    /                              liveimg  shared\n${id.padStart(4)} ${U} ${state.padEnd(10)} /zones/${U} joyent   excl  \n`
  expect(await runOn(sim, 'zoneadm list -cv')).toBe(line('-', 'installed'))
  await runOn(sim, `zoneadm -z ${U} boot`)
  expect(await runOn(sim, 'zoneadm list -cv')).toBe(line('1', 'running'))
})
