import { defineTool, type Misuse } from '../../shell/command.ts'

/** Synopses in the order of the tool's own usage. smartos-live src/vm/sbin/vmadm.js (usage) */
const SYNOPSES = [
  'create [-f <filename>]',
  'create-snapshot <uuid> <snapname>',
  'console <uuid>',
  'delete <uuid>',
  'delete-snapshot <uuid> <snapname>',
  'events [-fjr] [uuid]',
  'get <uuid>',
  'info <uuid> [type,...]',
  'install <uuid>',
  'kill [-s SIGNAL|-SIGNAL] <uuid>',
  'list [-p] [-H] [-o field,...] [-s field,...] [field=value ...]',
  'lookup [-j|-1] [-o field,...] [field=value ...]',
  'reboot <uuid> [-F]',
  'receive [-f <filename>]',
  'reprovision <uuid> [-f <filename>]',
  'rollback-snapshot <uuid> <snapname>',
  'send <uuid> [target]',
  'start <uuid> [option=value ...]',
  'stop <uuid> [-F] [-t timeout]',
  'sysrq <uuid> <nmi|screenshot>',
  'update <uuid> [-f <filename>]',
  ' -or- update <uuid> property=value [property=value ...]',
  'validate create [-f <filename>]',
  'validate update <brand> [-f <filename>]',
]
/** What vmadm prints when it is used wrongly, after the reason if there is one. */
export const usage = (reason?: string): string =>
  `${reason === undefined ? '' : `${reason}\n`}Usage: /usr/sbin/vmadm <command> [options]\n\n${SYNOPSES.join('\n')}\n\nFor more detailed information on the use of this command,type 'man vmadm'.\n`

const reasonOf = (misuse: Misuse, name?: string): string | undefined => {
  switch (misuse.kind) {
    case 'unknown subcommand':
      return `Invalid command: "${misuse.name}".`
    case 'unknown option':
      return `Invalid option: ${misuse.option}${name ? ` for ${name}` : ''}`
    case 'missing value':
      return `Missing value for option: ${misuse.option}`
    default:
      return undefined
  }
}

/** The tool that makes and manages VMs. */
export const tool = defineTool({
  name: 'vmadm',
  section: '8',
  summary: 'make, start, stop, change and delete zones and virtual machines',
  description: [
    'Manages the VMs of this node: zones of every brand and the hardware virtual machines inside zones. A VM is named by its UUID, never by its alias.',
    'Results go to standard output; what was done, and errors, go to standard error.',
  ],
  source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/man/vmadm.8.md',
  zones: 'global',
  interspersed: true,
  misuse: (misuse, subcommand) =>
    misuse.kind === 'unknown subcommand' && (misuse.name === '-h' || misuse.name === '-?')
      ? { stdout: usage(), stderr: '', status: 0 }
      : { stderr: usage(reasonOf(misuse, subcommand?.name)), status: 2 },
})
