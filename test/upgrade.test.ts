import { describe, expect, test } from 'vitest'
import type { Id } from '../src/sim/record.ts'
import { newSimulator, type Simulator } from '../src/simulator.ts'
import { screen } from '../src/system/console/tty.ts'
import type { ServerSpec } from '../src/system/hardware/spec.ts'
import { createServer, DEFAULT_SERVER } from '../src/system/hardware/world.ts'
import { createBootServer } from '../src/system/netboot/create.ts'

const OLD = '20260312T002222Z'
const NEW = '20260409T002413Z'
const STICK = 'medium:node1-SMARTOSBOOT'
const NIC = 'nic:node1/e1000g0'
const SITE = 'https://us-central.manta.mnx.io/Joyent_Dev/public/SmartOS'
const node: Id<'server'> = 'server:node1'

/** A node, and what one does with it. */
class Bench {
  readonly simulator: Simulator = newSimulator()
  constructor(more: Partial<ServerSpec> = {}) {
    createServer(this.simulator.sim, { ...DEFAULT_SERVER, ...more })
  }
  get sim() {
    return this.simulator.sim
  }
  input(type: string, subject: string, more: Record<string, string> = {}): this {
    this.sim.input({ type, subject, ...more } as never)
    return this
  }
  async wait(ms: number): Promise<this> {
    await this.simulator.drive(this.sim.now + ms)
    return this
  }
  async on(): Promise<this> {
    return this.input('power.button', node).wait(120_000)
  }
  /** What a line prints, and its status if that is not 0. */
  async run(line: string): Promise<string> {
    const { output, status } = await this.simulator.exec({ server: node, line })
    return `${output}${status === 0 ? '' : `? ${status}\n`}`
  }
  /** Lines of which none may fail. */
  async all(...lines: readonly string[]): Promise<this> {
    for (const line of lines) expect(await this.run(line), line).not.toMatch(/^\? /m)
    return this
  }
  async reboot(): Promise<this> {
    await this.run('reboot')
    return this.wait(150_000)
  }
  /** Switches it off when what was written is on the disks. */
  async off(): Promise<this> {
    if (this.sim.world.need(node).system) await this.run('sync')
    this.input('power.cut', node)
    return this.wait(1000)
  }
  /** Logs in on the console. */
  async login(): Promise<{ readonly tty: Id<'tty'> }> {
    this.line('root')
    await this.wait(500)
    this.line('root')
    await this.wait(2000)
    return { tty: 'tty:node1/console' }
  }
  get console(): string {
    return screen(this.sim, 'tty:node1/console')
      .map(({ text }) => text)
      .join('')
  }
  key(...keys: readonly string[]): this {
    for (const key of keys) this.sim.input({ type: 'tty.key', subject: 'tty:node1/console', key })
    return this
  }
  line(text: string): this {
    this.sim.input({ type: 'tty.line', subject: 'tty:node1/console', text })
    return this
  }
}
/** Everything that tells which image runs says the same. */
async function expectRunning(bench: Bench, stamp: string): Promise<void> {
  expect(await bench.run('uname -v')).toBe(`joyent_${stamp}\n`)
  expect(await bench.run('head -1 /etc/release')).toBe(`${' '.repeat(21)}SmartOS ${stamp} x86_64\n`)
  expect(await bench.run('sysinfo | grep "Live Image"')).toContain(stamp)
  expect(bench.console).toContain(`SmartOS Version joyent_${stamp} 64-bit`)
  expect(bench.console).toContain(`build: ${stamp}`)
}

