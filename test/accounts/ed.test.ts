import { expect, test } from 'vitest'
import type { Id } from '../../src/sim/record.ts'
import { bootedNode, newSimulator } from '../../src/simulator.ts'
import { consoleOf, screen } from '../../src/system/console/tty.ts'

test('the config of the node is edited on the console, line by line', async () => {
  const node = newSimulator()
  const server = (await bootedNode(node)) as Id<'server'>
  const tty = consoleOf(server)
  for (const line of ['root', 'root', 'ed /usbkey/config', '/^hostname/p', 's/=.*/=ñandú/', 'q']) await node.type(tty, line)
  for (const line of ['h', 'w', 'q']) await node.type(tty, line)
  const text = screen(node.sim, tty)
    .map((piece) => piece.text)
    .join('')
  expect(text).toMatch(/hostname=smartos\ns\/=\.\*\/=ñandú\/\nq\n\?\nh\nwarning: expecting `w'\nw\n\d+\nq\n$/)
  expect((await node.exec({ server, line: 'grep hostname /usbkey/config' })).output).toBe(Buffer.from('hostname=ñandú\n').toString('latin1'))
  expect(node.sim.world.get(tty)?.prompt).toMatch(/# $/)
})
