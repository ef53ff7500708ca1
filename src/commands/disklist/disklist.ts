import { defineCommand } from '../../shell/command.ts'
import { mediaDevices } from '../../system/media/devices.ts'

/** Lines and order: smartos-live src/disklist.sh. */
export const command = defineCommand({
  name: 'disklist',
  summary: 'names of the disks of this node',
  synopsis: ['[-a | -n | -r | -s]'],
  options: {
    a: { help: 'all of them, those that can be removed first' },
    n: { help: 'those that cannot be removed' },
    r: { help: 'those that can' },
    s: { help: 'those that cannot, with their sizes in bytes' },
  },
  description: ['One line of names. The stick is the one that only -r and -a list.'],
  source: 'smartos-live src/disklist.sh',
  zones: 'global',
  misuse: () => ({ stderr: 'Usage: disklist: [-anr]\n', status: 2 }),
  run({ world, server, out }, parsed) {
    const removable = mediaDevices(world, server)
      .map(({ name }) => ` ${name}`)
      .join('')
    const disks = world.by('disk', 'server', server).filter(({ present }) => present)
    const fixed = disks.map(({ name }) => ` ${name}`).join('')
    // The shell leaves out the spaces at both ends, and all but one between.
    const line = (text: string): void => out(`${text.trim().replace(/ +/g, ' ')}\n`)
    if (parsed.has('a')) line(`${removable} ${fixed}`)
    if (parsed.has('n')) line(fixed)
    if (parsed.has('r')) line(removable)
    if (parsed.has('s')) for (const { name, sizeBytes } of disks) out(`${name}=${sizeBytes}\n`)
    return 0
  },
})
