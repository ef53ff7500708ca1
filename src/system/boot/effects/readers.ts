import type { Id } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import type { Server } from '../../hardware/hardware.ts'
import { checkPassword } from '../../platform/password.ts'
import { contextOf, isIn } from '../at.ts'
import { keyName } from '../keys.ts'
import { loaderCommand } from '../loaderCommands.ts'

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

function loader(sim: Simulation, tty: Id<'tty'>, typed: Typed): void {
  const server = serverOf(sim, tty)
  if (typed.text !== undefined) loaderCommand(sim, server, typed.text)
  if (typed.key === undefined) return
  const menu = isIn(server, 'on', 'loader', 'options') ? OPTIONS : MENU
  sim.send(server.id, { type: menu[keyName(typed.key)] ?? 'pause' })
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
