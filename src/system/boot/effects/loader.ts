import type { Id, MachineEvent } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { clear, consoleOf, listen, print } from '../../console/tty.ts'
import type { RamContent, Server } from '../../hardware/hardware.ts'
import { ROOT_SHADOW } from '../../platform/shadow.ts'
import { contextOf, stickOf } from '../at.ts'
import { BYTES, readingTime } from '../durations.ts'
import { menuScreen, optionsScreen } from '../menu.ts'
import type { LoaderText } from '../server/chart.ts'

type Owner = Id<'server'>
type File = keyof typeof BYTES

/** Paths on the medium, as the loader names them (smartos-live tools/build_live, illumos usr/src/boot/sys/boot/forth). */
const PATHS: Record<File, string> = {
  unix: 'unix',
  boot_archive: '/platform/i86pc/amd64/boot_archive',
  'boot_archive.hash': '/platform/i86pc/amd64/boot_archive.hash',
}

/** Fixed texts. Sources: illumos usr/src/boot/sys/boot/i386/{pmbr/pmbr.s,gptzfsboot/zfsboot.c,loader/main.c}, efi/loader/main.c. */
function textOf(server: Server, text: LoaderText): string {
  const { seconds } = contextOf(server)
  switch (text) {
    case 'io error':
      return 'I/O error'
    case 'stage2 prompt':
      return "Can't find /boot/loader\n\nillumos/x86 boot\nDefault: disk0:/boot/loader\nboot: "
    case 'efi':
      return 'Command line arguments: loader.efi\nEFI version: 2.70\n\nillumos/amd64 EFI loader, Revision 1.1\n'
    case 'efi failed':
      return 'Failed to find bootable partition\npress any key to interrupt reboot in 5 seconds\n'
    case 'btx':
      return server.firmware === 'uefi'
        ? 'Loading /boot/defaults/loader.conf\n'
        : `BTX loader 1.00  BTX version is 1.02\nBIOS 639kB/${server.ramMiB * 1024 - 1024}kB available memory\n\nillumos/x86 ZFS enabled bootstrap loader, Revision 1.1\nLoading /boot/defaults/loader.conf\n`
    case 'countdown':
      return `\r   Autoboot in ${seconds} second${seconds === 1 ? '' : 's'}. [Space] to pause ${seconds === 1 ? ' ' : ''}`
    case 'countdown end':
      return `\r${' '.repeat(44)}\r`
    case 'rebooting':
      return 'Rebooting...\n'
  }
}

/** Why the loader could not read a file. Source: illumos usr/src/boot/sys/boot/common/module.c. */
function failure(sim: Simulation, id: Owner, event: MachineEvent): string {
  const { transfer } = sim.world.need(id)
  const path = transfer?.path ?? (event.path as string)
  if (event.type === 'pulled') return `error reading '${path}': Input/output error`
  return event.reason === 'memory' ? `no memory to load ${path}` : `can't find '${path}'`
}
const without = (server: Server): Server => {
  const { transfer, ...rest } = server
  return rest
}

/** Effects of the loader states. */
export const loaderEffects: Record<string, Effect> = {
  'loader.begin': (sim, id: Owner) => {
    const medium = stickOf(sim.world, id)
    if (!medium) return
    const env = { console: 'text', os_console: 'text', smartos: 'true', root_shadow: ROOT_SHADOW, loader_logo: 'smartos', loader_brand: 'smartos' }
    sim.patch(sim.world.need(id), { loader: { medium: medium.id, platform: medium.platform, env }, ram: [{ what: 'loader', bytes: 524_288 }] })
  },
  'loader.say': (sim, id: Owner, { text }: { text: LoaderText }) => print(sim, consoleOf(id), textOf(sim.world.need(id), text)),
  'loader.menu': (sim, id: Owner) => {
    clear(sim, consoleOf(id))
    print(sim, consoleOf(id), menuScreen)
    listen(sim, consoleOf(id), { reader: 'loader', mode: 'key' })
  },
  'loader.options': (sim, id: Owner) => {
    clear(sim, consoleOf(id))
    print(sim, consoleOf(id), optionsScreen(contextOf(sim.world.need(id))))
  },
  'loader.keys': (sim, id: Owner) => listen(sim, consoleOf(id), { reader: 'loader', mode: 'key' }),
  'loader.prompt': (sim, id: Owner, _: unknown, event: MachineEvent) => {
    if (event.type === 'escape') {
      print(sim, consoleOf(id), "\nTo get back to the menu, type `menu' and press ENTER\nor type `boot' and press ENTER to start illumos.\n\n")
    }
    listen(sim, consoleOf(id), { reader: 'loader', mode: 'line', prompt: 'ok ' })
  },
  'loader.unload': (sim, id: Owner) => {
    const server = sim.world.need(id)
    listen(sim, consoleOf(id), { reader: '', mode: 'off' })
    sim.patch(server, { ram: (server.ram ?? []).filter(({ what }) => what === 'loader') })
  },
  'loader.read': (sim, id: Owner, { what }: { what: File }) => {
    const server = sim.world.need(id)
    const path = PATHS[what]
    const loaded = (server.ram ?? []).reduce((sum, { bytes }) => sum + bytes, 0)
    if (!server.loader || stickOf(sim.world, id)?.id !== server.loader.medium) return void sim.send(id, { type: 'unreadable', reason: 'missing', path })
    if (loaded + BYTES[what] > server.ramMiB * 1024 * 1024 * 0.7) return void sim.send(id, { type: 'unreadable', reason: 'memory', path })
    print(sim, consoleOf(id), `Loading ${path}...\n`)
    sim.patch(server, { transfer: { what, from: server.loader.medium, path, bytes: BYTES[what], startedAt: sim.now, endsAt: sim.now + readingTime(what) } })
  },
  'loader.loaded': (sim, id: Owner) => {
    const server = sim.world.need(id)
    const { transfer } = server
    if (!transfer) return
    const content: RamContent = { what: transfer.what, bytes: transfer.bytes }
    sim.put<Server>({ ...without(server), ram: [...(server.ram ?? []), content] })
  },
  'loader.failed': (sim, id: Owner, _: unknown, event: MachineEvent) => {
    print(sim, consoleOf(id), `${failure(sim, id, event)}\nUnable to load a kernel!\n`)
    sim.put<Server>(without(sim.world.need(id)))
  },
  'loader.boot': (sim, id: Owner) => {
    listen(sim, consoleOf(id), { reader: '', mode: 'off' })
    print(sim, consoleOf(id), 'Booting...\n')
  },
}
