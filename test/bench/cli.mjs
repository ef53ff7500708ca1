/** What one call of the headless driver costs: whole process, wall time, from the built file. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const RUNS = 9

/** Milliseconds that a call takes, several times. */
function times(state, args) {
  const taken = []
  for (let i = 0; i < RUNS; i++) {
    const start = process.hrtime.bigint()
    const { status, stderr } = spawnSync(process.execPath, ['dist/cli/globalzone.js', 'exec', '--state', state, ...args], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`exec ${args.join(' ')}: ${stderr}`)
    taken.push(Number(process.hrtime.bigint() - start) / 1e6)
  }
  return taken.sort((a, b) => a - b)
}

export async function bench() {
  const dir = mkdtempSync(join(tmpdir(), 'globalzone-'))
  try {
    const state = join(dir, 'state')
    const start = process.hrtime.bigint()
    spawnSync(process.execPath, ['dist/cli/globalzone.js', 'exec', '--state', state, '--', 'uname', '-a'])
    const first = Number(process.hrtime.bigint() - start) / 1e6
    const argv = times(state, ['--', 'zfs', 'list'])
    const line = times(state, ['-c', 'zfs list | wc -l'])
    const middle = (list) => list[RUNS >> 1]
    return [
      { name: 'exec, first use (boots the node)', value: first, unit: 'ms' },
      { name: 'exec -- zfs list', value: middle(argv), unit: 'ms', budget: '<= 300', ok: middle(argv) <= 300 },
      { name: "exec -c 'zfs list | wc -l'", value: middle(line), unit: 'ms', budget: '<= 300', ok: middle(line) <= 300 },
    ]
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
