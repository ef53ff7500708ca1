import { expect, test } from 'vitest'
import { bootedNode, newSimulator } from '../src/simulator.ts'

/** A node whose pools found their disks gone at boot: those named are pulled while the power is off. */
async function nodeWithout(create: string, disks: readonly string[]) {
  const simulator = newSimulator()
  const { sim, drive, exec } = simulator
  const node = await bootedNode(simulator)
  const run = async (line: string) => (await exec({ server: node, line })).output
  expect(await run(create)).toBe('')
  await run('poweroff')
  await drive(sim.now + 10 * 60_000, () => sim.world.get(node)?.system === undefined)
  for (const name of disks) sim.patch(sim.world.need(`disk:node1/${name}`), { present: false })
  await drive(sim.now + 60_000)
  sim.input({ type: 'power.button', subject: node })
  await drive(sim.now + 30 * 60_000, () => sim.world.get(node)?.system?.multiUser === true)
  return run
}

// Reference zfs 2.4 (MISSING_DEV_R), T25.
test('half a mirror is missing at boot', async () => {
  const run = await nodeWithout('zpool create tank mirror c1t1d0 c1t2d0', ['c1t2d0'])
  expect(await run('zpool list -Ho name,health')).toBe('tank\tDEGRADED\nzones\tONLINE\n')
  expect(await run('zpool status -x')).toBe(
    `  pool: tank
 state: DEGRADED
status: One or more devices could not be opened.  Sufficient replicas exist for
\tthe pool to continue functioning in a degraded state.
action: Attach the missing device and online it using 'zpool online'.
   see: http://illumos.org/msg/ZFS-8000-2Q
  scan: none requested
config:

\tNAME        STATE     READ WRITE CKSUM
\ttank        DEGRADED     0     0     0
\t  mirror-0  DEGRADED     0     0     0
\t    c1t1d0  ONLINE       0     0     0
\t    c1t2d0  UNAVAIL      0     0     0  cannot open

errors: No known data errors
`,
  )
})
test('a stripe without one of its disks cannot be imported', async () => {
  const run = await nodeWithout('zpool create tank c1t1d0 c1t2d0', ['c1t2d0'])
  expect(await run('zpool list -Ho name,health')).not.toContain('tank\tONLINE')
  expect(await run('zfs list tank')).toBe("cannot open 'tank': dataset does not exist\n")
})
