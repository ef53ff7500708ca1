import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { clear, consoleOf, listen, print } from '../../console/tty.ts'
import type { Server } from '../../hardware/hardware.ts'
import { disklayout, layoutLine } from '../../platform/disklayout.ts'
import type { ApplyStep } from '../setup.machine.ts'
import { applyStep } from './apply.ts'
import { promptOf, QUESTIONS, type Question, type QuestionName } from './questions.ts'
import { COMPLAINTS, LABELS, nicTable, pageScreen, summary } from './screens.ts'
import { answersOf, type SetupId, serverOf, usableDisks } from './setup.ts'

const out = (sim: Simulation, id: SetupId, text: string): void => print(sim, consoleOf(serverOf(sim, id).id), text)

/** Puts a question on the console; an answer given in advance follows by itself, once. */
function ask(sim: Simulation, id: SetupId, { question }: { question: QuestionName }): void {
  wait(sim, id, question)
  const ready = inAdvance(serverOf(sim, id), question)
  if (ready !== undefined) sim.later(id, 'answer', 400, { type: 'setup.answer', params: { text: ready } })
}
function wait(sim: Simulation, id: SetupId, question: QuestionName): void {
  const mode = (QUESTIONS[question] as Question).secret ? 'password' : 'line'
  listen(sim, consoleOf(serverOf(sim, id).id), { reader: 'setup', mode, prompt: promptOf(question, answersOf(sim, id)) })
}
function inAdvance(server: Server, question: QuestionName): string | undefined {
  const { key, answer, skip } = QUESTIONS[question] as Question
  const value = server.answers?.[answer ?? key ?? '']
  if (value === undefined) return undefined
  if (skip !== undefined) return value === 'true' ? skip : undefined
  return value === '<default>' ? '' : value
}
/** Whether an address outside would answer: the admin NIC has a link, an address and a way out. */
function reachable(sim: Simulation, id: SetupId): boolean {
  const answers = answersOf(sim, id)
  const nic = sim.world.by('nic', 'server', serverOf(sim, id).id).find(({ mac }) => mac === answers.admin_nic)
  return nic?.cable === true && (answers.admin_ip === 'dhcp' || answers.headnode_default_gateway !== 'none')
}
function layout(sim: Simulation, id: SetupId): void {
  const disks = usableDisks(sim, serverOf(sim, id).id)
  const wanted = answersOf(sim, id).zpool_layout
  const kind = wanted === 'mirror' || wanted === 'raidz2' ? wanted : 'default'
  let found = disklayout(disks, kind)
  if (typeof found === 'string' && kind !== 'default') {
    out(sim, id, `fatal error: ${found}\n`)
    found = disklayout(disks)
  }
  if (typeof found === 'string') {
    out(sim, id, 'WARNING: failed to determine possible disk layout.\n')
    sim.send(id, { type: 'no disks' })
    return
  }
  out(
    sim,
    id,
    `${layoutLine(found)}\n\nThis is the 'default' storage configuration. To use it, type 'yes'.\n To see a different configuration, type: 'raidz2', 'mirror', or 'default'.\n To specify a manual configuration, type: 'manual'.\n\n\n`,
  )
}

