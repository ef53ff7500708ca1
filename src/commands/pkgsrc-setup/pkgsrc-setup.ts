import { type CommandContext, defineCommand, Failure } from '../../shell/command.ts'
import { BOOTSTRAP_TAR, UNREACHABLE, unpackBootstrap } from '../../system/pkgsrc/bootstrap.ts'
import { reachesOut } from '../../system/pkgsrc/network.ts'
import { installedIn, prefixOf } from '../../system/pkgsrc/pkgdb.ts'

/** How long the archive takes to come, and to be unpacked (simulated ms). */
const FETCH = 9000
const UNPACK = 4000
const READY = '\nThe pkgsrc-tools collection is now ready for use. It will be in\nyour PATH the next time you log in.\n'

/** Takes an installation away for a new one: yields the names of the packages that were asked for. */
function clean({ files }: CommandContext): string[] {
  const names = installedIn(files, prefixOf(false)).flatMap(({ name, automatic }) => (automatic ? [] : [name]))
  files.remove('/opt/tools', true)
  return names
}

export const command = defineCommand({
  name: 'pkgsrc-setup',
  summary: 'put the package tools of pkgsrc below /opt/tools',
  synopsis: ['[--clean]'],
  options: { clean: { help: 'take the present ones away first, and install all packages anew' } },
  description: [
    'Fetches the bootstrap archive and unpacks it below /opt/tools: after that there is pkgin. /opt is in the pool once the node is set up, so that packages outlast a reboot; before that it is in RAM.',
  ],
  source: 'smartos-live src/smartdc/bin/pkgsrc-setup.sh',
  zones: 'global',
  limits: 'The archive cannot be fetched by hand with curl. Another directory as an operand, as the set-up of the node gives it, is not simulated.',
  async run(context, parsed) {
    const { files, out } = context
    if (parsed.operands.length > 0) throw new Failure('pkgsrc-setup: another root directory is not simulated\n')
    if (files.exists('/opt/tools/bin/pkgin') && !parsed.has('clean')) {
      out('pkgsrc has already been set up.\n')
      return 0
    }
    const before = files.exists('/opt/tools/bin/pkgin') ? clean(context) : []
    out('Downloading pkgsrc bootstrap...\n')
    if (!reachesOut(context.sim, context.server)) throw new Failure(UNREACHABLE)
    await context.wait(FETCH)
    files.fill(`/tmp/${BOOTSTRAP_TAR}`, 47_185_920, 'random')
    context.err(`${'#'.repeat(72)} 100.0%\n`)
    await context.wait(UNPACK)
    unpackBootstrap(files)
    if (before.length > 0) {
      for (const line of ['pkgin -y update', 'pkgin -y upgrade', 'pkgin -y upgrade', `pkgin -y install ${before.join(' ')}`]) await context.run({ line })
    }
    out(READY)
    return 0
  },
})
