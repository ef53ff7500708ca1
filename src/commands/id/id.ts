import { defineCommand, Failure } from '../../shell/command.ts'
import { groupIdsOf, userNamed } from '../../system/accounts/database.ts'
import { accountName } from '../../system/platform/accounts.ts'

const USAGE = 'Usage: id [-ap] [user]\n       id -G [-n] [user]\n       id -g [-nr] [user]\n       id -u [-nr] [user]\n'

/** Output: illumos usr/src/cmd/id/id.c. */
export const command = defineCommand({
  name: 'id',
  summary: 'print the user and the group',
  synopsis: ['[-ap] [user]', '-G [-n] [user]', '-g [-nr] [user]', '-u [-nr] [user]'],
  options: {
    a: { help: 'all groups, too' },
    p: { help: 'the project, too', fidelity: 'not modelled' },
    u: { help: 'only the number of the user' },
    g: { help: 'only the number of the group' },
    G: { help: 'only the numbers of all groups' },
    n: { help: 'with -u, -g or -G: the name instead of the number' },
    r: { help: 'with -u or -g: the real one, which is never another here' },
  },
  description: ['Prints number and name of the user, and of its group.'],
  source: 'illumos usr/src/cmd/id/id.c',
  limits: '-p is not simulated.',
  misuse: (misuse) => ({ stderr: `${misuse.kind === 'unknown option' ? `id: illegal option -- ${misuse.option}\n` : ''}${USAGE}`, status: 2 }),
  run({ files, user, out }, parsed) {
    const modes = ['u', 'g', 'G'].filter((option) => parsed.has(option))
    const [mode] = modes
    const wrong =
      modes.length > 1 ||
      parsed.operands.length > 1 ||
      (mode === undefined && (parsed.has('n') || parsed.has('r'))) ||
      (mode !== undefined && (parsed.has('a') || parsed.has('p'))) ||
      (mode === 'G' && parsed.has('r'))
    if (wrong) throw new Failure(USAGE, 2)
    if (parsed.has('p')) throw new Failure('id: -p is not simulated\n')
    const name = parsed.operands[0] ?? user
    const entry = userNamed(files, name)
    if (!entry) throw new Failure(`id: invalid user name: "${name}"\n`)
    const { uid, gid } = entry
    const groupName = (id: number): string => accountName(files, '/etc/group', id)
    const shown = (id: number): string => (parsed.has('n') ? groupName(id) : String(id))
    const named = (id: number): string => (groupName(id) === String(id) ? String(id) : `${id}(${groupName(id)})`)
    if (mode === 'u') out(`${parsed.has('n') ? name : uid}\n`)
    else if (mode === 'g') out(`${shown(gid)}\n`)
    else if (mode === 'G') out(`${groupIdsOf(files, entry).map(shown).join(' ')}\n`)
    else out(`uid=${uid}(${name}) gid=${named(gid)}${parsed.has('a') ? ` groups=${groupIdsOf(files, entry).map(named).join(',')}` : ''}\n`)
    return 0
  },
})
