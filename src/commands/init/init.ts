import { defineCommand, Failure } from '../../shell/command.ts'
import { goDown, zoneGoesDown } from '../../system/boot/operations.ts'

const USAGE = 'Usage: init [0123456SsQqabc]\n'

/** Texts: illumos usr/src/cmd/init/init.c. */
export const command = defineCommand({
  name: 'init',
  summary: 'change the run level',
  synopsis: ['0|5|6'],
  options: {},
  operands: { complete: () => ['0', '5', '6'] },
  description: [
    'Level 0 stops the system, 5 switches it off and 6 restarts it; services and zones are stopped in order first. In a zone it is the zone that goes down.',
  ],
  examples: [{ line: 'init 5', text: 'Shut the node down and switch it off.' }],
  source: 'illumos usr/src/cmd/init/init.c, cmd/svc/startd/graph.c',
  limits: 'Levels 1, 2, 3, 4, S, q, a, b and c are not simulated.',
  run({ sim, server, zone }, { operands }) {
    const [level, ...more] = operands
    if (level === undefined || more.length > 0 || !/^[0-6SsQqabc]$/.test(level)) throw new Failure(USAGE)
    if (level !== '0' && level !== '5' && level !== '6') throw new Failure(`globalzone: run level ${level} is not simulated\n`)
    if (zone) zoneGoesDown(sim, zone, `init ${level}`)
    else goDown(sim, server, `init ${level}`)
    return 0
  },
})
