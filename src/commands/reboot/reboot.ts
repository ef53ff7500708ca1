import { defineCommand } from '../../shell/command.ts'
import { goDown, zoneGoesDown } from '../../system/boot/operations.ts'

/** Texts: illumos usr/src/cmd/halt/halt.c. */
export const command = defineCommand({
  name: 'reboot',
  summary: 'restart the operating system',
  synopsis: ['[-dlnpq]'],
  options: {
    d: { help: 'dump the system first, as after a panic' },
    l: { help: 'do not write to the system log' },
    n: { help: 'do not sync the file systems', fidelity: 'not modelled' },
    p: { help: 'go through the firmware (the only way here)' },
    q: { help: 'quick: without stopping processes', fidelity: 'simplified' },
  },
  description: [
    'Kills all processes, writes what is still in memory to disk and restarts. Services are not stopped in order: `init 6` does that.',
    'In a zone it is the zone that restarts.',
  ],
  source: 'illumos usr/src/cmd/halt/halt.c',
  limits: 'Always goes through the firmware; there is no fast reboot.',
  run({ sim, server, zone }, parsed) {
    if (zone) zoneGoesDown(sim, zone, 'reboot')
    else goDown(sim, server, parsed.has('d') ? 'panic' : 'reboot')
    return 0
  },
})
