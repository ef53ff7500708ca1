import { beforeAll, expect, test } from 'vitest'
import type { Id } from '../sim/record.ts'
import { bootedNode, newSimulator, registry, type Simulator } from '../simulator.ts'

let node: Simulator
const tty: Id<'tty'> = 'tty:node1/pts/1'
let uuid = ''
beforeAll(async () => {
  node = newSimulator()
  const server = await bootedNode(node)
  await node.exec({ server, line: 'imgadm import $(imgadm avail -H -o uuid name=base-64-lts | tail -1)' })
  const made = await node.exec({
    server,
    line: 'echo "{\\"brand\\":\\"joyent\\",\\"image_uuid\\":\\"$(imgadm list -H -o uuid | head -1)\\",\\"alias\\":\\"web\\"}" | vmadm create',
  })
  uuid = /VM (\S+)/.exec(made.stderr)?.[1] ?? ''
  node.sim.input({ type: 'terminal.open', subject: server })
  await registry.all()
})
/** The line with its last word completed in each way that is proposed. */
const proposed = (text: string): string[] => {
  const { start, candidates } = node.shell.complete(tty, text, text.length)
  return candidates.map((candidate) => text.slice(0, start) + candidate)
}

test.each([
  ['una', ['unalias', 'uname']],
  ['zfs sna', ['zfs snapshot']],
  ['ls; zpool sta', ['ls; zpool status']],
  ['echo $(vmadm looku', ['echo $(vmadm lookup']],
  ['vmadm lookup alias=', ['vmadm lookup alias=web']],
  ['vmadm lookup alias=w', ['vmadm lookup alias=web']],
  ['cd /zo', ['cd /zones/']],
  ['cat /etc/passw', ['cat /etc/passwd']],
  ['cat /nowhere/x', []],
  ['zfs list zones/us', ['zfs list zones/usbkey']],
  ['zfs list -o name,avail', ['zfs list -o name,available']],
  ['zfs list -H', ['zfs list -H']],
  ['uname --he', ['uname --help']],
  ['man zfs rollb', ['man zfs rollback']],
  ['man unam', ['man uname']],
  ['echo $PAT', ['echo $PATH']],
  ['nosuch x', []],
])('%s', (text, expected) => expect(proposed(text)).toEqual(expected))
test('VMs by their uuid', () => {
  expect(proposed('vmadm stop ')).toEqual([`vmadm stop ${uuid}`])
  expect(proposed(`zlogin ${uuid.slice(0, 5)}`)).toEqual([`zlogin ${uuid}`])
})
test('all subcommands, all options', () => {
  expect(proposed('vmadm ')).toContain('vmadm rollback-snapshot')
  expect(proposed('zfs list -')).toEqual(expect.arrayContaining(['zfs list -r', 'zfs list -t', 'zfs list --help']))
})
test('in a zone, only what there is in it', async () => {
  await node.type(tty, `zlogin ${uuid}`)
  expect(proposed('vmad')).toEqual([])
  expect(proposed('zonena')).toEqual(['zonename'])
  expect(proposed('cat /etc/passw')).toEqual(['cat /etc/passwd'])
  await node.type(tty, 'exit')
})
test('history is kept by terminal', async () => {
  await node.type(tty, 'echo one')
  await node.type(tty, '  ')
  expect(node.shell.history(tty).slice(-1)).toEqual(['echo one'])
  expect(node.shell.history('tty:node1/console')).toEqual([])
})
