import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Simulation } from '../../src/sim/simulation.ts'
import { booted, node, press } from '../../src/system/boot/testing.ts'
import { FileError, type Files } from '../../src/system/files/files.ts'
import { openFiles } from '../../src/system/files/open.ts'
import type { FileNode } from '../../src/system/files/tree.ts'
import { setEnabled } from '../../src/system/smf/operations.ts'
import { servicesOf } from '../../src/system/smf/services.ts'
import { baselineOf } from '../../src/system/survival/baseline.ts'
import { WRITTEN_AT_BOOT } from '../../src/system/survival/places.ts'
import { type Preview, previewOf } from '../../src/system/survival/preview.ts'
import { survivalOf } from '../../src/system/survival/record.ts'

const PLACES = [
  '/',
  '/root',
  '/etc',
  '/etc/svc',
  '/tmp',
  '/var',
  '/var/run',
  '/var/svc',
  '/opt',
  '/opt/custom',
  '/usbkey',
  '/etc/zones',
  '/etc/ssh',
  '/zones',
  '/kernel',
]
const NAMES = ['a', 'b', 'passwd', 'motd', 'shadow', 'config', 'resolv.conf', 'index', 'c/d']
/** What one does to files, anywhere, and pauses in which the pool writes what it holds. */
const path = fc.tuple(fc.constantFrom(...PLACES), fc.constantFrom(...NAMES)).map(([place, name]) => `${place}/${name}`.replace('//', '/'))
const doing = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), path, text: fc.string({ maxLength: 8 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), path: fc.oneof(path, fc.constantFrom(...PLACES)) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rename' as const), path, to: path }) },
  fc.record({ do: fc.constant('mkdir' as const), path }),
  fc.record({ do: fc.constant('link' as const), path }),
  fc.record({ do: fc.constant('chmod' as const), path: fc.oneof(path, fc.constantFrom(...PLACES.slice(1))), mode: fc.constantFrom(0o600, 0o755) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 6000 }) }),
)
type Doing = typeof doing extends fc.Arbitrary<infer T> ? T : never

