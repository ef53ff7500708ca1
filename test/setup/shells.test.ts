import { expect, test } from 'vitest'
import { datasetOf } from '../../src/system/zfs/zfs.ts'
import { firstBoot, node, TO_VERIFY } from './harness.ts'

const BRINGING = `^C


Bringing up a shell.  When you are done in the shell hit ^D to
return to the system configuration tool.

[root@ /]# `
const RESUMING = '\nResuming the system configuration tool.\n\n'

// Lines and where they stand: smartos-live src/smartdc/lib/smartos_prompt_config.sh, sig_doshell.
test('Ctrl-C at a question opens a shell, and its end brings the question back', async () => {
  const at = await firstBoot()
  await at.lines('', '', '192.168.1.20')
  at.look()
  await at.interrupt()
  expect(at.look()).toBe(`(admin) netmask [255.255.255.0]: ${BRINGING}`)
  await at.type('pwd; echo $PATH; zpool list')
  expect(at.look()).toBe('[root@ /]# pwd; echo $PATH; zpool list\n/\n/usr/sbin:/usr/bin\nno pools available\n[root@ /]# ')
  await at.type('exit')
  expect(at.look()).toBe(`[root@ /]# exit\nexit\n${RESUMING}(admin) netmask [255.255.255.0]: `)
  await at.interrupt()
  await at.eof()
  expect(at.look()).toBe(`(admin) netmask [255.255.255.0]: ${BRINGING.replace('[root@ /]# ', '')}exit\n${RESUMING}(admin) netmask [255.255.255.0]: `)
  await at.type('')
  expect(at.look()).toMatch(/Enter the default gateway IP \[none\]: $/)
})
test('at the pages without a question of their own', async () => {
  const at = await firstBoot()
  await at.interrupt()
  await at.type('exit')
  // The script has no prompt to print again yet.
  expect(at.look().endsWith(`exit\n${RESUMING}`)).toBe(true)
  await at.type('')
  await at.interrupt()
  await at.type('exit')
  expect(at.look().endsWith(`exit\n${RESUMING}\nPress [enter] to continue `)).toBe(true)
})
test('while a lease is waited for, or the clock is set, Ctrl-C ends that, too', async () => {
  const at = await firstBoot({ nics: [{ link: 'e1000g0', mac: '52:54:00:2f:61:34', cable: false }] })
  await at.lines('', '', 'dhcp')
  await at.type('', 2000)
  at.look()
  await at.interrupt()
  await at.pass(60_000)
  expect(at.look()).toBe(BRINGING)
  await at.type('exit')
  expect(at.look()).toMatch(
    /^\[root@ \/\]# exit\nexit\n\nResuming the system configuration tool\.\n\nEnter the default gateway IP \[none\]: \n[\s\S]+\nEnter the Primary DNS server IP \[8\.8\.8\.8\]: $/,
  )
  await at.lines('', '', 'example.com')
  await at.type('', 21_000)
  await at.interrupt()
  await at.type('exit')
  expect(at.look()).toMatch(
    /\nEnter an NTP server IP address or hostname \[0\.smartos\.pool\.ntp\.org\]: WARNING\n-{80}\n\nNTP failure setting date and time\n\nPress \[enter\] to continue $/,
  )
})
test('while a password is typed or a ping runs Ctrl-C does nothing, and after a kept password neither', async () => {
  const at = await firstBoot({ nics: [{ link: 'e1000g0', mac: '52:54:00:2f:61:34', cable: false }] })
  await at.lines('', '', '192.168.1.20', '', '192.168.1.1')
  await at.type('', 5000)
  await at.interrupt()
  await at.ready()
  expect(at.look()).toMatch(/Checking connectivity\.\.\.\^C\nUNREACHABLE\nEnter the Secondary DNS server IP \[8\.8\.4\.4\]: $/)
  await at.lines('', 'example.com', '', '', 'yes', '', 'n')
  at.look()
  await at.interrupt()
  expect(at.look()).toBe('^C\nEnter root password: ')
  await at.type('a')
  await at.interrupt()
  await at.lines('a', 'smartos', 'n', '', '192.168.1.20', '', '', '', '', '', '', '', 'yes', '', 'n')
  expect(at.look()).toMatch(/Enter root password \[enter to keep existing\]: $/)
  await at.type('')
  await at.interrupt()
  expect(at.look()).toBe('Enter root password [enter to keep existing]: \nEnter system hostname [smartos]: ^C\nEnter system hostname [smartos]: ')
})
test('a layout by hand: a pool zones made in the shell is taken, no pool asks again', async () => {
  const at = await firstBoot()
  await at.lines('', '', ...TO_VERIFY.slice(0, 6), 'manual')
  expect(at.look()).toMatch(/Launching a shell\.\nPlease manually create\/import a zpool named "zones"\.\n[\s\S]+\n\[root@ \/\]# $/)
  await at.type('exit')
  expect(at.look()).toMatch(/^\[root@ \/\]# exit\nexit\nvdevs: raidz2 [\s\S]+Selected zpool layout \[yes\]: $/)
  await at.lines('manual', 'zpool create zones mirror c1t0d0 c1t1d0', 'zpool create extra c1t2d0', 'exit')
  expect(at.look()).toMatch(
    /\nAvailable pre-created pools: {2}extra zones\n\(Even if not listed, "zones" is selectable\.\)\nSpecify a \(configured\) zpool from which to boot \[none\]: $/,
  )
  await at.lines('', 'n', 'secret', 'secret', '')
  at.look()
  await at.type('y')
  expect(at.look()).toBe(`Is this correct, proceed with installation? [y]: y
${"Pool 'zones' exists, skipping creation... ".padEnd(56)}
Making dump zvol...                                     done
Initializing config dataset for zones...                done
Creating config dataset...                              done
Creating global cores dataset...                        done
Creating opt dataset...                                 done
Initializing var dataset...                             done
Creating swap zvol...                                   done
System setup has completed.

Press enter to reboot.
`)
})
test('no disks: a shell, the disks again, and on with a pool that has been made', async () => {
  const at = await firstBoot({ disks: [{ name: 'c1t0d0', sizeGB: 0.4 }] })
  await at.lines('', '', ...TO_VERIFY.slice(0, 6))
  expect(at.look()).toMatch(
    /\n\nWARNING: failed to determine possible disk layout\. [\s\S]+\nIf you create or import a zpool named "zones" then installation will continue\.\nIf you cannot, you should shutdown your system\.\n\n\[root@ \/\]# $/,
  )
  await at.type('exit')
  expect(at.look()).toMatch(/^\[root@ \/\]# exit\nexit\n SmartOS Setup +\n Storage [\s\S]+WARNING: failed[\s\S]+\[root@ \/\]# $/)
  await at.lines('zpool create zones c1t0d0', 'exit')
  expect(at.look()).toMatch(/Specify a \(configured\) zpool from which to boot \[none\]: $/)
})
test('a pool that is too small: each thing that fails opens a shell, and the script goes on after it', async () => {
  const at = await firstBoot({ ramMiB: 8192, disks: [{ name: 'c1t0d0', sizeGB: 9 }] })
  await at.lines('', '', ...TO_VERIFY)
  at.look()
  await at.type('y')
  expect(at.look()).toBe(`Is this correct, proceed with installation? [y]: y
Creating pool zones...                                  done
Making dump zvol...                                     done
Initializing config dataset for zones...                done
Creating config dataset...                              done
Creating global cores dataset...                        done
Creating opt dataset...                                 done
Initializing var dataset...                             done
Creating swap zvol...                                   cannot create 'zones/swap': out of space

ERROR: failed to create swap partition

System configuration failed, launching a shell.
You must reboot to re-run system configuration.
A log of setup may be found in /var/log/prompt-config.log

[root@ /var]# `)
  await at.lines('zfs list -Ho name zones/swap', 'cat /var/log/prompt-config.log')
  expect(at.look()).toContain('=== Starting prompt-config on /dev/console at Thu Apr 16 09:0')
  await at.type('exit')
  expect(at.look()).toBe('[root@ /var]# exit\nexit\ndone\nSystem setup has completed.\n\nPress enter to reboot.\n')
  expect(datasetOf(at.sim.world, node, 'zones/swap')).toBeUndefined()
  await at.type('')
  await at.pass(60_000)
  expect(at.look()).toMatch(/Console login service\(s\) cannot run\n/)
})
test('an answer that passes and is no number leaves the loop of questions: the script goes on without a layout', async () => {
  const at = await firstBoot()
  await at.lines('', '', 'none')
  at.look()
  await at.type('')
  expect(at.look()).toBe(`(admin) netmask [255.255.255.0]: 
/smartdc/lib/smartos_prompt_config.sh: line 124: << 16: syntax error: operand expected (error token is "<< 16")
Creating pool zones...                                  usage: /usr/node/bin/node[-Bef] <pool> <file.json>

ERROR: failed to create pool zones

System configuration failed, launching a shell.
You must reboot to re-run system configuration.
A log of setup may be found in /var/log/prompt-config.log

[root@ /]# `)
  await at.type('exit')
  expect(at.look()).toMatch(/exit\ncannot open 'zones': dataset does not exist\n\nERROR: failed to set atime=off for pool zones\n/)
  await at.lines('zpool create zones c1t0d0', 'exit')
  expect(at.look()).toMatch(/exit\ndone\nMaking dump zvol\.\.\. +done\n[\s\S]+Press enter to reboot\.\n$/)
})
