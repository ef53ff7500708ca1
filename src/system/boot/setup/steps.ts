import type { Refusal, Result } from '../../../sim/result.ts'
import type { Simulation } from '../../../sim/simulation.ts'
import { FileError } from '../../files/files.ts'
import { openFiles } from '../../files/open.ts'
import { bootstrapDataset, PKGSRC_HOST, UNREACHABLE } from '../../pkgsrc/bootstrap.ts'
import { dumpMiB } from '../../platform/dump.ts'
import { CONFIG } from '../../platform/nodeConfig.ts'
import { persistShadow, persistSsh } from '../../platform/persist.ts'
import { mountDataset } from '../../zfs/mounting.ts'
import { createPool } from '../../zfs/pools.ts'
import { SETUP_STEPS } from '../../zfs/setup.ts'
import { datasetOf, poolOf } from '../../zfs/zfs.ts'
import type { ApplyStep } from './chart.ts'
import { reach } from './reach.ts'
import { answersOf, type SetupId, serverOf } from './setup.ts'
import { acceptedVdevs } from './storage.ts'

/** What one command of a step came to: what it printed, and whether it failed. */
interface Outcome {
  readonly failed?: boolean
  readonly text?: string
  /** The pool will not be made bootable after all. */
  readonly never?: true
}
/** One command of a step, and what the script says when it fails. */
interface Operation {
  run(sim: Simulation, id: SetupId): Outcome
  /** Without a text the script goes on all the same. */
  readonly fatal?: string
}
/** One step of the installation. */
export interface Step {
  /** Everything of it is there already: the script leaves it out. */
  isThere?(sim: Simulation, id: SetupId): boolean
  readonly operations: readonly Operation[]
  /** Printed when its operations are over. */
  readonly end?: string
}

const DONE = 'done\n'
const zfs = (sim: Simulation, id: SetupId, name: string) => datasetOf(sim.world, serverOf(sim, id).id, `zones/${name}`)

/** What zfs(8) says when it cannot create a dataset. */
function zfsText(name: string, result: Result<unknown>): Outcome {
  if (result.ok) return {}
  const reasons: Readonly<Record<string, string>> = {
    'zfs.no-space': 'out of space',
    'zfs.no-pool': "no such pool 'zones'",
    'zfs.exists': 'dataset already exists',
  }
  const reason = reasons[result.error.code] ?? 'parent does not exist'
  return { failed: true, text: `cannot create '${name}': ${reason}\n` }
}
const creates = (name: Exclude<ApplyStep, 'pool' | 'pkgsrc' | 'persist' | 'selfboot'>, fatal: string): Operation => ({
  run: (sim, id) => {
    const server = serverOf(sim, id)
    if (!poolOf(sim.world, server.id, 'zones')) return { failed: true, text: `cannot create 'zones/${name}': no such pool 'zones'\n` }
    const step = SETUP_STEPS.find((one) => one.name === name)
    return step
      ? zfsText(`zones/${name}`, step.run(sim, server.id, { vdevs: [], ramMiB: server.ramMiB, dumpMiB: dumpMiB(sim.world, server.id) }))
      : { failed: true }
  },
  fatal,
})
/** A step that makes one dataset, and what it does after that. */
const dataset = (name: Exclude<ApplyStep, 'pool' | 'pkgsrc' | 'persist' | 'selfboot'>, fatal: string, ...more: Operation[]): Step => ({
  isThere: (sim, id) => zfs(sim, id, name) !== undefined,
  operations: [creates(name, fatal), ...more],
  end: DONE,
})
/** Tries something with files; an error has the text that the tool prints. */
function trying(what: () => void, text: (message: string) => string): Outcome {
  try {
    what()
    return {}
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return {
      failed: true,
      text: text(error.code === 'ENOENT' ? 'No such file or directory' : error.code === 'ENOSPC' ? 'No space left on device' : 'Permission denied'),
    }
  }
}

