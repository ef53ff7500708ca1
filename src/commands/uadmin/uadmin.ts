import { defineCommand, Failure } from '../../shell/command.ts'
import { goDown, type WayDown, zoneGoesDown } from '../../system/boot/operations.ts'

const USAGE = 'Usage: uadmin cmd fcn [mdep]\n'
/** Commands and functions by number, those that take a system down. (illumos uts/common/sys/uadmin.h) */
const WAYS: Readonly<Record<string, WayDown>> = {
  '2 0': 'halt',
  '2 1': 'reboot',
  '2 6': 'poweroff',
  '1 0': 'halt',
  '1 1': 'reboot',
  '1 6': 'poweroff',
  '5 0': 'dump and halt',
  '5 1': 'panic',
  '5 6': 'dump and poweroff',
}

/** Texts: illumos usr/src/cmd/uadmin/uadmin.c. */
export const command = defineCommand({
  name: 'uadmin',
  summary: 'ask the kernel to stop, restart or dump, by number',
  synopsis: ['cmd fcn [mdep]'],
  options: {},
  description: [
    'The call that halt, reboot and their like end with. 1 reboots, 2 shuts down, 5 dumps the memory first; 0 halts, 1 restarts, 6 switches off. It does not ask, and stops nothing in order.',
  ],
  examples: [{ line: 'uadmin 5 1', text: 'Have the kernel panic, and dump its memory.' }],
  source: 'illumos usr/src/cmd/uadmin/uadmin.c, uts/common/sys/uadmin.h',
  limits: 'Other numbers are not simulated; the processes are given the five seconds that reboot gives them.',
  raw: true,
  run({ sim, server, zone, user }, { operands }) {
    const [cmd, fcn, mdep, ...more] = operands
    if (cmd === undefined || fcn === undefined || more.length > 0) throw new Failure(USAGE)
    const number = (text: string): number => Number.parseInt(text, 10) || 0
    if (mdep !== undefined && ![1, 2, 3, 5].includes(number(cmd))) throw new Failure(`uadmin: mdep argument not allowed for this cmd value\n${USAGE}`)
    if (user !== 'root') throw new Failure('uadmin: Not owner\n')
    const how = WAYS[`${number(cmd)} ${number(fcn)}`]
    if (!how) throw new Failure(number(cmd) < 1 || number(cmd) > 10 ? 'uadmin: Invalid argument\n' : `globalzone: uadmin ${cmd} ${fcn} is not simulated\n`)
    if (!zone) goDown(sim, server, how)
    else if (number(cmd) === 5) throw new Failure('uadmin: Not owner\n')
    else zoneGoesDown(sim, zone, how)
    return 0
  },
})
