import type { Id } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { consoleOf, listen, meant, print } from '../../console/tty.ts'
import { checkPassword } from '../../platform/password.ts'
import { contextOf, isIn } from '../at.ts'
import { startShell } from '../neighbours.ts'

type Owner = Id<'server'>
/** What arrives from the console while sulogin reads it. */
interface Typed {
  readonly text?: string
  readonly eof?: true
}

/** Source: illumos usr/src/cmd/svc/startd/{graph,fork}.c. */
export function requestMaintenance(sim: Simulation, id: Owner): void {
  print(sim, consoleOf(id), 'Requesting System Maintenance Mode\n(See /lib/svc/share/README for more information.)\nConsole login service(s) cannot run\n')
}
function read(sim: Simulation, tty: Id<'tty'>, { text, eof }: Typed): void {
  const server = sim.world.need(sim.world.need(tty).server)
  if (!isIn(server, 'on', 'system')) return
  if (eof) return void sim.send(server.id, { type: 'bypass' })
  if (text === undefined) return
  if (sim.world.get(tty)?.mode === 'line') {
    const user = text.trim()
    if (user === '') sim.perform('console.sulogin', server.id, {})
    else sim.send(server.id, { type: 'name', user })
    return
  }
  const { user } = contextOf(server)
  // Only who may go to maintenance is let in: of the image's users, root. (solaris.system.maintenance)
  const good = user === 'root' && checkPassword(sim, server, user, text)
  if (!good) print(sim, tty, `\nLogin incorrect or user ${user} not authorized\n`)
  sim.send(server.id, { type: good ? 'accepted' : 'refused' })
}

/** Effects of the console while the system cannot come up. Source: illumos usr/src/cmd/sulogin/sulogin.c. */
export const suloginEffects: Record<string, Effect> = {
  'console.sulogin': (sim, id: Owner) => {
    print(sim, consoleOf(id), '\n')
    listen(sim, consoleOf(id), { reader: 'sulogin', mode: 'line', prompt: 'Enter user name for system maintenance (control-d to bypass): ' })
  },
  'console.suloginPassword': (sim, id: Owner) => {
    const { user } = contextOf(sim.world.need(id))
    listen(sim, consoleOf(id), { reader: 'sulogin', mode: 'password', prompt: `Enter ${user} password (control-d to bypass): ` })
  },
  'console.suloginSession': (sim, id: Owner) => {
    const { user } = contextOf(sim.world.need(id))
    print(sim, consoleOf(id), `\nsingle-user privilege assigned to ${user} on /dev/console.\nEntering System Maintenance Mode\n\n`)
    startShell(sim, meant(sim, consoleOf(id))?.id ?? consoleOf(id), user)
  },
  /** It is over: again as long as nothing has changed; the login prompt comes when its service does. */
  'console.suloginDone': (sim, id: Owner) => {
    const server = sim.world.need(id)
    // The login prompt is there already, where the way on did not have to be waited for.
    if (!isIn(server, 'on', 'system', 'console', 'sulogin done')) return
    listen(sim, consoleOf(id), { reader: '', mode: 'off' })
    if (isIn(server, 'on', 'system', 'milestones', 'maintenance')) {
      requestMaintenance(sim, id)
      sim.send(id, { type: 'again' })
    } else if (server.system?.multiUser) sim.perform('console.login', id, {})
  },
  'reader.sulogin': read,
}
