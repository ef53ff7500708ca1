import { defineTool } from '../../shell/command.ts'

const SUBCOMMANDS: readonly (readonly [string, string])[] = [
  ['help (?)', 'Help on imgadm or one of its subcommands.'],
  ['sources', 'Show or change where images come from.'],
  ['avail', 'List images that can be imported.'],
  ['show', 'Show the manifest of an available image.'],
  ['import', 'Import an image from a source.'],
  ['list', 'List installed images.'],
  ['get (info)', 'Show an installed image.'],
  ['delete (destroy)', 'Delete an installed image.'],
  ['vacuum', 'Delete images that no VM uses.'],
]
/** What `imgadm help` prints: our own words in the shape of the tool's. */
export const help = (): string =>
  `Manage SmartOS virtual machine images.\n\nUsage:\n    imgadm [OPTIONS] COMMAND [ARGS...]\n    imgadm help COMMAND\n\nOptions:\n    -h, --help      Show this help message and exit.\n\nCommands:\n${SUBCOMMANDS.map(
    ([name, text]) => `    ${name.padEnd(20)}${text}\n`,
  ).join('')}`

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
    const of = subcommand ? `${subcommand.name}: ` : 'imgadm: '
    switch (misuse.kind) {
      case 'unknown subcommand':
        return { stderr: `imgadm: error (UnknownCommand): unknown command: "${misuse.name}"\n`, status: 1 }
      case 'no subcommand':
        return { stderr: help(), status: 1 }
      case 'unknown option':
        return { stderr: `${of}error (UnknownOption): unknown option: "${misuse.option}"\n`, status: 1 }
      default:
        return { stderr: `${of}error (Usage): missing value for option: "${misuse.option}"\n`, status: 1 }
    }
  },
})