describe('upgrade of a pool that boots', () => {
  test('install, activate, reboot; the running image can be removed; the old one comes back', async () => {
    const bench = await new Bench().on()
    await bench.all('piadm bootable -e zones', `piadm install ${NEW}`, `piadm activate ${NEW}`)
    expect(await bench.run('piadm list -H')).toBe(
      `${OLD}       zones/boot                     available  yes  no  \n${NEW}       zones/boot                     next       no   yes \n`,
    )
    bench.input('usb.pull', STICK)
    await bench.reboot()
    await expectRunning(bench, NEW)
    await bench.all(`piadm activate ${OLD}`, `piadm remove ${NEW}`)
    await expectRunning(bench, NEW)
    await bench.reboot()
    await expectRunning(bench, OLD)
  })
  test('the menu of the loader boots another image for this boot only', async () => {
    const bench = await new Bench().on()
    await bench.all('piadm bootable -e zones', `piadm install ${NEW}`, `piadm activate ${NEW}`)
    bench.input('usb.pull', STICK)
    await bench.run('reboot')
    await bench.wait(15_000)
    bench.key('p')
    await bench.wait(500)
    expect(bench.console).toContain(OLD)
    bench.key('4')
    await bench.wait(20_000)
    bench.key('Backspace')
    await bench.wait(500)
    bench.key('Enter')
    await bench.wait(120_000)
    await expectRunning(bench, OLD)
    expect(await bench.run('piadm list -H')).toContain(`${NEW}       zones/boot                     next       no   yes`)
    await bench.reboot()
    await expectRunning(bench, NEW)
  })
  test('an image that was cut short while it was copied: the hash differs, the menu gets the node up again', async () => {
    const bench = await new Bench().on()
    await bench.all('piadm bootable -e zones', 'zfs set quota=620m zones/boot')
    expect(await bench.run(`piadm install ${NEW}`)).toContain('Problem in tar of platform bits')
    await bench.all('zfs set quota=none zones/boot')
    await bench.run(`mkdir -p /zones/boot/platform-${NEW}/etc/version && echo ${NEW} > /zones/boot/platform-${NEW}/etc/version/platform`)
    await bench.run(`piadm activate ${NEW}`)
    bench.input('usb.pull', STICK)
    await bench.run('reboot')
    await bench.wait(60_000)
    expect(bench.console).toMatch(/can't (find|open) |hash mismatch!/)
  })
})

describe('what firmware starts from a disk', () => {
  test('UEFI passes over a pool without an EFI system partition', async () => {
    const bench = await new Bench({ firmware: 'uefi', bootOrder: ['disk', 'usb'] }).on()
    await bench.all(`piadm bootable -e -i ${SITE}/${NEW}/smartos-${NEW}.iso zones`)
    expect(await bench.run('piadm bootable zones')).toBe('zones                          ==> BIOS \n')
    await bench.reboot()
    await expectRunning(bench, OLD)
    await bench.all('zpool create -B tank c1t1d0', `piadm bootable -e -i ${SITE}/${NEW}/smartos-${NEW}.iso tank`)
    await bench.reboot()
    await expectRunning(bench, NEW)
    await bench.all('piadm bootable -d tank')
    await bench.reboot()
    await expectRunning(bench, OLD)
  })
  test('a half of a mirror boots only with boot blocks of its own', async () => {
    const bench = await new Bench().on()
    await bench.all('zpool create tank mirror c1t1d0 c1t2d0')
    await bench.off()
    await bench.input('disk.pull', 'disk:node1/c1t2d0').on()
    expect(await bench.run(`piadm bootable -e -i ${SITE}/${NEW}/smartos-${NEW}.iso tank`)).toBe("WARNING: Can't installboot on c1t2d0s0\n")
    bench.input('usb.pull', STICK)
    await bench.off()
    await bench.input('disk.plug', 'disk:node1/c1t2d0').input('disk.pull', 'disk:node1/c1t1d0').on()
    expect(bench.console).toContain('No bootable device')
    await bench.off()
    await bench.input('disk.plug', 'disk:node1/c1t1d0').on()
    await expectRunning(bench, NEW)
    await bench.all('piadm bootable -r tank')
    await bench.off()
    await bench.input('disk.pull', 'disk:node1/c1t1d0').on()
    await expectRunning(bench, NEW)
  })
  test('a pool that is no longer bootable has boot blocks all the same: they find no loader', async () => {
    const bench = await new Bench().on()
    await bench.all('piadm bootable -e zones', 'piadm bootable -d zones')
    bench.input('usb.pull', STICK)
    await bench.reboot()
    expect(bench.console).toContain("Can't find /boot/loader")
  })
})

describe('a set-up that makes its pool bootable', () => {
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
    install_pkgsrc: 'no',
    root_password: 'secret',
    hostname: 'smartos',
    skip_final_confirm: 'true',
    bootpool: 'zones',
  }
  const blank = { configured: false, disks: DEFAULT_SERVER.disks?.slice(0, 2) ?? [] } as const
  test('from the media, for BIOS and UEFI; from then on without the stick', async () => {
    const bench = await new Bench({ ...blank, firmware: 'uefi', answers: { ...answers, pisource: 'media' } }).on()
    await bench.wait(60_000)
    bench.input('usb.pull', STICK)
    await bench.wait(120_000)
    await expectRunning(bench, OLD)
    expect(await bench.run('piadm bootable')).toBe('zones                          ==> BIOS and UEFI\n')
    await bench.off()
    await bench.on()
    await expectRunning(bench, OLD)
  })
  test('from the site: the next boot from the pool is the newest image', async () => {
    const bench = await new Bench({ ...blank, bootOrder: ['disk', 'usb'], answers: { ...answers, pisource: 'latest' } }).on()
    await bench.wait(200_000)
    await expectRunning(bench, NEW)
  })
})

