import type { Files } from '../files/files.ts'
import type { FileNode } from '../files/tree.ts'
import { sha1Of } from '../media/checksum.ts'
import { strftime } from '../platform/dates.ts'
import { lineOf, logOf } from './log.ts'
import type { BootServer, Service } from './netboot.ts'
import { Misused, type Program, type Shell, Wrong } from './program.ts'

/** Where each service's lines go. */
const LOGS: Readonly<Record<string, readonly Service[]>> = { '/var/log/syslog': ['dhcp', 'tftp'], '/var/log/nginx/access.log': ['http'] }

const lineOfNode = (name: string, node: FileNode): string => {
  const kind = node.kind === 'dir' ? 'd' : node.kind === 'link' ? 'l' : '-'
  const bits = [6, 3, 0].map((shift) => ['r', 'w', 'x'].map((letter, i) => ((node.mode >> shift) & (4 >> i) ? letter : '-')).join('')).join('')
  const size = node.kind === 'file' ? node.size : 0
  return `${kind}${bits}   1 root     root     ${String(size).padStart(11)} ${strftime('%b %e %H:%M', node.mtime)} ${name}${node.kind === 'link' ? ` -> ${node.target}` : ''}\n`
}
/** The text of a file, or of a log. */
function textOf(shell: Shell, name: string): string {
  const path = shell.path(name)
  const services = LOGS[path]
  const { sim, id, files } = shell
  if (services)
    return logOf(sim.world, id)
      .filter(({ service }) => services.includes(service))
      .map((line) => `${lineOf(sim.world, line)}\n`)
      .join('')
  const node = files.stat(path)
  if (node.kind === 'file' && node.content === undefined && node.size > 0) throw new Wrong(`${name}: a binary file of ${node.size} bytes`)
  return files.read(path)
}
/**
 * Copies a file, or with `recursive` a directory, keeping what it is a true copy of. `above` are the numbers of the
 * directories on the way: a link may lead back to one of them.
 */
function copy(files: Files, from: string, to: string, recursive: boolean, above: readonly number[] = []): void {
  const node = files.stat(from)
  if (node.kind === 'dir') {
    if (!recursive) throw new Wrong(`cp: ${from}: is a directory`)
    // That has no end. The message is ours: the real one goes on until a name is too long.
    if (`${to}/`.startsWith(from === '/' ? from : `${from}/`)) throw new Wrong(`cp: cannot copy ${from} into itself: ${to}`)
    if (above.includes(node.ino)) throw new Wrong(`cp: cycle detected: ${from}`)
    files.mkdir(to, true)
    for (const name of files.readdir(from)) copy(files, `${from}/${name}`, `${to}/${name}`, true, [...above, node.ino])
  } else if (node.kind === 'file') {
    if (node.content === undefined) files.fill(to, node.size, node.fill ?? 'random', node.artifact)
    else files.write(to, node.content)
  }
}
/** The place that a file goes to: into a directory under its own name. */
function targetOf({ files }: Shell, from: string, to: string): string {
  const inside = files.exists(to) && files.stat(to).kind === 'dir'
  return inside ? `${to === '/' ? '' : to}/${from.slice(from.lastIndexOf('/') + 1)}` : to
}
/** `s/old/new/g` of sed: a pattern and what stands instead. */
function replacement(script: string): (line: string) => string {
  const sign = script[1] ?? ''
  const parts: string[] = []
  let part = ''
  for (let at = 2; at < script.length; at++) {
    if (script[at] === sign) {
      parts.push(part)
      part = ''
    } else {
      // The sign itself, where it means only itself.
      if (script[at] === '\\' && script[at + 1] === sign) at++
      part += script[at]
    }
  }
  parts.push(part)
  if (script[0] !== 's' || parts.length !== 3) throw new Wrong(`sed: command garbled: ${script}`)
  const [old = '', fresh = '', flags = ''] = parts
  try {
    // Basic patterns; groups and back references are not simulated.
    const pattern = new RegExp(old, flags.includes('g') ? 'g' : '')
    return (line) => line.replace(pattern, () => fresh)
  } catch {
    throw new Wrong(`sed: command garbled: ${script}`)
  }
}
const linesOf = (args: readonly string[], rest: number): number => {
  const n = args[0] === '-n' ? args[1] : args[0]?.startsWith('-') ? args[0].replace(/^-n?/, '') : undefined
  return n === undefined ? rest : Number(n)
}
const operands = (args: readonly string[]): readonly string[] => (args[0] === '-n' ? args.slice(2) : args.filter((word) => !word.startsWith('-')))

