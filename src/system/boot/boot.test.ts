import { expect, test } from 'vitest'
import { openFiles } from '../files/open.ts'
import { booted, consoleText, key, line, node, plug, poweredOn, press, printed, printedSince, pull, STICK, stateOf } from './testing.ts'

const online = { on: { system: { milestones: 'online', console: 'login' } } }
const frame = (...rows: string[]): string => {
  const lines = Array.from({ length: 11 }, (_, i) => ` |${`  ${rows[i - 1] ?? ''}`.padEnd(40)}|\n`)
  return `${'\n'.repeat(8)} +===========Welcome to SmartOS===========+\n${lines.join('')} +========================================+\n\n`
}
const MENU = frame('1. Boot SmartOS [Enter]', '2. [Esc]ape to loader prompt', '3. Reboot', '', 'Options:', '4. Configure Boot [O]ptions...')
const LOADED = `Loading unix...
Loading /platform/i86pc/amd64/boot_archive...
Loading /platform/i86pc/amd64/boot_archive.hash...
Booting...
SmartOS Version joyent_20260312T002222Z 64-bit
Copyright 2022-2026 Edgecast Cloud LLC.

      SmartOS
      build: 20260312T002222Z

`

// Formats: illumos-joyent usr/src/boot/sys/boot/forth, smartos-docs modifying-boot-files, illumos cmd/Adm/sun/issue.in.
test('from the power button to the login prompt', () => {
  const sim = poweredOn()
  expect(consoleText(sim)).toBe('System BIOS\nProcessors: 4   Memory test: 8388608K OK\n\nPress DEL or S to enter setup, F12 or B for the boot menu\n')
  sim.advance(5500)
  expect(consoleText(sim)).toBe(
    'BTX loader 1.00  BTX version is 1.02\nBIOS 639kB/8387584kB available memory\n\nillumos/x86 ZFS enabled bootstrap loader, Revision 1.1\nLoading /boot/defaults/loader.conf\n',
  )
  sim.advance(7100)
  expect(consoleText(sim)).toBe(`${MENU}   Autoboot in 9 seconds. [Space] to pause`)
  sim.advance(60_000)
  expect(consoleText(sim)).toBe(`${MENU}${LOADED}smartos wscons login:`)
  expect(stateOf(sim)).toEqual(online)
})
test('takes as long as on a machine: the menu ten seconds, the archive at the speed of the stick', () => {
  const sim = poweredOn()
  const at = (path: string[]) => {
    const event = sim.events.find(
      ({ transition }) =>
        transition &&
        path.reduce<unknown>(
          (value, name) => (typeof value === 'string' ? value === name : (value as Record<string, unknown> | undefined)?.[name]),
          transition.to,
        ),
    )
    return event?.at ?? Number.NaN
  }
  sim.advance(80_000)
  const menu = at(['on', 'loader', 'menu'])
  const load = at(['on', 'loader', 'load'])
  const kernel = at(['on', 'kernel'])
  const reached = sim.world.need(node).system?.reached ?? {}
  expect(load - menu).toBe(10_000)
  expect((kernel - load) / 1000).toBeCloseTo(18.3, 0)
  expect(((reached['single-user'] ?? 0) - kernel) / 1000).toBeGreaterThan(15)
  expect((reached['single-user'] ?? 0) / 1000).toBeLessThan(55)
})
test('a wrong password, then the right one', () => {
  const sim = booted()
  const before = printed(sim)
  line(sim, 'root')
  line(sim, 'guess')
  expect(printedSince(sim, before)).toBe('smartos wscons login: root\nPassword:\nLogin incorrect\n')
  expect(stateOf(sim)).toEqual(online)
  line(sim, 'nobody')
  line(sim, 'root')
  expect(stateOf(sim)).toEqual(online)
  line(sim, 'root')
  line(sim, 'root')
  expect(stateOf(sim)).toEqual({ on: { system: { milestones: 'online', console: 'session' } } })
})

