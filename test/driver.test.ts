import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const DRIVER = 'dist/cli/globalzone.js'
const NONE = '11111111-2222-4333-8444-555555555555'

let dir: string
let state: string
beforeAll(() => {
  if (!existsSync(DRIVER)) spawnSync('npx', ['vite', 'build', '--config', 'vite.cli.config.ts'], { stdio: 'inherit' })
}, 120_000)
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'globalzone-'))
  state = join(dir, 'node')
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

interface Outcome {
  stdout: string
  stderr: string
  status: number | null
}
function drive(words: readonly string[], input: string | Buffer = ''): Outcome {
  const { stdout, stderr, status } = spawnSync(process.execPath, [DRIVER, ...words], { encoding: 'utf8', input })
  return { stdout, stderr, status }
}
const argv = (words: readonly string[], input?: string | Buffer): Outcome => drive(['exec', '--state', state, '--', ...words], input)
const line = (text: string, input?: string | Buffer): Outcome => drive(['exec', '--state', state, '-c', text], input)
/** Output of a line that must go well. */
function good(text: string): string {
  const { stdout, stderr, status } = line(text)
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}
function importImage(): void {
  good('imgadm import $(imgadm avail -H -o uuid name=base-64-lts | tail -1)')
}
const create = `echo "{\\"brand\\":\\"joyent\\",\\"image_uuid\\":\\"$(imgadm list -H -o uuid | head -1)\\",\\"alias\\":\\"web\\",\\"max_physical_memory\\":512,\\"quota\\":10,\\"nics\\":[{\\"nic_tag\\":\\"admin\\",\\"ip\\":\\"dhcp\\"}]}" | vmadm create`

describe('the headless driver', () => {
  it('makes a zone, snapshots it and rolls it back', () => {
    importImage()
    const made = line(create)
    expect(made.status).toBe(0)
    const uuid = /^Successfully created VM (\S+)\n$/.exec(made.stderr)?.[1] ?? ''
    expect(uuid).toMatch(/^[0-9a-f-]{36}$/)
    expect(argv(['vmadm', 'list']).stdout).toBe(
      `UUID                                  TYPE  RAM      STATE             ALIAS\n${uuid}  OS    512      running           web\n`,
    )
    const rescued = good(
      'U=$(vmadm lookup alias=web); echo precious > /zones/$U/root/root/f; vmadm create-snapshot $U before; rm /zones/$U/root/root/f; vmadm stop $U; vmadm rollback-snapshot $U before; cat /zones/$U/root/root/f',
    )
    expect(rescued).toBe('precious\n')
    const listed = argv(['zfs', 'list', '-t', 'all', '-H', '-o', 'name,origin']).stdout
    const image = good('imgadm list -H -o uuid').trim()
    expect(listed).toContain(`zones/${uuid}\tzones/${image}@final\n`)
    expect(listed).toContain(`zones/${uuid}@vmsnap-before\t-\n`)
  })
  it('is a terminal, too', () => {
    const { stdout, status } = drive(['repl', '--state', state], 'cd /opt\nfor i in 1 2; do echo $i > f$i; done\nls\nexit\n')
    expect(status).toBe(0)
    expect(stdout).toContain('[root@smartos /opt]# ls\nf1  f2\n')
    expect(good('cat /opt/f2')).toBe('2\n')
  })
  it('keeps the node in the file, and two nodes apart', () => {
    good('echo here > /opt/mark; hostname first')
    const other = join(dir, 'other')
    expect(drive(['exec', '--state', other, '-c', 'cat /opt/mark'])).toMatchObject({
      status: 2,
      stderr: 'cat: cannot open /opt/mark: No such file or directory\n',
    })
    expect(good('cat /opt/mark')).toBe('here\n')
  })
  it('takes its own words and lines as text', () => {
    expect(good('echo é > /opt/ñ; wc -c < /opt/ñ').trim()).toBe('3')
    expect(argv(['cat', '/opt/ñ']).stdout).toBe('é\n')
  })
  it('passes standard input and output as bytes', () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i))
    expect(argv(['dd', 'of=/opt/bytes'], bytes).status).toBe(0)
    const { stdout } = spawnSync(process.execPath, [DRIVER, 'exec', '--state', state, '--', 'cat', '/opt/bytes'])
    expect([...stdout]).toEqual([...bytes])
  })
})