/** Programs for files, by name. Texts: illumos usr/src/cmd/{ls,cp,rm,digest}, GNU sed. */
export const FILE_PROGRAMS: Readonly<Record<string, Program>> = {
  cd: {
    usage: 'cd [DIRECTORY]',
    about: '',
    run: (shell, [name = '/root']) => {
      const path = shell.path(name)
      if (shell.files.stat(path).kind !== 'dir') throw new Wrong(`bash: cd: ${name}: Not a directory`)
      shell.sim.put<BootServer>({ ...shell.sim.world.need(shell.id), cwd: path })
      return ''
    },
  },
  pwd: { usage: 'pwd', about: '', run: (shell) => `${shell.path('.')}\n` },
  ls: {
    usage: 'ls [-l] [PATH...]',
    about: 'files',
    run: (shell, args) => {
      const { files } = shell
      const long = args.some((word) => /^-\w*l/.test(word))
      const names = operands(args)
      const show = (given: string): string => {
        const path = shell.path(given)
        const node = files.lstat(path)
        const dir = node.kind === 'link' && files.exists(path) ? files.stat(path) : node
        const shown = (name: string, at: string): string => (long ? lineOfNode(name, files.lstat(at)) : `${name}\n`)
        if (dir.kind !== 'dir') return shown(given, path)
        return files
          .readdir(path)
          .map((name) => shown(name, `${path === '/' ? '' : path}/${name}`))
          .join('')
      }
      return (names.length ? names : ['.']).map((name, i) => `${names.length > 1 ? `${i ? '\n' : ''}${name}:\n` : ''}${show(name)}`).join('')
    },
  },
  cat: { usage: 'cat FILE...', about: '', run: (shell, args) => args.map((name) => textOf(shell, name)).join('') },
  tail: {
    usage: 'tail [-N] FILE',
    about: 'logs: /var/log/syslog, /var/log/nginx/access.log',
    run: (shell, args) => {
      const [name] = operands(args)
      if (name === undefined) throw new Misused()
      return `${textOf(shell, name).trimEnd().split('\n').slice(-linesOf(args, 10)).join('\n')}\n`
    },
  },
  echo: { usage: 'echo TEXT > FILE', about: 'writes a line; >> adds one', run: (_, args) => `${args.join(' ')}\n` },
  sed: {
    usage: "sed -i 's/OLD/NEW/g' FILE",
    about: 'changes text in a file',
    run: (shell, args) => {
      const inPlace = args[0] === '-i'
      const [script, ...names] = inPlace ? args.slice(1) : args
      if (script === undefined || names.length === 0) throw new Misused()
      const change = replacement(script)
      let output = ''
      for (const name of names) {
        const text = textOf(shell, name).split('\n').map(change).join('\n')
        if (inPlace) shell.files.write(shell.path(name), text)
        else output += text
      }
      return output
    },
  },
  cp: {
    usage: 'cp [-r] FROM TO',
    about: '',
    run: (shell, args) => {
      const [from, to, ...more] = operands(args)
      if (from === undefined || to === undefined || more.length) throw new Misused()
      copy(
        shell.files,
        shell.path(from),
        targetOf(shell, shell.path(from), shell.path(to)),
        args.some((word) => /^-\w*[rR]/.test(word)),
      )
      return ''
    },
  },
  mv: {
    usage: 'mv FROM TO',
    about: '',
    run: (shell, [from, to, ...more]) => {
      if (from === undefined || to === undefined || more.length) throw new Misused()
      const target = targetOf(shell, shell.path(from), shell.path(to))
      shell.files.rename(shell.path(from), target)
      return ''
    },
  },
  rm: {
    usage: 'rm [-r] PATH...',
    about: '',
    run: (shell, args) => {
      const recursive = args.some((word) => /^-\w*[rR]/.test(word))
      for (const name of operands(args)) {
        if (shell.files.lstat(shell.path(name)).kind === 'dir' && !recursive) throw new Wrong(`rm: ${name} is a directory`)
        shell.files.remove(shell.path(name), recursive)
      }
      return ''
    },
  },
  mkdir: {
    usage: 'mkdir [-p] PATH...',
    about: '',
    run: (shell, args) => {
      for (const name of operands(args)) shell.files.mkdir(shell.path(name), args.includes('-p'))
      return ''
    },
  },
  ln: {
    usage: 'ln -s TARGET NAME',
    about: '',
    run: (shell, [how, target, name]) => {
      if (how !== '-s' || target === undefined || name === undefined) throw new Misused()
      shell.files.symlink(target, shell.path(name))
      return ''
    },
  },
  digest: {
    usage: 'digest -a sha1 FILE',
    about: 'a file’s checksum',
    run: (shell, args) => {
      const name = args.at(-1)
      if (args[0] !== '-a' || args[1] !== 'sha1' || args.length !== 3 || name === undefined) throw new Misused()
      const node = shell.files.stat(shell.path(name))
      if (node.kind !== 'file') throw new Wrong(`digest: ${name}: not a regular file`)
      return `${sha1Of(node)}\n`
    },
  },
}
