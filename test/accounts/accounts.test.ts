import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Id } from '../../src/sim/record.ts'
import { restore, type Save, save } from '../../src/sim/save.ts'
import { bootedNode, definition, newSimulator, type Simulator, simulatorOf } from '../../src/simulator.ts'
import { consoleOf, screen } from '../../src/system/console/tty.ts'

const server: Id<'server'> = 'server:node1'
const tty = consoleOf(server)
let booted: Save
let node: Simulator

/** Types lines on the console and yields what came of them, up to the prompt at the end. */
async function type(...lines: string[]): Promise<string> {
  const from = node.sim.world.get(tty)?.count ?? 0
  for (const line of lines) await node.type(tty, line)
  const pieces = screen(node.sim, tty).filter(({ n }) => n >= from)
  return pieces.map(({ text }) => text).join('') + (node.sim.world.get(tty)?.prompt ?? '')
}
const run = async (line: string): Promise<string> => (await node.exec({ server, line })).output
/** Restarts the server and waits until its console asks for a login. */
async function reboot(): Promise<void> {
  await node.type(tty, 'reboot', 1000)
  await node.drive(node.sim.now + 3_600_000, () => node.sim.world.get(server)?.system?.multiUser !== true)
  await node.drive(node.sim.now + 3_600_000, () => node.sim.world.get(server)?.system?.multiUser === true)
  expect(node.sim.world.get(tty)?.prompt).toMatch(/login: $/)
}

beforeAll(async () => {
  const fresh = newSimulator()
  expect(await bootedNode(fresh)).toBe(server)
  booted = save(fresh.sim)
}, 60_000)
beforeEach(async () => {
  node = simulatorOf(restore(definition, booted))
  await node.type(tty, 'root')
  await node.type(tty, 'root')
})

