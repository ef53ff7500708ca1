import type { Definition, Dependency, Duration, Method, PropertyGroup } from './definition.ts'
import { invalid } from './dtd.ts'
import { complaint, type Element, LIMIT, parseXml, XmlError } from './xml.ts'

/** An instance that a profile enables or disables: all of a service without an instance. */
export interface Wish {
  /** `svc:/network/ssh:default` */
  readonly fmri: string
  readonly enabled: boolean
}
/** A dependency that a manifest adds to another service. */
export interface Added {
  /** `svc:/milestone/multi-user`, with or without an instance. */
  readonly target: string
  readonly dependency: Dependency
}
/** What a service bundle says. */
export interface Bundle {
  readonly type: 'manifest' | 'profile'
  readonly name: string
  readonly definitions: readonly Definition[]
  readonly wishes: readonly Wish[]
  readonly added: readonly Added[]
}
/** What is wrong with a file: `before` is printed as it is, then svccfg says the rest. */
export class BundleError extends Error {
  constructor(
    message: string,
    readonly before = '',
  ) {
    super(message)
  }
}

const all = ({ children }: Element, name: string): Element[] => children.filter((child) => child.name === name)
const first = (element: Element, name: string): Element | undefined => element.children.find((child) => child.name === name)
const squeezed = (text: string): string => text.trim().replace(/\s+/g, ' ')

/**
 * Reads a service bundle, as svccfg does for an import or for a profile (which is not validated). Throws `BundleError` with the
 * text of svccfg. Source: illumos usr/src/cmd/svc/svccfg/svccfg_xml.c.
 */
export function readBundle(path: string, text: string, want: 'manifest' | 'profile'): Bundle {
  if (text.length > LIMIT) throw new BundleError(`couldn't parse document`, `globalzone: ${path}: more than ${LIMIT / 1024} KiB of XML are not read\n`)
  const { root, dtd } = parsed(path, text)
  if (!dtd) throw new BundleError('document has no DTD')
  if (!dtd.system.endsWith('service_bundle.dtd.1')) throw new BundleError('document DTD unknown; not service bundle?')
  if (root.name !== 'service_bundle') throw new BundleError('document is not a service bundle')
  if (want === 'manifest') {
    const faults = invalid(path, root)
    if (faults.length > 0) throw new BundleError('Document is not valid.', faults.join(''))
  }
  const { type, name } = root.attributes
  if (type !== want) throw new BundleError(`document is not a ${want}.`)
  if (!name) throw new BundleError('service bundle lacks name attribute')
  const services = servicesIn(root)
  if (want === 'profile') return { type: 'profile', name, definitions: [], wishes: services.flatMap(wishesOf), added: [] }
  const read = services.map((service) => readService(service, path))
  return { type: 'manifest', name, definitions: read.flatMap(({ definitions }) => definitions), wishes: [], added: read.flatMap(({ added }) => added) }
}
function parsed(path: string, text: string) {
  try {
    return parseXml(text)
  } catch (error) {
    if (error instanceof XmlError) throw new BundleError("couldn't parse document", complaint(path, text, error))
    throw error
  }
}
/** Services of a bundle and of those in it, in their order; bundles may be nested deeper than the host's stack. */
function servicesIn(bundle: Element): Element[] {
  const services: Element[] = []
  const left = [bundle]
  for (let one = left.pop(); one; one = left.pop()) {
    if (one.name === 'service') services.push(one)
    else if (one.name === 'service_bundle') left.push(...one.children.toReversed())
  }
  return services
}
function wishesOf(service: Element): Wish[] {
  const name = service.attributes.name ?? ''
  const own = first(service, 'create_default_instance')
  const instances = all(service, 'instance').map(({ attributes }) => ({ fmri: `svc:/${name}:${attributes.name}`, enabled: attributes.enabled === 'true' }))
  return [...(own ? [{ fmri: `svc:/${name}:default`, enabled: own.attributes.enabled === 'true' }] : []), ...instances]
}
function readService(service: Element, file: string): { definitions: Definition[]; added: Added[] } {
  const name = service.attributes.name ?? ''
  const own = first(service, 'create_default_instance')
  const instances = all(service, 'instance')
  const list = [
    ...(own ? [{ instance: 'default', enabled: own.attributes.enabled === 'true', element: undefined }] : []),
    ...instances.map((element) => ({ instance: element.attributes.name ?? 'default', enabled: element.attributes.enabled === 'true', element })),
  ]
  const definitions = list.map(({ instance, enabled, element }) => define(`svc:/${name}:${instance}`, enabled, element ? [service, element] : [service], file))
  const added = [...dependents(service, `svc:/${name}`), ...instances.flatMap((element) => dependents(element, `svc:/${name}:${element.attributes.name}`))]
  return { definitions, added }
}
/** What the service says, then what the instance says. */
function define(fmri: string, enabled: boolean, from: readonly Element[], file: string): Definition {
  const groups: Record<string, PropertyGroup> = {}
  for (const element of from) for (const group of all(element, 'property_group')) groups[group.attributes.name ?? ''] = groupOf(group)
  const contexts = from.flatMap((element) => first(element, 'method_context') ?? [])
  const methods = from.flatMap((element) => all(element, 'exec_method')).map((method) => [method.attributes.name ?? '', methodOf(method, contexts)] as const)
  const dependencies = new Map(
    from.flatMap((element) => all(element, 'dependency')).map((element) => [element.attributes.name ?? '', dependencyOf(element)] as const),
  )
  const templates = from.flatMap((element) => all(element, 'template'))
  const duration = groups.startd?.properties.duration?.values[0]
  return {
    fmri,
    name: squeezed(templates.map((template) => first(first(template, 'common_name') ?? template, 'loctext')?.text ?? '').find(Boolean) ?? ''),
    duration: durationOf(duration),
    methods: Object.fromEntries(methods),
    pages: templates
      .flatMap((template) => all(template, 'documentation'))
      .flatMap((documentation) => all(documentation, 'manpage'))
      .map(({ attributes }) => `${attributes.title}(${attributes.section})`),
    dependencies: [...dependencies.values()].filter(({ entities }) => entities.length > 0),
    enabled,
    ...(Object.keys(groups).length > 0 && { groups }),
    file,
  }
}
/** Source: smf_method(7), illumos startd/libscf.c. */
const durationOf = (text: string | undefined): Duration => (text === 'transient' ? 'transient' : text === 'child' || text === 'wait' ? 'child' : 'contract')
const dependencyOf = ({ attributes, children }: Element): Dependency => ({
  name: attributes.name ?? '',
  grouping: attributes.grouping as Dependency['grouping'],
  restartOn: attributes.restart_on as Dependency['restartOn'],
  entities: attributes.delete === 'true' ? [] : children.filter(({ name }) => name === 'service_fmri').map((child) => canonical(child.attributes.value ?? '')),
})
/** `svc:/network/ssh` for what may be written as `svc:network/ssh`, `//localhost/network/ssh` or `network/ssh`. */
const canonical = (text: string): string =>
  text.startsWith('file:')
    ? text
    : `svc:/${text
        .replace(/^svc:/, '')
        .replace(/^\/\/localhost\//, '')
        .replace(/^\/+/, '')}`
