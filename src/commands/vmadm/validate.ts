import { defineCommand, Failure } from '../../shell/command.ts'
import type { Json } from '../../sim/record.ts'
import { brandOf, readPayload } from '../../system/zones/payload.ts'
import { BRANDS, type Brand } from '../../system/zones/zone.ts'
import { readPayloadFrom } from './payload.ts'
import { misused } from './say.ts'

/** Texts: smartos-live src/vm/sbin/vmadm.js, VM.js (validate). */
export const command = defineCommand({
  name: 'vmadm validate',
  summary: 'check a payload without doing anything',
  synopsis: ['create [-f <filename>]', 'update <brand> [-f <filename>]'],
  options: { f: { help: 'read the payload from this file instead of standard input', value: 'filename' } },
  operands: { complete: () => ['create', 'update'] },
  description: [
    'Says whether vmadm create or update would take the payload. If not, it prints a JSON object with what is wrong: bad_values, bad_properties, missing_properties.',
  ],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/VM.js',
  run(context, parsed) {
    const [action = '', named] = parsed.operands
    if (action !== 'create' && action !== 'update') misused('Will not validate without a valid action.')
    if (action === 'update' && named === undefined) misused('Will not validate without a valid action and brand.')
    const payload = readPayloadFrom(context, parsed.get('f'), 'validate')
    const brand = named ?? brandOf(payload)
    const invalid = (faults: object): never => {
      throw new Failure(`${JSON.stringify(faults, null, 2)}\n`)
    }
    if (!BRANDS.includes(brand as Brand)) return invalid({ bad_brand: brand })
    if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) throw new Failure('Invalid JSON payload: not an object\n')
    const { faults } = readPayload(
      context.sim,
      context.server,
      payload as Readonly<Record<string, Json>>,
      brand as Brand,
      action === 'update' ? 'update' : 'create',
    )
    const { bad_values, bad_properties, missing_properties } = faults
    if (bad_values.length + bad_properties.length + missing_properties.length > 0) return invalid({ bad_values, bad_properties, missing_properties })
    context.out(`VALID '${action}' payload for ${brand} brand VMs.\n`)
    return 0
  },
})
