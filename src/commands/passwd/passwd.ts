import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { illegal } from '../../shell/usage.ts'
import { changeSecret, fieldsOf, SHADOW, secretOf, userNamed, usersIn } from '../../system/accounts/database.ts'
import type { Files } from '../../system/files/files.ts'
import { openFiles } from '../../system/files/open.ts'
import { dateOf } from '../../system/hardware/clock.ts'
import { crypt } from '../../system/platform/shadow.ts'
import { MESSAGES, type Status, statusLine } from './words.ts'

const USAGE = `usage:
\tpasswd [-r files | -r nis | -r ldap] [name]
\tpasswd [-r files] [-egh] [name]
\tpasswd [-r files] -sa
\tpasswd [-r files] -s [name]
\tpasswd [-r files] [-d|-l|-N|-u] [-f] [-n min] [-w warn] [-x max] name
\tpasswd -r nis [-eg] [name]
\t\t[-x max] name
\tpasswd -r ldap [-egh] [name]
\tpasswd -r ldap -sa
\tpasswd -r ldap -s [name]
\tpasswd -r ldap [-l|-N|-u] [-f] [-n min] [-w warn] [-x max] name
`
const DAY = 86_400_000
/** How often a new password may be mistyped. (illumos usr/src/cmd/passwd/passwd.c DEF_ATTEMPTS) */
const ATTEMPTS = 3

/** It is setuid root: it may write what its caller may not even read. */
const rootFiles = ({ sim, server, zone }: CommandContext): Files => openFiles(sim, { server, zone })

const stop = (status: Status, before = ''): never => {
  throw new Failure(`${before}${MESSAGES[status]}\n`, status)
}
/** Why a password is too simple for a user; root may take any. (illumos usr/src/lib/pam_modules/authtok_check) */
function weakness(password: string, name: string): string | undefined {
  if (password.length < 6) return 'passwd: Password too short - must be at least 6 characters.'
  const turned = [...name].some((_, i) => name.slice(i) + name.slice(0, i) === password.toLowerCase())
  if (turned) return 'passwd: Password cannot be circular shift of logonid.'
  if (!/[A-Za-z].*[A-Za-z]/.test(password)) return 'passwd: The password must contain at least 2 alphabetic character(s).'
  if (!/[^A-Za-z]/.test(password)) return 'passwd: The password must contain at least 1 numeric or special character(s).'
  return undefined
}
/** Asks for a new password twice; undefined if they differ or it is too simple, which has been said then. */
async function newPassword(context: CommandContext, name: string): Promise<string | undefined> {
  const first = await context.ask('New Password: ', false)
  if (first === undefined) stop(1, 'passwd: Sorry.\n')
  const weak = context.user === 'root' ? undefined : weakness(first ?? '', name)
  if (weak !== undefined) {
    context.err(`${weak}\n`)
    return undefined
  }
  const second = await context.ask('Re-enter new Password: ', false)
  if (second === first) return first
  context.err("passwd: They don't match.\n")
  return undefined
}
/** Gives a user a new password. */
async function change(context: CommandContext, name: string): Promise<number> {
  const files = rootFiles(context)
  if (!userNamed(files, name)) stop(1, `passwd: User unknown: ${name}\n`)
  if (context.user !== 'root') {
    if (context.user !== name) stop(1)
    const typed = await context.ask('Enter existing login password: ', false)
    if (typed === undefined || crypt(typed) !== secretOf(files, name)) stop(1, 'passwd: Sorry, wrong passwd\n')
  }
  for (let tries = 1; tries <= ATTEMPTS; tries++) {
    if (tries > 1) context.out('\nPlease try again\n')
    const password = await newPassword(context, name)
    if (password === undefined) continue
    const today = String(Math.floor(dateOf(context.world) / DAY))
    const done = changeSecret(files, name, ([login = '', , , ...rest]) => [login, crypt(password), today, ...rest.slice(0, 5), ''])
    if (!done) stop(1, secretOf(files, name) === undefined ? `passwd: ${name} does not exist.\n` : 'passwd: Unexpected failure. Password database unchanged.\n')
    context.out(`passwd: password successfully changed for ${name}\n`)
    return 0
  }
  return stop(1)
}
/** What `-l`, `-u`, `-d`, `-N`, `-f`, `-n`, `-w` and `-x` make of the fields of a line. (illumos usr/src/lib/passwdutil/files_attr.c files_update) */
function changedFields(fields: readonly string[], parsed: Parsed, today: string): string[] {
  let [login = '', secret = '', last = '', least = '', most = '', warning = '', ...rest] = fields
  if (parsed.has('d')) secret = ''
  if (parsed.has('l') && !secret.startsWith('*LK*') && secret !== 'NP') secret = `*LK*${secret}`
  if (parsed.has('u') && secret.startsWith('*LK*')) secret = secret.slice(4)
  if (parsed.has('N')) secret = 'NP'
  if (['d', 'l', 'u', 'N'].some((option) => parsed.has(option))) last = today
  const max = parsed.get('x')
  if (max === '-1') [least, most, warning] = ['', '', '']
  else if (max !== undefined) {
    if (least === '') least = '0'
    if (most === '' && secret !== '' && last === '') last = today
    most = max
  }
  least = parsed.get('n') ?? least
  warning = parsed.get('w') ?? warning
  if (parsed.has('f')) last = '0'
  return [login, secret, last, least, most, warning, ...rest]
}
/** The options that change attributes, one account at a time. */
function changeAttributes(context: CommandContext, parsed: Parsed, name: string): number {
  const files = rootFiles(context)
  if (!userNamed(files, name)) stop(1, `passwd: User unknown: ${name}\n`)
  const aged = parsed.get('x') !== undefined || (fieldsOf(files, SHADOW).find(([login]) => login === name)?.[4] ?? '') !== ''
  if (!aged && (parsed.has('n') || parsed.has('w'))) stop(7)
  const today = String(Math.floor(dateOf(context.world) / DAY))
  if (!changeSecret(files, name, (fields) => changedFields(fields, parsed, today))) stop(1)
  context.out(`passwd: password information changed for ${name}\n`)
  return 0
}
function check(parsed: Parsed): void {
  const has = (option: string): boolean => parsed.has(option)
  const one = ['d', 'l', 'N', 'u'].filter(has)
  const repository = parsed.get('r')
  if (repository !== undefined && !['files', 'nis', 'ldap'].includes(repository)) stop(6, `invalid repository: ${repository}\n${USAGE}`)
  if (repository === 'nis' || repository === 'ldap') throw new Failure(`passwd: the repository ${repository} is not simulated\n`)
  for (const option of ['e', 'g', 'h']) if (has(option)) throw new Failure(`passwd: -${option} is not simulated: usermod changes shell, comment and home\n`)
  if (one.length > 1 || (one.length > 0 && (has('s') || has('a')))) stop(2, USAGE)
  for (const option of ['n', 'w', 'x']) {
    const value = parsed.get(option)
    if (value !== undefined && !(option === 'x' ? /^(-1|\d+)$/ : /^\d+$/).test(value)) stop(6, `passwd: Invalid argument to option -${option}\n`)
  }
  if (parsed.get('x') === '-1' && has('n')) stop(2, 'passwd: Invalid argument to option -n\n')
}

