import type { MachineEvent } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { clear, consoleOf, listen, meant, print } from '../../console/tty.ts'
import { openFiles } from '../../files/open.ts'
import { dateOf } from '../../hardware/clock.ts'
import { strftime } from '../../platform/dates.ts'
import { givenAnswers, givenTo, isSet } from './answers.ts'
import { applyEffects } from './apply.ts'
import { placeOf, questionAt } from './place.ts'
import { calculating, comparing, isNetwork, promptOf, type QuestionName, questionOf } from './questions.ts'
import { adminNic, reach } from './reach.ts'
import { BEFORE, COMPLAINTS, nicTable, pageScreen, RESUMING, RULER, SHELLS, summary } from './screens.ts'
import { answersOf, type SetupId, serverOf } from './setup.ts'
import { startShell } from './shell.ts'
import { proposeLayout } from './storage.ts'

const consoleFor = (sim: Simulation, id: SetupId) => consoleOf(serverOf(sim, id).id)
const out = (sim: Simulation, id: SetupId, text: string): void => print(sim, consoleFor(sim, id), text)
const given = (sim: Simulation, id: SetupId) => givenAnswers(sim, serverOf(sim, id).id)
/** Nobody is heard meanwhile; Ctrl-C is shown. */
const busy = (sim: Simulation, id: SetupId): void => listen(sim, consoleFor(sim, id), { reader: 'setup', mode: 'busy' })

/** How long the script takes to look an answer up, simulated ms: it starts three programs each time. */
const LOOKUP = 300
/** Times of the network, simulated ms: an answer; silence until ping gives up (its default), until ntpdate does, until a lease has not come. */
const ANSWER = 1000
const PING = 20_000
const NTPDATE = 8000
const LEASE = { answers: 3000, silent: 30_000, fixed: 500 }

/** Puts a question on the console; what was given in advance answers it, without a word, before it is printed. */
function ask(sim: Simulation, id: SetupId, { question }: { question: QuestionName }): void {
  const all = given(sim, id)
  const text = givenTo(question, all, answersOf(sim, id))
  if (BEFORE[question] && !isSet(all, 'skip_instructions')) out(sim, id, BEFORE[question])
  if (text === undefined) {
    wait(sim, id, question)
    return
  }
  listen(sim, consoleFor(sim, id), { reader: '', mode: 'off' })
  sim.later(id, 'answer', LOOKUP, { type: 'setup.answer', params: { text } })
}
function wait(sim: Simulation, id: SetupId, question: QuestionName): void {
  const mode = questionOf(question).form === 'secret' ? 'password' : 'line'
  // Without instructions the first page has nothing to say, but waits all the same.
  const silent = question === 'intro' && isSet(given(sim, id), 'skip_instructions')
  listen(sim, consoleFor(sim, id), { reader: 'setup', mode, prompt: silent ? '' : promptOf(question, answersOf(sim, id)) })
}
/** Proposes a layout for the disks and asks for one. */
function layout(sim: Simulation, id: SetupId): void {
  const { layout: wanted } = answersOf(sim, id)
  const { id: server } = serverOf(sim, id)
  let found = proposeLayout(sim, server, wanted === 'mirror' || wanted === 'raidz2' ? wanted : undefined)
  if (typeof found === 'object' && 'error' in found) {
    out(sim, id, found.error)
    found = proposeLayout(sim, server, undefined)
  }
  if (found === 'none' || 'error' in found) {
    sim.send(id, { type: 'no disks' })
    return
  }
  // The name is that of the answers given in advance, even when another layout is shown.
  const name = given(sim, id).zpool_layout || 'default'
  out(
    sim,
    id,
    `${found.line}\n\nThis is the '${name}' storage configuration. To use it, type 'yes'.\n To see a different configuration, type: 'raidz2', 'mirror', or 'default'.\n To specify a manual configuration, type: 'manual'.\n\n\n`,
  )
  ask(sim, id, { question: 'storage' })
}
/** Brings the chosen NIC up, once: a second round of questions finds it up. */
function bringUp(sim: Simulation, id: SetupId): void {
  const { nicsup, admin_ip = '' } = answersOf(sim, id)
  const nic = adminNic(sim, id)
  if (nicsup) {
    sim.send(id, { type: 'nic up' })
    return
  }
  busy(sim, id)
  const dhcp = admin_ip === 'dhcp'
  // The fourth number passed the question, whatever it was.
  if (!dhcp && admin_ip.split('.').some((part) => Number(part) > 255)) out(sim, id, `ifconfig: ${admin_ip}: bad address\n`)
  sim.later(id, 'check', dhcp ? (nic?.cable ? LEASE.answers : LEASE.silent) : LEASE.fixed, { type: 'setup.nicUp' })
}
/** A shell on the console; what must be said before it is said. */
function shell(sim: Simulation, id: SetupId, { why }: { why: keyof typeof SHELLS }, event: MachineEvent): void {
  sim.cancel(id, 'answer')
  sim.cancel(id, 'check')
  if (why === 'fatal') out(sim, id, `\n${event.reason ? `ERROR: ${String(event.reason)}\n` : ''}`)
  out(sim, id, SHELLS[why])
  listen(sim, consoleFor(sim, id), { reader: '', mode: 'off' })
  // After the copy of /var the script stands there.
  const cwd =
    why === 'fatal' && (['swap', 'pkgsrc', 'persist'].includes(String(event.step)) || event.reason === 'failed to initialize the var directory') ? '/var' : '/'
  startShell(sim, id, cwd)
}
/** Where Ctrl-C ends a program as well: the question before it, whose prompt is printed once more, and how the script goes on. */
const CUT: Readonly<Record<string, { readonly before: QuestionName; readonly ends: string }>> = {
  'nic up': { before: 'gateway', ends: 'nic up' },
  date: { before: 'ntp', ends: 'no date' },
}
/** After a shell the same question is asked again. At the first one the script has no prompt to print yet. */
function resume(sim: Simulation, id: SetupId): void {
  out(sim, id, RESUMING)
  const { value } = sim.world.need(id).machine
  const cut = CUT[placeOf(value) ?? '']
  if (cut) {
    out(sim, id, promptOf(cut.before, answersOf(sim, id)))
    sim.send(id, { type: cut.ends })
    return
  }
  const question = questionAt(value)
  if (!question) return
  wait(sim, id, question)
  const tty = meant(sim, consoleFor(sim, id))
  if (!tty) return
  if (question === 'intro') sim.put({ ...tty, prompt: '' })
  if (question === 'networking' || question === 'warning') sim.put({ ...tty, prompt: `\n${tty.prompt.trimEnd()} ` })
}

