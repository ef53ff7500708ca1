import type { Id } from '../../../sim/record.ts'
import type { Effect } from '../../../sim/simulation.ts'
import { consoleOf, listen, meant, print } from '../../console/tty.ts'
import { openFiles } from '../../files/open.ts'
import { noteLogin } from '../../platform/lastlog.ts'
import { mayRun } from '../../smf/operations.ts'
import { takeBaseline } from '../../survival/baseline.ts'
import { contextOf, isIn } from '../at.ts'
import { startShell } from '../neighbours.ts'

type Owner = Id<'server'>

/** Effects of the console's states. Source: illumos cmd/svc/milestone/{console-login,make-console-login-xml}. */
export const consoleEffects: Record<string, Effect> = {
  'console.login': (sim, id: Owner) => {
    const server = sim.world.need(id)
    const { system } = server
    if (!system) return
    // From here on it is no longer the boot alone that writes.
    if (!system.multiUser) takeBaseline(sim, id)
    sim.put({ ...server, system: { ...system, multiUser: true } })
    sim.send(id, { type: 'console-login' })
    // While sulogin has the console, or the service is not up, there is no prompt.
    const free = isIn(sim.world.need(id), 'on', 'system', 'console', 'login') && mayRun(sim, { server: id }, 'svc:/system/console-login:default')
    if (!free) return
    const files = openFiles(sim, { server: id })
    if (files.exists('/etc/issue')) print(sim, consoleOf(id), `\n${files.read('/etc/issue')}`)
    sim.perform('console.prompt', id, {})
  },
  'console.prompt': (sim, id: Owner) => {
    const server = sim.world.need(id)
    const console = server.system?.bootParameters.os_console ?? 'text'
    listen(sim, consoleOf(id), { reader: 'login', mode: 'line', prompt: `${server.system?.hostname} ${console === 'text' ? 'wscons' : console} login: ` })
  },
  'console.password': (sim, id: Owner) => listen(sim, consoleOf(id), { reader: 'login', mode: 'password', prompt: 'Password: ' }),
  'console.refused': (sim, id: Owner) => {
    print(sim, consoleOf(id), 'Login incorrect\n')
    sim.perform('console.prompt', id, {})
  },
  'console.session': (sim, id: Owner) => {
    const tty = meant(sim, consoleOf(id))?.id ?? consoleOf(id)
    const { user } = contextOf(sim.world.need(id))
    print(sim, tty, noteLogin(sim, id, user, 'console'))
    startShell(sim, tty, user)
  },
}
