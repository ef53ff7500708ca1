import { defineCommand } from '../../shell/command.ts'
import type { Id } from '../../sim/record.ts'
import type { World } from '../../sim/world.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { publishedBy } from '../../system/media/releases.ts'
import { piadm } from '../../system/piadm/run.ts'
import { Exit, type Script } from '../../system/piadm/script.ts'
import { poolsOf } from '../../system/zfs/zfs.ts'

const SUBCOMMANDS = ['activate', 'assign', 'avail', 'bootable', 'destroy', 'install', 'list', 'remove', 'update'] as const
const words = (world: World, server: Id<'server'>): string[] => [
  ...SUBCOMMANDS,
  'latest',
  'media',
  ...publishedBy(dateOf(world)),
  ...poolsOf(world, server).map(({ name }) => name),
]

/** The steps are in src/system/piadm, which names its source for each text. */
export const command = defineCommand({
  name: 'piadm',
  summary: 'manage platform images on a bootable pool',
  synopsis: [
    '[-v] activate|assign <PI-stamp> [ZFS-pool-name]',
    '[-v] avail',
    '[-v] bootable [-d | -e [-i <source>] | -r] [ZFS-pool-name]',
    '[-v] destroy|remove <PI-stamp> [ZFS-pool-name]',
    '[-v] install <source> [ZFS-pool-name]',
    '[-v] list [-H] [ZFS-pool-name]',
    '[-v] update [ZFS-pool-name]',
  ],
  options: {
    v: { help: 'say what is done' },
    d: { help: 'bootable: the pool boots no more' },
    e: { help: 'bootable: make the pool bootable' },
    i: { help: 'bootable -e: where the image comes from; the media by default', value: 'source' },
    r: { help: 'bootable: write the boot blocks of all disks of the pool anew' },
    H: { help: 'list: no header' },
  },
  raw: true,
  operands: { complete: words },
  description: [
    'SmartOS runs from RAM: a platform image is read at boot, from a stick, a disc, the network, or a pool. On a pool several images can lie side by side; one of them is for the next boot.',
    'Bring a newer one with install, choose it with activate, and reboot. To go back, activate the old one, or choose it in the menu of the loader.',
    'A source is a stamp, latest, media, an ISO file, a .tgz file, or a URL.',
  ],
  examples: [
    { line: 'piadm bootable -e zones', text: 'Make the pool zones bootable, with the image of the stick.' },
    { line: 'piadm install latest', text: 'Fetch the newest image.' },
    { line: 'piadm activate 20260409T002413Z', text: 'Boot that one next time.' },
  ],
  source: 'smartos-live src/piadm.sh, man/usr/share/man/man8/piadm.8.md',
  limits: '-vv is like -v: the trace of the shell is not shown. Triton compute nodes and head nodes are not simulated.',
  async run(context, { operands }) {
    if (context.zone) {
      context.err('Must run piadm in the global zone\n')
      return 1
    }
    const verbose = operands[0] === '-v' || operands[0] === '-vv'
    const { sim, world, server, files, cwd, env, out, err } = context
    const script: Script = { sim, world, server, files, cwd, env, verbose, terminal: context.tty !== undefined, out, err }
    const steps = piadm(script, context.user, verbose ? operands.slice(1) : operands)
    try {
      for (const ms of steps) if (ms > 0) await context.wait(ms)
      return 0
    } catch (error) {
      if (error instanceof Exit) return error.status
      throw error
    }
  },
})
