import { expect, test } from 'vitest'
import { consoleText, node, poweredOn } from '../boot/testing.ts'
import { openFiles } from '../files/open.ts'
import { installedIn, prefixOf } from './pkgdb.ts'

const answers = {
  skip_instructions: 'true',
  admin_nic: '1',
  admin_ip: 'dhcp',
  headnode_default_gateway: 'none',
  dns_resolver1: '<default>',
  dns_resolver2: '<default>',
  dns_search: 'example.com',
  ntp_host: '<default>',
  zpool_confirm_layout: 'yes',
  bootpool: 'none',
  root_password: 'secret',
  hostname: 'smartos',
  skip_final_confirm: 'true',
}
test.each([
  ['yes', 14],
  ['no', 0],
])('a set-up that answers %s to pkgsrc leaves %i packages in the pool', (install_pkgsrc, packages) => {
  const sim = poweredOn({ configured: false, answers: { ...answers, install_pkgsrc } })
  sim.advance(400_000)
  expect(consoleText(sim)).toMatch(/smartos wscons login:$/)
  const files = openFiles(sim, { server: node })
  expect(installedIn(files, prefixOf(false))).toHaveLength(packages)
  expect(files.exists('/opt/tools/bin/pkgin')).toBe(packages > 0)
  expect(files.mountOf('/opt').source).toBe('zones/opt')
  expect(files.exists('/tmp/tmp.pkgsrc')).toBe(false)
})
