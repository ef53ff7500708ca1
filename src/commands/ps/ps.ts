import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { type Process, processesOf } from '../../system/processes/process.ts'
import { ttyName } from '../zlogin/banner.ts'
import { columns, FORMATS, stime, time } from './formats.ts'

const USAGE = `usage: ps [ -aAdefHlcjLPyZ ] [ -o format ] [ -t termlist ]\n\t[ -u userlist ] [ -U userlist ] [ -G grouplist ]\n\t[ -p proclist ] [ -g pgrplist ] [ -s sidlist ]\n\t[ -z zonelist ] [-h lgrplist]\n  'format' is one or more of:\n\tuser ruser group rgroup uid ruid gid rgid pid ppid pgid sid taskid ctid\n\tpri opri pcpu pmem vsz rss osz nice class time etime stime zone zoneid\n\tf s c lwp nlwp psr tty addr wchan fname comm args projid project pset lgrp\n`
const list = (values: readonly string[]): readonly string[] => values.flatMap((value) => value.split(/[\s,]+/)).filter((value) => value !== '')

/** The terminal's name: in a zone that of the login, not of the terminal it came from. */
const terminalOf = (context: CommandContext): string =>
  context.tty === undefined ? '?' : context.zone ? ttyName(context) : context.tty.slice(context.tty.indexOf('/') + 1)
/** The shell that asked, and ps itself: they are there, but nobody keeps them. */
function own(context: CommandContext, all: readonly Process[]): readonly Process[] {
  const { world, server, zone, tty, user } = context
  const now = dateOf(world)
  const terminal = terminalOf(context)
  const last = Math.max(1000, ...all.map(({ pid }) => pid))
  const name = zone?.slice(zone.indexOf('/') + 1) ?? 'global'
  const zoneid = zone ? (world.get(zone)?.zoneid ?? 0) : 0
  const parent = all.find(({ comm, zone: of }) => comm === 'init' && of === name)?.pid ?? 1
  const base = { user, zone: name, zoneid, tty: terminal, cpu: 10, lwps: 1, vsz: 4800, rss: 3300 }
  const ps = { ...base, started: now, comm: 'ps', args: 'ps', cpu: 0 }
  if (tty === undefined) return [{ ...ps, pid: last + 12, ppid: parent }]
  const reached = world.get(server)?.system?.reached
  const since = (zone && world.get(zone)?.booted) ?? Math.min(now, now - world.now + Math.max(0, ...Object.values(reached ?? {})))
  return [
    { ...base, pid: last + 7, ppid: parent, started: since, comm: 'bash', args: '-bash' },
    { ...ps, pid: last + 12, ppid: last + 7 },
  ]
}

/** Formats: illumos usr/src/cmd/ps/ps.c. */
export const command = defineCommand({
  name: 'ps',
  summary: 'show processes',
  synopsis: ['[-aAdefZ] [-o format] [-p proclist] [-u userlist] [-z zonelist]'],
  options: {
    e: { help: 'all processes' },
    A: { help: 'all processes' },
    a: { help: 'all processes with a terminal' },
    d: { help: 'all processes but session leaders' },
    f: { help: 'with owner, parent, start and whole command line' },
    Z: { help: 'with the zone' },
    o: { help: 'show these columns', value: 'format', repeat: true, complete: () => Object.keys(FORMATS) },
    p: { help: 'only these process ids', value: 'proclist', repeat: true },
    u: { help: 'only processes of these users', value: 'userlist', repeat: true },
    z: {
      help: 'only processes of these zones',
      value: 'zonelist',
      repeat: true,
      complete: (world, server) => ['global', ...world.by('zone', 'server', server).map(({ uuid }) => uuid)],
    },
  },
  description: [
    'Without options, the processes of this terminal. The global zone sees the processes of all zones; another zone sees only its own. Each zone that has been made ready has a zsched, and each running one an init of its own.',
  ],
  examples: [{ line: 'ps -fe -z global', text: 'All processes of the global zone.' }],
  source: 'illumos man1/ps.1, usr/src/cmd/ps/ps.c',
  limits: 'Process ids and CPU times are examples; the processes follow from the services that are online.',
  misuse: (misuse) => ({
    stderr: `${misuse.kind === 'unknown option' ? `ps: illegal option -- ${misuse.option.replace(/^-+/, '')}\n` : misuse.kind === 'missing value' ? `ps: option requires an argument -- ${misuse.option.replace(/^-+/, '')}\n` : ''}${USAGE}`,
    status: 1,
  }),
  run(context, parsed) {
    if (parsed.operands.length > 0) throw new Failure(USAGE)
    const base = processesOf(context.world, context.server, context.zone)
    const all = [...base, ...own(context, base)]
    const [pids, users, zones] = [list(parsed.all('p')), list(parsed.all('u')), list(parsed.all('z'))]
    for (const zone of zones)
      if (zone !== 'global' && !context.world.by('zone', 'server', context.server).some(({ uuid }) => uuid === zone) && !/^\d+$/.test(zone))
        throw new Failure(`ps: unknown zone ${zone}\n`)
    const everything = parsed.has('e') || parsed.has('A')
    const terminal = terminalOf(context)
    const wanted = (process: Process): boolean => {
      if (everything && zones.length === 0) return true
      if (pids.length + users.length + zones.length > 0)
        return pids.includes(String(process.pid)) || users.includes(process.user) || zones.includes(process.zone) || zones.includes(String(process.zoneid))
      return parsed.has('a') || parsed.has('d')
        ? process.tty !== '?'
        : process.tty === terminal && process.pid > 1000 && base.every(({ pid }) => pid !== process.pid)
    }
    const shown = all.filter(wanted)
    const formats = parsed.all('o')
    if (formats.length > 0) context.out(columns(shown, list(formats), dateOf(context.world)))
    else context.out(plain(shown, parsed.has('f'), parsed.has('Z'), dateOf(context.world)))
    return shown.length > 0 ? 0 : 1
  },
})
/** The fixed columns, short or full. illumos usr/src/cmd/ps/ps.c (prcom) */
function plain(processes: readonly Process[], full: boolean, zoned: boolean, now: number): string {
  const zone = (text: string): string => (zoned ? `${text.slice(0, 8).padStart(8)} ` : '')
  const head = full ? '     UID   PID  PPID   C    STIME TTY         TIME CMD' : '   PID TTY         TIME CMD'
  const lines = processes.map((process) => {
    const { user, pid, ppid, tty, cpu } = process
    if (!full) return `${zone(process.zone)}${String(pid).padStart(6)} ${tty.padEnd(7)} ${time(cpu)} ${process.comm}`
    return `${zone(process.zone)}${user.slice(0, 8).padStart(8)} ${String(pid).padStart(5)} ${String(ppid).padStart(5)} ${'0'.padStart(3)} ${stime(process.started, now)} ${tty.padEnd(7)} ${time(cpu)} ${process.args}`
  })
  return `${zone('ZONE')}${head}\n${lines.map((line) => `${line}\n`).join('')}`
}
