import { defineCommand, Failure } from '../../shell/command.ts'
import { FileError, type Files } from '../../system/files/files.ts'

/** Databases whose source is a file here. */
const FILES: Readonly<Record<string, string>> = {
  passwd: '/etc/passwd',
  shadow: '/etc/shadow',
  group: '/etc/group',
  hosts: '/etc/inet/hosts',
  ipnodes: '/etc/inet/hosts',
  services: '/etc/inet/services',
  user_attr: '/etc/user_attr',
}
const KNOWN = [...Object.keys(FILES), 'protocols', 'ethers', 'networks', 'netmasks', 'project', 'auth_attr', 'exec_attr', 'prof_attr', 'netgroup']
/** Names that can be looked up by a number in the third field, too. */
const NUMBERED = new Set(['passwd', 'group'])
const USAGE = 'usage: getent database [ key ... ]\n'

function linesOf(files: Files, path: string): string[] {
  try {
    return files
      .read(path)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
  } catch (error) {
    if (error instanceof FileError) return []
    throw error
  }
}
const matches = (database: string, line: string, key: string): boolean => {
  if (['hosts', 'ipnodes', 'services'].includes(database)) return line.split(/\s+/).some((word) => word === key || word.startsWith(`${key}/`))
  const fields = line.split(':')
  return fields[0] === key || (NUMBERED.has(database) && fields[2] === key)
}

export const command = defineCommand({
  name: 'getent',
  summary: 'print entries of a database such as passwd',
  synopsis: ['database [key ...]'],
  options: {},
  operands: { complete: () => Object.keys(FILES) },
  description: ['Prints all entries of a database, or those that are asked for by name or number. Sources are the files of /etc.'],
  source: 'illumos usr/src/cmd/getent/getent.c',
  limits: 'hosts are looked up in /etc/inet/hosts only, not in DNS; databases without a file here are not simulated.',
  run({ files, user, out }, { operands: [database, ...keys] }) {
    if (database === undefined) throw new Failure(USAGE)
    if (!KNOWN.includes(database)) throw new Failure(`Unknown database: ${database}\n${USAGE}`)
    const path = FILES[database]
    if (path === undefined) throw new Failure(`getent: the database ${database} is not simulated\n`)
    if (database === 'shadow' && user !== 'root') return 2
    const lines = linesOf(files, path)
    if (keys.length === 0) {
      for (const line of lines) out(`${line}\n`)
      return 0
    }
    let status = 0
    for (const key of keys) {
      const found = lines.find((line) => matches(database, line, key))
      if (found === undefined) status = 2
      else out(`${found}\n`)
    }
    return status
  },
})
