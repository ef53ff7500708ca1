import type { Id, MachineEvent } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { clear, consoleOf, listen, print } from '../../console/tty.ts'
import type { PlannedFile, RamContent, Server } from '../../hardware/hardware.ts'
import { sha1Of } from '../../media/checksum.ts'
import { fileAt } from '../../media/lookup.ts'
import { envOf, patchLoader, rootFor, setEnv, unload } from '../loader/at.ts'
import { type Option, readConf, toggled } from '../loader/env.ts'
import { chooseImage, otherStamps, pagesOf } from '../loader/images.ts'
import { loadedKernel, planOf, refusal } from '../loader/plan.ts'
import { loaderText } from '../loader/texts.ts'
import { imagesScreen, menuScreen, optionsScreen } from '../menu.ts'
import type { LoaderText } from '../server/chart.ts'
import { readingTime, sourceOf } from '../source.ts'
import { presentSource } from './firmware.ts'

type Owner = Id<'server'>

/** Bytes of a small file that are kept when it is loaded: a kernel shows them below `/system/boot`. */
const SMALL = 65_536
const without = (server: Server): Server => {
  const { transfer, ...rest } = server
  return rest
}
const say = (sim: Simulation, id: Owner, text: string): void => print(sim, consoleOf(id), text)
/** What the menus take their keys by. */
const keys = (sim: Simulation, id: Owner): void => listen(sim, consoleOf(id), { reader: 'loader', mode: 'key' })
function draw(sim: Simulation, id: Owner, text: string): void {
  clear(sim, consoleOf(id))
  say(sim, id, text)
  keys(sim, id)
}

/** Begins to read a file, or says why it cannot be read. */
function read(sim: Simulation, id: Owner, planned: PlannedFile): void {
  const server = sim.world.need(id)
  const source = server.loader && sourceOf(sim.world, id, server.loader.source)
  const reason = refusal(server, source?.root, planned)
  const file = source && fileAt(source.root, planned.path)
  if (reason || !source || !file) return void sim.send(id, { type: 'unreadable', reason: reason ?? '' })
  const time = readingTime(source, file.size)
  const { what, path } = planned
  sim.patch(server, { transfer: { what, from: source.id, path, bytes: file.size, startedAt: sim.now, endsAt: sim.now + time } })
  sim.later(id, 'read', time, { type: 'loader.arrived' })
}
/** What lies in RAM once a planned file has been read. */
function contentOf(sim: Simulation, id: Owner, { what, type, name, path }: PlannedFile, bytes: number): RamContent {
  const root = rootFor(sim, id)
  const file = root && fileAt(root, path)
  return {
    what,
    bytes,
    path,
    type,
    ...(name !== undefined && { name }),
    ...(file?.artifact && { artifact: file.artifact }),
    ...(file && what === 'boot_archive' && { sum: sha1Of(file) }),
    ...(file?.content !== undefined && { text: file.content.slice(0, SMALL) }),
  }
}

