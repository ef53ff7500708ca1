import { expect, it } from 'vitest'
import { bootedNode, newSimulator } from '../../simulator.ts'
import { screen } from '../../system/console/tty.ts'
import { commandsIn } from './words.ts'

it('asks for commands on a terminal, and goes on after what it refuses', async () => {
  const simulator = newSimulator()
  const { sim, type, drive } = simulator
  await bootedNode(simulator)
  const tty = 'tty:node1/console'
  for (const line of [
    'root',
    'root',
    'svccfg',
    'select ssh',
    'frob',
    'list',
    'select default',
    'listprop nothing/*',
    'unselect',
    'select nosuch',
    'end',
    'echo $?',
  ])
    await type(tty, line)
  await drive(sim.now + 1000)
  const text = screen(sim, tty)
    .map((piece) => piece.text)
    .join('')
  expect(text.slice(text.indexOf('svccfg\n'))).toBe(
    `svccfg
svc:> select ssh
svc:/network/ssh> frob
Syntax error.
svc:/network/ssh> list
:properties
default
svc:/network/ssh> select default
svc:/network/ssh:default> listprop nothing/*
svc:/network/ssh:default> unselect
svc:/network/ssh> select nosuch
Pattern 'nosuch' doesn't match any instances or services
svc:/network/ssh> end
[root@smartos ~]# echo $?
0
`,
  )
}, 30_000)
it('takes lines apart', () => {
  const texts = (text: string) => commandsIn(text)?.map((command) => command.map(({ text: word }) => word))
  expect(texts('setprop a/b = astring: "x y"; list')).toEqual([['setprop', 'a/b', '=', 'astring', ':', 'x y'], ['list']])
  expect(texts('setprop a/b = ("x"\n"y")')).toEqual([['setprop', 'a/b', '=', '(', 'x', 'y', ')']])
  expect(texts('# nothing\n\n')).toEqual([])
  expect(texts('setprop a/b = "x')).toBeUndefined()
})
it('only root may change anything', async () => {
  const simulator = newSimulator()
  const node = await bootedNode(simulator)
  const run = async (line: string): Promise<string> => (await simulator.exec({ server: node, line })).output
  await run("sleep 10; echo 'ana:x:1000:10::/var/tmp:/usr/bin/bash' >> /etc/passwd; echo 'ana:NP:::::::' >> /etc/shadow")
  expect(await run("su ana -c 'svcadm disable ssh'")).toBe('svcadm: svc:/network/ssh:default: Permission denied.\n')
  expect(await run("su ana -c 'svcadm -v restart ssh'")).toBe(
    `svcadm: svc:/network/ssh:default: Couldn't modify "restarter_actions" property group (permission denied).\n`,
  )
  expect(await run("su ana -c 'svccfg -s ssh setprop start/exec = :true'")).toBe('svccfg: Permission denied.\n')
  expect(await run('svcs -H ssh')).toMatch(/^online /)
}, 30_000)
