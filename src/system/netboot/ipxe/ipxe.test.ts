import { expect, test } from 'vitest'
import type { Simulation } from '../../../sim/simulation.ts'
import { consoleOf } from '../../console/tty.ts'
import { openFiles } from '../../files/open.ts'
import { hostOf } from '../netboot.ts'
import { node, onNetwork, printedText, pxe1, screenText, start, stateOf, until } from '../testing.ts'
import { commandsOf, expanded, parsed } from './words.ts'

const key = (sim: Simulation, name: string): void => sim.input({ type: 'tty.key', subject: consoleOf(node), key: name })
const isIn = (sim: Simulation, words: string): boolean => JSON.stringify(stateOf(sim)).includes(words)
/** A node at iPXE's command line. */
function atShell(): Simulation {
  const sim = onNetwork()
  start(sim)
  until(sim, () => isIn(sim, 'banner'))
  key(sim, '\x02')
  return sim
}
/** What a line prints at iPXE's command line. */
function printed(sim: Simulation, line: string): string {
  const before = screenText(sim)
  sim.input({ type: 'tty.line', subject: consoleOf(node), text: line })
  until(sim, () => isIn(sim, 'shell') || !isIn(sim, 'pxe'))
  return screenText(sim)
    .slice(before.length)
    .replace(/\n?iPXE>$/, '')
    .replace(/^[^\n]*(\n|$)/, '')
}
/** A node whose script is that text, from the power button on. */
function withScript(text: string): Simulation {
  const sim = onNetwork({ node: { bootOrder: ['pxe'] } })
  openFiles(sim, { server: hostOf(pxe1) }).write('/tftpboot/menu.ipxe', text)
  start(sim)
  return sim
}
/** What stands on the console after the script was fetched. */
const afterScript = (sim: Simulation): string => screenText(sim).split('menu.ipxe... ok\n')[1] ?? ''

