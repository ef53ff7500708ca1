import { defineCommand, Failure } from '../../shell/command.ts'
import { vmStateOf, zoneStateOf } from '../../system/zones/vmState.ts'
import { createVm, PROVISION_TIMEOUT } from '../../system/zones/vms.ts'
import { zoneId } from '../../system/zones/zone.ts'
import { readPayloadFrom } from './payload.ts'
import { must } from './say.ts'

/** Texts: smartos-live src/vm/sbin/vmadm.js, VM.js (create, waitForProvisioning). */
export const command = defineCommand({
  name: 'vmadm create',
  summary: 'make a VM from a JSON payload',
  synopsis: ['[-f <filename>]'],
  options: { f: { help: 'read the payload from this file instead of standard input', value: 'filename' } },
  description: [
    'Reads a JSON object that describes the VM, makes its zone as a clone of an installed image, and boots it unless autoboot is false. It returns when the VM has finished its own set-up.',
    'A zone needs at least image_uuid. Properties that vmadm does not know are left out without a word.',
  ],
  examples: [{ line: 'vmadm create -f web.json', text: 'Make the VM that web.json describes.' }],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/VM.js',
  limits: 'Brands joyent, joyent-minimal and builder; lx, kvm and bhyve are refused for now.',
  async run(context, parsed) {
    const { sim, world, server } = context
    const { uuid, autoboot } = must(createVm(sim, server, readPayloadFrom(context, parsed.get('f'), 'create')))
    const zone = () => world.get(zoneId(server, uuid))
    await context.until(() => {
      const now = zone()
      if (!now || now.failed) return true
      return autoboot ? !now.transition : zoneStateOf(now) === 'installed'
    }, PROVISION_TIMEOUT * 2)
    const made = zone()
    if (!made) throw new Failure(`VM ${uuid} not found\n`)
    if (vmStateOf(made) === 'failed') throw new Failure(`timed out waiting for /var/svc/provisioning to move for ${uuid}\n`)
    context.err(`Successfully created VM ${uuid}\n`)
    return 0
  },
})
