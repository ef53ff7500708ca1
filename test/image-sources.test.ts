import { describe, expect, test } from 'vitest'
import { Bench, NEW, NIC, OLD, SITE, STICK } from './upgrading.ts'

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
