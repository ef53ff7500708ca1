import { describe, expect, it } from 'vitest'
import type { Id } from '../sim/record.ts'
import { bootedNode, newSimulator, type Simulator } from '../simulator.ts'

/** Wherever the shell language could ask the host for the time or for chance. */
const LINES = [
  `echo $RANDOM $((RANDOM + 1)) \${RANDOM:-none}; let x=RANDOM; (( y = RANDOM )); v=RANDOM; echo $x $y \${!v}`,
  "bash -c 'echo $RANDOM'; eval 'echo $RANDOM'; echo 'echo $RANDOM' > /tmp/script; . /tmp/script; bash /tmp/script",
  'f() { local n=$RANDOM; echo $n; }; f',
  "awk 'BEGIN { print rand(); srand(); print rand(); print srand() }'",
  "printf '%(%F %T)T\\n' -1",
]

describe('the shell language', () => {
  const fresh = async (): Promise<{ node: Simulator; server: Id<'server'> }> => {
    const node = newSimulator()
    return { node, server: await bootedNode(node) }
  }
  it('sees no clock and no chance but those of the world', async () => {
    const one = await fresh()
    const other = await fresh()
    for (const line of LINES) {
      const { output } = await one.node.exec({ server: one.server, line })
      expect(output).not.toContain('globalzone:')
      expect((await other.node.exec({ server: other.server, line })).output).toBe(output)
    }
  })
  it('has the simulated date, in which files get old', async () => {
    const { node, server } = await fresh()
    const { stdout } = await node.exec({ server, line: "date '+%F %T'; printf '%(%F %T)T\\n' -1" })
    const [ours, its] = stdout.split('\n')
    expect(its).toBe(ours)
    const line = 'touch /tmp/old; sleep 172801; touch /tmp/new; find /tmp/old /tmp/new -mtime +1; find /tmp/old /tmp/new -mtime -1'
    expect((await node.exec({ server, line })).stdout).toBe('/tmp/old\n/tmp/new\n')
  })
})
