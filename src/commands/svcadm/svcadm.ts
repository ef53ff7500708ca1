import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { matches } from '../../system/smf/fmri.ts'
import { isUp } from '../../system/smf/graph.ts'
import { act, setEnabled } from '../../system/smf/operations.ts'
import type { Place } from '../../system/smf/service.ts'
import { instancesOf, type Service, serviceOf, servicesOf } from '../../system/smf/services.ts'
import { zonesOf } from '../../system/zones/zone.ts'
import { getopt } from './options.ts'
import { MILESTONE_USAGE, USAGE } from './usage.ts'

/** How svcadm was called, before the subcommand. */
interface Call {
  readonly context: CommandContext
  readonly places: readonly Place[]
  readonly verbose: boolean
  /** With -S: all services in that state. */
  readonly state?: string
  /** With -Z a pattern may match nothing in a zone. */
  readonly all: boolean
}
type Target = { readonly place: Place; readonly service: Service }
const usage = (): Failure => new Failure(USAGE, 2)

function placesOf(context: CommandContext, options: { has(letter: string): boolean; get(letter: string): string | undefined }): Place[] {
  const { world, server, zone } = context
  for (const letter of ['z', 'Z']) if (options.has(letter) && zone) throw new Failure(`svcadm: svcadm -${letter} may only be used from the global zone\n`)
  if (options.has('z') && options.has('Z')) throw usage()
  const running = zonesOf(world, server).filter(({ booted }) => booted !== undefined)
  if (options.has('Z')) return [{ server }, ...running.map(({ id }) => ({ server, zone: id }))]
  const name = options.get('z')
  if (name === undefined || name === 'global') return [{ server, zone: name === undefined ? zone : undefined }]
  const found = running.find(({ uuid }) => uuid === name)
  if (!found) throw new Failure(`svcadm: invalid zone '${name}'\n`)
  return [{ server, zone: found.id }]
}
/**
 * The instances that operands name; what names none, or several without being a glob, is told and makes the status 1.
 * Source: illumos usr/src/lib/libscf/common/highlevel.c (scf_walk_fmri), error.c.
 */