describe('upgrade of a stick', () => {
  const unpack = [
    `cd /var/tmp && curl -skO ${SITE}/platform-latest.tgz`,
    'mount -F pcfs -o foldcase /dev/dsk/c2t0d0s2 /mnt',
    'cd /mnt && tar xzf /var/tmp/platform-latest.tgz',
  ]
  const swap = [`mkdir /mnt/previous && mv /mnt/platform /mnt/previous/ && mv /mnt/platform-${NEW} /mnt/platform`, 'umount /mnt']
  test('swap the directories, reboot; the prompt of the loader goes back', async () => {
    const bench = await new Bench().on()
    await bench.all(...unpack, ...swap)
    await expectRunning(bench, OLD)
    await bench.reboot()
    await expectRunning(bench, NEW)
    await bench.run('reboot')
    await bench.wait(15_000)
    bench.key('Escape')
    await bench.wait(500)
    bench.line('s" /previous" set-platform')
    await bench.wait(500)
    bench.line('boot')
    await bench.wait(120_000)
    await expectRunning(bench, OLD)
  })
  test('a directory that was renamed instead of moved: the linker finds no modules', async () => {
    const bench = await new Bench().on()
    await bench.all(...unpack, `mv /mnt/platform /mnt/old && mv /mnt/platform-${NEW} /mnt/platform`, 'umount /mnt')
    await bench.run('reboot')
    await bench.wait(15_000)
    bench.key('Escape')
    await bench.wait(500)
    for (const line of ['unload', 'load /old/i86pc/kernel/amd64/unix', 'load -t rootfs /old/i86pc/amd64/boot_archive']) {
      bench.line(line)
      await bench.wait(30_000)
    }
    bench.line('boot')
    await bench.wait(1500)
    expect(bench.console).toContain('krtld: error during initial load/link phase')
  })
  test('a download that was damaged on its way: gzip says so, and whoever boots it sees the hash differ', async () => {
    const bench = await new Bench().on()
    bench.input('mirror.spoil', 'mirror:site', { stamp: NEW })
    await bench.all(...unpack.slice(0, 2))
    const sums = await bench.run(`digest -a md5 /var/tmp/platform-latest.tgz; curl -sk ${SITE}/${NEW}/md5sums.txt | grep tgz | cut -d' ' -f1`)
    expect(new Set(sums.trim().split('\n')).size).toBe(2)
    expect(await bench.run(unpack[2] ?? '')).toContain('gzip: /var/tmp/platform-latest.tgz: invalid compressed data--crc error\n? 1')
    await bench.all(...swap)
    await bench.run('reboot')
    await bench.wait(60_000)
    expect(bench.console).toContain('hash mismatch!\nPress any key to reboot')
  })
  test('a stick that is pulled while it is mounted gives errors, and its files when it is back', async () => {
    const bench = await new Bench().on()
    await bench.all(...unpack.slice(1, 2))
    bench.input('usb.pull', STICK)
    expect(await bench.run('ls /mnt')).toContain('I/O error')
    expect(await bench.run('cat /mnt/etc/version/boot')).toContain('I/O error')
    expect(await bench.run('df -h /mnt')).not.toContain('globalzone')
    bench.input('usb.plug', STICK, { server: node })
    expect(await bench.run('cat /mnt/etc/version/boot')).toBe(`${OLD}\n`)
  })
})

