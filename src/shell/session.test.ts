import { beforeEach, describe, expect, test } from 'vitest'
import type { Id } from '../sim/record.ts'
import { restore, save } from '../sim/save.ts'
import { bootedNode, definition, newSimulator, resumeAt, type Simulator, simulatorOf } from '../simulator.ts'
import { consoleOf, screen } from '../system/console/tty.ts'
import { remember } from './session.ts'

let node: Simulator
let server: Id<'server'>
let tty: Id<'tty'>

/** What stands on a terminal from a piece on, with the prompt at its end. */
function shown(simulator: Simulator, terminal: Id<'tty'>, from = 0): string {
  const pieces = screen(simulator.sim, terminal).filter(({ n }) => n >= from)
  return pieces.map(({ text }) => text).join('') + (simulator.sim.world.get(terminal)?.prompt ?? '')
}
/** Types a line and yields what came of it, its echo left out. */
async function type(line: string, simulator = node, terminal = tty): Promise<string> {
  const from = simulator.sim.world.get(terminal)?.count ?? 0
  await simulator.type(terminal, line)
  return shown(simulator, terminal, from + 1)
}
/** A terminal more, logged in as root. */
function open(simulator = node): Id<'tty'> {
  const known = new Set(simulator.sim.world.all('tty').map(({ id }) => id))
  simulator.sim.input({ type: 'terminal.open', subject: server })
  return simulator.sim.world.all('tty').find(({ id }) => !known.has(id))?.id as Id<'tty'>
}

beforeEach(async () => {
  node = newSimulator()
  server = await bootedNode(node)
  tty = open()
})

