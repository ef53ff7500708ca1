import type { Id } from '../sim/record.ts'
import type { Simulation } from '../sim/simulation.ts'
import { appendLog } from '../system/smf/log.ts'
import { type MethodCall, methodEnded } from '../system/smf/method.ts'
import { placeOf } from '../system/smf/service.ts'
import { toText } from './bytes.ts'
import { isInterrupt, type Setting } from './context.ts'
import { login } from './place.ts'
import { FAULT, INTERRUPTED, type Interpreter } from './run.ts'
import type { Task, Tasks } from './tasks.ts'

/** Methods that run, by the service that they are of. */
const running = new WeakMap<Simulation, Map<Id<'service'>, Task>>()
const runningIn = (sim: Simulation): Map<Id<'service'>, Task> => {
  const known = running.get(sim) ?? new Map<Id<'service'>, Task>()
  running.set(sim, known)
  return known
}

/** Runs the method of a service as a task without a terminal: what it prints goes to the log of the service, its status to the restarter. */
export function runMethod(sim: Simulation, tasks: Tasks, interpreter: Interpreter, id: Id<'service'>, call: MethodCall): void {
  const record = sim.world.need(id)
  const place = placeOf(record)
  const { server, zone } = place
  const print = (task: Task) => (bytes: string) => {
    if (!task.dead) appendLog(sim, place, record.fmri, toText(bytes))
  }
  const task = tasks.start({ server, line: call.line }, async (self) => {
    const base = login(sim.world, server, call.user, zone)
    const env = { ...base.env, ...call.environment, PWD: call.cwd }
    const frame = { ...base, cwd: call.cwd, env, exported: [...new Set([...base.exported, ...Object.keys(call.environment)])] }
    const setting: Setting = { sim, task: self, server, frame, streams: { stdin: '', out: print(self), err: print(self) } }
    let status: number
    try {
      status = (await interpreter.line(setting, call.line)).status
    } catch (error) {
      if (!isInterrupt(error)) print(self)(`globalzone: fault in the shell: ${error instanceof Error ? error.message : String(error)}\n`)
      status = isInterrupt(error) ? INTERRUPTED : FAULT
    }
    if (runningIn(sim).get(id) === self) runningIn(sim).delete(id)
    if (!self.dead) methodEnded(sim, id, call.method, status)
  })
  runningIn(sim).set(id, task)
}
/** Ends what a method of a service runs, unheard. */
export function killMethod(sim: Simulation, tasks: Tasks, id: Id<'service'>): void {
  const task = runningIn(sim).get(id)
  if (!task) return
  runningIn(sim).delete(id)
  task.dead = true
  task.abort.abort()
  if (task.wait) tasks.drop(task)
  else sim.commit({ [task.record.id]: undefined })
}
/** The session on a terminal is ended from outside: its processes are killed, and nothing is said. */
export function hangUp(sim: Simulation, tasks: Tasks, tty: Id<'tty'>): void {
  const task = tasks.on(tty)
  if (task) {
    task.dead = true
    task.abort.abort()
    if (task.wait) tasks.drop(task)
    else sim.commit({ [task.record.id]: undefined })
  }
  sim.commit({ [`shell:${tty.slice(4)}`]: undefined })
  const server = sim.world.get(tty)?.server
  if (server) sim.send(server, { type: 'logout' })
}
