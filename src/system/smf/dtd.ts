import type { Element } from './xml.ts'

/**
 * The document type of manifests, one element a line: name, content, attributes (`!`: needed; in parentheses: the values it may
 * have, `@` the types of properties). Source: illumos usr/src/cmd/svc/dtd/service_bundle.dtd.1, for manifests.
 */
const TEXT = `
xi:include (xi:fallback) href! parse(xml/text) encoding xmlns:xi
xi:fallback ANY xmlns:xi
stability EMPTY value!(Standard/Stable/Evolving/Unstable/External/Obsolete)
value_node EMPTY value!
count_list (value_node+)
integer_list (value_node+)
opaque_list (value_node+)
host_list (value_node+)
hostname_list (value_node+)
net_address_list (value_node+)
net_address_v4_list (value_node+)
net_address_v6_list (value_node+)
time_list (value_node+)
astring_list (value_node+)
ustring_list (value_node+)
boolean_list (value_node+)
fmri_list (value_node+)
uri_list (value_node+)
property (count_list/integer_list/opaque_list/host_list/hostname_list/net_address_list/net_address_v4_list/net_address_v6_list/time_list/astring_list/ustring_list/boolean_list/fmri_list/uri_list)? name! type!(@) override(true/false)
propval EMPTY name! type!(@) value! override(true/false)
property_group (stability?,(propval/property)*) name! type! delete(true/false)
service_fmri EMPTY value!
dependency (service_fmri*,stability?,(propval/property)*) name! grouping!(require_all/require_any/exclude_all/optional_all) restart_on!(error/restart/refresh/none) type! delete(true/false)
dependent (service_fmri,stability?,(propval/property)*) name! grouping!(require_all/require_any/exclude_all/optional_all) restart_on!(error/restart/refresh/none) delete(true/false) override(true/false)
envvar EMPTY name! value!
method_environment (envvar+)
method_profile EMPTY name!
method_credential EMPTY user! group supp_groups privileges limit_privileges
method_context ((method_profile/method_credential)?,method_environment?) security_flags working_directory project resource_pool
exec_method (method_context?,stability?,(propval/property)*) type!(method/monitor) name! exec! timeout_seconds! delete(true/false)
restarter (service_fmri)
doc_link EMPTY name! uri!
manpage EMPTY title! section! manpath
documentation (doc_link/manpage)*
loctext (#PCDATA) xml:lang!
description (loctext+)
common_name (loctext+)
units (loctext+)
visibility EMPTY value!(hidden/readonly/readwrite)
value (common_name?,description?) name!
values (value+)
cardinality EMPTY min max
internal_separators (#PCDATA)
range EMPTY min! max!
constraints (value*,range*)
include_values EMPTY type!(constraints/values)
choices (value*,range*,include_values*)
prop_pattern (common_name?,description?,units?,visibility?,cardinality?,internal_separators?,values?,constraints?,choices?) name! type(@) required(true/false)
pg_pattern (common_name?,description?,prop_pattern*) name type required(true/false) target(this/instance/delegate/all)
template (common_name,description?,documentation?,pg_pattern*)
paramval EMPTY name! value!
parameter (value_node*) name!
event EMPTY value!
type ((parameter/paramval)*) name! active(true/false)
notification_parameters (event,type+)
create_default_instance EMPTY enabled!(true/false)
single_instance EMPTY
instance (restarter?,dependency*,dependent*,method_context?,exec_method*,notification_parameters*,property_group*,template?) name! enabled!(true/false)
service (create_default_instance?,single_instance?,restarter?,dependency*,dependent*,method_context?,exec_method*,notification_parameters*,property_group*,instance*,stability?,template?) name! version! type!(service/restarter/milestone)
service_bundle (service_bundle*/service*/xi:include*) type! name!
`
const TYPES = 'count/integer/opaque/host/hostname/net_address/net_address_v4/net_address_v6/time/astring/ustring/boolean/fmri/uri'

interface Declared {
  readonly content: string
  /** Whether children in this order are as declared: their names, each with a blank after it. */
  readonly pattern: RegExp | undefined
  readonly attributes: ReadonlyMap<string, { readonly needed: boolean; readonly values: readonly string[] | undefined }>
}
/** The content as libxml2 prints it. */
const printed = (content: string): string => content.replaceAll(',', ' , ').replaceAll('/', ' | ')
/** The models of a document type are deterministic: they match without trying twice. */
const patternOf = (content: string): RegExp =>
  new RegExp(
    `^(?:${content
      .replace(/[\w:]+/g, (name) => `(?:${name} )`)
      .replaceAll(',', '')
      .replaceAll('/', '|')})$`,
  )

function declaredIn(text: string): ReadonlyMap<string, Declared> {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.replaceAll('@', TYPES).split(' '))
  return new Map(
    lines.map(([name = '', content = '', ...attributes]): [string, Declared] => [
      name,
      {
        content,
        pattern: content.startsWith('(') && !content.includes('#') ? patternOf(content) : undefined,
        attributes: new Map(
          attributes.map((attribute) => {
            const [, key = '', needed = '', values] = /^([\w:]+)(!?)(?:\((.*)\))?$/.exec(attribute) ?? []
            return [key, { needed: needed !== '', values: values?.split('/') }]
          }),
        ),
      },
    ]),
  )
}
let declared: ReadonlyMap<string, Declared> | undefined

/** What is not as declared in a document, in the order of the document: each as libxml2 says it, with the file before it. Source: libxml2 valid.c. */
export function invalid(file: string, root: Element): string[] {
  declared ??= declaredIn(TEXT)
  const faults: string[] = []
  const say = ({ name, line }: Element, message: string): void => void faults.push(`${file}:${line}: element ${name}: validity error : ${message}\n`)
  if (root.name !== 'service_bundle') say(root, `root and DTD name do not match '${root.name}' and 'service_bundle'`)
  const queue = [root]
  for (let element = queue.shift(); element; element = queue.shift()) {
    queue.unshift(...element.children)
    check(element, declared, say)
  }
  return faults
}
function check(element: Element, all: ReadonlyMap<string, Declared>, say: (element: Element, message: string) => void): void {
  const { name, attributes, children, text } = element
  const declaration = all.get(name)
  if (!declaration) return void say(element, `No declaration for element ${name}`)
  for (const [key, value] of Object.entries(attributes)) {
    const known = declaration.attributes.get(key)
    if (!known) say(element, `No declaration for attribute ${key} of element ${name}`)
    else if (known.values && !known.values.includes(value)) say(element, `Value "${value}" for attribute ${key} of ${name} is not among the enumerated set`)
  }
  for (const [key, { needed }] of declaration.attributes)
    if (needed && attributes[key] === undefined) say(element, `Element ${name} does not carry attribute ${key}`)
  const own = text.trim() !== ''
  if (declaration.content === 'EMPTY') {
    if (children.length > 0 || own) say(element, `Element ${name} was declared EMPTY this one has content`)
  } else if (declaration.pattern) {
    const names = children.map((child) => `${child.name} `).join('')
    if (own || !declaration.pattern.test(names))
      say(element, `Element ${name} content does not follow the DTD, expecting ${printed(declaration.content)}, got (${names}${own ? 'CDATA' : ''})`)
  }
}
