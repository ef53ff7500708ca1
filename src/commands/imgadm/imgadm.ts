import { defineTool, type Misuse, type MisuseReply } from '../../shell/command.ts'
import { commandHelp } from '../../shell/help.ts'

const SUBCOMMANDS: readonly (readonly [string, string])[] = [
  ['help [<command>]', 'Help on imgadm or one of its commands.'],
  ['sources [<options>]', 'Show or change where images come from.'],
  ['avail [<filters>]', 'List images that can be imported.'],
  ['show <uuid>', 'Show the manifest of an available image.'],
  ['import [-P <pool>] <uuid>', 'Import an image from a source.'],
  ['list [<filters>]', 'List installed images.'],
  ['get [-P <pool>] <uuid>', 'Show an installed image.'],
  ['delete [-P <pool>] <uuid>', 'Delete an installed image.'],
  ['ancestry [-P <pool>] <uuid>', 'Show which images an image was made from.'],
  ['vacuum [-n] [-f]', 'Delete images that no VM uses.'],
]
/** What a subcommand is called, by each of its names. smartos-live src/img/lib/cli.js (aliases) */
export const nameOfSubcommand = (name: string): string | undefined => {
  const known = { available: 'avail', info: 'get', destroy: 'delete' }[name] ?? name
  return SUBCOMMANDS.some(([synopsis]) => synopsis.split(' ')[0] === known) ? known : undefined
}
/** Commands of the real tool that are not modelled: they are no unknown ones. */
const UNSIMULATED: readonly string[] = ['install', 'update', 'create', 'publish']
/** Version of the tool. smartos-live src/img/package.json */
const VERSION = '3.9.5'
/** What `imgadm help` prints: our own words in the shape of the tool's. */
export const help = (): string =>
  `Manage SmartOS virtual machine images.\n\nUsage:\n    imgadm [<options>] <command> [<args>...]\n    imgadm help <command>\n\nOptions:\n    -h, --help  Show this help message and exit.\n    --version   Show version and exit.\n\nCommands:\n${SUBCOMMANDS.map(
    ([name, text]) => `    imgadm ${name.padEnd(29)}${text}\n`,
  ).join('')}`

/** Wrong options, worded by the parser of options. smartos-live src/img/node_modules/cmdln, dashdash */
const optionError = (option: string, kind: Misuse['kind']): string =>
  kind === 'unknown option' ? `unknown option: "-${option}"` : `do not have enough args for "-${option}" option`

/** What becomes of a first word that is none of our subcommands. */
function unknown(name: string): MisuseReply {
  if (name === '-h') return { stdout: help(), stderr: '', status: 0 }
  if (name === '--version') return { stdout: `imgadm ${VERSION}\n`, stderr: '', status: 0 }
  if (name.startsWith('-')) return { stderr: `imgadm: error (Option): ${optionError(name.slice(1), 'unknown option')}\n`, status: 1 }
  if (UNSIMULATED.includes(name)) return { stderr: `imgadm ${name}: not simulated\n`, status: 1 }
  return { stderr: `imgadm: error (UnknownCommand): unknown command: "${name}"\n`, status: 1 }
}

/** The tool that manages images. Error texts: smartos-live src/img/lib/{cli,errors}.js */
export const tool = defineTool({
  name: 'imgadm',
  section: '8',
  summary: 'find, import and delete images for zones and virtual machines',
  description: [
    'An image is what a new VM begins as: a dataset zones/<uuid> with the snapshot @final, of which each VM is a clone. Images come from sources, which are web servers.',
  ],
  source: 'smartos-live src/img/lib/cli.js, src/img/man/imgadm.8.md',
  zones: 'global',
  interspersed: true,
  misuse: (misuse, subcommand) => {
    switch (misuse.kind) {
      case 'unknown subcommand':
        return unknown(misuse.name)
      case 'no subcommand':
        // Help is what was asked for, as far as anything was: it goes to standard output.
        return { stdout: help(), stderr: 'imgadm: error (NoCommand): no command given\n', status: 1 }
      default:
        if (subcommand && misuse.option === 'h') return { stdout: commandHelp(subcommand), stderr: '', status: 0 }
        return { stderr: `${subcommand?.name ?? 'imgadm'}: error (Option): ${optionError(misuse.option, misuse.kind)}\n`, status: 1 }
    }
  },
})
