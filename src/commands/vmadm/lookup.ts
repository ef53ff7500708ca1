import { defineCommand, Failure } from '../../shell/command.ts'
import { conditions } from './conditions.ts'
import { FIELDS, filtered, vmsOf } from './fields.ts'

/** Texts: smartos-live src/vm/sbin/vmadm.js (lookup). */
export const command = defineCommand({
  name: 'vmadm lookup',
  summary: 'find the UUIDs of VMs by their properties',
  synopsis: ['[-j|-1] [-o field,...] [field=value ...]'],
  options: {
    j: { help: 'print whole objects as a JSON array' },
    1: { help: 'fail unless exactly one VM is found' },
    o: { help: 'with -j, only these fields', value: 'field,...', complete: () => Object.keys(FIELDS) },
  },
  operands: { complete: conditions },
  description: [
    'Prints the UUID of every VM that meets all conditions, one a line; nothing if there is none. Conditions are those of vmadm list. Without a condition it finds all VMs.',
  ],
  examples: [{ line: 'vmadm lookup -1 alias=web', text: 'The UUID of the only VM with that alias.' }],
  source: 'smartos-live src/vm/sbin/vmadm.js',
  run(context, parsed) {
    const fields = parsed.get('o')?.split(',')
    if (fields && !parsed.has('j')) throw new Failure('Cannot specify -o without -j\n')
    const needed = parsed.has('j') ? fields : ['uuid']
    const found = filtered(
      vmsOf(context, needed && [...needed, ...parsed.operands.map((word) => word.split('=')[0] ?? '')]),
      parsed.operands,
      (key) => `Invalid lookup key: "${key}"`,
    )
    if (parsed.has('1') && found.length !== 1) throw new Failure(`Requested unique lookup but found ${found.length} results.\n`)
    if (parsed.has('j')) {
      const objects = fields ? found.map((vm) => Object.fromEntries(fields.filter((name) => Object.hasOwn(vm, name)).map((name) => [name, vm[name]]))) : found
      context.out(`${JSON.stringify(parsed.has('1') ? objects[0] : objects, null, 2)}\n`)
    } else context.out(found.map((vm) => `${vm.uuid}\n`).join(''))
    return 0
  },
})
