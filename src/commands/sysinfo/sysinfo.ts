import { defineCommand, Failure } from '../../shell/command.ts'
import { infoOf, jsonText, parsableText, zoneInfoText } from '../../system/platform/sysinfo.ts'

/** Output: smartos-live src/sysinfo. */
export const command = defineCommand({
  name: 'sysinfo',
  summary: 'describe this system as JSON',
  synopsis: ['[-f] [-p] [-u]'],
  options: {
    f: { help: 'find everything out anew' },
    p: { help: "lines of key='value' instead of JSON" },
    u: { help: 'find everything out anew, print nothing' },
  },
  description: ['Prints what other programs want to know of this node: image, hardware, pool, disks, boot parameters and network.'],
  source: 'smartos-live src/sysinfo',
  limits: 'Nothing is cached: it is always up to date.',
  misuse: () => ({ stderr: 'Usage: /usr/bin/sysinfo: [-f] [-p] [-u]\n', status: 2 }),
  run({ world, server, zone, user, out }, parsed) {
    if (user !== 'root') throw new Failure('This program can only be run as root.\n')
    if (parsed.has('u')) return 0
    if (zone) out(zoneInfoText(world, server, zone))
    else {
      const info = infoOf(world, server)
      out(parsed.has('p') ? parsableText(info) : jsonText(info))
    }
    return 0
  },
})
