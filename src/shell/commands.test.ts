import { beforeAll, describe, expect, test } from 'vitest'
import type { Id } from '../sim/record.ts'
import { bootedNode, newSimulator, registry, type Simulator } from '../simulator.ts'
import type { Command } from './command.ts'
import { commandHelp } from './help.ts'
import { pageOf } from './manual.ts'

const modules = await registry.all()
const commands = modules.flatMap(({ command }) => (command ? [command] : []))
const tools = modules.flatMap(({ tool }) => (tool ? [tool] : []))
const byName = commands.map((command) => [command.name, command] as const).sort()

let node: Simulator
let server: Id<'server'>
beforeAll(async () => {
  node = newSimulator()
  server = await bootedNode(node)
  // Some commands come with packages.
  await node.exec({ server, argv: ['pkgsrc-setup'] })
})
const words = (command: Command): string[] => command.name.split(' ')
/** The world, apart from what merely says that something was asked. */
const world = (): unknown => node.sim.world.snapshot().filter(({ id }) => !id.startsWith('task:'))

test('there are commands and tools, and no name is taken twice', () => {
  expect(commands.length).toBeGreaterThan(50)
  expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining(['vmadm', 'imgadm', 'zfs']))
  const names = [...commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]), ...tools.map(({ name }) => name)]
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})
describe.each(byName)('%s', (name, command) => {
  test('says what it is and where that is known from', () => {
    expect(command.summary).toMatch(/^\S.*[^.]$/)
    expect(command.synopsis.length).toBeGreaterThan(0)
    expect(command.description.length).toBeGreaterThan(0)
    expect(command.source.trim()).not.toBe('')
    for (const [key, { help }] of Object.entries(command.options)) expect([key, help.trim() !== '']).toEqual([key, true])
  })
  test('is found by its name and by its aliases', async () => {
    for (const one of [name, ...(command.aliases ?? [])]) expect(await registry.find(one.split(' '))).toMatchObject({ command: { name } })
  })
  test('has a manual page', async () => {
    const page = await pageOf(registry, words(command))
    for (const part of ['NAME', 'SYNOPSIS', 'DESCRIPTION', 'FIDELITY', 'SOURCE', command.summary.split(' ')[0] ?? '']) expect(page).toContain(part)
    expect(page?.split('\n').filter((line) => line.length > 100)).toEqual([])
  })
  test('--help explains it and changes nothing', async () => {
    if ('?' in command.options || 'help' in command.options) return
    const before = world()
    const { stdout, stderr, status } = await node.exec({ server, argv: [...words(command), '--help'] })
    expect({ stdout, stderr, status }).toEqual({ stdout: commandHelp(command), stderr: '', status: 0 })
    expect(world()).toEqual(before)
  })
  test('refuses an option that it does not have, and changes nothing', async () => {
    if (command.raw) return
    const before = world()
    // Some of the real ones are scripts that print their usage on standard output.
    const { output, status } = await node.exec({ server, argv: [...words(command), '-~'] })
    expect(status).not.toBe(0)
    expect(output).not.toBe('')
    expect(world()).toEqual(before)
  })
})
describe.each(tools.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  test('says what it is, and lists its subcommands', async () => {
    expect(tool.source.trim()).not.toBe('')
    const page = await pageOf(registry, [name])
    for (const { name: sub } of await registry.subcommands(name)) expect(page).toContain(sub)
    expect((await node.exec({ server, argv: [name, '--help'] })).status).toBe(0)
  })
  test.each([[[]], [['nosuch']]])('refuses %j', async (rest) => {
    const before = world()
    const { stderr, status } = await node.exec({ server, argv: [name, ...rest] })
    expect(status).not.toBe(0)
    expect(stderr).not.toBe('')
    expect(world()).toEqual(before)
  })
})
describe('man and help', () => {
  const run = (line: string) => node.exec({ server, line })
  test('find pages and words', async () => {
    expect((await run('man zfs list')).stdout).toContain('ZFS-LIST(8)')
    expect((await run('man zfs-list')).stdout).toBe((await run('man 8 zfs list')).stdout)
    expect((await run('man -k snapshot')).stdout).toMatch(/^vmadm create-snapshot \(8\) +- /m)
    expect((await run('help')).stdout).toMatch(/^uname +print the name of the system$/m)
    expect((await run('help | head -1')).stdout).toMatch(/ {2}\S/)
  })
  test('refuse what there is not', async () => {
    expect(await run('man nosuch')).toMatchObject({ stderr: 'No manual entry for nosuch.\n', status: 1 })
    expect(await run('man zfs nosuch')).toMatchObject({ stderr: 'No manual entry for zfs nosuch.\n', status: 1 })
    expect(await run('man')).toMatchObject({ stderr: 'What manual page do you want?\n', status: 1 })
    expect(await run('man -k nosuchword')).toMatchObject({ stderr: 'nosuchword: nothing appropriate\n', status: 1 })
  })
})