// Texts: illumos usr/src/boot/sys/boot/i386/{pmbr/pmbr.s,gptzfsboot/zfsboot.c}, common/module.c.
test('the stick pulled while its boot sector runs: it hangs until a reset', () => {
  const sim = poweredOn()
  sim.advance(3600)
  pull(sim)
  sim.advance(60_000)
  expect(consoleText(sim)).toBe('I/O error')
  plug(sim)
  press(sim, 'reset.button')
  sim.advance(120_000)
  expect(stateOf(sim)).toEqual(online)
})
test('the stick pulled while the second stage runs', () => {
  const sim = poweredOn()
  sim.advance(4000)
  pull(sim)
  sim.advance(60_000)
  expect(consoleText(sim)).toBe("\nCan't find /boot/loader\n\nCan't find /boot/zfsloader\n\nillumos/x86 boot\nDefault: disk0:/boot/loader\nboot:")
})
test('the stick pulled at the menu: the loader finds no kernel; with the stick back, boot goes on', () => {
  const sim = poweredOn()
  sim.advance(8000)
  pull(sim)
  sim.advance(60_000)
  expect(consoleText(sim)).toBe(`${MENU}Loading unix...\ncan't find 'unix'\nUnable to load a kernel!\nok`)
  plug(sim)
  line(sim, 'boot', 60_000)
  expect(stateOf(sim)).toEqual(online)
})
test('the stick pulled while the archive is read', () => {
  const sim = poweredOn()
  sim.advance(20_000)
  pull(sim)
  sim.advance(60_000)
  expect(consoleText(sim)).toBe(
    `${MENU}Loading unix...\nLoading /platform/i86pc/amd64/boot_archive...\nerror reading '/platform/i86pc/amd64/boot_archive': Input/output error\nUnable to load a kernel!\nok`,
  )
})
test('the stick pulled after the load: nothing happens, until the next boot', () => {
  const sim = poweredOn()
  sim.advance(36_000)
  pull(sim)
  sim.advance(80_000)
  expect(stateOf(sim)).toEqual(online)
  const before = printed(sim)
  const files = openFiles(sim, { server: node })
  expect(files.read('/etc/release')).toContain('SmartOS')
  sim.advance(100_000)
  expect(printed(sim)).toBe(before)
  press(sim, 'reset.button')
  sim.advance(160_000)
  expect(consoleText(sim)).toMatch(/PXE-E53: No boot filename received\n[\s\S]*No bootable device\n$/)
  expect(stateOf(sim)).toEqual({ on: { firmware: 'nothing' } })
})
test('too little RAM for the archive', () => {
  const sim = poweredOn({ ramMiB: 256 })
  sim.advance(60_000)
  expect(consoleText(sim)).toBe(
    `${MENU}Loading unix...\nLoading /platform/i86pc/amd64/boot_archive...\nno memory to load /platform/i86pc/amd64/boot_archive\nUnable to load a kernel!\nok`,
  )
})
test('an archive that does not have its checksum', () => {
  const sim = poweredOn()
  sim.input({ type: 'medium.damage', subject: STICK, how: 'flip' })
  sim.advance(60_000)
  expect(consoleText(sim)).toBe(`${MENU}${LOADED.slice(0, LOADED.indexOf('SmartOS'))}hash mismatch!\nPress any key to reboot\n`)
  key(sim, 'a')
  expect(stateOf(sim)).toEqual({ on: { firmware: 'selftest' } })
})

// Keys and captions: illumos usr/src/boot/sys/boot/forth/{joyent.menu.rc,menu-commands.4th}.
test('the keys of the menu', () => {
  const sim = poweredOn()
  sim.advance(8000)
  key(sim, ' ', 60_000)
  expect([consoleText(sim), stateOf(sim)]).toEqual([MENU, { on: { loader: { menu: 'waiting' } } }])
  for (const name of ['o', 'c', 'v', 'k', '5']) key(sim, name)
  expect(consoleText(sim)).toBe(
    frame(
      '1. Back to Main Menu [Backspace]',
      '',
      'Boot Options:',
      '2. Os[C]onsole........... ttya',
      '3. [V]erbose............. On',
      '4. [k]mdb Mode........... Loaded',
      '5. [R]escue Mode......... On',
    ),
  )
  key(sim, 'Backspace')
  expect(consoleText(sim)).toBe(MENU)
  key(sim, 'Escape')
  expect(consoleText(sim)).toBe(`${MENU}\nTo get back to the menu, type \`menu' and press ENTER\nor type \`boot' and press ENTER to start illumos.\n\nok`)
  line(sim, 'nonsense')
  line(sim, 'show smartos')
  expect(consoleText(sim)).toMatch(/ok nonsense\nnonsense not found\nok show smartos\nfalse\nok$/)
  line(sim, 'boot', 60_000)
  expect(sim.world.need(node).system?.bootParameters).toMatchObject({ os_console: 'ttya', noimport: 'true', smartos: 'false', standalone: 'true' })
  expect(sim.world.need('tty:node1/ttya').prompt).toBe('52-54-00-2f-61-34 ttya login: ')
  expect(openFiles(sim, { server: node }).exists('/usbkey/config')).toBe(false)
})
test.each([['Enter'], ['b'], ['1']])('key %s boots at once', (name) => {
  const sim = poweredOn()
  sim.advance(6100)
  key(sim, name)
  expect(stateOf(sim)).toEqual({ on: { loader: { load: 'unix' } } })
})
test('key 3 resets', () => {
  const sim = poweredOn()
  sim.advance(8000)
  key(sim, '3')
  expect(stateOf(sim)).toEqual({ on: { firmware: 'selftest' } })
})
