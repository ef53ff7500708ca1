import { defineCommand, Failure } from '../../shell/command.ts'
import { hostnameOf } from '../../system/platform/names.ts'

/** Output and usage: illumos usr/src/cmd/hostname/hostname.c. */
export const command = defineCommand({
  name: 'hostname',
  summary: 'print or set the name of this system',
  synopsis: ['[-s] [system_name]'],
  options: { s: { help: 'without the domain' } },
  description: [
    'Without a name prints the present one. A name that is set here lives in the kernel only: the next boot takes the one of /usbkey/config again.',
  ],
  source: 'illumos usr/src/cmd/hostname/hostname.c',
  limits: 'The name of a zone is set by vmadm, not here.',
  misuse: (misuse) => ({
    stderr: `${misuse.kind === 'unknown option' ? `hostname: illegal option -- ${misuse.option}\n` : ''}usage: hostname [-s] [system_name]\n`,
    status: 1,
  }),
  run({ sim, world, server, zone, user, out }, parsed) {
    const [name, ...more] = parsed.operands
    if (more.length > 0) throw new Failure('usage: hostname [-s] [system_name]\n')
    if (name === undefined) {
      const full = hostnameOf(world, server, zone)
      out(`${parsed.has('s') ? full.split('.')[0] : full}\n`)
      return 0
    }
    if (user !== 'root') throw new Failure('hostname: error in setting name: Not owner\n')
    if (zone) throw new Failure('globalzone: setting the name of a zone from inside is not simulated\n')
    const record = world.need(server)
    if (record.system) sim.patch(record, { system: { ...record.system, hostname: name } })
    return 0
  },
})
