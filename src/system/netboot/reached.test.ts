import { expect, test } from 'vitest'
import { flatten, statesOf } from '../../sim/chart.ts'
import type { StateValue } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { consoleOf } from '../console/tty.ts'
import { machines } from '../system.ts'
import { node, onNetwork, onServer, pxe1, start, stateOf, until } from './testing.ts'

const seen = new Set<string>()
const pathsIn = (value: StateValue, at = ''): string[] => {
  const inner = (key: string): string => (at === '' ? key : `${at}.${key}`)
  return typeof value === 'string' ? [inner(value)] : Object.entries(value).flatMap(([key, below]) => [inner(key), ...pathsIn(below, inner(key))])
}
/** Notes the states that a simulation has been in, of the servers and of the boot servers. */
function note(sim: Simulation): void {
  for (const { transition, subject } of sim.events)
    if (transition) for (const path of pathsIn(transition.to)) seen.add(`${subject.slice(0, subject.indexOf(':'))} ${path}`)
}
const key = (sim: Simulation, name: string): void => sim.input({ type: 'tty.key', subject: consoleOf(node), key: name })
const line = (sim: Simulation, text: string): void => sim.input({ type: 'tty.line', subject: consoleOf(node), text })
const isIn = (sim: Simulation, words: string): boolean => JSON.stringify(stateOf(sim)).includes(words)
const service = (sim: Simulation, name: string, does: string): void => sim.input({ type: 'bootserver.service', subject: pxe1, service: name, does })

test('every state of a network boot is reached by what a learner can do', () => {
  // A menu, its prompt after a failure, the whole way to the kernel.
  const menu = onNetwork()
  start(menu)
  until(menu, () => isIn(menu, 'menu'))
  menu.input({ type: 'bootserver.damage', subject: pxe1, path: '/tftpboot/smartos/20260312T002222Z/platform/i86pc/amd64/boot_archive', how: 'remove' })
  key(menu, '\r')
  expect(until(menu, () => isIn(menu, 'waiting'))).toBe(true)
  key(menu, 'x')
  expect(until(menu, () => isIn(menu, 'menu'))).toBe(true)
  note(menu)

  // iPXE's command line, and a cable that comes back.
  const shell = onNetwork()
  start(shell)
  until(shell, () => isIn(shell, 'banner'))
  key(shell, '\x02')
  expect(isIn(shell, 'shell')).toBe(true)
  shell.input({ type: 'nic.unplug', subject: 'nic:node1/e1000g0' })
  line(shell, 'dhcp')
  expect(isIn(shell, 'link')).toBe(true)
  shell.input({ type: 'nic.plug', subject: 'nic:node1/e1000g0' })
  expect(until(shell, () => isIn(shell, 'shell'))).toBe(true)
  line(shell, 'chain http://10.99.99.250/boot.ipxe')
  expect(until(shell, () => isIn(shell, 'kernel'))).toBe(true)
  note(shell)

  // A boot program that is none.
  const hung = onNetwork()
  hung.input({ type: 'bootserver.mistake', subject: pxe1, which: 'script as boot file' })
  start(hung)
  expect(until(hung, () => isIn(hung, 'hung'))).toBe(true)
  note(hung)

  // Services: off, slow, and one that does not understand its file.
  const services = onNetwork()
  for (const name of ['dhcp', 'tftp', 'http']) for (const does of ['slow', 'fast', 'disable', 'enable', 'restart']) service(services, name, does)
  start(services)
  service(services, 'dhcp', 'disable')
  expect(until(services, () => isIn(services, 'failed'))).toBe(true)
  onServer(services, 'echo nonsense > /etc/dhcpd.conf')
  onServer(services, 'svcadm enable dhcpd')
  note(services)

  const states = (machine: string, below: string): string[] =>
    flatten(statesOf(machines[machine] as never))
      .map(({ path }) => path)
      .filter((path) => path.startsWith(below) && path !== '')
      .map((path) => `${machine} ${path}`)
  // Nothing goes wrong in the files of TFTP and HTTP that would keep them from starting.
  const never = ['bootserver tftp.maintenance', 'bootserver http.maintenance']
  expect([...states('server', 'on.pxe'), ...states('bootserver', '')].filter((path) => !seen.has(path))).toEqual(never)
})
