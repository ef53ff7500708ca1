import { expect, test } from 'vitest'
import type { Simulation } from '../../sim/simulation.ts'
import { openFiles } from '../files/open.ts'
import { openStore } from '../files/store.ts'
import { emptyDirectory, nodeAt, withNodeAt } from '../files/tree.ts'
import { consoleText, key, line, node, plug, poweredOn, printed, printedSince, pull, STICK, stateOf } from './testing.ts'

const PLATFORM = '/platform/i86pc'
/** Stands at the loader's prompt. */
function atPrompt(more: Parameters<typeof poweredOn>[0] = {}): Simulation {
  const sim = poweredOn(more)
  sim.advance(8000)
  key(sim, 'Escape')
  return sim
}
/** What a line at the prompt prints. */
function said(sim: Simulation, text: string, wait = 0): string {
  const before = printed(sim)
  line(sim, text, wait)
  return printedSince(sim, before).replace(/^ok.*\n/, '')
}
/** Writes a text file on the stick. */
function onStick(sim: Simulation, path: string, content: string): void {
  const store = openStore(sim, STICK)
  const names = path.split('/').filter(Boolean)
  const folder = names.slice(0, -1)
  if (!nodeAt(store.root, folder)) store.save(withNodeAt(store.root, folder, emptyDirectory({ mtime: 0, ino: store.nextIno }), 0), { inos: 1 })
  const file = { kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: 0, ino: store.nextIno, size: content.length, content } as const
  store.save(withNodeAt(store.root, names, file, 0), { inos: 1 })
}
const online = { on: { system: { milestones: 'online', console: 'login' } } }
const system = (sim: Simulation) => sim.world.need(node).system

