import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { openFiles } from '../files/open.ts'
import type { Definition, Method } from './definition.ts'
import { appendLog, logLine, tell } from './log.ts'
import { placeOf, type Reason, type ServiceRecord, splitFmri } from './service.ts'
import { definitionOf } from './services.ts'

/** What the restarter runs of a service. */
export type MethodName = 'start' | 'stop' | 'refresh'
/** What the layer of the shell gets to run a method. */
export interface MethodCall {
  readonly method: MethodName
  /** The command, as a shell would have it. */
  readonly line: string
  readonly user: string
  readonly cwd: string
  readonly environment: Readonly<Record<string, string>>
}
/** Simulated ms that a method of the image takes. */
const TIME = { start: 400, stop: 150, refresh: 50 } as const
/** Exit statuses after which no start is tried again. Source: smf_method(7). */
const FATAL = new Set([95, 96, 99, 100])
/** Failures in a row after which the service is given up. Source: illumos startd/restarter.c FAULT_THRESHOLD. */
const THRESHOLD = 3
/** Starts within that time (ms) after which it restarts too quickly. Source: illumos startd/method.c method_rate_critical. */
const RATE = { starts: 10, within: 600_000 } as const

const need = (sim: Simulation, id: Id<'service'>): ServiceRecord => sim.world.need(id)

/** Puts what it stands for in place of each token. Source: smf_method(7), illumos startd/expand.c. */
function expand(text: string, method: MethodName, record: ServiceRecord, definition: Definition): string {
  const { service, instance } = splitFmri(record.fmri)
  const simple: Readonly<Record<string, string>> = { m: method, s: service, i: instance, f: record.fmri, r: 'svc:/system/svc/restarter:default', '%': '%' }
  return text.replace(/%(?:\{([^}]*)\}|(.))/g, (whole, property: string | undefined, letter: string | undefined) => {
    if (letter !== undefined) return simple[letter] ?? whole
    const [group = '', name = ''] = (property ?? '').split('/')
    const found = record.groups?.[group]?.properties[name] ?? definition.groups?.[group]?.properties[name]
    return found?.values.join(' ') ?? ''
  })
}
/** Runs a method of a service; `methodEnded` hears of its end, at once or later. */
export function runMethod(sim: Simulation, id: Id<'service'>, name: MethodName): void {
  const record = need(sim, id)
  const definition = definitionOf(sim.world, placeOf(record), record.fmri)
  const method = definition?.methods[name]
  if (!definition || !method) {
    if (name === 'refresh') logLine(sim, record, "No 'refresh' method defined.  Treating as :true.")
    return void methodEnded(sim, id, name, 0, true)
  }
  const exec = expand(method.exec, name, record, definition)
  if (exec === ':true') {
    logLine(sim, record, `Executing ${name} method (null).`)
    return void methodEnded(sim, id, name, 0, true)
  }
  if (exec.startsWith(':kill')) {
    if (name === 'stop' && definition.duration === 'transient') {
      logLine(sim, record, 'Invalid use of ":kill" as stop method for transient service.')
      return void giveUp(sim, id, 'method_failed')
    }
    logLine(sim, record, `Executing ${name} method (:kill).`)
    killMethod(sim, id)
    return void later(sim, id, name, TIME[name])
  }
  const program = exec.split(' ')[0] ?? ''
  if (record.definition?.file !== undefined && program.startsWith('/') && !openFiles(sim, placeOf(record)).exists(program)) {
    logLine(sim, record, `Missing ${name} method (${program}), changing state to maintenance.`)
    return void giveUp(sim, id, 'method_failed')
  }
  if (name === 'start' && isTooQuick(sim, need(sim, id), definition)) {
    logLine(sim, record, 'Restarting too quickly, changing state to maintenance.')
    return void giveUp(sim, id, 'restarting_too_quickly')
  }
  logLine(sim, record, `Executing ${name} method ("${exec}").`)
  if (record.definition?.file === undefined || !sim.definition.effects['shell.method']) return void later(sim, id, name, TIME[name])
  if (method.timeout > 0 && !(name === 'start' && definition.duration === 'child'))
    sim.later(id, 'timeout', method.timeout * 1000, { type: 'service.timeout', params: { name } })
  sim.perform('shell.method', id, callOf(record, name, exec, method))
}
function callOf({ fmri, place, server }: ServiceRecord, method: MethodName, line: string, how: Method): MethodCall {
  const user = how.user ?? 'root'
  const environment = {
    PATH: '/usr/sbin:/usr/bin',
    SMF_FMRI: fmri,
    SMF_METHOD: method,
    SMF_RESTARTER: 'svc:/system/svc/restarter:default',
    SMF_ZONENAME: place === server ? 'global' : place.slice(place.indexOf('/') + 1),
    ...how.environment,
  }
  const cwd = how.workingDirectory
  return { method, line, user, cwd: cwd === undefined || cwd === ':default' || cwd === ':home' ? (user === 'root' ? '/root' : '/') : cwd, environment }
}
/** Notes a start; whether there were too many of them. */
function isTooQuick(sim: Simulation, record: ServiceRecord, { duration }: Definition): boolean {
  const starts = [...record.starts.filter((at) => sim.now - at < RATE.within), sim.now].slice(-RATE.starts)
  sim.patch(record, { starts })
  return duration !== 'child' && starts.length >= RATE.starts
}
const later = (sim: Simulation, id: Id<'service'>, name: MethodName, ms: number): void =>
  sim.later(id, 'method', ms, { type: 'service.method done', params: { name } })
