import { beforeAll, describe, expect, it } from 'vitest'
import { restore, type Save, save } from '../../sim/save.ts'
import { bootedNode, definition, newSimulator, simulatorOf } from '../../simulator.ts'
import { screen } from '../console/tty.ts'
import { openFiles } from '../files/open.ts'
import { serviceOf } from './services.ts'

const node = 'server:node1'
let booted: Save
beforeAll(async () => {
  const simulator = newSimulator()
  expect(await bootedNode(simulator)).toBe(node)
  await simulator.exec({ server: node, line: 'sleep 10; mkdir -p /opt/custom/smf /opt/custom/bin' })
  booted = save(simulator.sim)
}, 60_000)

const manifest = (exec: string, how: { duration?: string; timeout?: number; needs?: string } = {}): string => `<?xml version="1.0"?>
<!DOCTYPE service_bundle SYSTEM "/usr/share/lib/xml/dtd/service_bundle.dtd.1">
<service_bundle type="manifest" name="site:try">
  <service name="site/try" type="service" version="1">
    <create_default_instance enabled="true"/>
    <dependency name="needs" grouping="require_all" restart_on="restart" type="service">
      <service_fmri value="${how.needs ?? 'svc:/system/filesystem/local'}"/>
    </dependency>
    <exec_method type="method" name="start" exec="${exec}" timeout_seconds="${how.timeout ?? 60}"/>
    <exec_method type="method" name="stop" exec=":true" timeout_seconds="60"/>
    <property_group name="startd" type="framework">
      <propval name="duration" type="astring" value="${how.duration ?? 'transient'}"/>
    </property_group>
  </service>
</service_bundle>
`
/** A node with a script and a manifest of one's own. */
function begin(script: string | undefined, xml: string) {
  const simulator = simulatorOf(restore(definition, booted))
  const { sim } = simulator
  const files = openFiles(sim, { server: node })
  if (script !== undefined) {
    files.write('/opt/custom/bin/try', `#!/bin/bash\n${script}\n`)
    files.chmod('/opt/custom/bin/try', 0o755)
  }
  files.write('/opt/custom/smf/try.xml', xml)
  const run = async (line: string): Promise<string> => (await simulator.exec({ server: node, line })).output
  const service = () => serviceOf(sim.world, { server: node }, 'svc:/site/try:default')
  const log = (): string => files.read('/var/svc/log/site-try:default.log')
  const console = (): string =>
    screen(sim, 'tty:node1/console')
      .map(({ text }) => text)
      .join('')
  return { ...simulator, run, service, log, console, files }
}
const imported = async (script: string | undefined, xml: string, after = 'sleep 5') => {
  const it = begin(script, xml)
  await it.run(`svccfg import /opt/custom/smf/try.xml; ${after}`)
  return it
}