/** What zpool(8) says when it cannot create a pool with `-f`. (illumos usr/src/cmd/zpool/zpool_vdev.c, libzfs) */
function zpoolText({ code, data }: Refusal): string {
  if (code === 'zpool.no-disk') return `cannot open '${data.disk}': no such device in /dev/dsk\nmust be a full path or shorthand device name`
  if (code === 'zpool.disk-in-use')
    return `invalid vdev specification\nthe following errors must be manually repaired:\n/dev/dsk/${data.disk}s0 is part of active ZFS pool ${data.pool}. Please see zpool(8).`
  if (code === 'zpool.too-small') return "cannot create 'zones': one or more devices is less than the minimum size (64M)"
  return "cannot create 'zones': invalid vdev configuration"
}
/** Makes the pool as mkzpool does, from the layout that was accepted. */
function makePool(sim: Simulation, id: SetupId): Outcome {
  const { derailed, manual, bootpool } = answersOf(sim, id)
  const server = serverOf(sim, id).id
  // Without a layout mkzpool only says how it is used.
  if (derailed) return { failed: true, text: 'usage: /usr/node/bin/node[-Bef] <pool> <file.json>\n' }
  const vdevs = manual ? undefined : acceptedVdevs(sim, server)
  if (!vdevs) return { failed: true, text: '' }
  const broken = (text: string): string => `fatal error: pool creation failed: ${text}\n\n`
  const create = (properties: Readonly<Record<string, string>>) => createPool(sim, server, 'zones', vdevs, { force: true, properties })
  let never: Outcome = {}
  if (bootpool === 'zones') {
    // A pool to boot from is one group of whole disks. (illumos usr/src/cmd/zpool/zpool_vdev.c make_disks)
    const groups = vdevs.filter(({ type }) => type !== 'cache' && type !== 'spare').length
    const made = groups === 1 ? create({ bootsize: String(256 * 1024 * 1024) }) : undefined
    if (made?.ok) return {}
    const text = broken(made ? zpoolText(made.error) : 'boot pool can not have more than one vdev')
    never = { never: true, text: `${text}\n\t${'zones cannot be bootable, creating non-bootable...'.padEnd(56)}\n` }
  }
  const made = create({})
  return made.ok ? never : { failed: true, text: `${never.text ?? ''}${broken(zpoolText(made.error))}` }
}
const setAtime: Operation = {
  run: (sim, id) => {
    const root = datasetOf(sim.world, serverOf(sim, id).id, 'zones')
    if (!root) return { failed: true, text: "cannot open 'zones': dataset does not exist\n" }
    sim.patch(root, { properties: { ...root.properties, atime: 'off' } })
    return {}
  },
  fatal: 'failed to set atime=off for pool zones',
}
/** Puts the package tools below `tools` of the dataset that will be /opt. Source: smartos-live src/smartdc/bin/pkgsrc-setup.sh. */
function installPkgsrc(sim: Simulation, id: SetupId): Outcome {
  if (reach(sim, id, PKGSRC_HOST) !== 'answers') return { text: UNREACHABLE }
  const dataset = zfs(sim, id, 'opt')
  if (dataset) bootstrapDataset(sim, serverOf(sim, id).id, dataset.id)
  return { text: `\r${'#'.repeat(72)} 100.0%\n` }
}
const files = (sim: Simulation, id: SetupId) => openFiles(sim, { server: serverOf(sim, id).id })

/** The steps of the installation, with the commands that they consist of. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh. */
export const STEPS: Readonly<Record<ApplyStep, Step>> = {
  pool: {
    isThere: (sim, id) => poolOf(sim.world, serverOf(sim, id).id, 'zones') !== undefined,
    operations: [{ run: makePool, fatal: 'failed to create pool zones' }, setAtime],
    end: DONE,
  },
  dump: dataset('dump', 'failed to create the dump zvol', {
    run: (sim, id) => (zfs(sim, id, 'dump') ? {} : { failed: true, text: 'dumpadm: cannot open /dev/zvol/dsk/zones/dump: No such file or directory\n' }),
    fatal: 'failed to enable dump device',
  }),
  config: dataset('config', 'failed to create the config dataset'),
  usbkey: dataset('usbkey', 'failed to create the config dataset', {
    run: (sim, id) => {
      const made = zfs(sim, id, 'usbkey')
      if (!made) return { text: 'mount: Mount point /usbkey does not exist.\n' }
      mountDataset(sim, made, '/usbkey')
      return {}
    },
  }),
  cores: dataset('cores', 'failed to create the cores dataset'),
  opt: dataset('opt', 'failed to create the opt dataset'),
  var: dataset('var', 'failed to create the var dataset', {
    run: (sim, id) => ({ failed: zfs(sim, id, 'var') === undefined }),
    fatal: 'failed to initialize the var directory',
  }),
  // The script prints this step's end whether it did anything or not.
  swap: { ...dataset('swap', 'failed to create swap partition'), end: DONE },
  pkgsrc: { operations: [{ run: installPkgsrc }] },
  persist: {
    operations: [
      {
        run: (sim, id) =>
          trying(
            () => files(sim, id).write('/zones/.system_pool', ''),
            (reason) => `touch: /zones/.system_pool cannot create: ${reason}\n`,
          ),
      },
      {
        run: (sim, id) =>
          trying(
            () => {
              const all = files(sim, id)
              all.stat('/usbkey')
              all.write(CONFIG, all.read('/tmp/config'))
              all.chmod(CONFIG, 0o600)
              all.remove('/tmp/config')
            },
            (reason) => `mv: cannot rename /tmp/config to /usbkey/config: ${reason}\n`,
          ),
        fatal: 'failed to persist configuration',
      },
      {
        run: (sim, id) =>
          trying(
            () => persistShadow(sim, serverOf(sim, id).id, answersOf(sim, id).root_hash),
            (reason) => `/smartdc/lib/smartos_prompt_config.sh: line 1453: /usbkey/shadow: ${reason}\n`,
          ),
        fatal: 'failed to preserve root pasword',
      },
      {
        run: (sim, id) =>
          trying(
            () => persistSsh(sim, serverOf(sim, id).id),
            (reason) => `cp: cannot create /usbkey/ssh: ${reason}\n`,
          ),
        fatal: 'failed to set up preserve host keys',
      },
    ],
  },
  selfboot: { operations: [] },
}