/** Effects of the set-up's questions. Texts: smartos-live src/smartdc/lib/smartos_prompt_config.sh; the longer explanations are ours. */
const questionEffects: Record<string, Effect> = {
  'setup.ask': ask,
  'setup.answer': (sim, id: SetupId, { text }: { text: string }) => {
    const tty = sim.world.get(consoleOf(serverOf(sim, id).id))
    if (tty?.reader !== 'setup') return
    out(sim, id, `${tty.prompt}${tty.mode === 'password' ? '' : text}\n`)
    sim.send(id, { type: 'line', text })
  },
  'setup.page': (sim, id: SetupId, { page }: { page: string }) => {
    clear(sim, consoleOf(serverOf(sim, id).id))
    out(sim, id, pageScreen(page))
  },
  'setup.complain': (sim, id: SetupId, { question, complaint }: { question: QuestionName; complaint: keyof typeof COMPLAINTS }) => {
    out(sim, id, `${COMPLAINTS[complaint]}\n`)
    wait(sim, id, question)
  },
  'setup.nics': (sim, id: SetupId) => {
    const macs = sim.world.by('nic', 'server', serverOf(sim, id).id).map(({ mac }) => mac)
    sim.send(
      id,
      macs.length === 0 ? { type: 'no nics' } : macs.length === 1 ? { type: 'one nic', mac: macs[0] } : { type: 'several nics', macs: macs.join(',') },
    )
  },
  'setup.nicTable': (sim, id: SetupId) => out(sim, id, nicTable(sim.world.by('nic', 'server', serverOf(sim, id).id), answersOf(sim, id).admin_nic)),
  'setup.bringUp': (sim, id: SetupId) => listen(sim, consoleOf(serverOf(sim, id).id), { reader: 'setup', mode: 'busy' }),
  'setup.check': (sim, id: SetupId) => {
    listen(sim, consoleOf(serverOf(sim, id).id), { reader: '', mode: 'off' })
    out(sim, id, 'Checking connectivity...')
    // A ping to an address that is not there gives up after twenty seconds.
    sim.later(id, 'check', reachable(sim, id) ? 1000 : 20_000, { type: 'setup.checked' })
  },
  'setup.checked': (sim, id: SetupId) => {
    out(sim, id, reachable(sim, id) ? 'OK\n' : 'UNREACHABLE\n')
    sim.send(id, { type: 'checked' })
  },
  'setup.date': (sim, id: SetupId) => sim.later(id, 'check', 1000, { type: 'setup.dated' }),
  'setup.dated': (sim, id: SetupId) => sim.send(id, { type: reachable(sim, id) ? 'date set' : 'no date' }),
  'setup.warning': (sim, id: SetupId) => out(sim, id, `WARNING\n${'-'.repeat(80)}\nNTP failure setting date and time\n`),
  'setup.layout': layout,
  'setup.pools': (sim, id: SetupId) => out(sim, id, 'Available pre-created pools:  \n(Even if not listed, "zones" is selectable.)\n'),
  'setup.source': (sim, id: SetupId) => out(sim, id, '\nThe source is "media" (what this node booted from), "latest", or the URL\nof a platform image.\n'),
  'setup.summary': (sim, id: SetupId) => out(sim, id, summary(answersOf(sim, id))),
  'setup.interrupt': (sim, id: SetupId) => out(sim, id, 'globalzone: a shell in the middle of the set-up is not simulated\n'),
}

/** Effects of the installation. */
const applyEffects: Record<string, Effect> = {
  'setup.line': (sim, id: SetupId, { step }: { step: ApplyStep }) => {
    if (step === 'pool') {
      sim.cancel(id, 'answer')
      listen(sim, consoleOf(serverOf(sim, id).id), { reader: '', mode: 'off' })
      out(sim, id, '\n')
    }
    out(sim, id, step === 'pkgsrc' ? `${LABELS[step]}\n` : LABELS[step].padEnd(56))
  },
  'setup.make': (sim, id: SetupId, { step }: { step: ApplyStep }) => {
    const result = applyStep(sim, id, step)
    out(sim, id, result.text)
    sim.send(id, { type: result.ok ? 'made' : 'failed', reason: result.reason ?? '' })
  },
  'setup.completed': (sim, id: SetupId) => out(sim, id, 'System setup has completed.\n\n'),
  'setup.reboot': (sim, id: SetupId) => sim.send(serverOf(sim, id).id, { type: 'reboot' }),
  'setup.fatal': (sim, id: SetupId, _: unknown, event) => {
    const reason = event.type === 'no nics' ? 'cannot configure the system, no NICs were found.' : String(event.reason ?? '')
    if (reason) out(sim, id, `\nERROR: ${reason}\n`)
    out(
      sim,
      id,
      '\nSystem configuration failed, launching a shell.\nYou must reboot to re-run system configuration.\nA log of setup may be found in /var/log/prompt-config.log\n',
    )
    listen(sim, consoleOf(serverOf(sim, id).id), { reader: 'setup', mode: 'line', prompt: 'Press enter to reboot.' })
  },
  'setup.forget': (sim, id: SetupId) => {
    sim.cancel(id, 'check')
    sim.cancel(id, 'answer')
  },
}

/** What the set-up's statechart asks for. */
export const setupEffects: Record<string, Effect> = { ...questionEffects, ...applyEffects }
