import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { findZone, type Zone } from '../../system/zones/zone.ts'
import { act } from './act.ts'
import { list } from './list.ts'
import { help, RULES, usage } from './rules.ts'

/** Options before the subcommand: which zone. */
function select(words: readonly string[]): { name?: string; uuid?: string; rest: readonly string[] } {
  let [name, uuid]: (string | undefined)[] = []
  let at = 0
  for (; at < words.length; at++) {
    const word = words[at] ?? ''
    const letter = word.slice(0, 2)
    if (letter === '-?' || (word.startsWith('-') && letter !== '-z' && letter !== '-u' && letter !== '-R')) throw new Failure(usage(), 2)
    if (!word.startsWith('-')) break
    const value = word.length > 2 ? word.slice(2) : words[++at]
    if (value === undefined) throw new Failure(usage(), 2)
    if (letter === '-z') name = value
    else uuid = value
  }
  return { ...(name !== undefined && { name }), ...(uuid !== undefined && { uuid }), rest: words.slice(at) }
}
/** The zone that is meant; from inside a zone only itself can be seen. */
function chosen({ world, server, zone: own }: CommandContext, name: string | undefined, uuid: string | undefined): Zone | 'global' | undefined {
  if (uuid !== undefined && !/^[0-9a-f-]{36}$/i.test(uuid)) throw new Failure('zoneadm: illegal UUID value specified\n')
  const wanted = uuid?.toLowerCase() ?? name
  if (wanted === undefined) return undefined
  const found = wanted === 'global' && !own ? 'global' : findZone(world, server, wanted)
  if (!found || (own && (found === 'global' || found.id !== own))) throw new Failure(`zoneadm: ${wanted}: No such zone configured\n`)
  return found
}

/** Messages and exit codes: illumos-joyent usr/src/cmd/zoneadm/zoneadm.c. */
export const command = defineCommand({
  name: 'zoneadm',
  summary: 'administer zones',
  synopsis: [
    'help',
    '[-z zonename] [-u uuid-match] list [-cinpv]',
    '{-z zonename|-u uuid-match} boot|halt|ready|reboot|shutdown [-r]|uninstall [-F]|verify|mark incomplete|detach|attach',
  ],
  options: {
    z: { help: 'the zone, by its name', value: 'zonename', complete: (world, server) => world.by('zone', 'server', server).map(({ uuid }) => uuid) },
    u: { help: 'the zone, by its UUID', value: 'uuid-match' },
    c: { help: 'list: all zones, also those that are only configured' },
    i: { help: 'list: zones that are at least installed' },
    n: { help: 'list: not the global zone' },
    p: { help: 'list: separate the fields with colons, for scripts' },
    v: { help: 'list: show id, status, path, brand and network' },
    r: { help: 'shutdown: boot the zone again' },
    F: { help: 'uninstall: do not ask' },
  },
  operands: { complete: () => ['list', 'help', ...Object.keys(RULES).filter((name) => name !== 'mount' && name !== 'unmount')] },
  description: [
    'Works on zones as the kernel knows them, below vmadm. The name of a zone is the UUID of its VM.',
    'boot takes an installed zone through ready to running; halt ends it at once; shutdown asks it to end in an orderly way; reboot is halt and boot; ready prepares it without any process. uninstall destroys its root, and leaves it configured.',
    'Use vmadm to make, start, stop and delete VMs: zoneadm does not change autoboot, nor what vmadm keeps.',
  ],
  examples: [
    { line: 'zoneadm list -cv', text: 'Show all zones with their states.' },
    { line: 'zoneadm -z 54f1cc77-68f1-42ab-acac-5c4f64f5d6e0 halt', text: 'Halt a zone: the same as pulling its plug.' },
  ],
  source: 'illumos-joyent usr/src/cmd/zoneadm/zoneadm.c, illumos man8/zoneadm.8',
  limits: 'clone and move are not modelled; install takes -t image and -q quota.',
  raw: true,
  run(context, parsed) {
    const { name, uuid, rest } = select(parsed.operands)
    const [subcommand, ...words] = rest
    if (subcommand === 'help') {
      context.out(help())
      return 0
    }
    if (subcommand === undefined || (subcommand !== 'list' && !Object.hasOwn(RULES, subcommand))) throw new Failure(usage(), 2)
    const zone = chosen(context, name, uuid)
    return subcommand === 'list' ? list(context, zone, words) : act(context, zone, subcommand, words)
  },
})