// Texts: illumos usr/src/boot/common/{commands,module,boot,ls,interp_forth}.c.
test.each([
  ['nonsense', 'nonsense not found\n'],
  ['', ''],
  ['set', 'wrong number of arguments\n'],
  ['set a b', 'wrong number of arguments\n'],
  ['unset', 'wrong number of arguments\n'],
  ['setprop a', 'wrong number of arguments\n'],
  ['show nothing', "variable 'nothing' not found\n"],
  ['echo "a  b" c', 'a  b c\n'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the loader expands it
  ['echo $os_console ${smartos}', 'text true\n'],
  ['echo -n x', 'x\n'],
  ['echo -z', 'illegal option -- z\n'],
  ['set a="b', 'Parse error!\n'],
  ['load', 'no filename specified\n'],
  ['load -t', 'option requires an argument -- t\n'],
  ['load -t rootfs /platform/i86pc/amd64/boot_archive', "Loading /platform/i86pc/amd64/boot_archive...\ncan't load file before kernel\n"],
  ['load /boot/loader.conf', "Loading /boot/loader.conf...\ndon't know how to load module '/boot/loader.conf'\n"],
  ['load /nowhere', "Loading /nowhere...\ncan't find '/nowhere'\n"],
  ['boot /nowhere', "Loading /nowhere...\ncan't find '/nowhere'\nUnable to load a kernel!\n"],
  ['more /nowhere', '*** FILE /nowhere BEGIN ***\nerror showing /nowhere\n'],
  ['more /etc/version/boot', '*** FILE /etc/version/boot BEGIN ***\n20260312T002222Z\n*** FILE /etc/version/boot END ***\n'],
  ['ls /nowhere', "open '/nowhere' failed: No such file or directory\n"],
  ['ls -l /etc/version/boot', '         17 /etc/version/boot\n'],
  ['ls /', '/\n d  boot\n d  etc\n d  platform\n'],
  ['ls /platform/i86pc/amd64', '/platform/i86pc/amd64\n    boot_archive\n    boot_archive.gitstatus\n    boot_archive.hash\n    boot_archive.manifest\n'],
  ['help set', '    set <variable>=<value>\n    set <variable>\n\n    Sets a variable; without a value it is set and empty.\n'],
  ['help nothing', "no help available for 'nothing'\n"],
  ['help a b c', "usage is 'help <topic> [<subtopic>]\n"],
  ['autoboot soon', "bad delay 'soon'\n"],
  ['autoboot 1 2 3', 'too many arguments\n'],
  ['1 2 + .', '3\n'],
  ['0x10 .', '16\n'],
  ['+', 'Error: data stack underflow\n'],
  ['1 0 /', 'Error: division by zero\n'],
  ['set-platform', 'Error: data stack underflow\n'],
  ['." hello"', 'hello\n'],
  [': x 1 ;', "globalzone: : of the loader's Forth is not simulated\n"],
  ['chain disk1:', 'globalzone: chain is not simulated\n'],
  ['lsmod', ''],
  [`echo ${'x'.repeat(400)}`, `${'x'.repeat(250)}\n`],
  ['\u0007ech\u0001o a\u001b', 'a\n'],
])('at the prompt: %s', (typed, answer) => {
  const sim = atPrompt()
  expect(said(sim, typed, 1000)).toBe(answer)
  expect([stateOf(sim), consoleText(sim).split('\n').at(-1)]).toEqual([{ on: { loader: 'prompt' } }, 'ok'])
})
test('help knows every command that is listed', () => {
  const sim = atPrompt()
  const index = said(sim, 'help index')
  expect(index).toMatch(/^ {4}help {27}Display help\n/)
  const listed = [...said(sim, '?').matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name as string)
  for (const name of listed.filter((one) => !['menu', 'setprop'].includes(one))) expect(index).toContain(`    ${name} `)
  sim.input({ type: 'medium.damage', subject: STICK, path: '/boot/loader.help', how: 'remove' })
  expect(said(sim, 'help')).toBe("Verbose help not available, use '?' to list commands\n")
})
test('the stack stays from one line to the next', () => {
  const sim = atPrompt()
  line(sim, '1 2 3')
  expect(said(sim, '.s')).toBe('1 2 3\n')
  expect(said(sim, 'drop + .s')).toBe('3\n')
})
test('variables are set, shown, and gone', () => {
  const sim = atPrompt()
  line(sim, 'set a="b c"')
  expect(said(sim, 'show a')).toBe('b c\n')
  line(sim, 'unset a')
  expect(said(sim, 'show a')).toBe("variable 'a' not found\n")
  expect(said(sim, 'show')).toContain('boot_archive_load=YES\n')
})

test('kernel and archive loaded by hand are what boot then starts, without a checksum', () => {
  const sim = atPrompt()
  expect(said(sim, `load ${PLATFORM}/kernel/amd64/unix`, 5000)).toBe(`Loading ${PLATFORM}/kernel/amd64/unix...\n`)
  expect(said(sim, 'boot')).toBe('No rootfs module provided, aborting\n')
  expect(said(sim, `load -t rootfs ${PLATFORM}/amd64/boot_archive`, 30_000)).toBe(`Loading ${PLATFORM}/amd64/boot_archive...\n`)
  expect(said(sim, `load -t rootfs ${PLATFORM}/amd64/boot_archive`)).toBe(
    `Loading ${PLATFORM}/amd64/boot_archive...\nwarning: file '${PLATFORM}/amd64/boot_archive' already loaded\n`,
  )
  expect(said(sim, 'lsmod')).toBe(
    ` 0xc00000: ${PLATFORM}/kernel/amd64/unix (aout multiboot kernel, 0x500000)\n 0x1100000: ${PLATFORM}/amd64/boot_archive (rootfs, 0x155cc000)\n`,
  )
  expect(said(sim, 'boot', 0)).toBe('Booting...\n')
  sim.advance(sim.now + 60_000)
  expect(stateOf(sim)).toEqual(online)
})
test('unload forgets it', () => {
  const sim = atPrompt()
  line(sim, `load ${PLATFORM}/kernel/amd64/unix`, 5000)
  line(sim, 'unload')
  expect(said(sim, 'lsmod')).toBe('')
  expect(sim.world.need(node).ram?.map(({ what }) => what)).toEqual(['loader'])
})
test('the stick pulled while load reads', () => {
  const sim = atPrompt()
  line(sim, `load ${PLATFORM}/kernel/amd64/unix`)
  sim.advance(sim.now + 100)
  expect(stateOf(sim)).toEqual({ on: { loader: 'loading' } })
  pull(sim)
  expect(consoleText(sim)).toMatch(new RegExp(`error reading '${PLATFORM}/kernel/amd64/unix': Input/output error\nok$`))
  expect(said(sim, 'ls')).toBe("open '/' failed: Input/output error\n")
  plug(sim)
  expect(said(sim, 'ls')).toContain(' d  platform\n')
})
test('autoboot counts down once all is loaded; a key stops it, Enter starts at once', () => {
  const sim = atPrompt()
  line(sim, 'autoboot 5', 22_000)
  expect(stateOf(sim)).toEqual({ on: { loader: 'autoboot' } })
  expect(consoleText(sim)).toMatch(
    /Hit \[Enter\] to boot immediately, or any other key for command prompt\.\nBooting \[\/platform\/i86pc\/kernel\/amd64\/unix\] in \d seconds\.\.\.$/,
  )
  key(sim, 'x')
  expect(stateOf(sim)).toEqual({ on: { loader: 'prompt' } })
  line(sim, 'boot-conf', 25_000)
  key(sim, 'Enter')
  expect(stateOf(sim)).toEqual({ on: { kernel: 'dboot' } })
})
test('autoboot without patience goes on by itself', () => {
  const sim = atPrompt()
  line(sim, 'autoboot 2', 90_000)
  expect(stateOf(sim)).toEqual(online)
})

// smartos-docs remotely-upgrading-a-usb-key-based-deployment.md
test('the platform of another directory: the way back after an upgrade of the stick', () => {
  const sim = poweredOn()
  const store = openStore(sim, STICK)
  const platform = nodeAt(store.root, ['platform'])
  expect(platform?.kind).toBe('dir')
  const previous = withNodeAt(store.root, ['previous'], emptyDirectory({ mtime: 0, ino: store.nextIno }), 0)
  store.save(withNodeAt(previous, ['previous', 'platform'], platform, 0), { inos: 1 })
  sim.input({ type: 'medium.damage', subject: STICK, how: 'flip' })
  sim.advance(8000)
  key(sim, 'Escape')
  line(sim, 's" /previous" set-platform')
  const before = printed(sim)
  line(sim, 'boot', 80_000)
  expect(printedSince(sim, before)).toContain(`Loading /previous${PLATFORM}/kernel/amd64/unix...\nLoading /previous${PLATFORM}/amd64/boot_archive...\n`)
  expect(stateOf(sim)).toEqual(online)
})

test('switches and properties of boot reach the kernel', () => {
  const sim = atPrompt()
  line(sim, 'boot -kv -m verbose -B nmi=kmdb,hostname=spare', 70_000)
  expect(system(sim)?.bootParameters).toMatchObject({ 'boot-args': '-kv -m verbose', nmi: 'kmdb', hostname: 'spare', smartos: 'true' })
  expect(system(sim)?.bootParameters).not.toHaveProperty('boot_archive_load')
})
test('-v: the kernel tells of each device of the machine', () => {
  const sim = poweredOn({ nics: [{ link: 'igb3', mac: '52:54:00:aa:bb:cc' }] })
  sim.advance(8000)
  for (const name of ['o', 'v', 'Backspace', 'Enter']) key(sim, name)
  const before = printed(sim)
  sim.advance(sim.now + 27_000)
  expect(printedSince(sim, before)).toMatch(/Edgecast Cloud LLC\.\nmem = 8388608K \(0x200000000\)\nroot nexus = i86pc\n[\s\S]*igb3 is \/pci@0,0\//)
})
test('-s: root alone on the console; when it leaves, the boot goes on', () => {
  const sim = atPrompt()
  line(sim, 'boot -s', 60_000)
  expect(stateOf(sim)).toEqual({ on: { system: { milestones: 'single-user mode', console: 'sulogin' } } })
  expect(consoleText(sim)).toMatch(/SINGLE USER MODE\n\nEnter user name for system maintenance \(control-d to bypass\):$/)
  sim.input({ type: 'tty.eof', subject: 'tty:node1/console' })
  sim.advance(sim.now + 10_000)
  expect(stateOf(sim)).toEqual(online)
  expect(consoleText(sim).match(/wscons login:/g)).toHaveLength(1)
})
test('-m verbose: each service says that it starts', () => {
  const sim = atPrompt()
  line(sim, 'boot -m verbose', 70_000)
  expect(consoleText(sim)).toMatch(/Edgecast Cloud LLC\.\n\[ system\/filesystem\/root:default starting \(.+\) \]\n/)
  expect(consoleText(sim)).toMatch(/\n\[ system\/console-login:default starting \(.+\) \]\n/)
})
test('-r: devices are configured', () => {
  const sim = atPrompt()
  line(sim, 'boot -r', 60_000)
  expect(consoleText(sim)).toContain('Edgecast Cloud LLC.\nConfiguring devices.\n')
})

test('loader.conf.local on the stick: its variables count, its files appear below /system/boot', () => {
  const sim = poweredOn()
  onStick(sim, '/private/answers.json', '{"hostname": "auto"}\n')
  onStick(
    sim,
    '/boot/loader.conf.local',
    'autoboot_delay="3"\nanswers_load="YES"\nanswers_type="file"\nanswers_name="/private/answers.json"\nanswers_flags="name=answers.json"\nlost_load="NO"\n',
  )
  sim.advance(8600)
  expect(consoleText(sim)).toMatch(/Autoboot in \d second/)
  sim.advance(70_000)
  expect(stateOf(sim)).toEqual(online)
  expect(openFiles(sim, { server: node }).read('/system/boot/answers.json')).toBe('{"hostname": "auto"}\n')
  expect(system(sim)?.bootParameters).not.toHaveProperty('answers_name')
})
test('a file that loader.conf.local names and that is not there', () => {
  const sim = poweredOn()
  onStick(sim, '/boot/loader.conf.local', 'x_load=YES\nx_type=file\nx_name=/x\n')
  sim.advance(60_000)
  expect(consoleText(sim)).toMatch(/Loading \/x\.\.\.\ncan't find '\/x'\nok$/)
})

test('the console on ttya: the screen falls silent, the line shows the system and takes the login', () => {
  const sim = poweredOn()
  sim.advance(8000)
  for (const name of ['o', 'c', 'Backspace', 'Enter']) key(sim, name)
  sim.advance(sim.now + 60_000)
  expect(consoleText(sim)).toMatch(/Booting\.\.\.\n$/)
  const serial = sim.world.need('tty:node1/ttya')
  expect([serial.name, serial.prompt, serial.mode]).toEqual(['ttya', 'smartos ttya login: ', 'line'])
  line(sim, 'root')
  expect(stateOf(sim)).toEqual(online)
  for (const text of ['root', 'root']) sim.input({ type: 'tty.line', subject: serial.id, text })
  expect(stateOf(sim)).toEqual({ on: { system: { milestones: 'online', console: 'session' } } })
  sim.input({ type: 'power.cut', subject: node })
  sim.input({ type: 'power.button', subject: node })
  sim.advance(sim.now + 80_000)
  expect(consoleText(sim)).toMatch(/wscons login:$/)
})