describe('a session', () => {
  test('begins with the message of the day and the prompt', () => {
    expect(shown(node, tty)).toBe('SmartOS (build: 20260312T002222Z)\n[root@smartos ~]# ')
  })
  test('keeps the last 500 lines of its history', async () => {
    for (let i = 0; i < 501; i++) remember(node.sim, tty, `echo ${i}`)
    await type('uname')
    const lines = node.shell.history(tty)
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([500, 'echo 2', 'uname'])
  })
  test('remembers directory, variables, functions, aliases, options and status', async () => {
    expect(await type('cd /var/log; x=7')).toBe('[root@smartos /var/log]# ')
    expect(await type('greet() { echo "hello $1 $x"; }')).toBe('[root@smartos /var/log]# ')
    expect(await type('greet you')).toBe('hello you 7\n[root@smartos /var/log]# ')
    expect(await type('alias u="uname -n"')).toBe('[root@smartos /var/log]# ')
    expect(await type('u')).toBe('smartos\n[root@smartos /var/log]# ')
    expect(await type('a=(one "two three"); false')).toBe('[root@smartos /var/log]# ')
    expect(await type('echo $? \x24{a[1]}')).toBe('1 two three\n[root@smartos /var/log]# ')
    expect(await type('uname -q 2>/dev/null')).toBe('[root@smartos /var/log]# ')
    expect(await type('echo $?')).toBe('1\n[root@smartos /var/log]# ')
    expect(await type('cd; pwd; set -o pipefail')).toBe('/root\n[root@smartos ~]# ')
    expect(await type('false | true; echo $?')).toBe('1\n[root@smartos ~]# ')
    expect(await type('unset -f greet; greet')).toBe('-bash: greet: command not found\n[root@smartos ~]# ')
  })
  test('knows what goes to the terminal and what goes elsewhere', async () => {
    await type('mkdir d; touch d/a d/b d/c')
    const columns = 'a  b  c\n[root@smartos ~]# '
    const lines = 'a\nb\nc\n[root@smartos ~]# '
    expect(await type('ls d')).toBe(columns)
    expect(await type('for i in 1; do ls d; done')).toBe(columns)
    expect(await type('ls d | cat')).toBe(lines)
    expect(await type('echo "$(ls d)"')).toBe(lines)
    expect(await type('ls d > f; cat f')).toBe(lines)
  })
  test('speaks the shell language over the files of the node', async () => {
    expect(await type('for i in 1 2 3; do echo line $i; done > /root/f && wc -l < /root/f | tr -d " "')).toBe('3\n[root@smartos ~]# ')
    expect(await type('cat /root/f | grep 2; ls /root/f')).toBe('line 2\n/root/f\n[root@smartos ~]# ')
    expect(await type('[ -f /root/f ] && rm /root/f; ls /root/f')).toContain('No such file or directory')
    expect(await type('echo x > /usr/f')).toBe('-bash: /usr/f: Read-only file system\n[root@smartos ~]# ')
    expect(await type('for c in uname; do $c -s; /usr/bin/$c -r; done')).toBe('SunOS\n5.11\n[root@smartos ~]# ')
    expect(await type('zfs list -H -o name | head -1')).toBe('zones\n[root@smartos ~]# ')
  })
  test('asks for the rest of what is not complete', async () => {
    expect(await type('cat <<EOF')).toBe('> ')
    expect(await type('  one')).toBe('> ')
    expect(await type('EOF')).toBe('  one\n[root@smartos ~]# ')
    expect(await type('for i in a b')).toBe('> ')
    expect(await type('do echo $i; done')).toBe('a\nb\n[root@smartos ~]# ')
    expect(await type('echo "a')).toBe('> ')
    expect(await type('b"')).toBe('a\nb\n[root@smartos ~]# ')
    expect(await type('echo a \\')).toBe('> ')
    node.sim.input({ type: 'tty.interrupt', subject: tty })
    expect(await type('echo $?')).toBe('130\n[root@smartos ~]# ')
    expect(await type('if true; then echo; fi )')).toBe("-bash: syntax error near unexpected token `)'\n[root@smartos ~]# ")
  })
  test('gives the terminal to a command that reads it', async () => {
    expect(await type('cat > /root/f')).toBe('')
    expect(await type('first')).toBe('')
    expect(await type('second')).toBe('')
    node.sim.input({ type: 'tty.eof', subject: tty })
    await node.drive(node.sim.now)
    expect(await type('cat /root/f')).toBe('first\nsecond\n[root@smartos ~]# ')
    expect(await type('read name; echo "hello $name"')).toBe('')
    expect(await type('you')).toBe('hello you\n[root@smartos ~]# ')
  })
  test('begins another shell in it', async () => {
    expect(await type('cd /tmp; x=1; export y=2; bash')).toBe('[root@smartos /tmp]# ')
    expect(await type('echo "<$x> <$y>"; cd /; exit 4')).toBe('<> <2>\nexit\n[root@smartos /tmp]# ')
    expect(await type('echo $? $x')).toBe('4 1\n[root@smartos /tmp]# ')
  })
  test('is left with exit, on a terminal of its own and on the console', async () => {
    await type('exit')
    expect(node.sim.world.get(tty)).toBeUndefined()
    const console = consoleOf(server)
    await node.type(console, 'root')
    node.sim.input({ type: 'tty.line', subject: console, text: 'root' })
    await node.drive(node.sim.now + 5000)
    expect(shown(node, console)).toMatch(/\[root@smartos ~\]# $/)
    expect(await type('exit', node, console)).toMatch(/^logout\n[\s\S]*smartos wscons login: $/)
    expect(node.sim.world.all('shell')).toEqual([])
  })
})

describe('Ctrl-C', () => {
  test('ends a wait', async () => {
    node.sim.input({ type: 'tty.line', subject: tty, text: 'sleep 100' })
    await node.drive(node.sim.now + 1000)
    expect(node.sim.world.all('task')).toHaveLength(1)
    expect(node.sim.quiescent()).toBe(false)
    node.sim.input({ type: 'tty.interrupt', subject: tty })
    await node.drive(node.sim.now)
    expect(node.sim.world.all('task')).toEqual([])
    expect(await type('echo $?')).toBe('130\n[root@smartos ~]# ')
    expect(node.sim.quiescent()).toBe(true)
  })
  test('ends a loop that never waits, and the rest of its line', async () => {
    node.sim.input({ type: 'tty.line', subject: tty, text: 'while true; do :; done; echo never' })
    await node.drive(node.sim.now + 100)
    expect(node.sim.world.all('task')).toHaveLength(1)
    node.sim.input({ type: 'tty.interrupt', subject: tty })
    await node.drive(node.sim.now)
    expect(await type('echo $?')).toBe('130\n[root@smartos ~]# ')
  })
  test('ends a compound statement that waits', async () => {
    node.sim.input({ type: 'tty.line', subject: tty, text: 'for i in 1 2 3; do sleep 10; echo $i; done; echo never' })
    await node.drive(node.sim.now + 15_000)
    node.sim.input({ type: 'tty.interrupt', subject: tty })
    await node.drive(node.sim.now + 60_000)
    expect(shown(node, tty)).not.toContain('\nnever')
    expect(await type('echo $?')).toBe('130\n[root@smartos ~]# ')
  })
})

describe('several terminals', () => {
  async function story(): Promise<unknown> {
    const simulator = newSimulator()
    await bootedNode(simulator)
    const [one, two] = [open(simulator), open(simulator)]
    simulator.sim.input({ type: 'tty.line', subject: one, text: 'for i in 1 2 3; do sleep 1; echo a$i >> /root/log; done; cat /root/log' })
    simulator.sim.input({ type: 'tty.line', subject: two, text: 'cd /tmp; for i in 1 2 3; do sleep 1; echo b$i >> /root/log; done; pwd' })
    await simulator.drive(simulator.sim.now + 10_000)
    return { one: shown(simulator, one), two: shown(simulator, two), world: simulator.sim.world.snapshot() }
  }
  test('are independent, and interleave the same in each run', async () => {
    const first = (await story()) as { one: string; two: string }
    expect(first.one).toContain('a1\nb1\na2\nb2\na3\n')
    expect(first.two).toMatch(/\/tmp\n\[root@smartos \/tmp\]# $/)
    expect(await story()).toEqual(first)
  })
})

describe('a shell in a zone', () => {
  let uuid = ''
  beforeEach(async () => {
    await node.exec({ server, line: 'imgadm import $(imgadm avail -H -o uuid name=base-64-lts | tail -1)' })
    const made = await node.exec({
      server,
      line: 'echo "{\\"brand\\":\\"joyent\\",\\"image_uuid\\":\\"$(imgadm list -H -o uuid | head -1)\\",\\"alias\\":\\"web\\"}" | vmadm create',
    })
    uuid = /VM (\S+)/.exec(made.stderr)?.[1] ?? ''
  })
  test('has its own files, names and prompt, and comes back', async () => {
    expect(await type('U=$(vmadm lookup alias=web); zlogin $U')).toMatch(
      new RegExp(`^\\[Connected to zone '${uuid}' pts/\\d\\]\\n[\\s\\S]*\\[root@${uuid} ~\\]# $`),
    )
    expect(node.sim.quiescent()).toBe(true)
    expect(await type('hostname; echo in > /root/f; vmadm list')).toBe(`${uuid}\n-bash: vmadm: command not found\n[root@${uuid} ~]# `)
    expect(await type('exit 3')).toMatch(/^logout\n\n\[Connection to zone '\S+' pts\/\d closed\]\n\[root@smartos ~\]# $/)
    expect(await type('echo $? $U; cat /zones/$U/root/root/f')).toBe(`3 ${uuid}\nin\n[root@smartos ~]# `)
  })
  test('within a line goes on with the rest of it', async () => {
    await type(`for z in ${uuid}; do zlogin $z; echo back $?; done; echo end`)
    expect(await type('exit 5')).toMatch(/logout\n[\s\S]*back 5\nend\n\[root@smartos ~\]# $/)
  })
  test('is saved with the world', async () => {
    await type(`cd /var; zlogin ${uuid}`)
    await type('cd /etc')
    const again = simulatorOf(restore(definition, JSON.parse(JSON.stringify(save(node.sim)))))
    expect(await type('pwd', again)).toBe(`/etc\n[root@${uuid} /etc]# `)
    expect(await type('exit', again)).toMatch(/\[root@smartos \/var\]# $/)
  })
  test('ends with the zone, with what ran in it', async () => {
    await type(`zlogin ${uuid}`)
    node.sim.input({ type: 'tty.line', subject: tty, text: 'sleep 1000; echo never' })
    await node.exec({ server, line: `vmadm stop ${uuid} -F` })
    await node.drive(node.sim.now + 1000)
    expect(shown(node, tty)).toMatch(/closed\]\n\[root@smartos ~\]# $/)
    expect(shown(node, tty)).not.toContain('\nnever')
    expect(await type('uname')).toBe('SunOS\n[root@smartos ~]# ')
  })
})

describe('a world that is saved at the prompt', () => {
  test('goes on where it was', async () => {
    await type('cd /var; x=5; f() { echo "f $x"; }')
    const again = simulatorOf(restore(definition, JSON.parse(JSON.stringify(save(node.sim)))))
    expect(await type('f; pwd', again)).toBe('f 5\n/var\n[root@smartos /var]# ')
    expect(await type('f; pwd')).toBe('f 5\n/var\n[root@smartos /var]# ')
    expect(again.sim.world.snapshot()).toEqual(node.sim.world.snapshot())
  })
})

test('a resume from the past replays the commands up to it', async () => {
  const story = async (): Promise<Simulator> => {
    const simulator = newSimulator()
    await bootedNode(simulator)
    const one = open(simulator)
    await type('x=1; for i in 1 2 3 4; do echo $i >> /root/log; sleep 1; done', simulator, one)
    simulator.sim.input({ type: 'tty.line', subject: one, text: 'while true; do :; done' })
    await simulator.drive(simulator.sim.now + 60)
    simulator.sim.input({ type: 'tty.interrupt', subject: one })
    await type('sleep 5; cat /root/log', simulator, one)
    return simulator
  }
  const whole = await story()
  const count = whole.sim.events.length
  const moments = [
    count - 1,
    Math.floor(count * 0.9),
    Math.floor(count * 0.7),
    whole.sim.events.find(({ message }) => message.id === 'input.tty.interrupt')?.id ?? 0,
  ]
  for (const moment of moments) {
    const one = await story()
    const events = one.sim.events.slice(0, moment)
    await resumeAt(one, moment)
    expect(one.sim.events).toEqual(events)
    expect(one.sim.branches).toHaveLength(1)
  }
})
test('every printed line knows the input that caused it', async () => {
  await type('sleep 1; uname')
  const { sim } = node
  const piece = screen(sim, tty).find(({ text }) => text === 'SunOS\n')
  let event = sim.events[(piece?.event ?? 0) - 1]
  while (event && event.cause !== 0) event = sim.events[event.cause - 1]
  expect(event?.message).toMatchObject({ id: 'input.tty.line', params: { text: 'sleep 1; uname' } })
})
test('a reboot ends tasks and sessions', async () => {
  node.sim.input({ type: 'tty.line', subject: tty, text: 'sleep 1000' })
  await node.drive(node.sim.now + 1000)
  node.sim.input({ type: 'panic', subject: server })
  await node.drive(node.sim.now + 1000)
  expect(node.sim.world.all('task')).toEqual([])
  expect(node.sim.world.all('shell')).toEqual([])
  expect(node.sim.world.get(tty)).toBeUndefined()
  expect(node.sim.quiescent()).toBe(true)
})
