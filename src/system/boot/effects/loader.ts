import type { Id, MachineEvent } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { clear, consoleOf, listen, print } from '../../console/tty.ts'
import type { RamContent, Server } from '../../hardware/hardware.ts'
import { sha1Of } from '../../media/checksum.ts'
import { fileAt, textAt } from '../../media/lookup.ts'
import { contextOf } from '../at.ts'
import { parseConf } from '../conf.ts'
import { menuScreen, optionsScreen } from '../menu.ts'
import type { LoaderText } from '../server/chart.ts'
import { readingTime, sourceOf } from '../source.ts'
import { presentSource } from './firmware.ts'

type Owner = Id<'server'>
type File = 'unix' | 'boot_archive' | 'boot_archive.hash'

/** Where a file of the platform lies, below the prefix; and how the loader names it: the kernel by its bare name unless its path was given. */
const PATHS: Record<File, string> = {
  unix: '/platform/i86pc/kernel/amd64/unix',
  boot_archive: '/platform/i86pc/amd64/boot_archive',
  'boot_archive.hash': '/platform/i86pc/amd64/boot_archive.hash',
}
const shownPath = (what: File, prefix: string): string => (what === 'unix' && prefix === '' ? 'unix' : `${prefix}${PATHS[what]}`)
/** Share of RAM that what is loaded may take: the rest belongs to firmware and loader. Ours; 512 MiB is the least that boots (smartos-docs hardware-requirements.md). */
const ROOM = 0.7

/** Fixed texts. Sources: illumos usr/src/boot/sys/boot/i386/{pmbr/pmbr.s,gptzfsboot/zfsboot.c,loader/main.c}, efi/loader/main.c. */
function textOf(server: Server, text: LoaderText): string {
  const { seconds } = contextOf(server)
  switch (text) {
    case 'io error':
      return 'I/O error'
    case 'no boot loader':
      return 'No boot loader'
    // Source: illumos usr/src/boot/sys/boot/i386/cdboot/cdboot.S
    case 'cdboot':
      return 'CD Loader 1.2\n\nBuilding the boot loader arguments\n'
    case 'cdboot found':
      return 'Looking up /BOOT/LOADER... Found\nRelocating the loader and the BTX\nStarting the BTX loader\n'
    case 'cdboot failed':
      return 'Looking up /BOOT/LOADER... File not found\nLooking up /boot/loader... File not found\nBoot failed\n'
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
    const source = presentSource(sim, id) ?? sim.world.need(id).loader?.source
    if (!source) return
    const { root } = sourceOf(sim.world, id, source) ?? {}
    const conf = (path: string): Record<string, string> => parseConf((root && textAt(root, path)) ?? '')
    const env = { ...conf('/boot/defaults/loader.conf'), ...conf('/boot/loader.conf'), ...conf('/boot/loader.conf.local') }
    sim.patch(sim.world.need(id), { loader: { source, prefix: '', env }, ram: [{ what: 'loader', bytes: 524_288 }] })
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
    const { loader } = server
    const path = shownPath(what, loader?.prefix ?? '')
    const source = loader && sourceOf(sim.world, id, loader.source)
    const file = source && fileAt(source.root, `${loader.prefix}${PATHS[what]}`)
    // An image chosen from the list of alternates comes without its checksum. (illumos-joyent menu of OS-8231)
    if (what === 'boot_archive.hash' && (loader?.prefix.startsWith('/os/') || loader?.env['boot_archive.hash_load']?.toUpperCase() === 'NO'))
      return void sim.send(id, { type: 'none' })
    if (!source || !file) return void sim.send(id, { type: 'unreadable', reason: 'missing', path })
    const loaded = (server.ram ?? []).reduce((sum, { bytes }) => sum + bytes, 0)
    if (loaded + file.size > server.ramMiB * 1024 * 1024 * ROOM) return void sim.send(id, { type: 'unreadable', reason: 'memory', path })
    print(sim, consoleOf(id), `Loading ${path}...\n`)
    const time = readingTime(source, file.size)
    sim.patch(server, { transfer: { what, from: source.id, path, bytes: file.size, startedAt: sim.now, endsAt: sim.now + time } })
    sim.later(id, 'read', time, { type: 'loader.arrived' })
  },
  'loader.arrived': (sim, id: Owner) => void sim.send(id, { type: 'read' }),
  'loader.loaded': (sim, id: Owner) => {
    const server = sim.world.need(id)
    const { transfer, loader } = server
    if (!transfer || !loader) return
    const source = sourceOf(sim.world, id, loader.source)
    const file = source && fileAt(source.root, `${loader.prefix}${PATHS[transfer.what as File]}`)
    const content: RamContent = {
      what: transfer.what,
      bytes: transfer.bytes,
      path: transfer.path,
      ...(file?.artifact && { artifact: file.artifact }),
      ...(file && transfer.what === 'boot_archive' && { sum: sha1Of(file) }),
      ...(file?.content !== undefined && { text: file.content.slice(0, 200) }),
    }
    sim.put<Server>({ ...without(server), ram: [...(server.ram ?? []), content] })
  },
  'loader.failed': (sim, id: Owner, _: unknown, event: MachineEvent) => {
    sim.cancel(id, 'read')
    print(sim, consoleOf(id), `${failure(sim, id, event)}\nUnable to load a kernel!\n`)
    sim.put<Server>(without(sim.world.need(id)))
  },
  'loader.boot': (sim, id: Owner) => {
    listen(sim, consoleOf(id), { reader: '', mode: 'off' })
    print(sim, consoleOf(id), 'Booting...\n')
  },
}
