import { type Command, defineCommand, Failure } from '../../shell/command.ts'
import { goDown, zoneGoesDown } from '../../system/boot/operations.ts'

/** `halt` and `poweroff`: one program that goes by two names. illumos usr/src/cmd/halt/halt.c */
export const stopCommand = (name: 'halt' | 'poweroff', summary: string, description: string): Command =>
  defineCommand({
    name,
    summary,
    synopsis: ['[-dlnqy]'],
    options: {
      d: { help: 'dump the system first', fidelity: 'not modelled' },
      l: { help: 'do not write to the system log' },
      n: { help: 'do not sync the file systems', fidelity: 'not modelled' },
      q: { help: 'quick: without stopping processes', fidelity: 'simplified' },
      y: { help: 'do not ask, even on a dial-up terminal' },
    },
    description: [description, 'In a zone it is the zone that stops.'],
    source: 'illumos usr/src/cmd/halt/halt.c',
    run({ sim, server, zone }, parsed) {
      for (const option of ['d', 'n']) if (parsed.has(option)) throw new Failure(`${name}: -${option} is not simulated\n`)
      if (zone) zoneGoesDown(sim, zone, name)
      else goDown(sim, server, name)
      return 0
    },
  })