describe('upgrade of a node that boots over the network', () => {
  test('another tree on the boot server, another image on the node; nothing changes on the node itself', async () => {
    const bench = new Bench({ bootOrder: ['pxe'] })
    const { id } = createBootServer(bench.sim, { name: 'boot', images: [OLD], script: 'plain' })
    await bench.on()
    await expectRunning(bench, OLD)
    bench.sim.commit({ [id]: undefined })
    createBootServer(bench.sim, { name: 'boot2', images: [NEW], script: 'plain' })
    await bench.reboot()
    await expectRunning(bench, NEW)
    expect(await bench.run('piadm list -H')).toBe('')
  })
})

describe('an image from what is in the machine', () => {
  test('media is the stick, or else the disc in the drive; with neither nothing is found', async () => {
    const bench = await new Bench({ disc: { platform: NEW, label: 'SmartOS' } }).on()
    bench.input('usb.pull', STICK)
    await bench.all('piadm bootable -e zones')
    expect(await bench.run('piadm list -H')).toBe(`${NEW}       zones/boot                     next       no   yes \n`)
    expect(await bench.run('mount -F hsfs /dev/dsk/c3t0d0s0 /mnt && cat /mnt/etc/version/boot && umount /mnt')).toBe(`${NEW}\n`)
    bench.input('iso.eject', 'medium:node1-SmartOS')
    expect(await bench.run('piadm install media')).toBe('Cannot find install media\n? 1\n')
    expect(await bench.run('piadm -v install media')).toContain(
      "Can't find install media: USB stick errors:\n\nCouldn't find USB key\n\nISO errors\n\nCouldn't find an ISO\nCannot find install media\n? 1\n",
    )
  })
  test('a stick that is pulled while it is copied from leaves part of an image', async () => {
    const bench = await new Bench().on()
    await bench.login()
    bench.line('piadm bootable -e zones')
    await bench.wait(5000)
    bench.input('usb.pull', STICK)
    await bench.wait(30_000)
    expect(bench.console).toContain('I/O error')
    expect(await bench.run('piadm bootable')).toBe('zones                          ==> BIOS \n')
    expect(await bench.run('ls /zones/boot/platform-*/i86pc/amd64')).not.toContain('boot_archive.manifest')
  })
})

describe('who may', () => {
  test('only root changes anything, and only in the global zone', async () => {
    const bench = await new Bench().on()
    await bench.all('piadm bootable -e zones')
    expect(await bench.run('su nobody -c "piadm list -H"')).toContain(`${OLD}       zones/boot`)
    expect(await bench.run(`su nobody -c "piadm install ${NEW}"`)).toBe('Must be root for install\n? 1\n')
    expect(await bench.run(`su nobody -c "piadm bootable"`)).toBe('Must be root for bootable\n? 1\n')
    const image = '643de2c0-672e-11e7-9a3f-ff62fd3708f8'
    const zone = '5f7a0b0e-98a1-4d0f-8f3a-7f4f2f1f0a11'
    await bench.all(
      `imgadm import -q ${image}`,
      `echo '{"uuid": "${zone}", "brand": "joyent", "image_uuid": "${image}", "ram": 256, "alias": "web"}' | vmadm create`,
    )
    expect(await bench.run(`zlogin ${zone} piadm list`)).toBe('Must run piadm in the global zone\n? 1\n')
  })
})

