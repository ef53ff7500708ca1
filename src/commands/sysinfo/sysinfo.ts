import { type CommandContext, defineCommand } from '../../shell/command.ts'
import { FileError } from '../../system/files/files.ts'
import { refreshSysinfo, SYSINFO_CACHE, type SysinfoForm } from '../../system/platform/sysinfoCache.ts'

/** What the last run kept, if it kept anything. The script has a slip that is true to life: without the JSON it prints the other form. */
function cached({ files }: CommandContext, form: SysinfoForm): string | undefined {
  const forms: readonly SysinfoForm[] = form === 'json' ? ['json', 'parsable'] : ['parsable']
  for (const each of forms) {
    try {
      const text = files.read(SYSINFO_CACHE[each])
      if (text !== '') return text
    } catch (error) {
      if (!(error instanceof FileError)) throw error
    }
  }
  return undefined
}

/** Output: smartos-live src/sysinfo. */
export const command = defineCommand({
  name: 'sysinfo',
  summary: 'describe this system as JSON',
  synopsis: ['[-f] [-p] [-u]'],
  options: {
    f: { help: 'find everything out anew' },
    n: { help: 'nothing: the script takes it and does not look at it' },
    p: { help: "lines of key='value' instead of JSON" },
    u: { help: 'find everything out anew, print nothing' },
  },
  description: [
    'Prints what other programs want to know of this node: image, hardware, pool, disks, boot parameters and network.',
    'What it found is kept in /tmp/.sysinfo.json and /tmp/.sysinfo.parsable: after a change it tells of the past until it is run with -f or -u, or the node boots again.',
  ],
  examples: [{ line: "sysinfo -f | json 'Live Image'", text: 'The platform image that runs now.' }],
  source: 'smartos-live src/sysinfo',
  limits: 'Aggregations of links and encrypted pools are not simulated; what the firmware says of the machine is an example.',
  misuse: () => ({ stdout: 'Usage: /usr/bin/sysinfo: [-f] [-p] [-u]\n', stderr: '', status: 2 }),
  run(context, parsed) {
    const { sim, server, zone, user, out } = context
    if (user !== 'root') {
      out('This program can only be run as root.\n')
      return 1
    }
    const form = parsed.has('p') ? 'parsable' : 'json'
    const kept = parsed.has('f') || parsed.has('u') ? undefined : cached(context, form)
    const text = kept ?? refreshSysinfo(sim, server, zone)[form]
    if (!parsed.has('u')) out(text)
    return 0
  },
})