export const command = defineCommand({
  name: 'passwd',
  summary: 'change the password of a user',
  synopsis: ['[name]', '-sa', '-s [name]', '[-d|-l|-N|-u] [-f] [-n min] [-w warn] [-x max] name'],
  options: {
    r: { help: 'where accounts are kept: files', value: 'repository', fidelity: 'simplified' },
    d: { help: 'no password at all' },
    l: { help: 'lock: nobody can log in with it' },
    u: { help: 'unlock' },
    N: { help: 'no password will do, but jobs of the user run' },
    f: { help: 'must be changed at the next login' },
    n: { help: 'days that must pass between two changes', value: 'min' },
    w: { help: 'days of warning before it expires', value: 'warn' },
    x: { help: 'days after which it expires; -1 for never', value: 'max' },
    s: { help: 'show the state' },
    a: { help: 'with -s: of all users' },
    e: { help: 'change the shell', fidelity: 'not modelled' },
    g: { help: 'change the comment', fidelity: 'not modelled' },
    h: { help: 'change the home directory', fidelity: 'not modelled' },
  },
  description: [
    'Asks for a new password twice and writes it to /etc/shadow: the new file is written beside the old one and takes its place.',
    "On a node that was set up /etc/shadow is a mount of /usbkey/shadow, and a mount cannot be replaced. To change root's password: umount /etc/shadow; passwd; cp /etc/shadow /usbkey/shadow; mount -F lofs /usbkey/shadow /etc/shadow.",
  ],
  examples: [{ line: 'passwd ada', text: "Another user's password." }],
  source: 'illumos usr/src/cmd/passwd/passwd.c, usr/src/lib/passwdutil/files_attr.c, usr/src/lib/pam_modules/{authtok_get,authtok_store,authtok_check}',
  limits: 'Only the repository files; -e, -g and -h are not simulated; expired passwords are not asked for at login.',
  misuse: (misuse) => ({ stderr: `${illegal('passwd', misuse)}${USAGE}${MESSAGES[2]}\n`, status: 2 }),
  async run(context, parsed) {
    const { user, out } = context
    const files = rootFiles(context)
    const [name, ...rest] = parsed.operands
    if (rest.length > 0) stop(6, USAGE)
    check(parsed)
    const attributes = ['d', 'l', 'N', 'u', 'f', 'n', 'w', 'x'].some((option) => parsed.has(option))
    if (user !== 'root' && (attributes || parsed.has('s') || parsed.has('a'))) stop(1)
    if (parsed.has('a') && (!parsed.has('s') || name !== undefined)) stop(6, USAGE)
    if (parsed.has('s')) {
      if (attributes) stop(2)
      for (const one of parsed.has('a') ? usersIn(files).map((account) => account.name) : [name ?? user]) {
        const fields = fieldsOf(files, SHADOW).find(([login]) => login === one)
        if (!fields) stop(1, `passwd: User unknown: ${one}\n`)
        out(statusLine(one, fields ?? []))
      }
      return 0
    }
    if (attributes) {
      if (name === undefined) stop(6, USAGE)
      return changeAttributes(context, parsed, name ?? '')
    }
    if (name === undefined) context.err(`passwd: Changing password for ${user}\n`)
    return change(context, name ?? user)
  },
})
