import type { Definition, Method, PropertyGroup } from '../../system/smf/definition.ts'
import { splitFmri } from '../../system/smf/service.ts'
import type { Service } from '../../system/smf/services.ts'

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
/** An attribute in single quotes, as svccfg has them. Source: libxml2 xmlBufWriteQuotedString. */
const attribute = (name: string, value: string): string => ` ${name}='${escaped(value).replace(/'/g, '&apos;')}'`
const attributes = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => attribute(name, value))
    .join('')
function element(depth: number, name: string, values: Readonly<Record<string, string>>, inner = ''): string {
  const indent = '  '.repeat(depth)
  const head = `${indent}<${name}${attributes(values)}`
  return inner === '' ? `${head}/>\n` : `${head}>\n${inner}${indent}</${name}>\n`
}
function methodOf(name: string, { exec, timeout, user, group, workingDirectory, environment }: Method): string {
  const credential = user === undefined ? '' : element(4, 'method_credential', { user, ...(group !== undefined && { group }) })
  const variables = Object.entries(environment ?? {}).map(([key, value]) => element(5, 'envvar', { name: key, value }))
  const inner = `${credential}${variables.length > 0 ? element(4, 'method_environment', {}, variables.join('')) : ''}`
  const directory = workingDirectory === undefined ? {} : { working_directory: workingDirectory }
  const context = inner === '' && workingDirectory === undefined ? '' : element(3, 'method_context', directory, inner)
  return element(2, 'exec_method', { name, type: 'method', exec, timeout_seconds: String(timeout) }, context)
}
function groupOf(name: string, { type, properties }: PropertyGroup): string {
  const inner = Object.entries(properties).map(([key, { type: kind, values }]) =>
    values.length === 1
      ? element(3, 'propval', { name: key, type: kind, value: values[0] ?? '' })
      : element(3, 'property', { name: key, type: kind }, element(4, `${kind}_list`, {}, values.map((value) => element(5, 'value_node', { value })).join(''))),
  )
  return element(2, 'property_group', { name, type }, inner.join(''))
}
/** The property groups that a manifest has: those of its definition, and what was set by hand. */
function groupsIn({ definition, record }: Service): Readonly<Record<string, PropertyGroup>> {
  const { groups = {}, duration } = definition
  const startd: Readonly<Record<string, PropertyGroup>> =
    duration === 'contract' || groups.startd ? {} : { startd: { type: 'framework', properties: { duration: { type: 'astring', values: [duration] } } } }
  const all: Record<string, PropertyGroup> = { ...startd, ...groups }
  for (const [name, group] of Object.entries(record?.groups ?? {})) {
    if (name in definition.methods || name === 'general') continue
    all[name] = { type: all[name]?.type ?? group.type, properties: { ...all[name]?.properties, ...group.properties } }
  }
  return all
}
const templateOf = ({ name, pages }: Definition): string => {
  if (name === '') return ''
  const manuals = pages.map((page) => {
    const [, title = page, section = ''] = /^(.*)\((.*)\)$/.exec(page) ?? []
    return element(4, 'manpage', { title, section, manpath: '/usr/share/man' })
  })
  const documentation = manuals.length > 0 ? element(3, 'documentation', {}, manuals.join('')) : ''
  return element(
    2,
    'template',
    {},
    `${element(3, 'common_name', {}, `        <loctext${attribute('xml:lang', 'C')}>${escaped(name)}</loctext>\n`)}${documentation}`,
  )
}
/** The manifest of a service, all of whose instances are given. Source: illumos usr/src/cmd/svc/svccfg/svccfg_libscf.c (export_service). */
export function exportService(services: readonly Service[]): string {
  const [first] = services
  if (!first) return ''
  const { service } = splitFmri(first.fmri)
  const { definition } = first
  const enabled = (one: Service): string => String(one.record?.enabled ?? one.enabled)
  const instances = services.map((one) => ({ name: splitFmri(one.fmri).instance, enabled: enabled(one) }))
  const own = instances.find(({ name }) => name === 'default')
  const body = [
    own ? element(2, 'create_default_instance', { enabled: own.enabled }) : '',
    element(2, 'single_instance', {}),
    ...definition.dependencies.map(({ name, grouping, restartOn, entities }) =>
      element(
        2,
        'dependency',
        { name, grouping, restart_on: restartOn, type: entities.some((entity) => entity.startsWith('file:')) ? 'path' : 'service' },
        entities.map((value) => element(3, 'service_fmri', { value })).join(''),
      ),
    ),
    ...Object.entries(definition.methods).map(([name, method]) => methodOf(name, method)),
    ...Object.entries(groupsIn(first)).map(([name, group]) => groupOf(name, group)),
    ...instances.filter(({ name }) => name !== 'default').map((instance) => element(2, 'instance', instance)),
    element(2, 'stability', { value: 'Unstable' }),
    templateOf(definition),
  ].join('')
  const inner = element(1, 'service', { name: service, type: 'service', version: '0' }, body)
  return `<?xml version='1.0'?>\n<!DOCTYPE service_bundle SYSTEM '/usr/share/lib/xml/dtd/service_bundle.dtd.1'>\n${element(0, 'service_bundle', { type: 'manifest', name: 'export' }, inner)}`
}
