import { defineCommand, Failure } from '../../shell/command.ts'
import { secretOf, userNamed } from '../../system/accounts/database.ts'
import { FileError, type Files } from '../../system/files/files.ts'
import { openFiles } from '../../system/files/open.ts'
import { crypt } from '../../system/platform/shadow.ts'

/** Whether one may begin in a directory. */
function isDirectory(files: Files, path: string): boolean {
  try {
    return files.stat(path).kind === 'dir'
  } catch (error) {
    if (error instanceof FileError) return false
    throw error
  }
}

/** Messages: illumos usr/src/cmd/su/su.c. */
export const command = defineCommand({
  name: 'su',
  summary: 'become another user',
  synopsis: ['[-] [user [-c command]]'],
  options: {},
  description: [
    'Begins a shell of another user, root by default; exit comes back. Root is not asked for a password.',
    'With a dash it is a login shell: in the home directory, with an environment of its own. Without, directory and environment stay.',
  ],
  examples: [
    { line: 'su - ada', text: 'Log in as a user.' },
    { line: "su ada -c 'id'", text: 'One command as a user.' },
  ],
  source: 'illumos usr/src/cmd/su/su.c',
  limits: 'Arguments other than -c are not simulated.',
  raw: true,
  async run(context, { operands }) {
    const { sim, server, zone, user: from } = context
    // It is setuid root: it reads passwords that its caller may not read.
    const files = openFiles(sim, { server, zone })
    const login = operands[0] === '-'
    const [name = 'root', option, line, ...rest] = login ? operands.slice(1) : operands
    if (name.startsWith('-')) throw new Failure('Usage: su [-] [ username [ arg ... ] ]\n')
    const user = userNamed(files, name)
    const secret = user && secretOf(files, name)
    if (from !== 'root') {
      const typed = await context.ask('Password: ', false)
      if (user && (typed === undefined || secret === undefined || (secret === '' ? typed !== '' : crypt(typed) !== secret))) throw new Failure('su: Sorry\n')
    }
    if (!user) throw new Failure(`su: Unknown id: ${name}\n`)
    if (login && !isDirectory(files, user.home || '/')) throw new Failure('su: No directory!\n')
    if (option !== undefined) {
      if (option !== '-c' || line === undefined || rest.length > 0) throw new Failure('su: arguments other than -c command are not simulated\n')
      return context.run({ user: name, line })
    }
    if (context.tty) return context.login({ user: name, farewell: '', plain: !login })
    // Without a terminal the shell reads what it gets.
    return context.stdin === '' ? 0 : context.run({ user: name, line: context.stdin })
  },
})
