import { expect, test } from 'vitest'
import type { Id } from '../../sim/record.ts'
import { bootedNode, newSimulator, type Simulator } from '../../simulator.ts'
import { consoleOf } from '../../system/console/tty.ts'

const I = '2f1dc911-6401-4fa4-8e9d-67ea2e39c271'
const U = '54f1cc77-68f1-42ab-acac-5c4f64f5d6e0'
const MOTD = `   __        .                   .
 _|  |_      | .-. .  . .-. :--. |-
|_    _|     ;|   ||  |(.-' |  | |
  |__|   \`--'  \`-' \`;-| \`-' '  ' \`-'
                   /  ; Instance (base-64-lts 24.4.1)
                   \`-'  https://docs.tritondatacenter.com

`

/** Types lines on a terminal: what it shows from the first of them on. */
async function typed(simulator: Simulator, tty: Id<'tty'>, ...lines: readonly string[]): Promise<string> {
  const { world } = simulator.sim
  const from = world.need(tty).count
  for (const line of lines) await simulator.type(tty, line)
  let text = ''
  for (let n = from; n < world.need(tty).count; n++) text += world.get(`ttyout:${tty.slice(4)}/${n}`)?.text ?? ''
  return text
}

// Lines about the connection: illumos usr/src/cmd/zlogin/zlogin.c; login and message of the day: smartos-docs configuring-nfs-in-smartos.
test('on a terminal: into a zone, and out again', async () => {
  const simulator = newSimulator()
  const node = await bootedNode(simulator)
  const tty = consoleOf(node)
  await typed(simulator, tty, 'root', 'root', `imgadm import ${I}`, `echo '{"uuid":"${U}","image_uuid":"${I}"}' | vmadm create`)
  expect(await typed(simulator, tty, `zlogin ${U}`, 'pwd; echo hi > f', 'zoneadm list', 'ps', 'exit')).toBe(`[root@smartos ~]# zlogin ${U}
[Connected to zone '${U}' pts/2]
${MOTD}[root@${U} ~]# pwd; echo hi > f
/root
[root@${U} ~]# zoneadm list
${U}
[root@${U} ~]# ps
   PID TTY         TIME CMD
  4129 pts/2       0:00 bash
  4134 pts/2       0:00 ps
[root@${U} ~]# exit
logout

[Connection to zone '${U}' pts/2 closed]
`)
  expect(await typed(simulator, tty, `ls /zones/${U}/root/root`, `zlogin ${U}`, 'exit')).toBe(`[root@smartos ~]# ls /zones/${U}/root/root
f
[root@smartos ~]# zlogin ${U}
[Connected to zone '${U}' pts/2]
Last login: Thu Apr 16 09:01:09 on pts/2
${MOTD}[root@${U} ~]# exit
logout

[Connection to zone '${U}' pts/2 closed]
`)
  expect(
    await typed(simulator, tty, `zoneadm -z ${U} halt`, `zoneadm -z ${U} uninstall`, 'n', `zoneadm -z ${U} list -p`),
  ).toBe(`[root@smartos ~]# zoneadm -z ${U} halt
[root@smartos ~]# zoneadm -z ${U} uninstall
Are you sure you want to uninstall zone ${U} (y/[n])? n
[root@smartos ~]# zoneadm -z ${U} list -p
-:${U}:installed:/zones/${U}:${U}:joyent:excl:1
`)
  expect(
    await typed(simulator, tty, `zoneadm -z ${U} uninstall`, 'y', 'zoneadm list -c', 'imgadm vacuum', 'y', 'imgadm list'),
  ).toBe(`[root@smartos ~]# zoneadm -z ${U} uninstall
Are you sure you want to uninstall zone ${U} (y/[n])? y
[root@smartos ~]# zoneadm list -c
global
${U}
[root@smartos ~]# imgadm vacuum
This will delete the following images:
    ${I} (base-64-lts@24.4.1)
Delete this image? [y/N] y

Deleted image ${I} (base-64-lts@24.4.1)
[root@smartos ~]# imgadm list
`)
}, 60_000)
test('a zone that goes down takes its logins with it', async () => {
  const simulator = newSimulator()
  const node = await bootedNode(simulator)
  const tty = consoleOf(node)
  await typed(simulator, tty, 'root', 'root', `imgadm import ${I}`, `echo '{"uuid":"${U}","image_uuid":"${I}"}' | vmadm create`, `zlogin ${U}`)
  expect(await typed(simulator, tty, 'reboot')).toBe(`[root@${U} ~]# reboot\n\n[Connection to zone '${U}' pts/2 closed]\n`)
  expect(simulator.sim.world.get(tty)?.prompt).toBe('[root@smartos ~]# ')
  expect(await typed(simulator, tty, `zlogin ${U} zonename`)).toBe(
    `[root@smartos ~]# zlogin ${U} zonename\nzlogin: login allowed only to running zones (${U} is 'shutting_down').\n`,
  )
}, 60_000)
test('and what runs in them', async () => {
  const simulator = newSimulator()
  const node = await bootedNode(simulator)
  const tty = consoleOf(node)
  await typed(simulator, tty, 'root', 'root', `imgadm import ${I}`, `echo '{"uuid":"${U}","image_uuid":"${I}"}' | vmadm create`, `zlogin ${U}`)
  simulator.sim.input({ type: 'tty.line', subject: tty, text: 'sleep 1000; echo never' })
  await simulator.drive(simulator.sim.now + 5000)
  const halted = await simulator.exec({ server: node, line: `vmadm stop ${U} -F` })
  expect(halted.stderr).toBe(`Successfully completed stop for VM ${U}\n`)
  expect(simulator.sim.world.get(tty)?.prompt).toBe('[root@smartos ~]# ')
  expect(await typed(simulator, tty, 'echo here')).toBe('[root@smartos ~]# echo here\nhere\n')
  await simulator.drive(simulator.sim.now + 2_000_000)
  expect(simulator.sim.world.all('task')).toEqual([])
}, 60_000)
