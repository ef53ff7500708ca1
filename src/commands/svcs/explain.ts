import type { CommandContext } from '../../shell/command.ts'
import { fullDate } from '../../system/platform/dates.ts'
import { isUp } from '../../system/smf/graph.ts'
import { logOf } from '../../system/smf/log.ts'
import type { Place } from '../../system/smf/service.ts'
import { instancesOf, type Service } from '../../system/smf/services.ts'
import type { Row } from './columns.ts'

/** What is found out about a service that does not run. */
interface Found {
  /** The services that are to blame, and the next one on the way there. */
  readonly causes: Map<string, string>
  /** What it depends on and is not there. */
  readonly absent: string[]
}
/** The services of a place, with why they do not run. Source: illumos usr/src/cmd/svc/svcs/explain.c. */
export class Explanation {
  private readonly services: ReadonlyMap<string, Row>
  private readonly found = new Map<string, Found>()
  private readonly hold = new Map<string, Set<string>>()
  /** Those that somebody should look at. */
  private readonly guilty = new Set<string>()

  constructor(
    private readonly context: CommandContext,
    private readonly place: Place,
    rows: readonly Row[],
    private readonly verbose: boolean,
    private readonly named: boolean,
  ) {
    this.services = new Map(rows.map((row) => [row.fmri, row]))
    for (const row of rows) this.causesOf(row, new Set())
  }

  /** What needs somebody, that with the most dependents first. */
  get all(): Row[] {
    const rows = [...this.guilty].flatMap((fmri) => this.services.get(fmri) ?? [])
    return rows.toSorted((a, b) => this.impactOf(b.fmri).size - this.impactOf(a.fmri).size || (a.fmri < b.fmri ? -1 : 1))
  }
  /** The paragraph on a service. */
  text(row: Row): string {
    const { world } = this.context
    const impact = [...this.impactOf(row.fmri)].sort()
    const impacted =
      impact.length === 0
        ? isUp(row.state)
          ? 'Impact: None.\n'
          : 'Impact: This service is not running.\n'
        : `Impact: ${impact.length} dependent ${impact.length === 1 ? 'service is' : 'services are'} not running${this.verbose ? ':' : '.  (Use -v for list.)'}\n`
    return [
      `${row.fmri} (${row.description || '?'})\n`,
      this.named ? `  Zone: ${row.zone}\n` : '',
      ` State: ${row.state} since ${fullDate(row.since)}\n`,
      this.reasons(row),
      ...row.definition.pages.map((page) => this.manual(page)),
      `   See: ${logOf(world, this.place, row.fmri)}\n`,
      impacted,
      ...(this.verbose ? impact.map((fmri) => `        ${fmri}\n`) : []),
    ].join('')
  }

  private manual(page: string): string {
    const [, title = page, section = ''] = /^(.*)\((.*)\)$/.exec(page) ?? []
    return this.verbose ? `   See: man -M /usr/share/man -s ${section} ${title}\n` : `   See: ${page}\n`
  }
  private causesOf(row: Row, active: ReadonlySet<string>): Found {
    const known = this.found.get(row.fmri)
    if (known || active.has(row.fmri)) return known ?? { causes: new Map(), absent: [] }
    const found: Found = { causes: new Map(), absent: [] }
    const self = (guilty: boolean): Found => {
      found.causes.set(row.fmri, row.fmri)
      if (guilty) this.guilty.add(row.fmri)
      this.found.set(row.fmri, found)
      return found
    }
    if (isUp(row.state) || row.state === 'uninitialized') return self(false)
    if (row.state === 'maintenance') return self(true)
    if (row.state === 'disabled') return self(row.enabled)
    if (row.next !== 'none') return self(true)
    const deeper = new Set([...active, row.fmri])
    for (const { grouping, entities } of row.definition.dependencies) {
      if (grouping === 'exclude_all') continue
      const cited = entities.map((entity) => ({ entity, instances: this.instances(entity) }))
      if (grouping === 'require_any' && cited.some(({ entity, instances }) => this.isThere(entity) || instances.some(({ state }) => isUp(state)))) continue
      for (const { entity, instances } of cited) {
        if (entity.startsWith('file:')) {
          if (!this.isThere(entity) && grouping !== 'optional_all') found.absent.push(entity)
        } else if (instances.length === 0) {
          if (grouping !== 'optional_all') found.absent.push(entity)
        } else if (instances.some(({ state }) => isUp(state))) continue
        else for (const one of instances) if (grouping !== 'optional_all' || (one.enabled && one.state !== 'maintenance')) this.blame(row, one, found, deeper)
      }
    }
    if (found.causes.size === 0) {
      found.causes.set(row.fmri, row.fmri)
      this.guilty.add(row.fmri)
    }
    this.found.set(row.fmri, found)
    return found
  }
  private blame(row: Row, cause: Row, found: Found, active: ReadonlySet<string>): void {
    const held = this.hold.get(cause.fmri) ?? new Set()
    this.hold.set(cause.fmri, held.add(row.fmri))
    for (const fmri of this.causesOf(cause, active).causes.keys()) {
      if (!found.causes.has(fmri)) found.causes.set(fmri, cause.fmri)
      this.guilty.add(fmri)
    }
  }
  private instances(entity: string): Row[] {
    if (entity.startsWith('file:')) return []
    return instancesOf(this.context.world, this.place, entity).flatMap((fmri) => this.services.get(fmri) ?? [])
  }
  private isThere(entity: string): boolean {
    return entity.startsWith('file:') && this.context.files.exists(entity.replace(/^file:\/\/[^/]*/, ''))
  }
  /** All that does not run because of a service. */
  private impactOf(fmri: string, seen: Set<string> = new Set()): Set<string> {
    for (const held of this.hold.get(fmri) ?? [])
      if (!seen.has(held)) {
        seen.add(held)
        this.impactOf(held, seen)
      }
    return seen
  }
  private reasons(row: Row): string {
    if (row.state === 'offline' && row.next === 'none') return this.dependencyReasons(row)
    const reason = reasonOf(row)
    return reason ? `Reason: ${reason.text}\n   See: http://illumos.org/msg/SMF-8000-${reason.code}\n` : ''
  }
  private dependencyReasons(row: Row): string {
    const see = (code: string): string => `   See: http://illumos.org/msg/SMF-8000-${code}\n`
    const { causes, absent } = this.found.get(row.fmri) ?? { causes: new Map<string, string>(), absent: [] }
    if (absent.length === 0 && causes.has(row.fmri)) return `Reason: Unknown.\n${see('AR')}`
    const texts = absent.map((entity) => `Reason: Dependency ${entity} is absent.\n${see('E2')}`)
    for (const [fmri, hop] of causes) {
      const cause = this.services.get(fmri)
      if (!cause || fmri === row.fmri) continue
      const summary = summaryOf(cause)
      const plain = `Reason: Service ${fmri} ${summary}`
      texts.push(
        `${plain.length <= 80 ? plain : `Reason: Service ${fmri}\n        ${summary}`}\n${see('GE')}${this.verbose ? this.path(row.fmri, fmri, hop) : ''}`,
      )
    }
    return texts.join('')
  }
  /** The way from a service to one that is to blame. */
  private path(from: string, to: string, first: string): string {
    let text = `  Path: ${from}\n`
    let at = first
    for (let depth = 1; depth < 64; depth++) {
      text += `${' '.repeat(8 + 2 * depth)}${at}\n`
      if (at === to) break
      at = this.found.get(at)?.causes.get(to) ?? to
    }
    return text
  }
}

