import { defineCommand, Failure } from '../../shell/command.ts'
import type { Json } from '../../sim/record.ts'
import type { VmObject } from '../../system/zones/vmObject.ts'
import { conditions } from './conditions.ts'
import { columnOf, FIELDS, filtered, isColumn, valuesAt, vmsOf } from './fields.ts'

/** Text of a value in a table: nothing, false and the empty text are a dash (or nothing with -p). */
function cell(value: Json | undefined, parsable: boolean): string {
  if (value === undefined || value === null || value === false || value === '') return parsable ? '' : '-'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
/** Numbers by size, the rest by spelling. */
function compare(a: Json | undefined, b: Json | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [String(a ?? ''), String(b ?? '')]
  return left < right ? -1 : left > right ? 1 : 0
}
function sorted(vms: readonly VmObject[], keys: readonly string[]): readonly VmObject[] {
  const signs = keys.map((key) => (key.startsWith('-') ? -1 : 1))
  const names = keys.map((key) => key.replace(/^[+-]/, ''))
  const rows = vms.map((vm) => ({ vm, values: names.map((name) => valuesAt(vm, name)[0]) }))
  rows.sort((a, b) => {
    for (let i = 0; i < names.length; i++) {
      const order = (signs[i] ?? 1) * compare(a.values[i], b.values[i])
      if (order !== 0) return order
    }
    return 0
  })
  return rows.map(({ vm }) => vm)
}
/** Why a list of fields is wrong. smartos-live src/vm/sbin/vmadm.js (formatVMList) */
function check(names: readonly string[], what: 'order' | 'sort'): void {
  for (const name of names) {
    if (isColumn(name)) continue
    throw new Failure(name.includes('*') ? `Invalid ${what} key: "${name}"\n` : `invalid ${what} field: ${name}\n`)
  }
}

/** Widths and texts: smartos-live src/vm/sbin/vmadm.js. */
export const command = defineCommand({
  name: 'vmadm list',
  summary: 'list the VMs of this node',
  synopsis: ['[-p] [-H] [-o field,...] [-s field,...] [field=value ...]'],
  options: {
    H: { help: 'leave the header out' },
    h: { help: 'print the header, also with -p' },
    p: { help: 'separate the values with colons, for scripts' },
    o: { help: 'show these fields', value: 'field,...', complete: () => Object.keys(FIELDS) },
    s: { help: 'sort by these fields; a leading - turns the order round', value: 'field,...', complete: () => Object.keys(FIELDS) },
  },
  operands: { complete: conditions },
  description: [
    'Prints one line a VM. A condition field=value keeps the VMs that have exactly that value, field=~expression those that match, without regard to case; several conditions must all hold.',
    'The RAM of a zone is its memory cap. A VM is sorted by RAM and then by UUID unless -s says otherwise.',
  ],
  examples: [
    { line: 'vmadm list -o uuid,alias,state', text: 'Show only these columns.' },
    { line: 'vmadm list state=running', text: 'Only VMs that run.' },
  ],
  source: 'smartos-live src/vm/sbin/vmadm.js',
  run(context, parsed) {
    const order = (parsed.get('o') ?? 'uuid,type,ram,state,alias').split(',')
    const sort = (parsed.get('s') ?? 'ram,uuid').split(',')
    const parsable = parsed.has('p')
    check(order, 'order')
    const keys = sort.map((key) => key.replace(/^[+-]/, ''))
    check(keys, 'sort')
    const vms = sorted(
      filtered(
        vmsOf(context, [...order, ...keys, ...parsed.operands.map((word) => word.split('=')[0] ?? '')]),
        parsed.operands,
        (key) => `Invalid filter key: "${key}"`,
      ),
      sort,
    )
    const line = (cells: readonly string[]): string =>
      parsable
        ? `${cells.join(':')}\n`
        : `${cells
            .map((text, i) => text.padEnd(columnOf(order[i] ?? '')[1]))
            .join('  ')
            .trimEnd()}\n`
    const header = parsed.has('h') || (!parsable && !parsed.has('H'))
    if (header) context.out(line(order.map((name) => columnOf(name)[0])))
    context.out(vms.map((vm) => line(order.map((name) => cell(valuesAt(vm, name)[0], parsable)))).join(''))
    return 0
  },
})
