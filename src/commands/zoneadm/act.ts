import { type CommandContext, Failure } from '../../shell/command.ts'
import { FileError } from '../../system/files/files.ts'
import { phaseOf, zoneStateOf } from '../../system/zones/vmState.ts'
import { ask, zoneAccepts } from '../../system/zones/vms.ts'
import { findZone, type Zone } from '../../system/zones/zone.ts'
import { checkAttach, takeInstallArguments } from './install.ts'
import { RULES, type Rule, usage } from './rules.ts'

/** States at which a subcommand has done its work. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  boot: ['running'],
  ready: ['ready'],
  halt: ['installed'],
  shutdown: ['installed'],
  reboot: ['running'],
  uninstall: ['configured'],
  install: ['installed', 'running'],
}
const say = (zone: Zone | 'global', text: string): string => `zoneadm: zone '${zone === 'global' ? zone : zone.uuid}': ${text}\n`

/** What cannot be done from inside a zone, or to the global one. illumos-joyent usr/src/cmd/zoneadm/zoneadm.c (sanity_check) */
function place(context: CommandContext, zone: Zone | 'global' | undefined, name: string): Zone {
  if (zone === undefined) throw new Failure('zoneadm: no zone specified\n')
  if (context.zone)
    throw new Failure(
      say(zone, ['halt', 'shutdown', 'reboot'].includes(name) ? `use ${name}(1M) to ${name} this zone.` : `must be in the global zone to ${name} a zone.`),
    )
  if (context.user !== 'root') throw new Failure(say(zone, `only a privileged user may ${name} a zone.`))
  if (zone === 'global') throw new Failure(say(zone, `${name} operation is invalid for the global zone.`))
  return zone
}
/** Refuses as zoneadm or zoneadmd does; true if there is nothing to do. Whether the state allows it is asked of the statechart. */
function checked(context: CommandContext, zone: Zone, name: string, rule: Rule): boolean {
  const state = zoneStateOf(zone)
  const refusal = rule.refuses[state]
  if (refusal !== undefined) throw new Failure(say(zone, refusal))
  const done = rule.done?.[state]
  if (done !== undefined) {
    context.err(`zone '${zone.uuid}': ${done}\n`)
    return true
  }
  if (rule.event === undefined || zoneAccepts(zone, rule.event)) return false
  if (name === 'mark' && state === 'incomplete') return true
  if (phaseOf(zone) === 'installing' || phaseOf(zone) === 'uninstalling') throw new Failure(say(zone, 'another zoneadm may have an operation in progress.'))
  if (rule.zoneadmd && (state !== 'installed' || name === 'halt'))
    throw new Failure(`zone '${zone.uuid}': ${name} operation is invalid for zones in state '${state}'\n`)
  throw new Failure(say(zone, `${name} operation is invalid for ${state} zones.`))
}
async function confirmed(context: CommandContext, zone: Zone, words: readonly string[]): Promise<boolean> {
  if (words.includes('-F')) return true
  if (!context.tty) throw new Failure(say(zone, 'Input not from terminal and -F not specified: uninstall not done.'))
  const answer = await context.ask(`Are you sure you want to uninstall zone ${zone.uuid} (y/[n])? `)
  return /^y/i.test(answer ?? '')
}
/** A directory below the root on which something is mounted keeps the zone from being uninstalled. */
function mountedBelow(context: CommandContext, zone: Zone): readonly string[] {
  try {
    return context.files
      .mounts()
      .map(({ path }) => path)
      .filter((path) => path.startsWith(`/${zone.dataset}/root/`))
  } catch (error) {
    if (error instanceof FileError) return []
    throw error
  }
}

/** Does a subcommand to a zone, and waits until it is done. */
export async function act(context: CommandContext, given: Zone | 'global' | undefined, name: string, words: readonly string[]): Promise<number> {
  const rule = RULES[name]
  if (!rule) throw new Failure(usage(), 2)
  if (name === 'mark' && words[0] !== 'incomplete') {
    if (words[0] === 'configured' || words[0] === 'installed') return 2
    throw new Failure(usage(), 2)
  }
  const zone = place(context, given, name)
  if (checked(context, zone, name, rule)) return 0
  if (name === 'verify') return 0
  if (name === 'clone' || name === 'move') throw new Failure(say(zone, `${name} is not simulated`))
  if (name === 'install') takeInstallArguments(context, zone, words)
  if (name === 'attach') checkAttach(context, zone)
  if (name === 'uninstall') {
    if (!(await confirmed(context, zone, words))) return 0
    const below = mountedBelow(context, zone)
    if (below.length > 0)
      throw new Failure(`These file systems are mounted on subdirectories of /${zone.dataset}/root.\n${below.map((path) => `  ${path}\n`).join('')}`)
  }
  const again = name === 'shutdown' && words.includes('-r')
  const before = zone.zoneid
  ask(context.sim, zone, rule.event ?? '', again ? { reboot: true } : {})
  const now = () => findZone(context.world, context.server, zone.uuid)
  const ends = again ? ['running'] : ENDS[name]
  const renewed = name === 'reboot' || again
  const broken = () => {
    const current = now()
    return (name === 'install' || name === 'uninstall') && current !== undefined && phaseOf(current) === 'interrupted'
  }
  if (ends) {
    await context.until(() => {
      const current = now()
      return !current || broken() || (ends.includes(zoneStateOf(current)) && (!renewed || current.zoneid !== before))
    })
  }
  if (broken()) throw new Failure(name === 'install' ? 'failed to clone zone dataset\n' : `could not destroy ${zone.dataset}\n`)
  return 0
}