/** How a start method ended, as svcs says it. */
function ending(status: number | undefined): string | undefined {
  if (status === undefined || status === 0) return undefined
  if (status < 0) return 'died on Killed (9)'
  return `exited with ${status === 95 ? '$SMF_EXIT_ERR_FATAL' : status === 96 ? '$SMF_EXIT_ERR_CONFIG' : `status ${status}`}`
}
const PLAIN: Readonly<Record<string, { text: string; code: string }>> = {
  administrative_request: { text: 'Maintenance requested by an administrator.', code: '63' },
  restarting_too_quickly: { text: 'Restarting too quickly.', code: 'L5' },
  dependency_cycle: { text: 'Completes a dependency cycle.', code: 'HP' },
  none: { text: 'Restarter svc:/system/svc/restarter:default gave no explanation.', code: '9C' },
}
function reasonOf({ state, next, record }: Service): { text: string; code: string } | undefined {
  if (state === 'online') return undefined
  if (state === 'uninitialized') return { text: 'Restarter svc:/system/svc/restarter:default has not initialized service state.', code: '4D' }
  if (state === 'degraded') return { text: 'Degraded by an administrator.', code: 'DX' }
  if (state === 'offline') return next === 'online' ? { text: 'Start method is running.', code: 'C4' } : { text: `Transitioning to state ${next}.`, code: 'PH' }
  if (state === 'disabled') {
    const text = record?.override === false && record.enabled ? 'Temporarily disabled' : 'Disabled'
    return { text: `${text} by an administrator${record?.comment ? `: ${record.comment}` : '.'}`, code: text === 'Disabled' ? '05' : '1S' }
  }
  const reason = record?.reason ?? 'none'
  const plain = PLAIN[reason]
  if (plain) return plain
  const how = ending(record?.status)
  const often = reason === 'fault_threshold_reached'
  if (how === undefined) return { text: often ? 'Method failed repeatedly.' : 'Method failed.', code: '8Q' }
  return { text: often ? `Start method failed repeatedly, last ${how}.` : `Start method ${how}.`, code: 'KS' }
}
function summaryOf({ state, next, record }: Service): string {
  if (state === 'uninitialized') return 'is uninitialized.'
  if (state === 'disabled') return record?.override === false && record.enabled ? 'is temporarily disabled.' : 'is disabled.'
  if (state === 'offline') return next === 'online' ? 'is starting.' : 'is offline.'
  if (state !== 'maintenance') return 'is running.'
  const texts: Readonly<Record<string, string>> = {
    // Spelt like that.
    administrative_request: 'was taken down for maintenace by an administrator.',
    dependency_cycle: 'completed a dependency cycle.',
    fault_threshold_reached: 'is not running because a method failed repeatedly.',
    method_failed: 'is not running because a method failed.',
    restarting_too_quickly: 'was restarting too quickly.',
    none: 'is not running for an unknown reason.',
  }
  return texts[record?.reason ?? 'none'] ?? 'requires maintenance.'
}
