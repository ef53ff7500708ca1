import { defineCommand } from '../../shell/command.ts'
import { hostnameOf, kernelVersion } from '../../system/platform/names.ts'

/** Output and usage: illumos usr/src/cmd/uname/uname.c. */
export const command = defineCommand({
  name: 'uname',
  summary: 'print the name of the system',
  synopsis: ['[-snrvmapi]'],
  options: {
    a: { help: 'everything' },
    s: { help: 'name of the operating system (the default)' },
    n: { help: 'name of this node' },
    r: { help: 'release' },
    v: { help: 'version: the stamp of the platform image' },
    m: { help: 'class of the hardware' },
    p: { help: 'instruction set of the processor' },
    i: { help: 'name of the platform' },
  },
  description: ['Without options prints the name of the operating system. The version is the stamp of the platform image that was booted.'],
  source: 'illumos usr/src/cmd/uname/uname.c',
  misuse: (misuse) => ({
    stderr: `${misuse.kind === 'unknown option' ? `uname: illegal option -- ${misuse.option}\n` : ''}usage:  uname [-snrvmapiX]\n        uname [-S system_name]\n`,
    status: 1,
  }),
  run({ world, server, zone, out }, parsed) {
    const values: Record<string, string> = {
      s: 'SunOS',
      n: hostnameOf(world, server, zone),
      r: '5.11',
      v: kernelVersion(world, server),
      m: 'i86pc',
      p: 'i386',
      i: 'i86pc',
    }
    const asked = Object.keys(values).filter((option) => parsed.has('a') || parsed.has(option))
    out(`${(asked.length > 0 ? asked : ['s']).map((option) => values[option]).join(' ')}\n`)
    return 0
  },
})