/** Ends what a method of the service still runs. */
export function killMethod(sim: Simulation, id: Id<'service'>): void {
  if (sim.definition.effects['shell.method killed']) sim.perform('shell.method killed', id, {})
}
/** The service goes to maintenance and stays there. */
export function giveUp(sim: Simulation, id: Id<'service'>, reason: Reason): void {
  sim.patch(need(sim, id), { reason })
  sim.send(id, { type: 'failed fatally' })
}
/** A method has ended with that status; -1: a signal killed it. `quiet`: there was no program. Source: illumos startd/method.c, restarter.c. */
export function methodEnded(sim: Simulation, id: Id<'service'>, name: MethodName, status: number, quiet = false): void {
  const record = sim.world.get(id)
  if (!record) return
  sim.cancel(id, 'timeout')
  if (!quiet) {
    logLine(sim, record, `Method "${name}" ${status < 0 ? 'failed due to signal KILL' : `exited with status ${status}`}.`)
    if (status !== 0)
      tell(
        sim,
        placeOf(record),
        'method',
        `${record.fmri}: Method "${execOf(sim, record, name)}" failed ${status < 0 ? 'due to signal KILL' : `with exit status ${status}`}.`,
      )
  }
  if (name === 'refresh') return
  if (name === 'stop') return void sim.send(id, { type: 'stopped' })
  const good = status === 0 || status === 94
  const failures = good ? 0 : record.failures + 1
  sim.patch(need(sim, id), { status, failures })
  if (good) sim.send(id, { type: 'started' })
  else if (FATAL.has(status)) {
    tellTransition(sim, record, fatally(status))
    giveUp(sim, id, 'method_failed')
  } else if (failures >= THRESHOLD) {
    tellTransition(sim, record, 'failed repeatedly')
    giveUp(sim, id, 'fault_threshold_reached')
  } else sim.send(id, { type: 'failed' })
}
/** What a method of a service is, with its tokens replaced. */
function execOf(sim: Simulation, record: ServiceRecord, name: MethodName): string {
  const definition = definitionOf(sim.world, placeOf(record), record.fmri)
  return definition ? expand(definition.methods[name]?.exec ?? '', name, record, definition) : ''
}
/** What is written and told of a start method of the image that has failed for good during the start-up: at once, or as often as it was tried. */
export function failedAtBoot(sim: Simulation, record: ServiceRecord, status: number, lines: readonly string[]): void {
  const exec = execOf(sim, record, 'start')
  logLine(sim, record, 'Enabled.')
  for (let n = 0; n < (FATAL.has(status) ? 1 : THRESHOLD); n++) {
    logLine(sim, record, `Executing start method ("${exec}").`)
    appendLog(sim, placeOf(record), record.fmri, lines.map((line) => `${line}\n`).join(''))
    logLine(sim, record, `Method "start" exited with status ${status}.`)
    tell(sim, placeOf(record), 'method', `${record.fmri}: Method "${exec}" failed with exit status ${status}.`)
  }
  tellTransition(sim, record, FATAL.has(status) ? fatally(status) : 'failed repeatedly')
}
/** Why it is given up, by the status of its start method. */
export const reasonOf = (status: number): Reason => (FATAL.has(status) ? 'method_failed' : 'fault_threshold_reached')
const fatally = (status: number): string => (status === 96 ? 'misconfigured' : 'failed fatally')
/** That a service went to maintenance, and how that came. Source: illumos startd/log.c log_transition. */
const tellTransition = (sim: Simulation, record: ServiceRecord, how: string): void =>
  tell(sim, placeOf(record), 'transition', `${record.fmri.slice('svc:/'.length)} ${how}: transitioned to maintenance (see 'svcs -xv' for details)`)
