import { expect, test } from 'vitest'
import { openFiles } from '../../src/system/files/open.ts'
import { consoleAt, firstBoot, node, TO_VERIFY } from './harness.ts'

const EXISTS = "Pool 'zones' exists, skipping creation... ".padEnd(56)
const ASKS = / SmartOS Setup +\n Triton [\s\S]+\nPress \[enter\] to continue$/
const MAINTENANCE = /Console login service\(s\) cannot run\n/
const LOGIN = /smartos wscons login: $/

/** What stands on the console when the current is cut, and what the node does at the next start. */
const CUTS: readonly (readonly [when: string, text: RegExp, after: 'asks' | 'maintenance' | 'login', wait?: number])[] = [
  ['at a question', /proceed with installation\? \[y\]: $/, 'asks'],
  ['while the pool is made', /Creating pool zones\.\.\. +$/, 'asks'],
  ['while the dump volume is made', /Making dump zvol\.\.\. +$/, 'maintenance'],
  ['while the first dataset is made', /Initializing config dataset for zones\.\.\. +$/, 'maintenance'],
  ['while /usbkey is made', /Creating config dataset\.\.\. +$/, 'maintenance'],
  ['while the cores dataset is made', /Creating global cores dataset\.\.\. +$/, 'maintenance'],
  ['while /opt is made', /Creating opt dataset\.\.\. +$/, 'maintenance'],
  ['while /var is copied', /Initializing var dataset\.\.\. +$/, 'maintenance'],
  ['while the swap volume is made', /Creating swap zvol\.\.\. +$/, 'maintenance'],
  ['while the package tools are fetched', /Downloading pkgsrc bootstrap\.\.\.\n$/, 'asks'],
  // What was written in the last seconds before is not on the disks yet.
  ['just after the answers were written', /Creating self-bootable zones pool\.\.\. +$/, 'asks'],
  ['while the pool is made bootable', /Creating self-bootable zones pool\.\.\. +$/, 'login', 7000],
]

// Which is which: illumos-joyent usr/src/cmd/svc/milestone fs-joyent goes on only with a swap volume; smartdc-config asks without /usbkey/config.
test.each(CUTS.map(([when, ...rest]) => [when, rest] as const))('a power cut %s', async (_, [text, after, wait = 0]) => {
  const at = await firstBoot()
  await at.lines('', '', ...TO_VERIFY.slice(0, 7), 'zones', 'media', 'y', ...TO_VERIFY.slice(9))
  let shown = at.look()
  if (!text.test(shown)) {
    at.sim.input({ type: 'tty.line', subject: 'tty:node1/console', text: 'y' })
    for (let i = 0; i < 3000 && !text.test(shown); i++) {
      await at.pass(50)
      shown += at.look()
    }
  }
  expect(shown).toMatch(text)
  await at.pass(wait)
  at.sim.input({ type: 'power.cut', subject: node })
  await at.pass(1000)
  at.sim.input({ type: 'power.button', subject: node })
  at.look()
  await at.pass(90_000)
  await at.ready()
  const now = at.look()
  expect(now).toMatch(after === 'asks' ? ASKS : after === 'login' ? LOGIN : MAINTENANCE)
  const files = openFiles(at.sim, { server: node })
  expect(files.exists('/usbkey/config')).toBe(after === 'login')
})
test('a set-up that was cut after its datasets: the second one finds them all', async () => {
  const at = await firstBoot()
  await at.lines('', '', ...TO_VERIFY.slice(0, 8), 'y', ...TO_VERIFY.slice(9))
  at.sim.input({ type: 'tty.line', subject: 'tty:node1/console', text: 'y' })
  await at.pass(30_000)
  expect(at.look()).toMatch(/Downloading/)
  at.sim.input({ type: 'power.cut', subject: node })
  at.sim.input({ type: 'power.button', subject: node })
  await at.pass(90_000)
  await at.lines('', '', ...TO_VERIFY)
  at.look()
  await at.type('y')
  expect(at.look()).toBe(`Is this correct, proceed with installation? [y]: y\n${EXISTS}\ndone\nSystem setup has completed.\n\nPress enter to reboot.\n`)
  await at.type('')
  await at.pass(90_000)
  expect(at.look()).toMatch(LOGIN)
  const next = consoleAt(at.simulator)
  await next.lines('root', 'secret', 'hostname; zfs list -Ho name -r zones')
  expect(next.look()).toMatch(
    /\nsmartos\nzones\nzones\/archive\nzones\/config\nzones\/cores\nzones\/cores\/global\nzones\/dump\nzones\/opt\nzones\/swap\nzones\/usbkey\nzones\/var\n/,
  )
})
test('reboot typed in a shell of the set-up ends it; the next boot asks from the beginning', async () => {
  const at = await firstBoot()
  await at.lines('', '', '192.168.1.20')
  await at.interrupt()
  await at.type('reboot')
  await at.pass(90_000)
  expect(at.look()).toMatch(/Press \[enter\] to continue$/)
  await at.lines('', '')
  expect(at.look()).toMatch(/\(admin\) IP address \(or dhcp\): $/)
})