function perform(sim: Simulation, files: Files, act: Doing): void {
  try {
    if (act.do === 'wait') sim.advance(sim.now + act.ms)
    else if (act.do === 'write') {
      files.mkdir(act.path.slice(0, act.path.lastIndexOf('/')) || '/', true)
      files.write(act.path, act.text)
    } else if (act.do === 'remove') files.remove(act.path, true)
    else if (act.do === 'rename') files.rename(act.path, act.to)
    else if (act.do === 'mkdir') files.mkdir(act.path, true)
    else if (act.do === 'link') files.symlink('/elsewhere', act.path)
    else files.chmod(act.path, act.mode)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
}
const SKIPPED = new Set(['/usr', '/proc', '/dev', '/devices', '/system', '/etc/mnttab', '/etc/dfs/sharetab'])
/** Every file one can see, with all that tells it from another. */
function everything(files: Files, at = '/', into = new Map<string, string>()): Map<string, string> {
  for (const name of files.readdir(at)) {
    const path = at === '/' ? `/${name}` : `${at}/${name}`
    if (SKIPPED.has(path)) continue
    const node = files.lstat(path)
    into.set(path, look(node))
    if (node.kind === 'dir') everything(files, path, into)
  }
  return into
}
function look(node: FileNode): string {
  if (node.kind === 'dir') return `dir ${node.mode} ${node.uid}`
  if (node.kind === 'link') return `link ${node.target} ${node.mtime}`
  return `file ${node.mode} ${node.uid} ${node.size} ${node.content ?? node.fill} ${node.mtime}`
}
/** What is different now, by path. */
const differences = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Set<string> =>
  new Set([...before.keys(), ...after.keys()].filter((path) => before.get(path) !== after.get(path)))
const pathsOf = (preview: Preview, fate: 'lost' | 'kept' | 'made anew'): string[] => preview.files[fate].map(({ path }) => path)

describe.each(['reboot', 'cut'] as const)('a preview of a %s', (how) => {
  it('says exactly what will be gone and what will be there', () => {
    fc.assert(
      fc.property(fc.array(doing, { minLength: 1, maxLength: 14 }), (acts) => {
        const sim = booted()
        const files = openFiles(sim, { server: node })
        const config = files.read('/usbkey/config')
        for (const act of acts) perform(sim, files, act)
        // What is no longer on /usbkey is not mounted over /etc: then one sees what lies below it.
        // Without its config the node would ask for it and not come up; with another one the boot writes other files.
        if (!files.exists('/usbkey/shadow') || !files.exists('/usbkey/ssh')) return
        if (!files.exists('/usbkey/config') || files.read('/usbkey/config') !== config) return
        const scripted = new Set([...(baselineOf(sim.world, node)?.scripted ?? []), ...WRITTEN_AT_BOOT])
        const preview = previewOf(sim.world, node, how)
        const before = everything(files)
        if (how === 'cut') press(sim, 'power.cut')
        else sim.send(node, { type: 'reboot' })
        if (how === 'cut') press(sim, 'power.button')
        sim.advance(sim.now + 180_000)
        if (sim.world.get(node)?.system?.multiUser !== true) throw new Error('it did not come up')
        const after = everything(files)
        const gone = differences(before, after)
        // What is behind a lofs is seen at two places.
        const lofs = (path: string): string => path.replace(/^\/etc\/ssh(?=\/|$)/, '/usbkey/ssh').replace(/^\/etc\/shadow$/, '/usbkey/shadow')
        const seen = new Set([...gone].map(lofs).filter((path) => !scripted.has(path)))
        const lost = new Set(pathsOf(preview, 'lost').filter((path) => !scripted.has(path)))
        expect([...seen].sort()).toEqual([...lost].sort())
        for (const path of pathsOf(preview, 'kept')) expect([path, after.get(path)]).toEqual([path, before.get(path)])
        // The record afterwards says the same.
        const record = survivalOf(sim.world, node)
        expect(record?.how).toBe(how)
        expect(record?.counts).toEqual(preview.counts)
      }),
      { numRuns: 60 },
    )
  })
})

const DISTURBED = ['svc:/network/ssh:default', 'svc:/system/cron:default', 'svc:/network/nfs/server:default', 'svc:/system/fmd:default']
/** What a server is besides its files. */
const settings = (sim: Simulation) => ({
  hostname: sim.world.need(node).system?.hostname,
  services: servicesOf(sim.world, node).map(({ fmri, enabled }) => `${fmri} ${enabled}`),
  users: openFiles(sim, { server: node }).read('/etc/passwd'),
})
describe.each(['reboot', 'cut'] as const)('things that are no files, before a %s', (how) => {
  it('are lost as foretold, and nothing else is', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...DISTURBED)),
        fc.boolean(),
        fc.option(fc.constantFrom('ana', 'luis')),
        fc.option(fc.constantFrom('other', 'smartos')),
        (fmris, enabled, user, hostname) => {
          const sim = booted()
          const before = settings(sim)
          const here = fmris.filter((fmri) => servicesOf(sim.world, node).some((service) => service.fmri === fmri))
          const moved = here.filter((fmri) => servicesOf(sim.world, node).some((service) => service.fmri === fmri && service.enabled !== enabled))
          for (const fmri of here) setEnabled(sim, { server: node }, fmri, enabled)
          if (user) openFiles(sim, { server: node }).append('/etc/passwd', `${user}:x:1001:1::/:/bin/sh\n`)
          const server = sim.world.need(node)
          if (hostname && server.system) sim.patch(server, { system: { ...server.system, hostname } })
          const lost = previewOf(sim.world, node, how).things.lost.filter(({ kind }) => kind !== 'processes')
          const wanted = [
            ...moved.map((fmri) => `service ${fmri}`),
            ...(user ? [`user ${user}`] : []),
            ...(hostname && hostname !== before.hostname ? [`hostname ${hostname}`] : []),
          ]
          expect(lost.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(wanted.sort())
          if (how === 'cut') press(sim, 'power.cut')
          else sim.send(node, { type: 'reboot' })
          if (how === 'cut') press(sim, 'power.button')
          sim.advance(sim.now + 180_000)
          expect(settings(sim)).toEqual(before)
          expect(
            survivalOf(sim.world, node)
              ?.things.map(({ kind, name }) => `${kind} ${name}`)
              .sort(),
          ).toEqual(wanted.sort())
        },
      ),
      { numRuns: 15 },
    )
  })
})
