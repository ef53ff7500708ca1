import { beforeAll, describe, expect, test } from 'vitest'
import type { Rec } from '../../src/sim/record.ts'
import { restore, type Save, save } from '../../src/sim/save.ts'
import type { World } from '../../src/sim/world.ts'
import { bootedNode, definition, newSimulator, simulatorOf } from '../../src/simulator.ts'
import { parseTranscript } from '../transcripts.ts'

const texts = import.meta.glob<string>('../transcripts/{zfs,zpool,mount,umount}/*.md', { query: '?raw', import: 'default', eager: true })
const node = 'server:node1'
// These fail after a part of their work, as the real tools do and say.
const HALF_DONE = /^zfs create tank\/full$|^mkfile /

let booted: Save
beforeAll(async () => {
  const simulator = newSimulator()
  await bootedNode(simulator)
  booted = save(simulator.sim)
}, 60_000)

/** Everything that a refusal must leave alone. Records are immutable: what is the same object has not changed. */
const storage = (world: World): Rec[] => (['pool', 'dataset', 'mount', 'ramfs'] as const).flatMap((type): Rec[] => world.all(type))
/** Ids of what was changed, made or taken away. */
function changes(before: readonly Rec[], world: World): string[] {
  const after = storage(world)
  const [was, is] = [new Set(before), new Set(after)]
  return [...new Set([...before.filter((record) => !is.has(record)), ...after.filter((record) => !was.has(record))].map(({ id }) => id))]
}

// Every command of the transcripts that fails is a refusal: the text is checked there, the world here.
describe.each(Object.entries(texts))('%s', (_, markdown) => {
  test('what is refused changes nothing', async () => {
    const { sim, exec } = simulatorOf(restore(definition, booted))
    for (const line of parseTranscript(markdown).blocks.flatMap(({ commands }) => commands)) {
      const before = storage(sim.world)
      const { status } = await exec({ server: node, line })
      if (status !== 0 && !HALF_DONE.test(line)) expect([line, changes(before, sim.world)]).toEqual([line, []])
    }
  })
})
test.each([
  ['a held snapshot with a clone', 'zfs destroy -R tank/a@s1', ['zfs clone tank/a@s1 tank/c', 'zfs hold k tank/a@s1']],
  ['a held newer snapshot with a clone', 'zfs rollback -R tank/a@s1', ['zfs snapshot tank/a@s2', 'zfs clone tank/a@s2 tank/c', 'zfs hold k tank/a@s2']],
  ['one of several held', 'zfs destroy tank/a@s1,s2', ['zfs snapshot tank/a@s2', 'zfs hold k tank/a@s2']],
  ['a recursive destroy with a hold below', 'zfs destroy -r tank/a', ['zfs create tank/a/b', 'zfs snapshot tank/a/b@x', 'zfs hold k tank/a/b@x']],
  ['a tree in use', 'zfs destroy -r tank/a', ['zfs create tank/a/b', 'mkdir /tank/a/b/m', 'mount -F tmpfs swap /tank/a/b/m']],
  ['a mount point change of a tree in use', 'zfs set mountpoint=/x tank/a', ['mkdir /tank/a/m', 'mount -F tmpfs swap /tank/a/m']],
  ['an export of a pool in use', 'zpool export tank', ['zfs create tank/a/b', 'mkdir /tank/a/b/m', 'mount -F tmpfs swap /tank/a/b/m']],
  ['two properties, the second wrong', 'zfs set atime=off quota=1K tank/a', []],
  [
    'a snapshot that needs room',
    'zfs snapshot tank/q/r@s',
    ['zfs create -o quota=1500m tank/q', 'zfs create -o refreservation=1g tank/q/r', 'mkfile 900m /tank/q/r/f'],
  ],
])('%s: nothing changes', async (_, line, before) => {
  const { sim, exec } = simulatorOf(restore(definition, booted))
  for (const each of ['zpool create tank c1t1d0', 'zfs create tank/a', 'zfs snapshot tank/a@s1', ...before])
    expect([each, (await exec({ server: node, line: each })).status]).toEqual([each, 0])
  const was = storage(sim.world)
  const { status, stderr } = await exec({ server: node, line })
  expect([status, stderr]).toEqual([1, expect.stringMatching(/./)])
  expect(changes(was, sim.world)).toEqual([])
})
