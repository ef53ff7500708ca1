import { defineCommand, Failure } from '../../shell/command.ts'
import { goDown, zoneGoesDown } from '../../system/boot/operations.ts'

const USAGE = 'Usage: init [0123456SsQqabc]\n'
/** Levels that ask for nothing of a system that is fully up: it is at 3; q looks at the table again; a, b and c have nothing in it. */
const NOTHING = ['3', 'Q', 'q', 'a', 'b', 'c']

/** Texts: illumos usr/src/cmd/init/init.c. */
export const command = defineCommand({
  name: 'init',
  summary: 'change the run level',
  synopsis: ['0|5|6'],
  options: {},
  operands: { complete: () => ['0', '5', '6'] },
  description: [
    'Level 0 stops the system, 5 switches it off and 6 restarts it; services and zones are stopped in order first. In a zone it is the zone that goes down. A system that is up is at level 3.',
  ],
  examples: [{ line: 'init 5', text: 'Shut the node down and switch it off.' }],
  source: 'illumos usr/src/cmd/init/init.c, cmd/svc/startd/graph.c',
  limits: 'Levels 1, 2, 4 and S are not simulated.',
  run({ sim, server, zone, user }, { operands }) {
    const [level, ...more] = operands
    if (level === undefined || more.length > 0 || !/^[0-6SsQqabc]$/.test(level)) throw new Failure(USAGE)
    if (user !== 'root') throw new Failure('Must be super-user\n')
    if (NOTHING.includes(level)) return 0
    if (level !== '0' && level !== '5' && level !== '6') throw new Failure(`globalzone: run level ${level} is not simulated\n`)
    if (zone) zoneGoesDown(sim, zone, `init ${level}`)
    else goDown(sim, server, `init ${level}`)
    return 0
  },
})
