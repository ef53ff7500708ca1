import { addGroup, removeProperty, setProperty } from '../../system/smf/change.ts'
import type { Property } from '../../system/smf/definition.ts'
import { fnmatch } from '../../system/smf/fnmatch.ts'
import { act, deleteService } from '../../system/smf/operations.ts'
import { groupsOf, isValue, NONPERSISTENT, TYPES } from '../../system/smf/properties.ts'
import { imageOf } from '../../system/smf/services.ts'
import { Refusal, type Session } from './session.ts'
import type { Token } from './words.ts'

/** A command that is not put together as it has to be: svccfg says no more than that. */
export class SyntaxRefusal extends Refusal {
  constructor() {
    super('Syntax error.')
  }
}
const printed = (value: string, several: boolean): string => (several || /[ \t\n"()]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value)

/** listpg and listprop. Source: illumos usr/src/cmd/svc/svccfg/svccfg_libscf.c (listprop, list_pg_info, list_prop_info). */
export function listProperties(session: Session, pattern: string | undefined, groupsOnly: boolean): void {
  const rows: { name: string; text: string }[] = []
  for (const [group, { type, properties }] of Object.entries(session.groups)) {
    const whole = pattern === undefined || fnmatch(pattern, group)
    if (whole) rows.push({ name: group, text: `  ${type}${NONPERSISTENT.has(group) ? '\tNONPERSISTENT' : ''}` })
    if (groupsOnly) continue
    for (const [key, property] of Object.entries(properties)) {
      const name = `${group}/${key}`
      if (!whole && !fnmatch(pattern ?? '', name)) continue
      const several = property.values.length > 1 && /^[au]string$/.test(property.type)
      rows.push({ name, text: `  ${property.type.padEnd(7)} ${property.values.map((value) => ` ${printed(value, several)}`).join('')}` })
    }
  }
  const width = Math.max(0, ...rows.map(({ name }) => name.length))
  session.context.out(rows.map(({ name, text }) => `${name.padEnd(width)}${text}\n`).join(''))
}
function pathOf(name: string): { group: string; key: string } {
  const slash = name.indexOf('/')
  if (slash < 0) throw new Refusal("Property names must contain a `/'.")
  return { group: name.slice(0, slash), key: name.slice(slash + 1) }
}
const allowed = ({ context }: Session): void => {
  if (context.user !== 'root') throw new Refusal('Permission denied.')
}
const VALID = /^[A-Za-z][\w.,-]*$/

/** setprop pg/name = [type:] value, or a list in parentheses. */
export function setprop(session: Session, tokens: readonly Token[]): void {
  const [name, sign, ...rest] = tokens
  if (name?.kind !== 'word' || sign?.kind !== '=') throw new SyntaxRefusal()
  const typed = rest[1]?.kind === ':' ? rest[0]?.text : undefined
  const given = typed === undefined ? rest : rest.slice(2)
  const isList = given[0]?.kind === '('
  const words = isList ? given.slice(1, -1) : given
  if (words.some(({ kind }) => kind !== 'word') || (isList ? given.at(-1)?.kind !== ')' : words.length !== 1)) throw new SyntaxRefusal()
  const { group, key } = pathOf(name.text)
  const { instances } = session
  if (typed !== undefined && !TYPES.includes(typed)) throw new Refusal(`Unknown type "${typed}".`)
  if (!VALID.test(group)) throw new Refusal(`Invalid property group name "${group}".`)
  const all = instances.map((service) => groupsOf(session.context.world, session.place, service)[group])
  const [known] = all
  if (!known) throw new Refusal(`No such property group "${group}".`)
  if (!VALID.test(key)) throw new Refusal(`Invalid property name "${key}".`)
  const type = typed ?? known.properties[key]?.type
  if (type === undefined) throw new Refusal('Type required for new properties.')
  if (isList && /^[au]string$/.test(type) && words.some(({ quoted }) => !quoted))
    throw new Refusal("Multiple string values or string values with spaces must be quoted with '\"'.")
  for (const { text } of words) if (!isValue(type, text)) throw new Refusal(`Invalid "${type}" value "${text}".`)
  allowed(session)
  store(session, group, key, { type, values: words.map(({ text }) => text) }, known.type)
}
function store(session: Session, group: string, key: string, property: Property, type: string): void {
  for (const { fmri } of session.instances) setProperty(session.context.sim, session.place, fmri, group, key, property, type)
}
/** addpropvalue and delpropvalue: one value more, or those that match fewer. */
export function changeValues(session: Session, tokens: readonly Token[], add: boolean): void {
  const [name, ...rest] = tokens
  const words = rest.filter(({ kind }) => kind === 'word')
  const value = words.at(-1)?.text
  if (name?.kind !== 'word' || value === undefined || words.length > 2) throw new SyntaxRefusal()
  const { group, key } = pathOf(name.text)
  const type = words.length === 2 ? (words[0]?.text ?? '').replace(/:$/, '') : undefined
  const known = session.groups[group]
  if (!known) throw new Refusal(`No such property group "${group}".`)
  const property = known.properties[key]
  if (!property && !add) throw new Refusal(`No such property ${group}/${key}.`)
  const kind = type ?? property?.type
  if (kind === undefined) throw new Refusal('Type required for new properties.')
  if (!TYPES.includes(kind)) throw new Refusal(`Unknown type "${kind}".`)
  if (add && !isValue(kind, value)) throw new Refusal(`Invalid "${kind}" value "${value}".`)
  allowed(session)
  const values = property?.values ?? []
  store(session, group, key, { type: kind, values: add ? [...values, value] : values.filter((each) => !fnmatch(value, each)) }, known.type)
}
/** addpg name type. */
export function addpg(session: Session, words: readonly string[]): void {
  const [name = '', type = ''] = words
  if (words.length < 2 || words.length > 3) throw new SyntaxRefusal()
  const { instances } = session
  if (!VALID.test(name) || !VALID.test(type)) throw new Refusal('Name, type, or flags are invalid.')
  if (name in session.groups) throw new Refusal('Property group already exists.')
  allowed(session)
  for (const { fmri } of instances) addGroup(session.context.sim, session.place, fmri, name, type)
}
/** delpg name, delprop pg/name (or pg). */
export function remove(session: Session, words: readonly string[], what: 'pg' | 'prop'): void {
  const [name = ''] = words
  if (words.length !== 1) throw new SyntaxRefusal()
  const { group, key } = name.includes('/') ? pathOf(name) : { group: name, key: undefined }
  if (what === 'pg' && name.includes('/')) throw new Refusal(`Invalid property group name "${name}".`)
  const known = session.groups[group]
  if (!known) throw new Refusal(`No such property group "${group}".`)
  if (key !== undefined && !(key in known.properties)) throw new Refusal(`No such property ${group}/${key}.`)
  allowed(session)
  const { sim } = session.context
  const done = session.instances.map(({ fmri }) => removeProperty(sim, session.place, fmri, group, key))
  if (!done.some(Boolean)) throw new Refusal(`globalzone: taking away ${name}, which is of the image or of the system, is not simulated`)
}
/** delete [-f] name. */
export function deleteEntity(session: Session, words: readonly string[]): void {
  const force = words[0] === '-f'
  const [pattern, ...more] = force ? words.slice(1) : words
  if (pattern === undefined || more.length > 0) throw new SyntaxRefusal()
  const { selected, context, place } = session
  const relative = selected && selected.fmri === undefined ? session.instances.filter(({ fmri }) => fmri === `svc:/${selected.service}:${pattern}`) : []
  const found =
    relative.length > 0
      ? relative
      : session
          .resolve(pattern)
          .flatMap(({ service, fmri }) =>
            session.services.filter((one) => one.fmri === fmri || (fmri === undefined && one.fmri.startsWith(`svc:/${service}:`))),
          )
  allowed(session)
  for (const { fmri, state } of found) {
    if (!force && (state === 'online' || state === 'degraded')) throw new Refusal(`Instance ${fmri} may be running.  Use delete -f if it is not.`)
    if (imageOf(place).definitions.has(fmri)) throw new Refusal(`globalzone: deleting ${fmri}, which is of the image, is not simulated`)
    deleteService(context.sim, place, fmri)
  }
  if (selected && found.some(({ fmri }) => fmri === selected.fmri)) session.selected = { service: selected.service }
}
/** refresh: the restarter rereads the instance that is selected. */
export function refresh(session: Session): void {
  const fmri = session.selected?.fmri
  if (fmri === undefined) throw new Refusal('Instance not selected.')
  if (session.context.user !== 'root') throw new Refusal(`Could not refresh ${fmri} (permission denied).`)
  act(session.context.sim, session.place, fmri, 'refresh')
}