/** Effects of the loader states. */
export const loaderEffects: Record<string, Effect> = {
  'loader.begin': (sim, id: Owner) => {
    const source = presentSource(sim, id) ?? sim.world.need(id).loader?.source
    if (!source) return
    const env = readConf(sourceOf(sim.world, id, source)?.root)
    sim.patch(sim.world.need(id), { loader: { source, prefix: '', env }, ram: [{ what: 'loader', bytes: 524_288 }] })
  },
  'loader.say': (sim, id: Owner, { text }: { text: LoaderText }) => say(sim, id, loaderText(sim.world.need(id), text)),
  'loader.menu': (sim, id: Owner) => {
    // Without its configuration it has no menu either.
    if (Object.keys(envOf(sim, id)).length === 0) return void sim.send(id, { type: 'no conf' })
    draw(sim, id, menuScreen(rootFor(sim, id)))
    const delay = envOf(sim, id).autoboot_delay ?? '10'
    const seconds = Number.parseInt(delay, 10)
    if (delay.toUpperCase() === 'NO') sim.send(id, { type: 'pause' })
    else if (seconds < 1) sim.send(id, { type: 'boot' })
    else if (seconds > 0 && seconds !== 10) sim.send(id, { type: 'delay', seconds })
  },
  'loader.options': (sim, id: Owner) => draw(sim, id, optionsScreen(envOf(sim, id))),
  'loader.toggle': (sim, id: Owner, { option }: { option: Option }) => setEnv(sim, id, toggled(envOf(sim, id), option)),
  'loader.images': (sim, id: Owner) => {
    const { loader } = sim.world.need(id)
    draw(sim, id, imagesScreen(rootFor(sim, id), loader?.page ?? 1, loader?.env.bootpi ?? 'default'))
  },
  'loader.page': (sim, id: Owner) => {
    const root = rootFor(sim, id)
    const pages = pagesOf(root ? otherStamps(root) : [])
    const page = (sim.world.need(id).loader?.page ?? 1) + 1
    patchLoader(sim, id, { page: page > pages ? 1 : page })
  },
  'loader.image': (sim, id: Owner, _: unknown, event: MachineEvent) => {
    listen(sim, consoleOf(id), { reader: '', mode: 'off' })
    chooseImage(sim, id, event.stamp as string | undefined)
  },
  'loader.keys': (sim, id: Owner) => keys(sim, id),
  'loader.prompt': (sim, id: Owner, _: unknown, event: MachineEvent) => {
    if (event.type === 'escape') {
      setEnv(sim, id, { ...envOf(sim, id), autoboot_delay: 'NO' })
      say(sim, id, "\nTo get back to the menu, type `menu' and press ENTER\nor type `boot' and press ENTER to start illumos.\n\n")
    }
    listen(sim, consoleOf(id), { reader: 'loader', mode: 'line', prompt: 'ok ' })
  },
  // What `load` has put into RAM is booted; otherwise what the variables say is read.
  'loader.plan': (sim, id: Owner, _: unknown, event: MachineEvent) => {
    listen(sim, consoleOf(id), { reader: '', mode: 'off' })
    const loaded = loadedKernel(sim.world.need(id)) !== undefined
    const { args } = sim.world.need(id).loader ?? {}
    if (!loaded) unload(sim, id)
    patchLoader(sim, id, {
      plan: loaded ? [] : planOf(envOf(sim, id), event.kernel as string | undefined),
      ...(args !== undefined && { args }),
    })
  },
  'loader.read': (sim, id: Owner, { what }: { what: RamContent['what'] | 'any' }) => {
    const planned = sim.world.need(id).loader?.plan?.find((one) => what === 'any' || one.what === what)
    if (!planned) return void sim.send(id, { type: 'none' })
    if (what === 'any') listen(sim, consoleOf(id), { reader: '', mode: 'off' })
    // `load` has said it already.
    else say(sim, id, `Loading ${planned.shown}...\n`)
    read(sim, id, planned)
  },
  'loader.arrived': (sim, id: Owner) => void sim.send(id, { type: 'read' }),
  'loader.loaded': (sim, id: Owner) => {
    const server = sim.world.need(id)
    const { transfer, loader } = server
    const planned = loader?.plan?.find(({ path, what }) => path === transfer?.path && what === transfer.what)
    if (!transfer || !loader || !planned) return
    const content = contentOf(sim, id, planned, transfer.bytes)
    sim.put<Server>({
      ...without(server),
      ram: [...(server.ram ?? []), content],
      loader: { ...loader, plan: (loader.plan ?? []).filter((one) => one !== planned) },
    })
  },
  'loader.check': (sim, id: Owner) => {
    const rootfs = sim.world.need(id).ram?.some(({ what }) => what === 'boot_archive')
    sim.send(id, rootfs ? { type: 'ready' } : { type: 'unreadable', reason: 'No rootfs module provided, aborting' })
  },
  'loader.failed': (sim, id: Owner, { booting }: { booting: boolean }, event: MachineEvent) => {
    sim.cancel(id, 'read')
    const server = sim.world.need(id)
    const reason = event.type === 'pulled' ? `error reading '${server.transfer?.path}': Input/output error` : (event.reason as string)
    // Files beside kernel and root are read when those are there.
    const kernel = booting && server.loader?.plan?.some(({ what }) => what !== 'file')
    say(sim, id, `${reason}\n${kernel ? 'Unable to load a kernel!\n' : ''}`)
    sim.put<Server>(without(server))
    patchLoader(sim, id, { plan: [] })
  },
  'loader.autoboot': (sim, id: Owner, _: unknown, event: MachineEvent) => {
    if (event.type === 'ready') say(sim, id, loaderText(sim.world.need(id), 'hit enter'))
    listen(sim, consoleOf(id), { reader: 'loader', mode: 'key' })
  },
  'loader.boot': (sim, id: Owner) => {
    listen(sim, consoleOf(id), { reader: '', mode: 'off' })
    // iPXE hands over without a word.
    if (!sim.world.need(id).loader?.source.startsWith('bootserver:')) say(sim, id, 'Booting...\n')
  },
}
