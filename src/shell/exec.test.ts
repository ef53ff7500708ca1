import { beforeEach, describe, expect, test } from 'vitest'
import type { Id } from '../sim/record.ts'
import { bootedNode, newSimulator, type Simulator } from '../simulator.ts'
import { createServer, DEFAULT_SERVER } from '../system/hardware/world.ts'

let node: Simulator
let server: Id<'server'>
beforeEach(async () => {
  node = newSimulator()
  server = await bootedNode(node)
})
const line = (text: string, stdin?: string) => node.exec({ server, line: text }, stdin)
const argv = (...words: string[]) => node.exec({ server, argv: words })
const world = (): unknown => node.sim.world.snapshot()

test('the main job: import an image, make a zone, snapshot it, roll it back', async () => {
  expect((await line('imgadm import $(imgadm avail -H -o uuid name=base-64-lts | tail -1)')).status).toBe(0)
  const made = await line(
    'echo "{\\"brand\\":\\"joyent\\",\\"image_uuid\\":\\"$(imgadm list -H -o uuid | head -1)\\",\\"alias\\":\\"web\\",\\"max_physical_memory\\":512,\\"quota\\":10,\\"nics\\":[{\\"nic_tag\\":\\"admin\\",\\"ip\\":\\"dhcp\\"}]}" | vmadm create',
  )
  const uuid = /^Successfully created VM (\S+)\n$/.exec(made.stderr)?.[1]
  expect(await argv('vmadm', 'list', '-H', '-o', 'uuid,state,alias')).toMatchObject({ stdout: `${uuid}  running           web\n`, stderr: '', status: 0 })
  expect(
    await line(
      'U=$(vmadm lookup alias=web); echo precious > /zones/$U/root/root/f; vmadm create-snapshot $U before; rm /zones/$U/root/root/f; vmadm stop $U; vmadm rollback-snapshot $U before; cat /zones/$U/root/root/f',
    ),
  ).toMatchObject({
    stdout: `precious\n`,
    stderr: `Created snapshot before for VM ${uuid}\nSuccessfully completed stop for VM ${uuid}\nRolled back snapshot before for VM ${uuid}\n`,
    status: 0,
  })
  expect((await line('zfs list -H -o name -t all')).stdout).toContain(`zones/${uuid}@vmsnap-before\n`)
})

describe('bad input is refused, and changes nothing', () => {
  test.each([
    ['nosuch', '-bash: nosuch: command not found\n', 127],
    ['/usr/bin/nosuch', '-bash: /usr/bin/nosuch: No such file or directory\n', 127],
    ['echo "abc', '-bash: unexpected EOF while looking for matching `"\'\n-bash: syntax error: unexpected end of file\n', 2],
    ["echo 'abc", "-bash: unexpected EOF while looking for matching `''\n-bash: syntax error: unexpected end of file\n", 2],
    ['if true; then', '-bash: syntax error: unexpected end of file\n', 2],
    ['| a', "-bash: syntax error near unexpected token `|'\n", 2],
    ['for in a; do', undefined, 2],
    ['cd /nowhere', '-bash: cd: /nowhere: No such file or directory\n', 1],
    ['zfs', undefined, 2],
    ['zfs nosuch', undefined, 2],
    ['dladm show-phys', 'globalzone: dladm is not simulated\n', 1],
    ['echo x > /usr/x', '-bash: /usr/x: Read-only file system\n', 1],
    ['echo x > /nowhere/x', '-bash: /nowhere/x: No such file or directory\n', 1],
    ['{ echo x > /usr/x; }', '-bash: /usr/x: Read-only file system\n', 1],
    ['for i in 1; do echo x >> /nowhere/x; done', '-bash: /nowhere/x: No such file or directory\n', 1],
    ['format', 'globalzone: format is not simulated\n', 1],
    ['ifconfig -a', 'globalzone: ifconfig is not simulated\n', 1],
    ['vmadm create < /nowhere', '-bash: /nowhere: No such file or directory\n', 1],
  ])('%s', async (text, stderr, status) => {
    const before = world()
    const result = await line(text)
    expect(result.status).toBe(status)
    expect(result.stdout).toBe('')
    if (stderr === undefined) expect(result.stderr).not.toBe('')
    else expect(result.stderr).toBe(stderr)
    expect(world()).toEqual(before)
  })
  test('rubbish on standard input', async () => {
    const rubbish = Array.from({ length: 512 }, (_, i) => String.fromCharCode((i * 37) % 256)).join('')
    const before = world()
    for (const call of [line('vmadm create', rubbish), line('cat | vmadm create', rubbish)]) expect(await call).toMatchObject({ stdout: '', status: 1 })
    expect(world()).toEqual(before)
    await line('bash', rubbish)
    await line(rubbish)
    expect(await line('uname')).toMatchObject({ stdout: 'SunOS\n', status: 0 })
  })
})