describe("root's password on a node that was set up", () => {
  test('cannot be changed while /etc/shadow is a mount', async () => {
    const shadow = await run('cat /usbkey/shadow')
    expect(await type('passwd', 'secret', 'secret')).toContain(
      'passwd: Changing password for root\nNew Password: \nRe-enter new Password: \npasswd: Unexpected failure. Password database unchanged.\nPermission denied\n',
    )
    expect(await run('cat /etc/shadow /etc/stmp')).toBe(`${shadow}cat: cannot open /etc/stmp: No such file or directory\n`)
  })
  test('is changed by the documented way, and is the one that the console takes after a reboot', async () => {
    await type('umount /etc/shadow')
    expect(await type('passwd root', 'secret', 'secret')).toContain('passwd: password successfully changed for root\n')
    await type('cp /etc/shadow /usbkey/shadow', 'mount -F lofs /usbkey/shadow /etc/shadow')
    expect(await run('ls -l /etc/shadow | cut -c1-10; passwd -s')).toBe('-r--------\nroot      PS    \n')
    await reboot()
    expect(await type('root', 'root')).toContain('Login incorrect')
    expect(await type('root', 'secret')).toContain('[root@')
  })
  test('is the old one after a reboot if the copy was forgotten', async () => {
    await type('umount /etc/shadow', 'passwd', 'secret', 'secret')
    await reboot()
    expect(await type('root', 'secret')).toContain('Login incorrect')
    expect(await type('root', 'root')).toContain('[root@')
  })
  test('that is mistyped three times changes nothing', async () => {
    await type('umount /etc/shadow')
    const shown = await type('passwd', 'a', 'b', 'a', 'b', 'a', 'b')
    expect(shown.match(/They don't match/g)).toHaveLength(3)
    expect(shown.match(/Please try again/g)).toHaveLength(2)
    expect(shown).toMatch(/Permission denied\n\[root@/)
  })
})

describe('a user of the global zone', () => {
  beforeEach(async () => {
    await type('umount /etc/shadow', 'useradd -m -s /usr/bin/bash ada', 'passwd ada', 'lovelace', 'lovelace')
  })
  test('logs in on the console, in its home', async () => {
    expect(await type('exit', 'ada', 'lovelace')).toMatch(/-bash-5\.1\$ $/)
    expect(await type('id; pwd')).toContain('uid=100(ada) gid=1(other)\n/home/ada\n')
    expect(await type('exit', 'ada', 'wrong')).toContain('Login incorrect')
  })
  test('is become by su, and left by exit', async () => {
    expect(await type('su - ada')).toMatch(/-bash-5\.1\$ $/)
    expect(await type('whoami; pwd')).toContain('ada\n/home/ada\n')
    expect(await type('exit')).toMatch(/\[root@\S+ ~\]# $/)
    expect(await type('cd /var', 'su ada', 'pwd')).toContain('/var\n')
    expect(await type('exit')).toMatch(/\[root@\S+ \/var\]# $/)
  })
  test('becomes root only with the password of root', async () => {
    await type('passwd', 'secret', 'secret', 'su - ada')
    expect(await type('su', 'wrong')).toContain('su: Sorry\n')
    expect(await type('su', 'secret')).toMatch(/# $/)
    expect(await type('whoami')).toContain('root\n')
  })
  test('changes its own password, which must not be too simple, and no other', async () => {
    await type('su - ada')
    expect(await type('passwd', 'wrong')).toContain(
      'passwd: Changing password for ada\nEnter existing login password: \npasswd: Sorry, wrong passwd\nPermission denied\n',
    )
    expect(await type('passwd', 'lovelace', 'abc', 'onlyletters', 'g00d-enough', 'g00d-enough')).toMatch(
      /too short - must be at least 6 characters[\s\S]+at least 1 numeric or special[\s\S]+successfully changed for ada/,
    )
    expect(await type('passwd root')).toContain('Permission denied')
    expect(await type('passwd -l root')).toContain('Permission denied')
    expect(await type('useradd eve')).toContain('UX: useradd: ERROR: Permission denied.')
  })
  test('may do with files what their modes allow, and no more', async () => {
    await run('echo secret > /tmp/of-root; chmod 600 /tmp/of-root; mkdir /var/tmp/shared; chmod 777 /var/tmp/shared')
    await type('su - ada')
    expect(await type('echo x > /etc/mine')).toContain('-bash: /etc/mine: Permission denied\n')
    expect(await type('touch /etc/mine')).toContain('touch: cannot create /etc/mine: Permission denied\n')
    expect(await type('cat /etc/shadow')).toContain('cat: cannot open /etc/shadow: Permission denied\n')
    expect(await type('cat /tmp/of-root; rm -f /tmp/of-root; ls /tmp/of-root')).toMatch(/Permission denied[\s\S]*\n\/tmp\/of-root\n/)
    expect(await type('echo mine > note; cp note /var/tmp/shared/n; ls -l note /var/tmp/shared/n')).toMatch(
      /-rw-r--r--\s+1 ada\s+other[^\n]*shared\/n\n[^\n]*1 ada\s+other[^\n]*note\n/,
    )
    expect(await type('chmod 644 /tmp/of-root')).toContain("chmod: WARNING: can't change /tmp/of-root\n")
    expect(await type('exit')).toMatch(/# $/)
    expect(await run('cat /home/ada/note /tmp/of-root')).toBe('mine\nsecret\n')
  })
  test('may look at the node, and not change it', async () => {
    await type('su - ada')
    expect(await type('zfs destroy -r zones/var')).toContain("cannot destroy 'zones/var': permission denied\n")
    expect(await type('zpool list -H -o name; swap -l | tail -1')).toMatch(/\nzones\n\/dev\/zvol\/dsk\/zones\/swap/)
    expect(await type('reboot')).toContain('reboot: permission denied\n')
    expect(await type('umount /etc/ssh; mount -F lofs /tmp /mnt')).toContain('umount: permission denied\nmount: permission denied\n')
    expect(await type('vmadm list')).toContain('globalzone: vmadm is simulated for root only\n')
  })
  test('is gone after a reboot, its line in the kept shadow file is not', async () => {
    await type('cp /etc/shadow /usbkey/shadow', 'mount -F lofs /usbkey/shadow /etc/shadow')
    await reboot()
    expect(await run('id ada; ls /home; grep -c ada /etc/shadow')).toBe('id: invalid user name: "ada"\n1\n')
    expect(await type('ada', 'lovelace')).toContain('Login incorrect')
  })
  test('is not taken away while logged in', async () => {
    await type('exit', 'ada', 'lovelace')
    expect(await run('userdel ada')).toBe('UX: userdel: ERROR: ada is in use.  Cannot remove it.\n')
    expect(await run('usermod -c x ada')).toContain('ada is currently logged in')
  })
})

describe('start-up files of a login shell', () => {
  test("root's .bashrc is read at the next login, and is the image's after a reboot", async () => {
    await type(`echo "alias greet='echo hello'; PS1='me> '" >> /root/.bashrc`)
    expect(await type('exit', 'root', 'root')).toMatch(/me> $/)
    expect(await type('greet; echo $PATH')).toContain('hello\n/usr/bin:/usr/sbin:/smartdc/bin')
    await reboot()
    expect(await type('root', 'root')).toMatch(/\[root@\S+ ~\]# $/)
  })
  test('a search path that is changed there counts', async () => {
    await type("echo 'PATH=/opt/mine/bin:/usr/bin' >> /root/.profile", 'exit', 'root', 'root')
    expect(await type('echo $PATH')).toContain('\n/opt/mine/bin:/usr/bin\n')
  })
  test('a user without a home begins in /', async () => {
    await type('umount /etc/shadow', 'useradd bob', 'passwd -d bob', 'exit', 'bob')
    expect(await type('')).toMatch(/No directory! Logging in with home=\/\n[\s\S]*\$ $/)
    expect(await type('pwd; echo $PATH')).toContain('/\n/usr/bin:\n')
  })
})