describe('between two calls', () => {
  it('a reboot goes on until the node is up, from the pool that was made bootable', () => {
    expect(good('svcs -xv')).toBe('')
    good('piadm bootable -e zones; piadm install 20260409T002413Z; piadm activate 20260409T002413Z; touch /root/gone /opt/kept')
    expect(good('reboot; echo not reached')).toBe('')
    expect(good('uname -v; svcs -xv; ls /opt/kept; piadm list -H | tail -1')).toBe(
      'joyent_20260409T002413Z\n/opt/kept\n20260409T002413Z       zones/boot                     next       yes  yes \n',
    )
    expect(line('ls /root/gone').status).toBe(2)
  })
  it('a service comes to rest', () => {
    good('svcadm disable ntp')
    expect(good('svcs -H -o state ntp')).toBe('disabled\n')
  })
  it('a node that is off stays off until its button is pressed', () => {
    good('poweroff')
    expect(line('uname -v')).toMatchObject({ status: 1, stderr: 'globalzone: node1 is not running\n' })
    expect(drive(['power', '--state', state])).toMatchObject({ status: 0, stdout: 'node1 is up\n' })
    expect(good('svcs -xv')).toBe('')
    expect(drive(['power', '--state', state])).toMatchObject({ status: 0, stdout: 'node1 is off\n' })
  })
})

describe('what is wrong', () => {
  /** Nothing of the world but time and the journal may change. */
  const world = (): unknown => {
    const { stdout } = line('zfs list -H -o name,used; vmadm list -H; imgadm list -H; ls -A /root /opt')
    return stdout
  }
  it.each<[string, string, number, RegExp]>([
    ['an unknown command', 'frobnicate', 127, /frobnicate: command not found/],
    ['an unknown option', 'zfs list -Q', 2, /invalid option 'Q'\nusage:/],
    ['an unknown subcommand', 'zfs frobnicate', 2, /unrecognized command 'frobnicate'\nusage:/],
    ['an unknown VM', `vmadm get ${NONE}`, 1, /No such zone configured/],
    ['an unknown dataset', 'zfs list zones/nope', 1, /cannot open 'zones\/nope': dataset does not exist/],
    ['malformed JSON', `echo '{"brand":' | vmadm create`, 1, /Invalid JSON payload/],
    ['an unclosed quote', 'echo "oops', 2, /unexpected EOF/],
  ])('%s gets the real error and changes nothing', (_, text, status, error) => {
    const before = world()
    const outcome = line(text)
    expect(outcome.status).toBe(status)
    expect(outcome.stderr).toMatch(error)
    expect(world()).toEqual(before)
  })
  it('survives binary rubbish on standard input', () => {
    const before = world()
    const rubbish = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919 + 13) % 256))
    expect(argv(['vmadm', 'create'], rubbish)).toMatchObject({ status: 1, stderr: expect.stringContaining('Invalid JSON payload') })
    expect(world()).toEqual(before)
  })
  it.each([
    ['rubbish', 'rubbish'],
    ['an empty file', ''],
    ['somebody else’s JSON', '{"hello":"world"}'],
    ['a cut file', undefined],
  ])('refuses %s as a state file and leaves it alone', (_, text) => {
    if (text === undefined) {
      good('true')
      const whole = readFileSync(state, 'utf8')
      writeFileSync(state, whole.slice(0, whole.length / 2))
    } else writeFileSync(state, text)
    const before = readFileSync(state, 'utf8')
    const outcome = argv(['vmadm', 'list'])
    expect(outcome.status).toBe(1)
    expect(outcome.stderr).toMatch(/^globalzone: .+; the file was left alone\n$/)
    expect(readFileSync(state, 'utf8')).toBe(before)
  })
  it('says how it is used', () => {
    expect(drive(['exec', '--state', state])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('after --') })
    expect(drive(['frobnicate'])).toMatchObject({ status: 2 })
    expect(drive(['--help'])).toMatchObject({ status: 0, stderr: '' })
    expect(existsSync(state)).toBe(false)
  })
})
