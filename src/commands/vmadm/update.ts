import { defineCommand, Failure } from '../../shell/command.ts'
import { updateVm } from '../../system/zones/update.ts'
import { readPayloadFrom } from './payload.ts'
import { misused, must, uuidOf, vmOf, vmUuids } from './say.ts'

/** Values of the command line as JSON has them. smartos-live src/vm/sbin/vmadm.js (parseKeyEqualsValue) */
function fromWord(text: string): string | number | boolean {
  if (text === 'true') return true
  if (text === 'false') return false
  return text
}
/** Texts: smartos-live src/vm/sbin/vmadm.js, VM.js (update). */
export const command = defineCommand({
  name: 'vmadm update',
  summary: 'change properties of a VM',
  synopsis: ['<uuid> [-f <filename>]', '<uuid> property=value [property=value ...]'],
  options: { f: { help: 'read the changes from this file instead of standard input', value: 'filename' } },
  operands: { complete: vmUuids },
  description: [
    'Changes properties given on the command line, or by a JSON object. Quota and the caps of a zone change at once, other properties with its next boot.',
    'Nics and metadata are changed with add_nics, update_nics and remove_nics, set_tags and remove_tags, set_customer_metadata and remove_customer_metadata, in JSON.',
  ],
  examples: [{ line: 'vmadm update 54f1cc77-68f1-42ab-acac-5c4f64f5d6e0 quota=40', text: 'Give the VM 40 GiB of disk.' }],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/VM.js',
  limits: 'Disks, filesystems and PCI devices cannot be changed.',
  run(context, parsed) {
    const uuid = uuidOf(parsed.operands, 'update')
    const words = parsed.operands.slice(1)
    const bad = words.find((word) => !/^[^=]+=/.test(word))
    if (bad !== undefined) misused(`Invalid argument to update: ${bad}`)
    const changes =
      words.length > 0
        ? Object.fromEntries(words.map((word) => [word.slice(0, word.indexOf('=')), fromWord(word.slice(word.indexOf('=') + 1))]))
        : readPayloadFrom(context, parsed.get('f'), 'update')
    const zone = vmOf(context, uuid)
    const done = updateVm(context.sim, zone, changes)
    if (!done.ok && done.error.code === 'nic.unknown') throw new Failure(`Cannot find nic with mac ${done.error.data.mac}\n`)
    must(done)
    context.err(`Successfully updated VM ${uuid}\n`)
    return 0
  },
})
