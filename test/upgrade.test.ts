import { describe, expect, test } from 'vitest'
import { DEFAULT_SERVER } from '../src/system/hardware/world.ts'
import { createBootServer } from '../src/system/netboot/create.ts'
import { Bench, expectRunning, NEW, node, OLD, SITE, STICK } from './upgrading.ts'

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
