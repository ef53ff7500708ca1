import { defineCommand } from '../../shell/command.ts'
import { goDown, zoneGoesDown } from '../../system/boot/operations.ts'

/** Texts: illumos usr/src/cmd/halt/halt.c. */
export const command = defineCommand({
  name: 'halt',
  summary: 'stop the operating system',
  synopsis: ['[-dlnqy]'],
  options: {
    d: { help: 'dump the system first', fidelity: 'not modelled' },
    l: { help: 'do not write to the system log' },
    n: { help: 'do not sync the file systems', fidelity: 'not modelled' },
    q: { help: 'quick: without stopping processes', fidelity: 'simplified' },
    y: { help: 'do not ask, even on a dial-up terminal' },
  },
  description: [
    'Kills all processes, writes what is still in memory to disk and stops. The power stays on; a key on the console restarts the machine.',
    'In a zone it is the zone that stops.',
  ],
  source: 'illumos usr/src/cmd/halt/halt.c',
  run({ sim, server, zone }) {
    if (zone) zoneGoesDown(sim, zone, 'halt')
    else goDown(sim, server, 'halt')
    return 0
  },
})
