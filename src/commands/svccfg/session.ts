import type { CommandContext } from '../../shell/command.ts'
import type { PropertyGroup } from '../../system/smf/definition.ts'
import { matches } from '../../system/smf/fmri.ts'
import { fnmatch } from '../../system/smf/fnmatch.ts'
import { groupsOf, instanceGroups, serviceGroups } from '../../system/smf/properties.ts'
import { type Place, splitFmri } from '../../system/smf/service.ts'
import { type Service, serviceOf, servicesOf } from '../../system/smf/services.ts'

/** What svccfg refuses: it says so and, unless it was told to go on, ends with status 1. */
export class Refusal extends Error {
  constructor(
    message: string,
    /** Printed before that, as it is. */
    readonly before = '',
  ) {
    super(message)
  }
}
/** What a pattern names: a service, or one of its instances. */
export interface Entity {
  /** `network/ssh` */
  readonly service: string
  /** `svc:/network/ssh:default`; absent: the service as a whole. */
  readonly fmri?: string
}

/** One run of svccfg: what is selected, and the repository of the place. */
export class Session {
  selected: Entity | undefined

  constructor(
    readonly context: CommandContext,
    readonly place: Place,
    readonly verbose: boolean,
  ) {}

  get services(): readonly Service[] {
    return servicesOf(this.context.world, this.place.server, this.place.zone)
  }
  /** Names of the services: `network/ssh`. */
  get names(): string[] {
    return [...new Set(this.services.map(({ fmri }) => splitFmri(fmri).service))]
  }
  /** The instances of what is selected. */
  get instances(): readonly Service[] {
    const { selected } = this
    if (!selected) throw new Refusal('An entity is not selected.')
    const found = this.services.filter(({ fmri }) => (selected.fmri === undefined ? splitFmri(fmri).service === selected.service : fmri === selected.fmri))
    if (found.length > 0) return found
    this.selected = undefined
    throw new Refusal('Current selection has been deleted.')
  }
  /** What a pattern names: services first, then instances. `only`: no instances. Source: illumos libscf highlevel.c (scf_walk_fmri). */
  resolve(pattern: string, only?: 'services'): Entity[] {
    const services = this.names.filter((service) => service === pattern || matches(`svc:/${service}:`, pattern)).map((service) => ({ service }))
    const found: Entity[] = services.length > 0 || only ? services : this.services.filter(({ fmri }) => matches(fmri, pattern)).map(entityOf)
    if (found.length === 0) throw new Refusal(`Pattern '${pattern}' doesn't match any ${only ?? 'instances or services'}`)
    if (found.length > 1 && !/[*?[]/.test(pattern))
      throw new Refusal(`Pattern '${pattern}' matches multiple instances:\n${found.map((one) => `    ${nameOf(one)}`).join('\n')}`)
    return found
  }
  select(pattern: string): void {
    if (pattern === 'svc:') {
      this.selected = undefined
      return
    }
    if (pattern === ':properties') throw new Refusal(":properties is not an entity.  Try 'listprop' to list properties.")
    const { selected } = this
    if (selected && selected.fmri === undefined) {
      const own = this.instances.find(({ fmri }) => splitFmri(fmri).instance === pattern)
      if (own) {
        this.selected = entityOf(own)
        return
      }
    }
    this.selected = this.resolve(pattern)[0]
  }
  unselect(): void {
    if (!this.selected) throw new Refusal('Cannot unselect at scope level.')
    this.selected = this.selected.fmri === undefined ? undefined : { service: this.selected.service }
  }
  list(pattern: string | undefined): void {
    const { selected, context } = this
    const wanted = (name: string): boolean => pattern === undefined || fnmatch(pattern, name)
    if (!selected) return void context.out(lines(this.names.filter(wanted)))
    context.out(lines([':properties', ...(selected.fmri === undefined ? this.instances.map(({ fmri }) => splitFmri(fmri).instance).filter(wanted) : [])]))
  }
  /** The property groups of what is selected: those of the service, or those that the instance has for itself. */
  get groups(): Readonly<Record<string, PropertyGroup>> {
    const [first] = this.instances
    if (!first) return {}
    const { world } = this.context
    const byHand = first.record?.groups ?? {}
    const base = this.selected?.fmri === undefined ? serviceGroups(first.definition) : instanceGroups(world, this.place, first)
    const all = groupsOf(world, this.place, first)
    const names = [...Object.keys(base), ...Object.keys(byHand).filter((name) => !(name in base) && (this.selected?.fmri !== undefined || name !== 'general'))]
    return Object.fromEntries(names.flatMap((name) => (all[name] ? [[name, all[name]]] : [])))
  }
  /** The selection as a prompt has it. */
  get prompt(): string {
    return `${this.selected ? nameOf(this.selected) : 'svc:'}> `
  }
  /** One instance as it is now. */
  service(fmri: string): Service | undefined {
    return serviceOf(this.context.world, this.place, fmri)
  }
}
const entityOf = ({ fmri }: Service): Entity => ({ service: splitFmri(fmri).service, fmri })
/** `svc:/network/ssh`, `svc:/network/ssh:default` */
export const nameOf = ({ service, fmri }: Entity): string => fmri ?? `svc:/${service}`
const lines = (names: readonly string[]): string => names.map((name) => `${name}\n`).join('')
