import type { Simulation } from '../../../sim/simulation.ts'
import { openFiles } from '../../files/open.ts'
import { disklayout } from '../../platform/disklayout.ts'
import { persistAnswers } from '../../platform/persist.ts'
import { mountDataset } from '../../zfs/mounting.ts'
import { SETUP_STEPS } from '../../zfs/setup.ts'
import { datasetOf, poolOf } from '../../zfs/zfs.ts'
import type { ApplyStep } from '../setup.machine.ts'
import { answersOf, type SetupId, serverOf, usableDisks } from './setup.ts'

/** What a step prints and why it failed. */
interface Applied {
  readonly ok: boolean
  readonly text: string
  readonly reason?: string
}
/** What is said when a step fails (smartos-live src/smartdc/lib/smartos_prompt_config.sh). */
const FATAL: Readonly<Record<ApplyStep, string>> = {
  pool: 'failed to create pool zones',
  dump: 'failed to create the dump zvol',
  config: 'failed to create the config dataset',
  usbkey: 'failed to create the config dataset',
  cores: 'failed to create the cores dataset',
  opt: 'failed to create the opt dataset',
  var: 'failed to create the var dataset',
  swap: 'failed to create swap partition',
  pkgsrc: '',
  selfboot: '',
}
const DONE: Applied = { ok: true, text: 'done\n' }

/** Does one step of the installation. */
export function applyStep(sim: Simulation, id: SetupId, step: ApplyStep): Applied {
  const server = serverOf(sim, id)
  if (step === 'selfboot') return { ok: true, text: 'failed\n\t(but you can still boot from USB or ISO)\n' }
  if (step === 'pkgsrc') {
    openFiles(sim, { server: server.id }).mkdir('/opt/tools', true)
    return { ok: true, text: `${'#'.repeat(72)} 100.0%\n` }
  }
  if (step === 'pool' && poolOf(sim.world, server.id, 'zones')) return DONE
  const answers = answersOf(sim, id)
  const disks = usableDisks(sim, server.id)
  const wanted = answers.zpool_layout === 'mirror' || answers.zpool_layout === 'raidz2' ? answers.zpool_layout : 'default'
  const asked = disklayout(disks, wanted)
  const layout = typeof asked === 'string' ? disklayout(disks) : asked
  if (typeof layout === 'string') return { ok: false, text: '', reason: FATAL.pool }
  const made = SETUP_STEPS.find(({ name }) => name === step)?.run(sim, server.id, { vdevs: layout.vdevs, ramMiB: server.ramMiB })
  if (made && !made.ok) return { ok: false, text: '', reason: FATAL[step] }
  afterwards(sim, id, step)
  return DONE
}
/** What a step does beside its dataset: the legacy ones are mounted, and after the last one the answers are written down. */
function afterwards(sim: Simulation, id: SetupId, step: ApplyStep): void {
  const server = serverOf(sim, id)
  const paths: Partial<Record<ApplyStep, string>> = { usbkey: '/usbkey', opt: '/opt' }
  const path = paths[step]
  const dataset = path && datasetOf(sim.world, server.id, `zones/${step}`)
  if (path && dataset) mountDataset(sim, dataset, path)
  if (step === 'swap') {
    const { root_hash, typed_hash, nics, ...answers } = answersOf(sim, id)
    persistAnswers(sim, server.id, answers, root_hash)
  }
}
