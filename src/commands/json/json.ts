import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { illegal } from '../../shell/usage.ts'
import { parseJson } from '../../system/zones/json.ts'

const NOT_HERE: Readonly<Record<string, string>> = {
  e: 'code to execute',
  c: 'conditions',
  E: 'code to execute',
  C: 'conditions',
  A: 'code',
  I: 'editing in place',
}

/** The value at `a.b.0`; undefined if there is none. */
function at(value: unknown, path: string, delimiter: string): unknown {
  let here = value
  for (const step of path.split(delimiter)) {
    if (Array.isArray(here)) here = here[Number(step) < 0 ? here.length + Number(step) : Number(step)] ?? (step === 'length' ? here.length : undefined)
    else if (typeof here === 'object' && here !== null && Object.hasOwn(here, step)) here = (here as Record<string, unknown>)[step]
    else return undefined
  }
  return here
}
/** A value as it is printed: text as it is, all else as JSON. */
const shown = (value: unknown, indent: number): string => (typeof value === 'string' ? value : JSON.stringify(value, null, indent))

function read(context: CommandContext, parsed: Parsed): unknown {
  let text = context.stdin
  const file = parsed.get('f')
  if (file !== undefined) {
    const path = file.startsWith('/') ? file : `${context.cwd}/${file}`
    if (!context.files.exists(path)) throw new Failure(`json: error: could not read '${file}': no such file\n`)
    text = context.files.read(path)
  }
  if (parsed.has('H')) text = text.replace(/^(?:HTTP\/[\s\S]*?\r?\n\r?\n)+/, '')
  if (text.trim() === '') return undefined
  const result = parseJson(text)
  if ('fault' in result) throw new Failure(`json: error: input is not JSON: ${result.fault}\n`)
  return result.value
}

/** Behaviour: github.com/trentm/json lib/json.js, which SmartOS has as /usr/bin/json. */
export const command = defineCommand({
  name: 'json',
  summary: 'take values out of JSON',
  synopsis: ['[-Haj] [-d delim] [-D delim] [-f file] [lookup ...]'],
  options: {
    H: { help: 'leave out HTTP headers before the JSON' },
    a: { help: 'take each element of an array by itself: one line for each, with all that was asked for', long: ['array'] },
    d: { help: 'between the values of a line, with -a; a space by default', value: 'delim' },
    D: { help: 'between the steps of a lookup; a dot by default', value: 'delim' },
    f: { help: 'read this file instead of standard input', value: 'file' },
    j: { help: 'print all as one JSON text' },
    k: { help: 'print the names of the keys', long: ['keys'] },
    0: { help: 'without line breaks' },
    2: { help: 'indented by 2' },
    4: { help: 'indented by 4' },
    e: { help: 'execute code on it', value: 'code', fidelity: 'not modelled' },
    c: { help: 'only what meets a condition', value: 'code', fidelity: 'not modelled' },
    E: { help: 'execute code on it', value: 'code', fidelity: 'not modelled' },
    C: { help: 'only what meets a condition', value: 'code', fidelity: 'not modelled' },
    A: { help: 'as in older versions', fidelity: 'not modelled' },
    I: { help: 'edit the file', fidelity: 'not modelled' },
  },
  description: ['Prints JSON with an indent, or only what lookups such as nics.0.ip name: text without quotes, so that a script can use it.'],
  examples: [
    { line: 'vmadm get 54f1cc77-68f1-42ab-acac-5c4f64f5d6e0 | json nics.0.ip', text: 'The address of a VM.' },
    { line: 'vmadm lookup -j | json -a uuid alias', text: 'A line for each VM.' },
  ],
  source: 'github.com/trentm/json lib/json.js',
  limits: 'Code (-e, -c) is not run, and JSON texts one after the other are not taken.',
  interspersed: true,
  misuse: (misuse) => ({ stderr: `json: error: ${illegal('json', misuse).replace(/^json: /, '')}`, status: 2 }),
  run(context, parsed) {
    for (const [option, what] of Object.entries(NOT_HERE)) if (parsed.has(option)) throw new Failure(`json: ${what} (-${option}) not simulated\n`)
    const value = read(context, parsed)
    if (value === undefined) return 0
    const indent = parsed.has('0') ? 0 : parsed.has('4') ? 4 : 2
    const delimiter = parsed.get('D') ?? '.'
    const lookups = parsed.operands
    const print = (line: string): void => context.out(`${line}\n`)
    const keys = (one: unknown) => (typeof one === 'object' && one !== null ? Object.keys(one) : [])
    if (parsed.has('a')) {
      const rows = Array.isArray(value) ? value : [value]
      if (parsed.has('j'))
        print(
          JSON.stringify(
            rows.map((row) => picked(row, lookups, delimiter)),
            null,
            indent,
          ),
        )
      else if (parsed.has('k')) for (const row of rows) print(JSON.stringify(keys(row), null, indent))
      else if (lookups.length === 0) for (const row of rows) print(shown(row, indent))
      else
        for (const row of rows) {
          const values = lookups.map((lookup) => at(row, lookup, delimiter))
          print(values.map((one) => (one === undefined ? '' : shown(one, 0))).join(parsed.get('d') ?? ' '))
        }
      return 0
    }
    if (parsed.has('k')) print(JSON.stringify(keys(value), null, indent))
    else if (lookups.length === 0) print(shown(value, indent))
    else if (parsed.has('j')) print(JSON.stringify(picked(value, lookups, delimiter), null, indent))
    else
      for (const lookup of lookups) {
        const one = at(value, lookup, delimiter)
        if (one !== undefined) print(shown(one, indent))
      }
    return 0
  },
})
/** Only what was asked for, under the names of the lookups. */
const picked = (value: unknown, lookups: readonly string[], delimiter: string): unknown =>
  lookups.length === 0
    ? value
    : Object.fromEntries(lookups.flatMap((lookup) => (at(value, lookup, delimiter) === undefined ? [] : [[lookup, at(value, lookup, delimiter)]])))
