import { describe, expect, it } from 'vitest'
import type { Simulation } from '../../sim/simulation.ts'
import { booted, node, poweredOn, press } from '../boot/testing.ts'
import type { Files } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import { mountSpecial } from '../media/mounting.ts'
import { setEnabled } from '../smf/operations.ts'
import { servicesOf } from '../smf/services.ts'
import { baselineOf } from './baseline.ts'
import { diffOf, MOST } from './diff.ts'
import { previewOf } from './preview.ts'
import { MOST_KEPT, survivalOf } from './record.ts'
import { type Row, tableOf } from './table.ts'

const filesOf = (sim: Simulation): Files => openFiles(sim, { server: node })
const row = (sim: Simulation, key: string): Row | undefined => tableOf(sim.world, node).rows.find((one) => one.key === key)
const paths = (items: readonly { readonly path: string }[]): string[] => items.map(({ path }) => path)
/** Fifty simulated seconds: up from nothing to the login prompt. */
const up = (sim: Simulation): void => {
  if (sim.world.need(node).machine.value === 'off') press(sim, 'power.button')
  sim.advance(sim.now + 120_000)
}

describe('the table', () => {
  it('says of every mount where it lives', () => {
    const sim = booted()
    expect(tableOf(sim.world, node).rows.map(({ key, place, kind, fate }) => `${key} ${place} ${kind} ${fate}`)).toEqual([
      '/ ram ramdisk lost',
      '/etc/svc/volatile ram tmpfs lost',
      '/tmp ram tmpfs lost',
      '/var/run ram tmpfs lost',
      'kernel kernel pseudo made anew',
      '/usr image image made anew',
      '/etc/shadow pool lofs kept',
      '/etc/ssh pool lofs kept',
      '/etc/zones pool dataset kept',
      '/opt pool dataset kept',
      '/usbkey pool dataset kept',
      '/var pool dataset kept',
      '/zones pool dataset kept',
      '/zones/archive pool dataset kept',
      '/zones/global/cores pool dataset kept',
    ])
  })
  it('shows nothing of what the boot wrote itself', () => {
    const sim = booted()
    const { rows, known } = tableOf(sim.world, node)
    expect([known, rows.flatMap(({ items }) => paths(items))]).toEqual([true, []])
    expect(baselineOf(sim.world, node)?.scripted).toContain('/etc/resolv.conf')
  })
  it('is empty while nothing runs', () => {
    expect(tableOf(poweredOn().world, node).rows).toEqual([])
  })
  it('counts what is seen through a second mount once', () => {
    const sim = booted()
    filesOf(sim).append('/etc/shadow', 'x')
    expect([row(sim, '/etc/shadow')?.changed, row(sim, '/usbkey')?.changed]).toEqual([1, 1])
    expect(row(sim, '/etc/shadow')?.shows).toBe('/usbkey/shadow')
    expect(paths(previewOf(sim.world, node, 'reboot').files.kept)).toEqual(['/usbkey/shadow'])
  })
  it('tells a change of what the boot writes anew from one that is merely lost', () => {
    const sim = booted()
    filesOf(sim).write('/etc/resolv.conf', 'nameserver 9.9.9.9\n')
    filesOf(sim).write('/etc/motd', 'mine\n')
    const { files } = previewOf(sim.world, node, 'reboot')
    expect([paths(files.lost), paths(files['made anew'])]).toEqual([['/etc/motd'], ['/etc/resolv.conf']])
  })
})