describe('a start method', () => {
  it('that fails is tried three times', async () => {
    const { service, log, run, files, console } = await imported('echo no luck; exit 1', manifest('/opt/custom/bin/try %m'))
    expect(service()).toMatchObject({ state: 'maintenance', record: { reason: 'fault_threshold_reached', status: 1, failures: 3 } })
    expect(log().match(/no luck\n\[ .* Method "start" exited with status 1\. \]/g)).toHaveLength(3)
    expect(await run('svcs -x try')).toContain(
      'Reason: Start method failed repeatedly, last exited with status 1.\n   See: http://illumos.org/msg/SMF-8000-KS\n',
    )
    expect(files.read('/var/adm/messages')).toContain('svc:/site/try:default: Method "/opt/custom/bin/try start" failed with exit status 1.\n')
    expect(console()).toContain("site/try:default failed repeatedly: transitioned to maintenance (see 'svcs -xv' for details)\n")
  })
  it('is given up at once for status 95, and comes again when it is cleared', async () => {
    const { service, log, run, files } = await imported('[ -f /tmp/ok ] || exit 95', manifest('/opt/custom/bin/try'))
    expect(service()).toMatchObject({ state: 'maintenance', record: { reason: 'method_failed', failures: 1 } })
    expect(await run('svcs -x try')).toContain('Reason: Start method exited with $SMF_EXIT_ERR_FATAL.\n')
    files.write('/tmp/ok', '')
    await run('svcadm clear try; sleep 1')
    expect(service()?.state).toBe('online')
    expect(log()).toContain('Leaving maintenance because clear requested. ]\n')
  })
  it('that is not there is not run', async () => {
    const { service, log } = await imported(undefined, manifest('/opt/custom/bin/try start'))
    expect(service()?.state).toBe('maintenance')
    expect(log()).toContain('Missing start method (/opt/custom/bin/try), changing state to maintenance. ]\n')
  })
  it('that leaves no process is started again until that is too quick', async () => {
    const { service, log, run } = await imported('exit 0', manifest('/opt/custom/bin/try', { duration: 'contract' }), 'sleep 30')
    expect(service()).toMatchObject({ state: 'maintenance', record: { reason: 'restarting_too_quickly' } })
    expect(log().match(/Stopping because all processes in service exited\. \]/g)).toHaveLength(9)
    expect(await run('svcs -x try')).toContain('Reason: Restarting too quickly.\n')
  })
  it('that takes too long is killed', async () => {
    const { service, log } = await imported('sleep 3600', manifest('/opt/custom/bin/try', { timeout: 2 }), 'sleep 60')
    expect(service()).toMatchObject({ state: 'maintenance', record: { status: -1 } })
    expect(log()).toMatch(/Method or service exit timed out\. {2}Killing contract \d+\. \]\n\[ .* Method "start" failed due to signal KILL\. \]/)
  })
  it('may read the statuses of SMF, and say that it is misconfigured', async () => {
    const { service, console } = await imported(
      '. /lib/svc/share/smf_include.sh\nsmf_present && smf_is_globalzone && exit $SMF_EXIT_ERR_CONFIG',
      manifest('/opt/custom/bin/try'),
    )
    expect(service()).toMatchObject({ state: 'maintenance', record: { status: 96 } })
    expect(console()).toContain('site/try:default misconfigured: transitioned to maintenance')
  })
  it('has the environment that the restarter gives, and its tokens replaced', async () => {
    const { log } = await imported('echo $1 $2 $SMF_FMRI $SMF_METHOD $PATH', manifest('/opt/custom/bin/try %m %i'))
    expect(log()).toContain('\nstart default svc:/site/try:default start /usr/sbin:/usr/bin\n')
  })
})
describe('dependencies', () => {
  it('hold a service back, and stop it with what it depends on', async () => {
    const { service, run, log } = await imported('exit 0', manifest('/opt/custom/bin/try', { needs: 'svc:/network/nfs/client' }))
    expect(service()).toMatchObject({ state: 'offline', next: 'none' })
    expect(await run('svcs -x try')).toContain('Reason: Service svc:/network/nfs/client:default is disabled.\n')
    await run('svcadm enable -s nfs/client; sleep 1')
    expect(service()?.state).toBe('online')
    await run('svcadm disable -s nfs/client; sleep 1')
    expect(service()?.state).toBe('offline')
    expect(log()).toContain('Stopping because dependency activity requires stop. ]\n')
  })
})
describe('on the way down', () => {
  it('an orderly one runs the stop method, reboot(8) does not', async () => {
    const xml = manifest('/opt/custom/bin/try %m').replace('exec=":true"', 'exec="/opt/custom/bin/try %m"')
    for (const [line, stops] of [
      ['reboot', 0],
      ['init 6', 1],
    ] as const) {
      const { sim, drive, files } = await imported('echo $1 >> /var/tmp/seen', xml)
      sim.input({ type: 'exec', subject: node, line })
      await drive(sim.now + 300_000)
      const seen = files.read('/var/tmp/seen').split('\n')
      expect([line, seen.filter((each) => each === 'stop').length, seen.filter((each) => each === 'start').length]).toEqual([line, stops, 2])
    }
  }, 30_000)
})
describe('at boot', () => {
  it('manifests in /opt/custom/smf are imported and their methods run each time', async () => {
    const { sim, drive, run, service, console, files } = begin('echo was here >> /root/note', manifest('/opt/custom/bin/try'))
    files.write('/opt/custom/smf/bad.xml', '<nonsense')
    for (const boot of [1, 2]) {
      sim.input({ type: 'exec', subject: node, line: 'reboot' })
      await drive(sim.now + 300_000)
      expect([boot, service()?.state, await run('cat /root/note')]).toEqual([boot, 'online', 'was here\n'])
    }
    expect(console()).toContain('Loading smf(5) service descriptions: 2/2\nsvccfg import warnings.  See /var/svc/log/system-manifest-import:default.log .\n')
    expect(files.read('/var/svc/log/system-manifest-import:default.log')).toContain(
      "/opt/custom/smf/bad.xml:1: parser error : Couldn't find end of Start Tag nonsense line 1\n",
    )
  }, 30_000)
})
