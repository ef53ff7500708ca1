import { describe, expect, test } from 'vitest'
import type { Simulation } from '../../sim/simulation.ts'
import { consoleOf } from '../console/tty.ts'
import { dhcpdConf } from './contents.ts'
import { bootOptions, isConfError, parseDhcpConf } from './dhcpConf.ts'
import { imagesOn } from './images.ts'
import { hostOf, serviceState } from './netboot.ts'
import { node, onNetwork, onServer, printedText, pxe1, start, stateOf, until } from './testing.ts'

const tty = consoleOf(hostOf(pxe1))
/** What a line prints on the boot server's console. */
function printed(sim: Simulation, line: string): string {
  const before = printedText(sim, tty).length
  onServer(sim, line)
  return printedText(sim, tty)
    .slice(before)
    .replace(/^[^\n]*\n/, '')
}

describe('the console of a boot server', () => {
  test('garbage gets the real answer, and a new prompt', () => {
    const sim = onNetwork()
    expect(printed(sim, 'gargle')).toBe('bash: gargle: command not found\n')
    expect(printed(sim, 'toString')).toBe('bash: toString: command not found\n')
    expect(printed(sim, 'ls | wc')).toBe('bash: |: not simulated on this console; one program a line, and > or >>\n')
    expect(printed(sim, 'cat /nowhere')).toBe('cat: /nowhere: No such file or directory\n')
    expect(printed(sim, 'svcadm enable nonsense')).toBe("svcadm: Pattern 'nonsense' doesn't match any instances\n")
    expect(printed(sim, 'svcadm enable constructor')).toBe("svcadm: Pattern 'constructor' doesn't match any instances\n")
    expect(printed(sim, 'slow http')).toBe('Usage: slow dhcpd|tftpd|http on|off\n')
    expect(printed(sim, 'limit 1e308')).toBe('limit: 1e308: not a number of Mb/s\n')
    expect(printed(sim, 'cp -r /tftpboot /tftpboot/smartos')).toBe('cp: cannot copy /tftpboot into itself: /tftpboot/smartos/tftpboot\n')
    expect(printed(sim, 'cp -r / /root')).toBe('cp: cannot copy / into itself: /root/\n')
    expect(printed(sim, 'rm /tftpboot')).toBe('rm: /tftpboot is a directory\n')
    expect(printed(sim, 'echo "')).toBe('bash: syntax error: a quotation mark is not closed\n')
    expect(printed(sim, '')).toBe('')
    expect(sim.world.need(tty)).toMatchObject({ mode: 'line', prompt: 'root@pxe1:/root# ' })
  })
  test('files: look, copy, move, link, change, remove', () => {
    const sim = onNetwork()
    expect(printed(sim, 'ls /tftpboot')).toBe('boot.ipxe\nmenu.ipxe\nsmartos\nsnponly.efi\nundionly.kpxe\n')
    printed(sim, 'cd /tftpboot')
    expect(printed(sim, 'pwd')).toBe('/tftpboot\n')
    expect(printed(sim, 'ls -l undionly.kpxe')).toBe('-rw-r--r--   1 root     root           72745 Apr 16 09:00 undionly.kpxe\n')
    printed(sim, 'cp -r smartos/20260312T002222Z smartos/copy')
    expect(imagesOn(sim.world.need(pxe1).root)).toEqual([
      { name: '20260312T002222Z', stamp: '20260312T002222Z', state: 'complete' },
      { name: 'copy', stamp: '20260312T002222Z', state: 'complete' },
    ])
    printed(sim, 'ln -s 20260312T002222Z smartos/latest')
    expect(printed(sim, 'ls smartos/latest/platform')).toBe('etc\ni86pc\nroot.password\n')
    printed(sim, 'ln -s .. smartos/20260312T002222Z/up')
    expect(printed(sim, 'cp -r smartos /root')).toBe('cp: cycle detected: /tftpboot/smartos/20260312T002222Z/up\n')
    printed(sim, 'rm -r smartos/20260312T002222Z/up /root/smartos')
    printed(sim, "echo '#!ipxe' > x.ipxe")
    printed(sim, 'echo exit >> x.ipxe')
    expect(printed(sim, 'cat x.ipxe')).toBe('#!ipxe\nexit\n')
    printed(sim, "sed -i 's/exit/shell/' x.ipxe")
    printed(sim, 'mv x.ipxe /root')
    expect(printed(sim, 'cat /root/x.ipxe')).toBe('#!ipxe\nshell\n')
    printed(sim, 'rm -r smartos/copy')
    expect(printed(sim, 'ls smartos')).toBe('20260312T002222Z\nlatest\n')
  })
  test('services: what svcs says is so, and dhcpd says what it does not understand', () => {
    const sim = onNetwork()
    expect(printed(sim, 'svcs')).toBe(
      'STATE          FMRI\nonline         svc:/network/dhcpd:default\nonline         svc:/network/tftpd:default\nonline         svc:/network/http:nginx\n',
    )
    printed(sim, 'svcadm disable tftpd')
    expect(serviceState(sim.world.need(pxe1), 'tftp')).toBe('disabled')
    printed(sim, "sed -i 's/next-server 10.99.99.250;/next-server 10.99.99.250/' /etc/dhcpd.conf")
    // It reads its file when it starts, not before.
    expect(serviceState(sim.world.need(pxe1), 'dhcp')).toBe('online')
    printed(sim, 'svcadm restart dhcpd')
    expect(printed(sim, 'svcs')).toContain('maintenance    svc:/network/dhcpd:default\n')
    expect(printed(sim, 'tail -2 /var/log/syslog')).toBe(
      'Apr 16 09:00:00 pxe1 dhcpd[1184]: /etc/dhcpd.conf line 11: semicolon expected.\nApr 16 09:00:00 pxe1 dhcpd[1184]: Configuration file errors encountered -- exiting\n',
    )
    start(sim)
    expect(until(sim, () => JSON.stringify(stateOf(sim)).includes('failed'))).toBe(true)
    printed(sim, "sed -i 's/next-server 10.99.99.250/next-server 10.99.99.250;/' /etc/dhcpd.conf")
    printed(sim, 'svcadm enable dhcpd')
    expect(serviceState(sim.world.need(pxe1), 'dhcp')).toBe('online')
  })
  test('leases and logs', () => {
    const sim = onNetwork({ server: { script: 'plain' } })
    start(sim)
    until(sim, () => sim.world.need(node).system !== undefined)
    expect(printed(sim, 'leases')).toBe('ADDRESS         HARDWARE            STATE    UNTIL\n10.99.99.20     52:54:00:2f:61:34   active   Apr 16 21:00\n')
    expect(printed(sim, 'tail -1 /var/log/nginx/access.log')).toMatch(
      /^10\.99\.99\.20 - - \[16\/Apr\/2026:09:00:\d\d \+0000\] "GET \/smartos\/20260312T002222Z\/platform\/i86pc\/amd64\/boot_archive\.hash HTTP\/1\.1" 200 41 "-" "iPXE\/1\.21\.1\+"\n$/,
    )
    expect(printed(sim, 'limit')).toBe('1000 Mb/s\n')
    printed(sim, 'limit 100')
    expect(sim.world.need(pxe1).bandwidth).toBe(10_000_000)
  })
  test('an upgrade: the new image on the server, the script points at it', () => {
    const sim = onNetwork({ server: { script: 'plain' } })
    expect(printed(sim, 'fetch 20270101T000000Z')).toBe('fetch: 20270101T000000Z: no such release\n')
    printed(sim, 'fetch 20260409T002413Z')
    printed(sim, "sed -i 's/20260312T002222Z/20260409T002413Z/' /tftpboot/boot.ipxe")
    start(sim)
    until(sim, () => sim.world.need(node).system !== undefined)
    expect(sim.world.need(node).system?.platform).toBe('20260409T002413Z')
  })
})

