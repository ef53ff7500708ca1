import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { type DeviceNode, deviceTree } from '../../system/platform/devices.ts'
import { SMBIOS } from '../../system/platform/sysinfo.ts'

const USAGE = 'prtconf [ -F | -m | -V | -x | -abcdvpPD ] [ <device_path > ]\n'

/** Lines of a node and what is below it. (illumos usr/src/cmd/prtconf/pdevinfo.c dump_devs) */
function lines({ name, instance, driver, children = [] }: DeviceNode, depth: number, drivers: boolean): string[] {
  const attached = instance === undefined ? (depth === 0 ? '' : ' (driver not attached)') : `, instance #${instance}`
  const named = drivers && instance !== undefined ? ` (driver name: ${driver ?? name})` : ''
  return [`${' '.repeat(4 * depth)}${name}${attached}${named}\n`, ...children.flatMap((child) => lines(child, depth + 1, drivers))]
}
/** MB of memory: of the machine, or of the zone's cap. */
function memoryOf({ world, server, zone }: CommandContext): number {
  const { ramMiB } = world.need(server)
  const cap = zone && Number(world.get(zone)?.properties.max_physical_memory)
  return cap ? Math.min(cap, ramMiB) : ramMiB
}
const NOT_SIMULATED = ['a', 'b', 'c', 'd', 'v', 'p', 'V', 'F', 'P'] as const

/** Output: illumos usr/src/cmd/prtconf/prtconf.c. */
export const command = defineCommand({
  name: 'prtconf',
  summary: 'print the configuration of the system',
  synopsis: ['[-m | -x | -D]'],
  options: {
    m: { help: 'only the size of memory, in megabytes' },
    D: { help: 'with the name of the driver of each device' },
    x: { help: 'whether the firmware can start a 64-bit kernel: by the status' },
    a: { help: 'the ancestors of a device', fidelity: 'not modelled' },
    b: { help: 'the properties of the product', fidelity: 'not modelled' },
    c: { help: 'the children of a device', fidelity: 'not modelled' },
    d: { help: 'with vendor and device ids', fidelity: 'not modelled' },
    v: { help: 'with the properties of each device', fidelity: 'not modelled' },
    p: { help: 'what the firmware knows', fidelity: 'not modelled' },
    V: { help: 'the version of the firmware', fidelity: 'not modelled' },
    F: { help: 'the path of the framebuffer', fidelity: 'not modelled' },
    P: { help: 'with pseudo devices', fidelity: 'not modelled' },
  },
  description: ['Prints the maker, the size of memory and the tree of devices.'],
  source: 'illumos usr/src/cmd/prtconf/prtconf.c',
  limits: 'Processors, disks and cards are those of the server; the rest of the tree is an example. Properties are not simulated.',
  misuse: (misuse) => ({ stderr: `${misuse.kind === 'unknown option' ? `prtconf: illegal option -- ${misuse.option}\n` : ''}${USAGE}`, status: 1 }),
  run(context, parsed) {
    const { world, server, zone, files, out, err } = context
    if (parsed.has('x')) return 0
    const [path] = parsed.operands
    if (path !== undefined) {
      if (!files.exists(pathIn(context.cwd, path))) throw new Failure('prtconf: invalid path specified\n')
      throw new Failure('prtconf: a device path is not simulated\n')
    }
    if (parsed.has('a') || parsed.has('c')) throw new Failure('prtconf: options require a device path\n')
    const unknown = NOT_SIMULATED.find((option) => parsed.has(option))
    if (unknown) throw new Failure(`prtconf: -${unknown} is not simulated\n`)
    const memory = memoryOf(context)
    if (parsed.has('m')) {
      out(`${memory}\n`)
      return 0
    }
    // A zone does not see the firmware's tables: there the vendor string is the built-in one.
    out(`System Configuration:  ${zone ? 'Joyent' : SMBIOS.manufacturer}  i86pc\nMemory size: ${memory} Megabytes\nSystem Peripherals (Software Nodes):\n\n`)
    if (zone) err('prtconf: devinfo facility not available\n')
    else for (const line of lines(deviceTree(world, server), 0, parsed.has('D'))) out(line)
    return 0
  },
})
