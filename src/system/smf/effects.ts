import type { Id } from '../../sim/record.ts'
import type { Effect, Simulation } from '../../sim/simulation.ts'
import { dateOf } from '../hardware/clock.ts'
import { dependentsOf, isDue, unmet } from './graph.ts'
import { logLine } from './log.ts'
import { killMethod, type MethodName, methodEnded, runMethod } from './method.ts'
import { act, isGoingDown, look, reached } from './operations.ts'
import { isEnabled, placeOf, recordsOf, type ServiceRecord } from './service.ts'
import { definitionOf, serviceOf } from './services.ts'

type Owner = Id<'service'>
/** An effect on a service that is still there, and whose place runs. */
const on =
  (run: (sim: Simulation, record: ServiceRecord) => void): Effect =>
  (sim, id: Owner) => {
    const record = sim.world.get(id)
    if (record && serviceOf(sim.world, placeOf(record), record.fmri)) run(sim, record)
  }
/** How long the contract of a start method that left no process stays, ms; a wait service comes again after a second. */
const EMPTY = 100

/** Stops what depends on a service that has gone down and wants to be stopped then. Source: smf(7), illumos startd/graph.c. */
function stopDependents(sim: Simulation, record: ServiceRecord): void {
  const place = placeOf(record)
  const fault = record.machine.value === 'maintenance'
  for (const { fmri, dependency } of dependentsOf(sim.world, place, record.fmri)) {
    const { restartOn, grouping } = dependency
    if (grouping === 'exclude_all' || restartOn === 'none' || (restartOn === 'error' && !fault)) continue
    const state = serviceOf(sim.world, place, fmri)?.state
    if (state === 'online' || state === 'degraded') act(sim, place, fmri, 'dependency stopped')
  }
}
/** Something of the image that a method really does is an effect of that name. */
const methodOf = (fmri: string): string => `method.${fmri.slice('svc:/'.length)}`
/** Numbers for the contract and the processes of a start: they only grow. */
function numbers(sim: Simulation, record: ServiceRecord): { contract: number; pid: number } {
  const taken = Math.max(...recordsOf(sim.world, placeOf(record)).map(({ contract }) => contract ?? 0))
  const contract = Math.max(taken + 1, 120 + Math.floor((sim.now - (sim.world.get(record.server)?.system?.bootedAt ?? 0)) / 2000))
  return { contract, pid: 2600 + contract * 3 }
}

/** What the statechart of a service asks for. */
export const effects: Record<string, Effect> = {
  'service.entered': on((sim, record) => sim.patch(record, { since: dateOf(sim.world) })),
  'service.say': (sim, id: Owner, { text }: { text: string }) => {
    const record = sim.world.get(id)
    if (record) logLine(sim, record, text)
  },
  'service.adopt': on((sim, record) => sim.send(record.id, { type: isEnabled(record) ? 'enabled' : 'disabled' })),
  'service.wait': on((sim, record) => {
    const { id, fmri } = record
    if (!isEnabled(record)) return void sim.send(id, { type: 'disable' })
    const definition = definitionOf(sim.world, placeOf(record), fmri)
    if (!isDue(sim.world, placeOf(record), fmri)) {
      if (sim.definition.effects['smf.retry']) sim.perform('smf.retry', id, {})
    } else if (definition && unmet(sim, placeOf(record), definition).length === 0) sim.send(id, { type: 'satisfied' })
  }),
  'service.start': on((sim, record) => {
    const { reason, ...rest } = record
    const duration = definitionOf(sim.world, placeOf(record), record.fmri)?.duration
    sim.put<ServiceRecord>({ ...rest, ...(duration !== 'transient' && numbers(sim, record)) })
    runMethod(sim, record.id, 'start')
    if (duration === 'child' && record.definition?.file !== undefined && sim.world.get(record.id)?.machine.value === 'offline*')
      sim.send(record.id, { type: 'started' })
  }),
  'service.up': on((sim, record) => {
    const definition = definitionOf(sim.world, placeOf(record), record.fmri)
    if (!isEnabled(record)) return void sim.send(record.id, { type: 'disable' })
    // Nothing of a start method of one's own goes on after it: its contract is empty, unless it is the service itself.
    if (record.definition?.file !== undefined && definition?.duration === 'contract' && definition.methods.start?.exec !== ':true')
      sim.later(record.id, 'exited', EMPTY, { type: 'service.exited' })
    look(sim, placeOf(record))
  }),
  'service.exited': on((sim, record) => void sim.send(record.id, { type: 'all exited' })),
  'service.stop': on((sim, record) => {
    sim.cancel(record.id, 'exited')
    runMethod(sim, record.id, 'stop')
  }),
  'service.down': on((sim, record) => {
    if (isGoingDown(sim, placeOf(record))) return
    if (record.machine.value === 'disabled' && isEnabled(record)) return void sim.send(record.id, { type: 'enable' })
    stopDependents(sim, record)
    look(sim, placeOf(record))
  }),
  'service.ill': on((sim, record) => {
    killMethod(sim, record.id)
    for (const timer of ['method', 'timeout', 'exited']) sim.cancel(record.id, timer)
  }),
  'service.refresh': on((sim, record) => {
    logLine(sim, record, 'Rereading configuration.')
    if (record.machine.value !== 'offline') runMethod(sim, record.id, 'refresh')
  }),
  /** The time that a method of the image takes is over: what it does is done now. */
  'service.method done': (sim, id: Owner, { name }: { name: MethodName }) => {
    const record = sim.world.get(id)
    if (!record || !serviceOf(sim.world, placeOf(record), record.fmri)) return
    const effect = methodOf(record.fmri)
    const value = record.machine.value
    if (record.definition?.file === undefined && sim.definition.effects[effect]) sim.perform(effect, id, { method: name })
    const now = sim.world.get(id)
    // It may have told its end by itself.
    if (now && now.machine.value === value)
      methodEnded(sim, id, name, 0, definitionOf(sim.world, placeOf(record), record.fmri)?.methods[name]?.exec.startsWith(':') ?? true)
  },
  /** A step of the start-up of a zone, of which something is kept, is over. */
  'smf.zone reached': (sim, zone: Id<'zone'>, { step, boot }: { step: string; boot: number }) => {
    const record = sim.world.get(zone)
    if (record?.booted === boot) reached(sim, { server: record.server, zone }, step)
  },
  'service.timeout': on((sim, record) => {
    logLine(sim, record, `Method or service exit timed out.  Killing contract ${record.contract ?? 0}.`)
    killMethod(sim, record.id)
    const value = record.machine.value
    methodEnded(sim, record.id, value === 'online*' ? 'stop' : value === 'offline*' ? 'start' : 'refresh', -1)
  }),
}