describe('a call', () => {
  test('takes words as they are', async () => {
    expect(await argv('echo', 'a  b', '$HOME', "it's", '*')).toMatchObject({ stdout: "a  b $HOME it's *\n", status: 0 })
    expect(await argv('/usr/sbin/zfs', 'list', '-H', '-o', 'name', 'zones')).toMatchObject({ stdout: 'zones\n', status: 0 })
  })
  test('begins in the home directory of root, without what another left', async () => {
    await line('cd /tmp; x=1')
    expect(await line('pwd; echo "<$x>"; echo $0 $#')).toMatchObject({ stdout: '/root\n<>\nbash 0\n' })
  })
  test('passes bytes through', async () => {
    expect((await line('cat > /root/bytes; wc -c < /root/bytes | tr -d " "', '\x00\xff\xfeA')).stdout).toBe('4\n')
    expect((await line("echo 'ñandú' | tee /root/t")).stdout).toBe('\xc3\xb1and\xc3\xba\n')
    expect((await line('wc -c < /root/t | tr -d " "')).stdout).toBe('8\n')
  })
  test('takes simulated time, and no other', async () => {
    const before = node.sim.now
    expect(await line('sleep 1h; time sleep 90')).toMatchObject({ stderr: '\nreal\t1m30.000s\nuser\t0m0.000s\nsys\t0m0.000s\n', status: 0 })
    expect(node.sim.now - before).toBe(3_690_000)
  })
  test('on a server that is off is refused; on one that starts it waits', async () => {
    const off = createServer(node.sim, { ...DEFAULT_SERVER, name: 'node2' }).id
    expect(await node.exec({ server: off, line: 'uname' })).toMatchObject({ stdout: '', stderr: 'globalzone: node2 is not running\n', status: 1 })
    node.sim.input({ type: 'power.button', subject: off })
    expect(await node.exec({ server: off, line: 'uname' })).toMatchObject({ stdout: 'SunOS\n', status: 0 })
  })
  test('of reboot ends with the system; the next one finds it up again', async () => {
    expect((await argv('reboot')).status).toBe(0)
    expect(await line('sleep 1; echo up')).toMatchObject({ stdout: 'up\n', status: 0 })
  })
  test('gives the same in each run, chance included', async () => {
    const text = 'echo $RANDOM $RANDOM $SECONDS; for i in 1 2 3; do echo $i $RANDOM; done'
    const again = newSimulator()
    const other = await bootedNode(again)
    const { stdout } = await line(text)
    expect(stdout).toMatch(/^\d+ \d+ \d+\n1 \d+\n/)
    expect((await again.exec({ server: other, line: text })).stdout).toBe(stdout)
  })
  test('traces with set -x what was typed, and nothing of ours', async () => {
    expect(await line('set -x\necho hi\nfalse\necho $?\nzfs list -H -o name zones | cat\nuname -s')).toMatchObject({
      stdout: 'hi\n1\nzones\nSunOS\n',
      stderr: '+ echo hi\n+ false\n+ echo 1\n+ zfs list -H -o name zones\n+ cat\n+ uname -s\n',
    })
  })
  test('in a script file knows commands by their paths', async () => {
    await line("printf '/usr/sbin/zfs list -H -o name zones\\nfor i in 1 2; do /usr/bin/uname; done\\n[ -x /usr/sbin/svcadm ]\\n' > /opt/s; chmod +x /opt/s")
    for (const text of ['/opt/s', 'bash /opt/s', '. /opt/s']) expect(await line(text)).toMatchObject({ stdout: 'zones\nSunOS\nSunOS\n', stderr: '', status: 0 })
  })
  test('in the background is not simulated, and nothing of the line is run', async () => {
    for (const text of ['touch /tmp/x; sleep 5 &', 'for i in 1; do touch /tmp/x & done'])
      expect(await line(text)).toMatchObject({ stdout: '', stderr: 'globalzone: running in the background (&) is not simulated\n', status: 1 })
    expect((await argv('ls', '/tmp/x')).status).toBe(2)
  })
})
