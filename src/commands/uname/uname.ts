import { defineCommand, Failure } from '../../shell/command.ts'
import { cpusOf } from '../../system/platform/cpus.ts'
import { hostnameOf, kernelVersion } from '../../system/platform/names.ts'

const USAGE = 'usage:\tuname [-snrvmapioX]\n\tuname [-S system_name]\n'
/** SYS_NMLN less the final zero. (illumos uts/common/sys/utsname.h) */
const LONGEST = 256

/** Output and usage: illumos usr/src/cmd/uname/uname.c. */
export const command = defineCommand({
  name: 'uname',
  summary: 'print the name of the system',
  synopsis: ['[-snrvmapioX]', '-S system_name'],
  options: {
    a: { help: 'everything but -o and -X' },
    s: { help: 'name of the operating system (the default)' },
    n: { help: 'name of this node' },
    r: { help: 'release' },
    v: { help: 'version: the stamp of the platform image' },
    m: { help: 'class of the hardware' },
    p: { help: 'instruction set of the processor' },
    i: { help: 'name of the platform' },
    o: { help: 'name of the project' },
    X: { help: 'a list, one fact a line' },
    S: { help: 'set the name of this node, until the next boot', value: 'system_name' },
  },
  description: ['Without options prints the name of the operating system. The version is the stamp of the platform image that was booted.'],
  source: 'illumos usr/src/cmd/uname/uname.c',
  misuse: (misuse) => ({ stderr: `${misuse.kind === 'unknown option' ? `uname: illegal option -- ${misuse.option}\n` : ''}${USAGE}`, status: 1 }),
  run({ sim, world, server, zone, user, out }, parsed) {
    const name = parsed.get('S')
    const flags = ['a', 's', 'n', 'r', 'v', 'm', 'p', 'i', 'o', 'X'].filter((option) => parsed.has(option))
    if (parsed.operands.length > 0 || (name !== undefined && flags.length > 0)) throw new Failure(USAGE)
    const record = world.need(server)
    if (name !== undefined) {
      if (name.length > LONGEST) throw new Failure(`uname: name must be <= ${LONGEST} letters\n`)
      if (user !== 'root' || zone) throw new Failure('uname: error in setting name: Not owner\n')
      if (record.system) sim.patch(record, { system: { ...record.system, hostname: name } })
      return 0
    }
    const values: Readonly<Record<string, string>> = {
      s: 'SunOS',
      n: hostnameOf(world, server, zone),
      r: '5.11',
      v: kernelVersion(world, server),
      m: 'i86pc',
      p: 'i386',
      i: 'i86pc',
      o: 'illumos',
    }
    const asked = Object.keys(values).filter((option) => (option !== 'o' && parsed.has('a')) || parsed.has(option))
    const line = (asked.length > 0 ? asked : parsed.has('X') ? [] : ['s']).map((option) => values[option]).join(' ')
    const list = parsed.has('X')
      ? `System = ${values.s}\nNode = ${values.n}\nRelease = ${values.r}\nKernelID = ${values.v}\nMachine = ${values.m}\nBusType = <unknown>\nSerial = <unknown>\nUsers = <unknown>\nOEM# = 0\nOrigin# = 1\nNumCPU = ${cpusOf(world, record).count}\n`
      : ''
    out(`${line}${list}\n`)
    return 0
  },
})
