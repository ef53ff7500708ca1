import type { Id } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import type { Server } from '../../hardware/hardware.ts'
import { checkPassword } from '../../platform/password.ts'
import { contextOf, isIn } from '../at.ts'
import { keyName } from '../keys.ts'
import { rootFor } from '../loader/at.ts'
import { loaderCommand } from '../loader/forth.ts'
import { hasImages, otherStamps, PER_PAGE } from '../loader/images.ts'

/** What arrives from a terminal. */
interface Typed {
  readonly text?: string
  readonly key?: string
  readonly interrupt?: true
  readonly eof?: true
}

/** Hot keys of the loader's menus. Source: illumos usr/src/boot/sys/boot/forth/joyent.menu.rc. */
const MENU: Readonly<Record<string, string>> = {
  enter: 'boot',
  b: 'boot',
  '1': 'boot',
  escape: 'escape',
  '2': 'escape',
  '3': 'reboot',
  o: 'options',
  '4': 'options',
}
const OPTIONS: Readonly<Record<string, string>> = {
  backspace: 'back',
  '1': 'back',
  c: 'console',
  '2': 'console',
  v: 'verbose',
  '3': 'verbose',
  k: 'kmdb',
  '4': 'kmdb',
  r: 'rescue',
  '5': 'rescue',
}
const serverOf = (sim: Simulation, tty: Id<'tty'>): Server => sim.world.need(sim.world.need(tty).server)

/** What a key means in the menu of platform images: a stamp of the page that is shown, the default, the next page. */
function imageKey(sim: Simulation, server: Server, key: string): void {
  const root = rootFor(sim, server.id)
  const first = ((server.loader?.page ?? 1) - 1) * PER_PAGE
  const stamps = root ? otherStamps(root).slice(first, first + PER_PAGE) : []
  if (key === 'backspace' || key === '1') sim.send(server.id, { type: 'back' })
  else if (key === 'p' || key === '2') sim.send(server.id, { type: 'page' })
  else if (key === 'd' || key === '3') sim.send(server.id, { type: 'image' })
  else {
    const stamp = /^[4-8]$/.test(key) ? stamps[Number(key) - 4] : undefined
    if (stamp !== undefined) sim.send(server.id, { type: 'image', stamp })
  }
}
function loader(sim: Simulation, tty: Id<'tty'>, typed: Typed): void {
  const server = serverOf(sim, tty)
  if (typed.text !== undefined) loaderCommand(sim, server.id, typed.text)
  if (typed.key === undefined) return
  const key = keyName(typed.key)
  if (isIn(server, 'on', 'loader', 'images')) imageKey(sim, server, key)
  else if (isIn(server, 'on', 'loader', 'autoboot')) sim.send(server.id, { type: key === 'enter' ? 'boot' : 'key' })
  else if (isIn(server, 'on', 'loader', 'options')) {
    if (Object.hasOwn(OPTIONS, key)) sim.send(server.id, { type: OPTIONS[key] ?? '' })
  } else {
    const images = (key === 'p' || key === '5') && hasImages(rootFor(sim, server.id))
    sim.send(server.id, { type: images ? 'images' : (Object.hasOwn(MENU, key) && MENU[key]) || 'pause' })
  }
}
function login(sim: Simulation, tty: Id<'tty'>, { text }: Typed): void {
  const server = serverOf(sim, tty)
  if (!isIn(server, 'on', 'system')) return
  const asksName = sim.world.get(tty)?.mode === 'line'
  if (asksName) {
    const user = text?.trim() ?? ''
    if (user !== '') sim.send(server.id, { type: 'name', user })
    return
  }
  const good = text !== undefined && checkPassword(sim, server, contextOf(server).user, text)
  sim.send(server.id, { type: good ? 'accepted' : 'refused' })
}

/** Who reads the console while no shell does. */
export const readerEffects: Record<string, Effect> = {
  'reader.loader': loader,
  'reader.login': login,
  'reader.setup': (sim, tty: Id<'tty'>, typed: Typed) => {
    const setup: Id = `setup:${serverOf(sim, tty).name}`
    if (typed.text !== undefined) sim.send(setup, { type: 'line', text: typed.text })
    else if (typed.interrupt) sim.send(setup, { type: 'interrupt' })
  },
  'reader.anykey': (sim, tty: Id<'tty'>) => void sim.send(serverOf(sim, tty).id, { type: 'key' }),
}