/** Effects of the set-up's questions. Texts: smartos-live src/smartdc/lib/smartos_prompt_config.sh; the longer explanations are ours. */
const questionEffects: Record<string, Effect> = {
  'setup.look': (sim, id: SetupId) => {
    const { id: server } = serverOf(sim, id)
    const log = openFiles(sim, { server })
    log.append('/var/log/prompt-config.log', `=== Starting prompt-config on /dev/console at ${strftime('%a %b %e %H:%M:%S UTC %Y', dateOf(sim.world))} ===\n`)
    const macs = sim.world.by('nic', 'server', server).map(({ mac }) => mac)
    sim.send(id, macs.length === 0 ? { type: 'no nics' } : { type: 'nics found', macs: macs.join(',') })
  },
  'setup.left': (sim, id: SetupId) => {
    out(sim, id, 'ERROR: cannot configure the system, no NICs were found.\n')
    sim.send(serverOf(sim, id).id, { type: 'set-up left' })
  },
  'setup.ask': ask,
  'setup.answer': (sim, id: SetupId, { text }: { text: string }) => sim.send(id, { type: 'line', text, given: true }),
  'setup.page': (sim, id: SetupId, { page }: { page: string }, event) => {
    const all = given(sim, id)
    const simple = isSet(all, 'simple_headers')
    if (!simple) clear(sim, consoleFor(sim, id))
    out(sim, id, pageScreen(page, { simple, quiet: isSet(all, 'skip_instructions') || event.type === 'no pool' }))
  },
  'setup.complain': (sim, id: SetupId, { question, complaint }: { question: QuestionName; complaint: keyof typeof COMPLAINTS }, event) => {
    if (complaint === 'network') out(sim, id, comparing(String(event.text ?? '').trim()))
    out(sim, id, `${COMPLAINTS[complaint]}\n`)
    wait(sim, id, question)
  },
  'setup.nics': (sim, id: SetupId) => {
    const wanted = given(sim, id).admin_nic
    const nics = sim.world.by('nic', 'server', serverOf(sim, id).id)
    const chosen = nics.find(({ mac }) => mac === wanted) ?? (nics.length === 1 ? nics[0] : undefined)
    sim.send(id, chosen ? { type: 'one nic', mac: chosen.mac } : { type: 'several nics' })
  },
  'setup.nicTable': (sim, id: SetupId, _: unknown, event) => {
    if (event.type === 'line' && !/^\d+$/.test(String(event.text ?? '').trim())) out(sim, id, '\n')
    const { assigned, admin_nic } = answersOf(sim, id)
    out(sim, id, nicTable(sim.world.by('nic', 'server', serverOf(sim, id).id), assigned && admin_nic))
  },
  'setup.bringUp': bringUp,
  'setup.nicUp': (sim, id: SetupId) => sim.send(id, { type: 'nic up' }),
  'setup.derailed': (sim, id: SetupId) => {
    const { admin_ip = '', admin_netmask = '' } = answersOf(sim, id)
    out(sim, id, (isNetwork(admin_ip) && calculating(admin_ip)) || calculating(admin_netmask) || '')
  },
  'setup.check': (sim, id: SetupId, { question }: { question: QuestionName }) => {
    busy(sim, id)
    out(sim, id, 'Checking connectivity...')
    const host = answersOf(sim, id)[questionOf(question).key ?? ''] ?? ''
    sim.later(id, 'check', reach(sim, id, host) === 'silent' ? PING : ANSWER, { type: 'setup.checked', params: { host } })
  },
  'setup.checked': (sim, id: SetupId, { host }: { host: string }) => {
    out(sim, id, reach(sim, id, host) === 'answers' ? 'OK\n' : 'UNREACHABLE\n')
    sim.send(id, { type: 'checked' })
  },
  'setup.date': (sim, id: SetupId) => {
    const { dns_resolver1, dns_resolver2, ntp_host = '' } = answersOf(sim, id)
    const { id: server } = serverOf(sim, id)
    openFiles(sim, { server }).write('/etc/resolv.conf', `nameserver ${dns_resolver1}\nnameserver ${dns_resolver2}\n`)
    if (isSet(given(sim, id), 'skip_ntp_check')) {
      sim.send(id, { type: 'date set' })
      return
    }
    busy(sim, id)
    sim.later(id, 'check', reach(sim, id, ntp_host) === 'silent' ? NTPDATE : ANSWER, { type: 'setup.dated' })
  },
  'setup.dated': (sim, id: SetupId) => sim.send(id, { type: reach(sim, id, answersOf(sim, id).ntp_host ?? '') === 'answers' ? 'date set' : 'no date' }),
  'setup.warning': (sim, id: SetupId) => {
    clear(sim, consoleFor(sim, id))
    out(sim, id, `WARNING\n${RULER}\nNTP failure setting date and time\n\n`)
  },
  'setup.layout': layout,
  'setup.pool?': (sim, id: SetupId) => {
    const there = sim.world
      .by('pool', 'server', serverOf(sim, id).id)
      .some(({ name, machine }) => name === 'zones' && machine.value !== 'DESTROYED' && machine.value !== 'EXPORTED')
    sim.send(id, { type: there ? 'pool there' : 'no pool' })
  },
  'setup.pools': (sim, id: SetupId) => {
    if (isSet(given(sim, id), 'skip_instructions')) return
    const names = sim.world
      .by('pool', 'server', serverOf(sim, id).id)
      .filter(({ machine }) => machine.value !== 'DESTROYED' && machine.value !== 'EXPORTED')
      .map(({ name }) => ` ${name}`)
    out(sim, id, `Available pre-created pools: ${names.sort().join('')}\n(Even if not listed, "zones" is selectable.)\n`)
  },
  'setup.source': (sim, id: SetupId) =>
    out(sim, id, '\nThe source is "media" (what this node was booted from), or for a network boot\n"latest" or the URL of an ISO image.\n'),
  'setup.summary': (sim, id: SetupId) => {
    if (!isSet(given(sim, id), 'skip_final_summary')) out(sim, id, summary(answersOf(sim, id)))
  },
  'setup.shell': shell,
  'setup.resume': resume,
  'setup.forget': (sim, id: SetupId) => {
    for (const key of ['check', 'answer', 'piadm', 'progress 0', 'progress 1', 'progress 2']) sim.cancel(id, key)
  },
}

/** What the set-up's statechart asks for. */
export const setupEffects: Record<string, Effect> = { ...questionEffects, ...applyEffects }