test('words, signs and comments of a line', () => {
  expect(commandsOf('iseq a b && goto x || echo no # and so on')).toEqual([
    { words: ['iseq', 'a', 'b'], sign: '&&' },
    { words: ['goto', 'x'], sign: '||' },
    { words: ['echo', 'no'] },
  ])
  expect(expanded(`\${a}-\${\${b}}-\${c:string}!`, (name) => ({ a: '1', b: 'a' })[name])).toBe('1-1-!')
  expect(
    parsed(
      ['choose', '--default', 'x', '-t', '10', 'name'],
      [
        ['default', 'd', true],
        ['timeout', 't', true],
      ],
    ),
  ).toEqual({
    options: { default: 'x', timeout: '10' },
    rest: ['name'],
  })
})
// Texts: ipxe src/core/{exec,parseopt,getopt}.c, src/usr/{ifmgmt,route_ipv4,imgmgmt}.c, src/hci/commands.
test('the command line says what is wrong, and asks again', () => {
  const sim = atShell()
  expect(printed(sim, 'gargle 1 2')).toBe('gargle: command not found')
  expect(printed(sim, 'show nonsense')).toBe('Could not find "nonsense": No such file or directory (https://ipxe.org/2d05c001)')
  expect(printed(sim, 'iseq a')).toBe('Usage:\n\n  iseq <value1> <value2>\n\nSee https://ipxe.org/cmd/iseq for further information')
  expect(printed(sim, 'kernel --wrong x')).toContain('Unrecognised option "--wrong"\nUsage:\n\n  kernel [-n|--name <name>]')
  expect(printed(sim, 'boot')).toBe('No image selected')
  expect(printed(sim, 'goto there')).toContain('Exec format error')
  expect(printed(sim, 'kernel ftp://10.99.99.250/unix')).toBe('Could not start download: Operation not supported (https://ipxe.org/3c092003)')
  expect(printed(sim, 'kernel http://10.99.99.250/nowhere')).toBe('http://10.99.99.250/nowhere... Not found (https://ipxe.org/2d0c613b)')
  expect(printed(sim, '')).toBe('')
  expect(printed(sim, 'show constructor')).toBe('Could not find "constructor": No such file or directory (https://ipxe.org/2d05c001)')
  expect(printed(sim, `echo [\${toString}]`)).toBe('[]')
  expect(printed(sim, 'constructor')).toBe('constructor: command not found')
})
test('from the command line to the kernel, step by step', () => {
  const sim = atShell()
  expect(printed(sim, 'ifstat')).toBe('net0: 52:54:00:2f:61:34 using undionly on 0000:00:03.0 (Ethernet) [open]\n  [Link:up, TX:0 TXE:0 RX:0 RXE:0]')
  expect(printed(sim, 'dhcp')).toBe('Configuring (net0 52:54:00:2f:61:34)... ok')
  expect(printed(sim, 'route')).toBe('net0: 10.99.99.20/255.255.255.0 gw 10.99.99.254')
  expect(printed(sim, 'show filename')).toBe('net0.dhcp/filename = menu.ipxe')
  expect(printed(sim, `set base http://\${next-server}/smartos/20260312T002222Z/platform/i86pc`)).toBe('')
  expect(printed(sim, 'show base')).toBe('base = http://10.99.99.250/smartos/20260312T002222Z/platform/i86pc')
  expect(printed(sim, `kernel \${base}/kernel/amd64/unix -v -B console=ttya,smartos=true`)).toContain('unix... ok')
  expect(printed(sim, `module \${base}/amd64/boot_archive`)).toContain('boot_archive... ok')
  expect(printed(sim, 'imgstat')).toBe('unix : 5242880 bytes [ELF] [SELECTED] "-v -B console=ttya,smartos=true"\nboot_archive : 358400000 bytes')
  expect(sim.world.need(node).ram?.map(({ what }) => what)).toEqual(['loader', 'unix', 'boot_archive'])
  printed(sim, 'boot')
  expect(until(sim, () => sim.world.need(node).system !== undefined)).toBe(true)
  expect(sim.world.need(node).system?.bootParameters).toMatchObject({ console: 'ttya', smartos: 'true', 'boot-args': '-v' })
  expect(sim.world.need(node).system?.platform).toBe('20260312T002222Z')
})
test('help lists every command; exit goes back to the firmware', () => {
  const sim = atShell()
  const help = printed(sim, 'help')
  for (const name of ['dhcp', 'route', 'ifstat', 'chain', 'kernel', 'initrd', 'module', 'boot', 'exit', 'help', 'show']) expect(help).toContain(`  ${name}`)
  printed(sim, 'exit')
  expect(isIn(sim, 'pxe')).toBe(false)
})
test('Ctrl-C ends a download', () => {
  const sim = atShell()
  printed(sim, 'dhcp')
  sim.input({ type: 'tty.line', subject: consoleOf(node), text: 'module http://10.99.99.250/smartos/20260312T002222Z/platform/i86pc/amd64/boot_archive' })
  sim.advance(sim.now + 1500)
  expect(screenText(sim)).toMatch(/boot_archive... +\d+%$/)
  key(sim, '\x03')
  expect(screenText(sim)).toContain('boot_archive... Operation canceled (https://ipxe.org/0b072095)\n')
  expect(sim.world.need(pxe1).link.http.count).toBe(0)
  expect(isIn(sim, 'shell')).toBe(true)
})
test('the menu: arrows move past gaps, a key stops the countdown, options change what the kernel is told', () => {
  const sim = onNetwork()
  start(sim)
  until(sim, () => isIn(sim, 'menu'))
  expect(screenText(sim)).toContain('20260312T002222Z                                                   (10)')
  key(sim, '\x1b[B')
  key(sim, '\x1b[B')
  sim.advance(sim.now + 60_000)
  expect(isIn(sim, 'menu')).toBe(true)
  key(sim, '\r')
  expect(screenText(sim)).toContain('Rescue mode: true')
  key(sim, '\r')
  until(sim, () => sim.world.need(node).system !== undefined)
  expect(sim.world.need(node).system?.bootParameters).toMatchObject({
    noimport: 'true',
    smartos: 'false',
    root_shadow: '$5$2HOHRnK3$NvLlm.1KQBbB0WjoP7xcIwGnllhzp2HnT.mDO7DpxYA',
  })
  const kmdb = onNetwork()
  start(kmdb)
  until(kmdb, () => isIn(kmdb, 'menu'))
  for (const name of ['\x1b[B', '\x1b[B', '\x1b[B', '\x1b[B', '\r', '\r']) key(kmdb, name)
  // The debugger stops the kernel before there is a system.
  until(kmdb, () => kmdb.world.need(node).loader !== undefined)
  expect(kmdb.world.need(node).loader?.args).toBe('-kd -B console=text,smartos=true,noimport=false')
})
test('Escape leaves the menu, and the script, and iPXE', () => {
  const sim = onNetwork({ node: { bootOrder: ['pxe'] } })
  start(sim)
  until(sim, () => isIn(sim, 'menu'))
  key(sim, 'escape')
  expect(until(sim, () => isIn(sim, '"nothing"'))).toBe(true)
  expect(screenText(sim)).toContain('No more network devices\nNo bootable device')
})
test('scripts: settings, labels, conditions, waiting', () => {
  const sim = withScript(`#!ipxe
set a one \${mac}
echo \${a}
iseq \${b} && echo set || echo not set
isset \${ip} && echo address \${ip} ||
goto there
echo never
:there
sleep 2
prompt --key 0x02 Press a key
echo thanks
shell
exit
`)
  until(sim, () => isIn(sim, 'waiting'))
  const began = sim.now
  until(sim, () => screenText(sim).includes('Press a key'))
  expect(sim.now - began).toBe(2000)
  key(sim, 'x')
  expect(afterScript(sim)).toBe(
    'one 52:54:00:2f:61:34\nUsage:\n\n  iseq <value1> <value2>\n\nSee https://ipxe.org/cmd/iseq for further information\nnot set\naddress 10.99.99.20\nthanks\niPXE>',
  )
  sim.input({ type: 'tty.line', subject: consoleOf(node), text: 'exit' })
  expect(until(sim, () => isIn(sim, '"nothing"'))).toBe(true)
})
test('a script that goes round for ever lets time go on', () => {
  const sim = withScript('#!ipxe\n:again\ngoto again\n')
  until(sim, () => isIn(sim, 'waiting'))
  sim.advance(sim.now + 1000)
  expect(isIn(sim, 'ipxe')).toBe(true)
  key(sim, '\x03')
  expect(sim.events.length).toBeLessThan(3000)
})
test('what stands in the script on the server is what happens', () => {
  const sim = onNetwork({ server: { images: ['20260226T002146Z', '20260312T002222Z'], script: 'plain' } })
  start(sim)
  until(sim, () => sim.world.need(node).system !== undefined)
  expect(sim.world.need(node).system?.platform).toBe('20260312T002222Z')
  sim.input({ type: 'tty.line', subject: consoleOf(hostOf(pxe1)), text: "sed -i 's/20260312T002222Z/20260226T002146Z/' /tftpboot/boot.ipxe" })
  sim.input({ type: 'reset.button', subject: node })
  until(sim, () => sim.world.need(node).system !== undefined)
  expect(sim.world.need(node).system?.platform).toBe('20260226T002146Z')
})

test('a script that wants more and more comes to the end of the memory, and not of ours', () => {
  const sim = withScript(`#!ipxe
set a 0123456789
:more
set a \${a}\${a} && goto more || echo full
clear a
menu Menu
:again
item x some text that is long enough && goto again || echo crowded
menu --delete
chain menu2.ipxe
echo back
shell
`)
  openFiles(sim, { server: hostOf(pxe1) }).write('/tftpboot/menu2.ipxe', '#!ipxe\nchain menu2.ipxe || echo deep\n')
  until(sim, () => isIn(sim, 'shell'), 600_000)
  expect(printedText(sim, consoleOf(node))).toMatch(/full\ncrowded\n[\s\S]*ok\ndeep\nback\n/)
})
