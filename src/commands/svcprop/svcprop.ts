import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import type { Property } from '../../system/smf/definition.ts'
import { matches } from '../../system/smf/fmri.ts'
import { groupsOf, serviceGroups } from '../../system/smf/properties.ts'
import { type Place, splitFmri } from '../../system/smf/service.ts'
import { type Service, servicesOf } from '../../system/smf/services.ts'
import { zonesOf } from '../../system/zones/zone.ts'

/** Source: illumos usr/src/cmd/svc/svcprop/svcprop.c (usage). */
const USAGE = `Usage: svcprop [-fqtv] [-C | -c | -s snapshot] [-z zone] [-p [name/]name]... 
         {FMRI | pattern}...
       svcprop -w [-fqtv] [-z zone] [-p [name/]name] {FMRI | pattern}
`
/** As a word that a shell reads back. Source: svcprop.c (quote_for_shell). */
const quoted = (value: string): string => (value === '' ? '""' : value.replace(/[;&()|^<>\n \t\\"'`]/g, '\\$&'))

/** What an operand names. */
interface Entity {
  readonly fmri: string
  readonly kind: 'service' | 'instance'
  readonly service: Service
}
function entitiesOf(services: readonly Service[], pattern: string): Entity[] {
  const names = [...new Set(services.map(({ fmri }) => splitFmri(fmri).service))]
  const named = names.filter((name) => name === pattern || matches(`svc:/${name}:`, pattern))
  return named.length > 0
    ? named.flatMap((name): Entity[] => {
        const service = services.find(({ fmri }) => splitFmri(fmri).service === name)
        return service ? [{ fmri: `svc:/${name}`, kind: 'service', service }] : []
      })
    : services.filter(({ fmri }) => matches(fmri, pattern)).map((service) => ({ fmri: service.fmri, kind: 'instance', service }))
}
function placeOf({ world, server, zone }: CommandContext, parsed: Parsed): Place {
  const name = parsed.get('z')
  if (name === undefined) return { server, zone }
  if (zone) throw new Failure('svcprop: svcprop -z may only be used from the global zone\n')
  if (name === 'global') return { server }
  const found = zonesOf(world, server).find(({ uuid, booted }) => uuid === name && booted !== undefined)
  if (!found) throw new Failure(`svcprop: invalid zone '${name}'\n`)
  return { server, zone: found.id }
}
/** One run: how properties are shown, and whether something was not found. */
class Show {
  failed = false
  private types: boolean

  constructor(
    private readonly context: CommandContext,
    private readonly place: Place,
    private readonly parsed: Parsed,
    private readonly several: boolean,
  ) {
    this.types = parsed.has('t') || parsed.has('f') || parsed.has('v') || several || parsed.all('p').length > 1
  }
  entity({ fmri, kind, service }: Entity): void {
    const groups = kind === 'service' ? serviceGroups(service.definition) : groupsOf(this.context.world, this.place, service)
    const wanted = this.parsed.all('p')
    if (wanted.length === 0) {
      this.types = true
      for (const [group, { properties }] of Object.entries(groups))
        for (const [name, property] of Object.entries(properties)) this.property(fmri, group, name, property)
      return
    }
    for (const path of wanted) {
      const [group = '', name] = path.split('/')
      const known = groups[group]
      if (!known) {
        this.missing(`property group \`${group}' for ${kind} \`${fmri}'`)
        continue
      }
      if (name === undefined) {
        this.types = true
        for (const [each, property] of Object.entries(known.properties)) this.property(fmri, group, each, property)
        continue
      }
      const property = known.properties[name]
      if (property) this.property(fmri, group, name, property)
      else this.missing(`property \`${path}' for ${kind} \`${fmri}'`)
    }
  }
  private property(fmri: string, group: string, name: string, { type, values }: Property): void {
    if (this.parsed.has('q')) return
    const full = this.parsed.has('f') || this.several
    const head = this.types ? `${full ? `${fmri}/:properties/` : ''}${group}/${name} ${type} ` : ''
    this.context.out(`${head}${values.map(quoted).join(' ')}\n`)
  }
  private missing(what: string): void {
    this.failed = true
    // Told only where it may be a mistake: of one entity, or when asked to.
    if (!this.parsed.has('q') && (!this.several || this.parsed.has('v'))) this.context.err(`svcprop: Couldn't find ${what}.\n`)
  }
}

/** Formats: illumos usr/src/cmd/svc/svcprop/svcprop.c. */
export const command = defineCommand({
  name: 'svcprop',
  summary: 'print properties of services',
  synopsis: ['[-Ccfqtv] [-z zone] [-p [name/]name]... {FMRI | pattern}...'],
  options: {
    C: { help: 'without what is composed', fidelity: 'simplified' },
    c: { help: 'the present values rather than those of the running snapshot', fidelity: 'simplified' },
    f: { help: 'with the full FMRI of each' },
    p: { help: 'this property, or all of this group', value: '[name/]name', repeat: true },
    q: { help: 'print nothing: the status says whether it is there' },
    s: { help: 'from a snapshot', value: 'snapshot', fidelity: 'not modelled' },
    t: { help: 'with the type' },
    v: { help: 'say what is not there' },
    w: { help: 'wait for a change', fidelity: 'not modelled' },
    z: { help: 'in this zone', value: 'zone' },
  },
  operands: { complete: (world, server) => servicesOf(world, server).map(({ fmri }) => fmri.slice('svc:/'.length)) },
  description: [
    'Prints properties, one a line; the value alone if one property is asked for. Blanks in values have a backslash before them, for shell scripts.',
  ],
  examples: [
    { line: 'svcprop -p general/enabled ssh:default', text: 'Whether it is enabled for good.' },
    { line: 'svcprop -p start ssh', text: 'Its start method.' },
  ],
  source: 'illumos usr/src/cmd/svc/svcprop/svcprop.c',
  limits: 'There are no snapshots: the values are the present ones. Waiting (-w) is not simulated.',
  misuse: () => ({ stderr: USAGE, status: 2 }),
  run(context, parsed) {
    if (['C', 'c', 's', 'w'].filter((option) => parsed.has(option)).length > 1 || parsed.operands.length === 0) throw new Failure(USAGE, 2)
    for (const option of ['s', 'w']) if (parsed.has(option)) throw new Failure(`globalzone: svcprop -${option} is not simulated\n`)
    for (const path of parsed.all('p'))
      if (path.split('/').length > 2) throw new Failure(`svcprop: -p argument \`${path}' has too many components.\n${USAGE}`, 2)
    const place = placeOf(context, parsed)
    const services = servicesOf(context.world, place.server, place.zone)
    const found = parsed.operands.map((pattern) => ({ pattern, entities: entitiesOf(services, pattern) }))
    const missing = found.filter(({ entities }) => entities.length === 0)
    if (!parsed.has('q')) for (const { pattern } of missing) context.err(`svcprop: Pattern '${pattern}' doesn't match any entities\n`)
    const all = found.flatMap(({ entities }) => entities)
    const show = new Show(context, place, parsed, all.length > 1)
    for (const entity of all) show.entity(entity)
    return show.failed || missing.length > 0 ? 1 : 0
  },
})
