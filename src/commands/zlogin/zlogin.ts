import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { zoneStateOf } from '../../system/zones/vmState.ts'
import { findZone, isHvm, type Zone } from '../../system/zones/zone.ts'
import { banner, ttyName } from './banner.ts'

const USAGE = 'usage: zlogin [-dinCEINQS] [-e cmdchar] [-l user] zonename [command [args ...] ]\n'
interface Call {
  readonly flags: ReadonlySet<string>
  readonly user: string | undefined
  readonly name: string
  readonly words: readonly string[]
}
/** Options up to the zone's name; all that follows is the command. illumos usr/src/cmd/zlogin/zlogin.c (main) */
function read(words: readonly string[]): Call {
  const flags = new Set<string>()
  let user: string | undefined
  let at = 0
  for (; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') {
      at++
      break
    }
    if (!word.startsWith('-') || word === '-') break
    for (let i = 1; i < word.length; i++) {
      const letter = word[i] ?? ''
      if ('dinCEINQS'.includes(letter)) flags.add(letter)
      else if (letter === 'e' || letter === 'l' || letter === 'R') {
        const value = i + 1 < word.length ? word.slice(i + 1) : words[++at]
        if (value === undefined) throw new Failure(`zlogin: option requires an argument -- ${letter}\n${USAGE}`)
        flags.add(letter)
        if (letter === 'l') user = value
        break
      } else throw new Failure(`zlogin: illegal option -- ${letter}\n${USAGE}`)
    }
  }
  const [name, ...rest] = words.slice(at)
  if (name === undefined) throw new Failure(USAGE)
  return { flags, user, name, words: rest }
}
/** What must hold before anyone is let in. */
function checked(context: CommandContext, { flags, name, words, user }: Call): Zone {
  const fail = (text: string): never => {
    throw new Failure(`zlogin: ${text}\n`)
  }
  if (flags.has('C')) {
    for (const letter of ['l', 'n', 'S', 'R'])
      if (flags.has(letter) || (letter === 'l' && user !== undefined)) fail(`-${letter} may not be specified for console login`)
    if (words.length > 0) fail('Commands may not be specified for console login.')
  }
  if (flags.has('i') && flags.has('n')) fail('-i and -n flags are incompatible')
  if (context.zone) fail("'zlogin' may only be used from the global zone")
  if (context.user !== 'root') fail('You lack sufficient privilege to run this command (all privs required)')
  if (name === 'global') fail("'zlogin' not applicable to the global zone")
  const zone = findZone(context.world, context.server, name) ?? fail(`zone '${name}' unknown`)
  const state = zoneStateOf(zone)
  if (state === 'configured' || state === 'incomplete') fail(`cannot login to a zone which is '${state}'`)
  if (state !== 'running' && !flags.has('C')) fail(`login allowed only to running zones (${name} is '${state}').`)
  return zone
}

/** Messages: illumos usr/src/cmd/zlogin/zlogin.c. */
export const command = defineCommand({
  name: 'zlogin',
  summary: 'enter a zone',
  synopsis: ['[-dinCEINQS] [-e cmdchar] [-l user] zonename [command [args ...]]'],
  options: {
    l: { help: 'log in as this user; root by default', value: 'user' },
    C: { help: 'connect to the console of the zone', fidelity: 'not modelled' },
    e: { help: 'the character that leaves the zone; ~ by default', value: 'cmdchar', fidelity: 'not modelled' },
    E: { help: 'no character leaves the zone', fidelity: 'not modelled' },
    i: { help: 'interactive, also with a command' },
    n: { help: 'no standard input' },
    N: { help: 'stay in the background', fidelity: 'not modelled' },
    I: { help: 'interactive with the streams of the caller', fidelity: 'not modelled' },
    d: { help: 'end with the zone', fidelity: 'not modelled' },
    Q: { help: 'no lines about the connection' },
    S: { help: 'log in with a minimal shell, for repair' },
  },
  operands: { complete: (world, server) => world.by('zone', 'server', server).map(({ uuid }) => uuid) },
  description: [
    'Without a command, logs in to a running zone on this terminal, without a password; exit comes back. With a command, runs it in the zone and ends with its status.',
    'The zone is named by its name, which is the UUID of the VM. An alias is not understood.',
  ],
  examples: [{ line: 'zlogin 54f1cc77-68f1-42ab-acac-5c4f64f5d6e0 ps -ef', text: 'Show the processes of a zone.' }],
  source: 'illumos man1/zlogin.1, usr/src/cmd/zlogin/zlogin.c',
  limits: 'The console of a zone (-C) and the escape characters are not modelled.',
  raw: true,
  async run(context, parsed) {
    const call = read(parsed.operands)
    const zone = checked(context, call)
    if (call.flags.has('C')) throw new Failure('zlogin: the console of a zone (-C) is not simulated\n')
    if (isHvm(zone.brand)) throw new Failure(`zlogin: zone '${zone.uuid}' has no login: it runs a hypervisor\n`)
    const user = call.user ?? 'root'
    if (call.words.length > 0) return context.run({ zone: zone.id, user, line: call.words.join(' ') })
    if (!context.tty) return context.stdin === '' ? 0 : context.run({ zone: zone.id, user, line: context.stdin })
    const quiet = call.flags.has('Q')
    const name = ttyName(context)
    if (!quiet) context.out(`[Connected to zone '${zone.uuid}' ${name}]\n`)
    context.out(banner(context, zone))
    return context.login({ zone: zone.id, user, farewell: quiet ? '' : `\n[Connection to zone '${zone.uuid}' ${name} closed]\n` })
  },
})
