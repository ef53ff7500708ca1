import type { Id } from '../sim/record.ts'
import type { Simulation } from '../sim/simulation.ts'
import { print } from '../system/console/tty.ts'
import { prompt, type ShellSession } from './session.ts'
import type { Task, Tasks } from './tasks.ts'

/** Ends a task; one that computes just now (it may be the one that took the zone down) ends by itself, unheard. */
function kill(sim: Simulation, tasks: Tasks, task: Task): void {
  task.dead = true
  task.abort.abort()
  if (task.wait) tasks.drop(task)
  else sim.commit({ [task.record.id]: undefined })
}

/** The processes of a zone are killed: its logins end, and the shells that they were entered from go on. */
export function endLogins(sim: Simulation, tasks: Tasks, zone: Id<'zone'>): void {
  const server = sim.world.get(zone)?.server
  if (!server) return
  for (const session of sim.world.by('shell', 'server', server)) {
    const at = session.frames.findIndex((frame) => frame.zone === zone)
    const entered = session.frames[at]
    if (!entered) continue
    const task = tasks.on(session.tty)
    if (task) kill(sim, tasks, task)
    sim.put<ShellSession>({ ...session, frames: session.frames.slice(0, at) })
    // Without a farewell a command waits for the end of the login, and goes on by itself.
    if (entered.farewell === undefined) continue
    print(sim, session.tty, entered.farewell)
    prompt(sim, session.tty)
  }
}