function dependents(element: Element, fmri: string): Added[] {
  return all(element, 'dependent').flatMap((dependent) => {
    const target = first(dependent, 'service_fmri')?.attributes.value
    if (target === undefined || dependent.attributes.delete === 'true') return []
    const { entities, ...rest } = dependencyOf(dependent)
    return [{ target: canonical(target), dependency: { ...rest, entities: [fmri] } }]
  })
}
function methodOf(method: Element, contexts: readonly Element[]): Method {
  const { exec = '', timeout_seconds: timeout = '0' } = method.attributes
  const context = first(method, 'method_context') ?? contexts.at(-1)
  const credential = context && first(context, 'method_credential')?.attributes
  const variables = context ? all(context, 'method_environment').flatMap((environment) => all(environment, 'envvar')) : []
  const directory = context?.attributes.working_directory
  // Minus one and its unsigned form are no limit either.
  const seconds = Number(timeout)
  return {
    exec,
    timeout: Number.isFinite(seconds) && seconds > 0 && seconds < 4_294_967_295 ? seconds : 0,
    ...(credential?.user !== undefined && { user: credential.user }),
    ...(credential?.group !== undefined && { group: credential.group }),
    ...(directory !== undefined && { workingDirectory: directory }),
    ...(variables.length > 0 && { environment: Object.fromEntries(variables.map(({ attributes }) => [attributes.name ?? '', attributes.value ?? ''])) }),
  }
}
const groupOf = (group: Element): PropertyGroup => ({
  type: group.attributes.type ?? 'application',
  properties: Object.fromEntries(
    group.children.flatMap((child) => {
      const { name = '', type = 'astring', value } = child.attributes
      if (child.name === 'propval') return [[name, { type, values: [value ?? ''] }]]
      if (child.name !== 'property') return []
      const values = child.children.flatMap((list) => all(list, 'value_node')).map(({ attributes }) => attributes.value ?? '')
      return [[name, { type, values }]]
    }),
  ),
})