describe('the way to the images', () => {
  test('no cable: curl cannot resolve, avail prints nothing, install changes nothing', async () => {
    const bench = await new Bench().on()
    await bench.all('piadm bootable -e zones')
    bench.input('nic.unplug', NIC)
    const unresolved = 'curl: (6) Could not resolve host: us-central.manta.mnx.io\n'
    expect(await bench.run('piadm avail')).toBe(unresolved)
    expect(await bench.run('piadm install latest')).toBe(`${unresolved}\nERROR: Curl exit code 6\n\n? 2\n`)
    expect(await bench.run(`piadm install ${NEW}`)).toContain(`${unresolved}PI-stamp ${NEW} is invalid for download from ${SITE}/\n`)
    expect(await bench.run('piadm list -H')).toContain(`${OLD}       zones/boot                     next       yes  yes`)
  })
  test('a cable that is out for a while only makes it last', async () => {
    const bench = await new Bench().on()
    await bench.all('piadm bootable -e zones')
    const took = async (line: string): Promise<number> => {
      const before = bench.sim.now
      await bench.all(line)
      return bench.sim.now - before
    }
    const url = `${SITE}/platform-latest.tgz`
    const usual = await took(`curl -sko /var/tmp/a ${url}`)
    const { tty } = await bench.login()
    bench.line(`curl -ko /var/tmp/b ${url}`)
    await bench.wait(2000)
    bench.input('nic.unplug', NIC)
    await bench.wait(60_000)
    expect(bench.sim.world.need(tty).mode).toBe('busy')
    bench.input('nic.plug', NIC)
    await bench.wait(usual)
    expect(bench.sim.world.need(tty).mode).toBe('line')
    expect(bench.console).toMatch(/100 {2}176M {2}100 {2}176M .* 0:01:0\d --:--:--/)
    expect(await bench.run('digest -a md5 /var/tmp/a /var/tmp/b | cut -c14- | uniq | wc -l')).toMatch(/^ *1\n$/)
  })
  test('a damaged ISO is refused; without the check it is installed, and the hash at boot differs', async () => {
    const bench = await new Bench().on()
    await bench.all('piadm bootable -e zones')
    bench.input('mirror.spoil', 'mirror:site', { stamp: NEW })
    expect(await bench.run(`piadm install ${NEW}`)).toBe('local file does not match published checksum\nvalidate_csum exit code  1\n? 1\n')
    expect(await bench.run('piadm install latest')).toBe('local file does not match published checksum\nCannot validate checksum for latest\n? 1\n')
    await bench.all(`PIADM_NO_SUM=1 piadm install ${NEW}`, `piadm activate ${NEW}`)
    bench.input('usb.pull', STICK)
    await bench.run('reboot')
    await bench.wait(60_000)
    expect(bench.console).toContain('hash mismatch!')
    bench.input('mirror.mend', 'mirror:site', { stamp: NEW })
  })
  test('Ctrl-C ends an installation; what had come stays in /tmp, the pool as it was', async () => {
    const bench = await new Bench().on()
    await bench.all('piadm bootable -e zones')
    await bench.login()
    bench.line(`piadm install ${NEW}`)
    await bench.wait(6000)
    bench.input('tty.interrupt', 'tty:node1/console')
    await bench.wait(1000)
    expect(await bench.run('ls -l /tmp/tmp.*/smartos.iso')).toMatch(/ \d{8,9} /)
    expect(await bench.run('piadm list -H')).not.toContain(NEW)
  })
})
