import type { Id } from '../../sim/record.ts'
import type { Effect, Simulation } from '../../sim/simulation.ts'
import { dateOf } from '../hardware/clock.ts'
import { bootServices } from '../smf/zoneBoot.ts'
import { saveConfig } from './config.ts'
import { takeZoneid } from './kernel.ts'
import { mountZone, unmountZone } from './mounts.ts'
import { prepareRoot, provisioned, writeLastExit } from './root.ts'
import { destroyRoot, installRoot } from './storage.ts'
import { continueDeletion, forget } from './vms.ts'
import { dropVnics, plumbVnics } from './vnics.ts'
import type { Zone } from './zone.ts'

type Own = (sim: Simulation, zone: Zone) => void
/** An effect on a zone that is still there. */
const on =
  (run: Own): Effect =>
  (sim, id: Id<'zone'>) => {
    const zone = sim.world.get(id)
    if (zone) run(sim, zone)
  }

/** What a zone's statechart asks for. */
export const effects: Record<string, Effect> = {
  'zone.index': on((sim, zone) => saveConfig(sim, zone.server, zone.uuid)),
  'zone.install': on((sim, zone) => {
    const made = installRoot(sim, zone)
    if (made.ok) return
    sim.patch(zone, { failed: String(made.error.data.why ?? made.error.code) })
    sim.send(zone.id, { type: 'install.failed' })
  }),
  'zone.installed': on((sim, zone) => {
    prepareRoot(sim, zone)
    saveConfig(sim, zone.server, zone.uuid)
    if (zone.deleting) continueDeletion(sim, zone)
    else if (zone.provisioning && zone.autoboot) sim.send(zone.id, { type: 'boot' })
  }),
  'zone.uninstall': on((sim, zone) => {
    sim.send(zone.id, { type: destroyRoot(sim, zone).ok ? 'uninstalled' : 'uninstall.failed' })
  }),
  'zone.uninstalled': on((sim, zone) => {
    if (zone.deleting) forget(sim, zone)
    else saveConfig(sim, zone.server, zone.uuid)
  }),
  'zone.ready': on((sim, zone) => {
    const { exit, ...fresh } = zone
    const ready = sim.put<Zone>({ ...fresh, ...takeZoneid(sim, zone.server) })
    unmountZone(sim, ready)
    mountZone(sim, ready)
    plumbVnics(sim, ready)
  }),
  'zone.boot': on((sim, zone) => {
    sim.patch(zone, { booted: dateOf(sim.world) })
    bootServices(sim, zone.id)
  }),
  'zone.up': on((sim, zone) => {
    if (!zone.transition && !zone.provisioning) return
    provisioned(sim, zone)
    sim.cancel(zone.id, 'provision')
    const { transition, provisioning, ...done } = zone
    sim.put<Zone>(done)
    saveConfig(sim, zone.server, zone.uuid)
  }),
  'zone.provision.expire': on((sim, zone) => {
    if (zone.transition?.name !== 'provisioning') return
    const { transition, provisioning, ...rest } = zone
    sim.put<Zone>({ ...rest, failed: 'provisioning' })
    saveConfig(sim, zone.server, zone.uuid)
    sim.send(zone.id, { type: 'halt' })
  }),
  /** The layer of the shells is above this one: it may not be there. */
  'zone.kill': (sim, id: Id<'zone'>) => {
    if (sim.definition.effects['shell.zone killed']) sim.perform('shell.zone killed', id, {})
  },
  'zone.halted': on((sim, zone) => {
    const at = dateOf(sim.world)
    const { zoneid, pid, booted, ...rest } = zone
    unmountZone(sim, zone)
    dropVnics(sim, zone)
    const halted = sim.put<Zone>({ ...rest, ...(booted !== undefined && { exit: { status: 0, at } }) })
    if (halted.exit) writeLastExit(sim, halted)
    if (halted.deleting) continueDeletion(sim, halted)
  }),
  'zone.lost': on((sim, zone) => {
    const { zoneid, pid, booted, ...rest } = zone
    dropVnics(sim, zone)
    sim.put<Zone>(rest)
  }),
}
