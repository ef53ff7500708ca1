import { defineCommand, Failure } from '../../shell/command.ts'
import { mediaDevices } from '../../system/media/devices.ts'
import { isDevice, typeOf } from '../../system/media/mounting.ts'

const USAGE = 'Usage: fstyp [-av] <device>\n'

/** Texts and status: illumos usr/src/cmd/fstyp/fstyp.c, usr/src/lib/libfstyp/common/libfstyp.c. */
export const command = defineCommand({
  name: 'fstyp',
  summary: 'say which file system is on a device',
  synopsis: ['device'],
  options: {
    a: { help: 'with all its attributes', fidelity: 'not modelled' },
    v: { help: 'with details', fidelity: 'not modelled' },
  },
  operands: {
    complete: (world, server) => [
      ...world.by('disk', 'server', server).map(({ name }) => `/dev/dsk/${name}s0`),
      ...mediaDevices(world, server).map(({ name, medium }) => `/dev/dsk/${name}${medium.kind === 'usb' ? 's2' : 's0'}`),
    ],
  },
  description: ['Prints pcfs for a stick, hsfs for a disc, zfs for a disk of a pool.'],
  source: 'illumos usr/src/cmd/fstyp/fstyp.c',
  zones: 'global',
  misuse: () => ({ stderr: USAGE, status: 1 }),
  run({ world, server, out }, parsed) {
    for (const option of ['a', 'v']) if (parsed.has(option)) throw new Failure(`fstyp: -${option} is not simulated\n`)
    const [device, ...rest] = parsed.operands
    if (device === undefined || rest.length > 0) throw new Failure(USAGE)
    const type = typeOf(world, server, device)
    if (type) {
      out(`${type}\n`)
      return 0
    }
    const there = isDevice(world, server, device)
    throw new Failure(`unknown_fstyp (${there ? 'no matches' : 'cannot open device'})\n`, there ? 1 : 8)
  },
})
