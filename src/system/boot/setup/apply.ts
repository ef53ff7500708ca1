import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { consoleOf, listen, print } from '../../console/tty.ts'
import { openFiles } from '../../files/open.ts'
import { PKGSRC_HOST } from '../../pkgsrc/bootstrap.ts'
import { configText } from '../../platform/config.ts'
import { givenAnswers, isSet } from './answers.ts'
import type { ApplyStep } from './chart.ts'
import { reach } from './reach.ts'
import { LABELS } from './screens.ts'
import { answersOf, type SetupId, serverOf } from './setup.ts'
import { STEPS } from './steps.ts'

const out = (sim: Simulation, id: SetupId, text: string): void => print(sim, consoleOf(serverOf(sim, id).id), text)
/** How much of the package tools has come when a part of their time is over. */
const PROGRESS = [0.24, 0.51, 0.77]

/** Writes the answers down where the script gathers them. Those that nobody has been asked yet are the script's own. */
function gather(sim: Simulation, id: SetupId): void {
  const { nics, typed_hash, root_hash, ...answers } = answersOf(sim, id)
  const files = openFiles(sim, { server: serverOf(sim, id).id })
  files.write('/tmp/config', configText({ headnode_default_gateway: '', ...answers }))
  files.chmod('/tmp/config', 0o600)
}
/** Begins a step: says what is to be done. What is there already is left out. */
function line(sim: Simulation, id: SetupId, { step }: { step: ApplyStep }): void {
  if (step === 'pool') {
    sim.cancel(id, 'answer')
    listen(sim, consoleOf(serverOf(sim, id).id), { reader: '', mode: 'off' })
    gather(sim, id)
  }
  const { bootpool, never } = answersOf(sim, id)
  if (STEPS[step].isThere?.(sim, id)) {
    if (step === 'pool') out(sim, id, `${"Pool 'zones' exists, skipping creation... ".padEnd(56)}\n`)
    return
  }
  if (step === 'pkgsrc') {
    out(sim, id, 'Downloading pkgsrc bootstrap...\n')
    if (reach(sim, id, PKGSRC_HOST) === 'answers')
      for (const [i, part] of PROGRESS.entries()) sim.later(id, `progress ${i}`, 5000 * (i + 1), { type: 'setup.progress', params: { part } })
  } else if (step === 'selfboot') {
    if (!never) out(sim, id, `Creating self-bootable ${bootpool} pool... `.padEnd(56))
  } else out(sim, id, (LABELS[step] ?? '').padEnd(LABELS[step] ? 56 : 0))
}
/** Does what is left of a step, one command after the other, up to the first that fails. */
function make(sim: Simulation, id: SetupId, { step }: { step: ApplyStep }): void {
  const { at = '0', never } = answersOf(sim, id)
  if (step === 'selfboot') {
    selfboot(sim, id, never !== undefined)
    return
  }
  const { operations, isThere, end = '' } = STEPS[step]
  if (at === '0' && isThere?.(sim, id)) {
    // The end of the last dataset's line is printed even when its beginning was not.
    if (step === 'swap') out(sim, id, end)
    sim.send(id, { type: 'made' })
    return
  }
  let bootable = true
  for (const [i, operation] of operations.entries()) {
    if (i < Number(at)) continue
    const outcome = operation.run(sim, id)
    if (outcome.text) out(sim, id, outcome.text)
    if (outcome.never) bootable = false
    if (outcome.failed && operation.fatal !== undefined) {
      sim.send(id, { type: 'failed', reason: operation.fatal, at: i + 1, step })
      return
    }
  }
  out(sim, id, end)
  sim.send(id, { type: 'made', ...(!bootable && { never: true }) })
}
/** Asks piadm to make the pool bootable. Without it in this simulator that fails, as it does on a node where it can not be done. */
function selfboot(sim: Simulation, id: SetupId, never: boolean): void {
  const { bootpool = 'zones', pisource = 'media' } = answersOf(sim, id)
  if (never) sim.send(id, { type: 'made' })
  else if (sim.definition.effects['piadm.bootable']) sim.perform('piadm.bootable', serverOf(sim, id).id, { pool: bootpool, source: pisource, to: id })
  else ended(sim, id, { ok: false })
}
/** What piadm came to; `text` is what it printed. */
function ended(sim: Simulation, id: SetupId, { ok, text = '' }: { ok: boolean; text?: string }): void {
  out(sim, id, `${text}${ok ? 'done\n' : 'failed\n\t(but you can still boot from USB or ISO)\n'}`)
  sim.send(id, { type: 'made' })
}

/** Effects of the installation. Texts: smartos-live src/smartdc/lib/smartos_prompt_config.sh. */
export const applyEffects: Record<string, Effect> = {
  'setup.line': line,
  'setup.make': make,
  'setup.bootable': ended,
  'setup.progress': (sim, id: SetupId, { part }: { part: number }) =>
    out(sim, id, `\r${'#'.repeat(Math.round(72 * part)).padEnd(72)} ${(100 * part).toFixed(1).padStart(5)}%`),
  'setup.completed': (sim, id: SetupId) => {
    if (!isSet(givenAnswers(sim, serverOf(sim, id).id), 'skip_final_confirm')) out(sim, id, 'System setup has completed.\n\nPress enter to reboot.\n')
  },
  'setup.reboot': (sim, id: SetupId) => sim.send(serverOf(sim, id).id, { type: 'reboot' }),
}