describe('the preview', () => {
  it('of a power cut has what is not on disk yet among the lost, a reboot keeps it', () => {
    const sim = booted()
    filesOf(sim).write('/opt/early', 'x')
    sim.advance(sim.now + 6000)
    filesOf(sim).write('/opt/late', 'x')
    expect(paths(previewOf(sim.world, node, 'cut').files.lost)).toEqual(['/opt/late'])
    expect(paths(previewOf(sim.world, node, 'cut').files.kept)).toEqual(['/opt/early'])
    expect(paths(previewOf(sim.world, node, 'reboot').files.kept)).toEqual(['/opt/early', '/opt/late'])
    expect(row(sim, '/opt')?.unwritten).toBe(1)
  })
  it('names accounts and a host name given by hand', () => {
    const sim = booted()
    filesOf(sim).append('/etc/passwd', 'ana:x:1001:1::/home/ana:/bin/bash\n')
    const server = sim.world.need(node)
    if (server.system) sim.patch(server, { system: { ...server.system, hostname: 'else' } })
    expect(previewOf(sim.world, node, 'reboot').things.lost.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['processes ', 'hostname else', 'user ana'])
  })
  it('knows a service that was disabled, and one whose manifest comes again', () => {
    const sim = booted()
    setEnabled(sim, { server: node }, 'svc:/network/ssh:default', false)
    const services = (): string[] => {
      const { things } = previewOf(sim.world, node, 'reboot')
      return [...things.lost, ...things['made anew']].filter(({ kind }) => kind === 'service').map(({ name, fate }) => `${name} ${fate}`)
    }
    expect(services()).toEqual(['svc:/network/ssh:default lost'])
    sim.send(node, { type: 'reboot' })
    sim.advance(sim.now + 120_000)
    expect(servicesOf(sim.world, node).find(({ fmri }) => fmri === 'svc:/network/ssh:default')?.enabled).toBe(true)
    expect(survivalOf(sim.world, node)?.things.map(({ name }) => name)).toEqual(['svc:/network/ssh:default'])
  })
  it('keeps on the stick what is written there, even when the power is cut', () => {
    const sim = booted()
    expect(mountSpecial(sim, node, { special: '/dev/dsk/c2t0d0s2', type: 'pcfs', path: '/mnt' })).toBe(undefined)
    filesOf(sim).write('/mnt/mine', 'x')
    expect(row(sim, '/mnt')).toMatchObject({ place: 'stick', kind: 'medium', fate: 'stick', added: 1, removed: 0 })
    expect(paths(previewOf(sim.world, node, 'cut').files.stick)).toEqual(['/mnt/mine'])
    expect(previewOf(sim.world, node, 'cut').things.lost.map(({ kind, name }) => `${kind} ${name}`)).toContain('mount /mnt')
    press(sim, 'power.cut')
    up(sim)
    mountSpecial(sim, node, { special: '/dev/dsk/c2t0d0s2', type: 'pcfs', path: '/mnt' })
    expect([filesOf(sim).exists('/mnt/mine'), row(sim, '/mnt')?.added]).toEqual([true, 0])
  })
  it('of a node without a pool loses everything', () => {
    const sim = poweredOn({ configured: false })
    sim.advance(120_000)
    filesOf(sim).write('/var/x', '')
    filesOf(sim).write('/opt/y', '')
    const { rows } = tableOf(sim.world, node)
    expect(rows.some(({ place }) => place === 'pool')).toBe(false)
    expect(paths(previewOf(sim.world, node, 'reboot').files.lost)).toEqual(expect.arrayContaining(['/opt/y', '/var/x']))
  })
})

describe('the record of a loss', () => {
  it('says how the system ended, and what became of what', () => {
    const sim = booted()
    filesOf(sim).write('/root/notes', 'x')
    filesOf(sim).write('/opt/tool', 'x')
    press(sim, 'power.cut')
    expect(survivalOf(sim.world, node)).toMatchObject({
      how: 'cut',
      counts: { lost: 2, kept: 0 },
      files: [
        { path: '/root/notes', how: 'added', fate: 'lost' },
        { path: '/opt/tool', how: 'added', fate: 'lost', unwritten: true },
      ],
    })
    up(sim)
    expect(filesOf(sim).exists('/root/notes') || filesOf(sim).exists('/opt/tool')).toBe(false)
    expect(survivalOf(sim.world, node)?.how).toBe('cut')
  })
  it.each([
    ['reset.button', 'reset'],
    ['panic', 'panic'],
    ['power.button', 'poweroff'],
  ] as const)('tells %s', (button, how) => {
    const sim = booted()
    press(sim, button)
    sim.advance(sim.now + 120_000)
    expect(survivalOf(sim.world, node)?.how).toBe(how)
  })
  it.each(['reboot', 'halt'] as const)('tells %s', (how) => {
    const sim = booted()
    filesOf(sim).write('/opt/tool', 'x')
    sim.send(node, { type: how })
    sim.advance(sim.now + 20_000)
    if (how === 'halt') press(sim, 'power.button')
    expect(survivalOf(sim.world, node)).toMatchObject({ how, counts: { lost: 0, kept: 1 } })
  })
  it('is bounded', () => {
    const sim = booted()
    for (let i = 0; i < 300; i++) filesOf(sim).write(`/root/file${i}`, 'x')
    for (let i = 0; i < 300; i++) filesOf(sim).write(`/opt/file${i}`, 'x')
    sim.advance(sim.now + 6000)
    press(sim, 'power.cut')
    expect(survivalOf(sim.world, node)?.files.length).toBe(MOST_KEPT)
    expect(survivalOf(sim.world, node)?.counts).toEqual({ lost: 300, 'made anew': 0, kept: 300, stick: 0 })
  })
})

describe('differences of trees', () => {
  it('take the way down to what changed, however large the tree', () => {
    const sim = booted()
    for (let i = 0; i < 3000; i++) filesOf(sim).write(`/root/file${i}`, 'x')
    const before = tableOf(sim.world, node).rows.find(({ key }) => key === '/')
    expect([before?.added, before?.items.length]).toEqual([3000, MOST])
    const tree = sim.world.need('ramfs:node1/root').root
    filesOf(sim).write('/root/file7', 'yy')
    expect(diffOf(tree, sim.world.need('ramfs:node1/root').root)).toEqual({
      added: 0,
      changed: 1,
      removed: 0,
      changes: [{ path: 'root/file7', how: 'changed', kind: 'file', size: 2 }],
    })
  })
  it('are the same for trees that were saved and read again', () => {
    const sim = booted()
    const before = sim.world.need('ramfs:node1/root').root
    filesOf(sim).write('/root/a', 'x')
    filesOf(sim).remove('/etc/motd')
    const after = sim.world.need('ramfs:node1/root').root
    expect(diffOf(JSON.parse(JSON.stringify(before)), JSON.parse(JSON.stringify(after)))).toEqual(diffOf(before, after))
  })
})