function targets({ context, places, state, all }: Call, operands: readonly string[]): { found: Target[]; failed: boolean } {
  if (operands.length === 0 && state === undefined) throw usage()
  if (operands.length > 0 && state !== undefined) throw usage()
  const found: Target[] = []
  let failed = false
  for (const place of places) {
    const services = servicesOf(context.world, place.server, place.zone)
    if (state !== undefined) found.push(...services.filter((service) => service.state === state).map((service) => ({ place, service })))
    for (const operand of operands) {
      const matching = services.filter(({ fmri }) => matches(fmri, operand))
      const several = matching.length > 1 && !/[*?[]/.test(operand)
      if (matching.length === 0 && all) continue
      if (matching.length === 0) context.err(`svcadm: Pattern '${operand}' doesn't match any instances\n`)
      else if (several) context.err(`svcadm: Pattern '${operand}' matches multiple instances:\n${matching.map(({ fmri }) => `    ${fmri}\n`).join('')}`)
      if (matching.length === 0 || several) failed = true
      else found.push(...matching.map((service) => ({ place, service })))
    }
  }
  return { found, failed }
}
/** Only root may; each refusal is told. */
function allowed({ context, verbose }: Call, service: Service, group: string): boolean {
  if (context.user === 'root') return true
  context.err(`svcadm: ${service.fmri}: ${verbose ? `Couldn't modify "${group}" property group (permission denied).` : 'Permission denied.'}\n`)
  return false
}
function toggle(call: Call, words: readonly string[], enabled: boolean): Promise<number> | number {
  const options = getopt(words, enabled ? 'rst' : 'c:st')
  if (!options) throw usage()
  const { context, verbose } = call
  const { found, failed } = targets(call, options.rest)
  const temporary = options.has('t')
  const comment = options.get('c')
  if ((comment?.length ?? 0) >= 4096) throw new Failure('svcadm: disable -c comment too long.\n')
  const all = options.has('r') ? withDependencies(call, found) : found
  let refused = false
  for (const { place, service } of all) {
    if (!allowed(call, service, temporary ? 'general_ovr' : 'general')) {
      refused = true
      continue
    }
    setEnabled(context.sim, place, service.fmri, enabled, { temporary, ...(comment !== undefined && { comment }) })
    if (verbose) context.out(`${service.fmri} ${temporary ? 'temporarily ' : ''}${enabled ? 'enabled' : 'disabled'}.\n`)
  }
  if (!options.has('s') || refused) return failed || refused ? 1 : 0
  return settle(call, found, enabled, failed ? 1 : 0)
}
/** Services with all that they need, each once: -r. What one of several alternatives would do is told. Source: svcadm.c (enable_fmri_rec). */
function withDependencies({ context }: Call, found: readonly Target[]): Target[] {
  const all = new Map<string, Target>()
  const visit = (target: Target): void => {
    const { place, service } = target
    const key = `${place.zone ?? ''} ${service.fmri}`
    if (all.has(key)) return
    all.set(key, target)
    for (const { grouping, entities } of service.definition.dependencies) {
      if (grouping === 'optional_all' || grouping === 'exclude_all') continue
      const instances = entities.filter((entity) => !entity.startsWith('file:')).map((entity) => ({ entity, fmris: instancesOf(context.world, place, entity) }))
      if (grouping === 'require_any' && instances.length > 1) {
        context.out(`${service.fmri} requires one of:\n${instances.map(({ entity }) => `  ${entity}\n`).join('')}`)
        continue
      }
      for (const { entity, fmris } of instances) {
        const [only, other] = fmris
        if (other !== undefined) context.err(`svcadm: ${service.fmri} depends on ${entity}, which has multiple instances.\n`)
        else if (only !== undefined) {
          const needed = serviceOf(context.world, place, only)
          if (needed) visit({ place, service: needed })
        }
      }
    }
  }
  for (const target of found) visit(target)
  return [...all.values()]
}
/** Waits until services have come where they were to: -s. Source: svcadm.c (wait_fmri_enabled, wait_fmri_disabled). */
async function settle({ context }: Call, found: readonly Target[], enabled: boolean, status: number): Promise<number> {
  let result = status
  for (const { place, service } of found) {
    const now = (): Service | undefined => serviceOf(context.world, place, service.fmri)
    const moving = (): boolean => {
      const { state, next, enabled: wished } = now() ?? { state: 'disabled', next: 'none', enabled: false }
      if (!enabled) return !(state === 'disabled' || state === 'maintenance' || wished)
      if (isUp(state) || state === 'maintenance' || !wished) return false
      return next !== 'none' || !isStuck(context, place, service.fmri)
    }
    await context.until(() => !moving())
    const after = now()
    const told = !after
      ? undefined
      : enabled && !isUp(after.state)
        ? after.state === 'maintenance'
          ? { text: 'is in maintenance state', code: 3 }
          : after.enabled
            ? { text: 'has unsatisfied dependencies', code: 4 }
            : { text: 'has been disabled by another entity', code: 3 }
        : !enabled && after.enabled
          ? { text: 'has been enabled by another entity', code: 3 }
          : undefined
    if (!told) continue
    context.err(`svcadm: Instance "${service.fmri}" ${told.text}.\n`)
    result = told.code
  }
  return result
}
/** Whether nothing that time will bring lets a service come up: all that it needs stands still. Source: illumos usr/src/cmd/svc/svcadm/synch.c. */
function isStuck(context: CommandContext, place: Place, fmri: string, seen: ReadonlySet<string> = new Set()): boolean {
  const service = serviceOf(context.world, place, fmri)
  if (!service || service.state === 'maintenance' || !service.enabled) return true
  if (isUp(service.state) || service.next !== 'none' || seen.has(fmri)) return false
  // One that only waits for its turn in the start-up comes by itself.
  const deeper = new Set([...seen, fmri])
  return service.definition.dependencies.some(({ grouping, entities }) => {
    if (grouping !== 'require_all' && grouping !== 'require_any') return false
    const stuck = entities.map((entity) => {
      if (entity.startsWith('file:')) return !context.files.exists(entity.replace(/^file:\/\/[^/]*/, ''))
      return instancesOf(context.world, place, entity).every((one) => isStuck(context, place, one, deeper))
    })
    return grouping === 'require_all' ? stuck.some(Boolean) : stuck.every(Boolean)
  })
}
function action(call: Call, operands: readonly string[], type: 'restart' | 'refresh'): number {
  const { found, failed } = targets(call, operands)
  let status = failed ? 1 : 0
  for (const { place, service } of found) {
    if (!allowed(call, service, 'restarter_actions')) {
      status = 1
      continue
    }
    act(call.context.sim, place, service.fmri, type)
    if (call.verbose) call.context.out(`Action ${type} set for ${service.fmri}.\n`)
  }
  return status
}
function clear(call: Call, operands: readonly string[]): number {
  if (call.state !== undefined && call.state !== 'maintenance' && call.state !== 'degraded')
    throw new Failure("svcadm: State must be 'maintenance' or 'degraded'\n")
  const { found, failed } = targets(call, operands)
  let status = failed ? 1 : 0
  for (const { place, service } of found) {
    if (service.state !== 'maintenance' && service.state !== 'degraded') {
      call.context.err(`svcadm: Instance "${service.fmri}" is not in a maintenance or degraded state.\n`)
      status = 1
    } else if (!allowed(call, service, 'restarter_actions')) status = 1
    else {
      act(call.context.sim, place, service.fmri, 'clear')
      if (call.verbose) call.context.out(`Action ${service.state === 'maintenance' ? 'maint_off' : 'restore'} set for ${service.fmri}.\n`)
    }
  }
  return status
}
function mark(call: Call, words: readonly string[]): number {
  const options = getopt(words, 'It')
  const [state, ...operands] = options?.rest ?? []
  if (!options || operands.length === 0) throw usage()
  if (state !== 'degraded' && state !== 'maintenance') throw usage()
  if (state === 'degraded' && options.has('t')) throw new Failure('svcadm: -t may not be used with degraded.\n', 2)
  const { found, failed } = targets(call, operands)
  let status = failed ? 1 : 0
  for (const { place, service } of found) {
    if (state === 'degraded' && service.state !== 'online') {
      call.context.err(`svcadm: Instance "${service.fmri}" is not online.\n`)
      status = 1
    } else if (!allowed(call, service, 'restarter_actions')) status = 1
    else {
      act(call.context.sim, place, service.fmri, `mark ${state}`)
      const kind = state === 'degraded' ? 'degraded' : `maint_on${options.has('I') ? '_immediate' : ''}${options.has('t') ? '_temporary' : ''}`
      if (call.verbose) call.context.out(`Action ${kind} set for ${service.fmri}.\n`)
    }
  }
  return status
}
const MILESTONES = ['svc:/milestone/single-user:default', 'svc:/milestone/multi-user:default', 'svc:/milestone/multi-user-server:default']
function milestone(words: readonly string[]): never {
  const options = getopt(words, 'd')
  const [name] = options?.rest ?? []
  if (!options || name === undefined) throw new Failure(MILESTONE_USAGE, 2)
  const known = name === 'all' || name === 'none' || MILESTONES.some((fmri) => matches(fmri, name))
  if (!known) throw new Failure(`"${name}" is not a valid major milestone.\n${MILESTONE_USAGE}`, 2)
  throw new Failure('globalzone: svcadm milestone is not simulated\n')
}

/** Texts: illumos usr/src/cmd/svc/svcadm/svcadm.c. */
export const command = defineCommand({
  name: 'svcadm',
  summary: 'enable, disable, restart and repair services',
  synopsis: [
    '[-v] [-Z | -z zone] enable [-rst] <service> ...',
    '[-v] disable [-st] [-c comment] <service> ...',
    '[-v] restart | refresh | clear <service> ...',
    '[-v] mark [-It] degraded | maintenance <service> ...',
  ],
  options: {
    v: { help: 'say what is done' },
    S: { help: 'all services in this state', value: 'state' },
    z: { help: 'in this zone', value: 'zone' },
    Z: { help: 'in all zones' },
    r: { help: 'enable: with all that it needs' },
    s: { help: 'wait until it is done' },
    t: { help: 'until the next boot only' },
    c: { help: 'disable: why', value: 'comment' },
    d: { help: 'restart: leave a core file first', fidelity: 'not modelled' },
    I: { help: 'mark maintenance: at once', fidelity: 'simplified' },
  },
  raw: true,
  operands: { complete: (world, server) => servicesOf(world, server).map(({ fmri }) => fmri.slice('svc:/'.length)) },
  description: [
    'Says what is wished of services; the restarter acts on it a moment later. Without -s the command does not wait for that.',
    'In the global zone the wish lives in RAM, as the whole repository of services does: the next boot knows nothing of it. What is to last is a manifest in /opt/custom/smf. In a zone it lasts.',
  ],
  examples: [
    { line: 'svcadm disable -s ssh', text: 'Stop the SSH server and wait until it is gone.' },
    { line: 'svcadm clear ssh', text: 'It was in maintenance, and what was wrong is mended.' },
  ],
  source: 'illumos usr/src/cmd/svc/svcadm/svcadm.c',
  limits: 'Milestones are not changed; -d leaves no core file.',
  run(context, { operands: words }) {
    const options = getopt(words, 'S:vZz:')
    const [name, ...rest] = options?.rest ?? []
    if (!options || name === undefined) throw usage()
    const state = options.get('S')
    const call: Call = { context, places: placesOf(context, options), verbose: options.has('v'), all: options.has('Z'), ...(state !== undefined && { state }) }
    switch (name) {
      case 'enable':
        return toggle(call, rest, true)
      case 'disable':
        return toggle(call, rest, false)
      case 'restart': {
        const given = getopt(rest, 'd')
        if (!given) throw usage()
        if (given.has('d')) throw new Failure('globalzone: svcadm restart -d is not simulated\n')
        return action(call, given.rest, 'restart')
      }
      case 'refresh':
        return action(call, rest, 'refresh')
      case 'clear':
        return clear(call, rest)
      case 'mark':
        return mark(call, rest)
      case 'milestone':
        return milestone(rest)
      default:
        throw usage()
    }
  },
})