describe('dhcpd.conf', () => {
  const options = (text: string, client: { userClass?: string; arch?: number }) => {
    const config = parseDhcpConf(text)
    if (isConfError(config)) throw new Error(config.message)
    return bootOptions(config, { mac: '', arch: 0, ...client })
  }
  test('who asks gets what is meant for it', () => {
    const text = dhcpdConf('10.0.0.1')
    expect(options(text, {})).toEqual({ filename: 'undionly.kpxe', nextServer: '10.0.0.1' })
    expect(options(text, { userClass: 'iPXE' })).toEqual({ filename: 'menu.ipxe', nextServer: '10.0.0.1' })
    expect(options(text, { arch: 7 })).toEqual({ filename: 'snponly.efi', nextServer: '10.0.0.1' })
  })
  // Messages: isc-dhcp common/parse.c, server/confpars.c.
  test.each([
    ['subnet 10.0.0.0 netmask 255.0.0.0 {\nsubnet 10.0.0.0 netmask 255.0.0.0 {}\n}', 2, 'subnet declarations not allowed here.'],
    ['if exists user-class {\nif exists user-class {}\n}', 2, 'globalzone: an if inside an if is not simulated'],
    ['subnet 10.0.0.0 netmask 255.0.0.0 {\n range 10.0.0.1 10.0.0.9\n}', 3, 'semicolon expected.'],
    ['subnet 10.0.0.0 netmask 255.0.0.0\n range 10.0.0.1;', 2, 'expecting left brace.'],
    ['subnet 10.0.0.0 netmask 255.0.0.0 {\n', 1, 'expecting right brace.'],
    ['filename undionly.kpxe;', 1, 'filename must be a string'],
    ['garbage;', 1, 'expecting a parameter or declaration'],
    ['}', 1, 'unexpected right brace.'],
  ])('%s', (text, line, message) => {
    expect(parseDhcpConf(text)).toEqual({ line, message })
  })
})

describe('the system that runs', () => {
  test('asks the same DHCP server for its address', () => {
    const sim = onNetwork({ server: { script: 'plain' } })
    start(sim)
    expect(until(sim, () => sim.world.need(node).system?.multiUser === true)).toBe(true)
    expect(sim.world.need(node).system?.addresses).toEqual({ e1000g0: { ip: '10.99.99.20', prefix: 24, dhcp: true } })
  })
  test('waits when no DHCP server answers, and goes on when one does', () => {
    const sim = onNetwork({ server: { script: 'plain' } })
    start(sim)
    until(sim, () => sim.world.need(node).system !== undefined)
    sim.input({ type: 'bootserver.service', subject: pxe1, service: 'dhcp', does: 'disable' })
    sim.advance(sim.now + 60_000)
    expect(JSON.stringify(stateOf(sim))).toContain('"dhcp"')
    sim.input({ type: 'bootserver.service', subject: pxe1, service: 'dhcp', does: 'enable' })
    expect(until(sim, () => sim.world.need(node).system?.multiUser === true)).toBe(true)
    expect(sim.world.need(node).system?.addresses?.e1000g0?.ip).toBe('10.99.99.20')
  })
})
