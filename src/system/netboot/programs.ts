import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { Files } from '../files/files.ts'
import type { FileNode } from '../files/tree.ts'
import { dateOf, epochOf } from '../hardware/clock.ts'
import { sha1Of } from '../media/checksum.ts'
import { platformItems } from '../media/contents.ts'
import { publishedBy } from '../media/releases.ts'
import { TFTP_ROOT } from './contents.ts'
import { carried } from './create.ts'
import { repace } from './link.ts'
import { lineOf, logOf } from './log.ts'
import { type BootServer, SERVICES, type Service, serviceState } from './netboot.ts'

/** Where a program runs. */
export interface Shell {
  readonly sim: Simulation
  readonly id: Id<'bootserver'>
  readonly files: Files
  /** The whole path of a name. */
  path(name: string): string
}
/** A program ends with a message. */
export class Wrong extends Error {}
/** A program of a boot server's console: what it prints. */
export interface Program {
  readonly usage: string
  /** What it is for; the list of `help` has it. */
  readonly about: string
  run(shell: Shell, args: readonly string[]): string
}

/** SMF's names of the services. */
const FMRI: Readonly<Record<Service, string>> = {
  dhcp: 'svc:/network/dhcpd:default',
  tftp: 'svc:/network/tftpd:default',
  http: 'svc:/network/http:nginx',
}
const NAMES: Readonly<Record<string, Service>> = { dhcpd: 'dhcp', dhcp: 'dhcp', tftpd: 'tftp', tftp: 'tftp', http: 'http', nginx: 'http' }
/** Where each service's lines go. */
const LOGS: Readonly<Record<string, readonly Service[]>> = { '/var/log/syslog': ['dhcp', 'tftp'], '/var/log/nginx/access.log': ['http'] }

const serverOf = ({ sim, id }: Shell): BootServer => sim.world.need(id)
function serviceNamed(name: string | undefined): Service {
  const service = name === undefined ? undefined : (NAMES[name] ?? SERVICES.find((one) => FMRI[one] === name || FMRI[one].replace('svc:/', '') === name))
  if (!service) throw new Wrong(`svcadm: Pattern '${name ?? ''}' doesn't match any instances`)
  return service
}
const usage = (name: string): Wrong => new Wrong(`Usage: ${PROGRAMS[name]?.usage ?? name}`)
const twoDigits = (n: number): string => String(n).padStart(2, '0')
function dated(ms: number): string {
  const date = new Date(ms)
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  return `${months[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}`
}
const lineOfNode = (name: string, node: FileNode): string => {
  const kind = node.kind === 'dir' ? 'd' : node.kind === 'link' ? 'l' : '-'
  const bits = [6, 3, 0].map((shift) => ['r', 'w', 'x'].map((letter, i) => ((node.mode >> shift) & (4 >> i) ? letter : '-')).join('')).join('')
  const size = node.kind === 'file' ? node.size : 0
  return `${kind}${bits}   1 root     root     ${String(size).padStart(11)} ${dated(node.mtime)} ${name}${node.kind === 'link' ? ` -> ${node.target}` : ''}\n`
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
/** Copies a file, or with `-r` a directory, keeping what it is a true copy of. */
function copy({ files }: Shell, from: string, to: string, recursive: boolean): void {
  const node = files.stat(from)
  if (node.kind === 'dir') {
    if (!recursive) throw new Wrong(`cp: ${from}: is a directory`)
    files.mkdir(to, true)
    for (const name of files.readdir(from)) copy({ files } as Shell, `${from}/${name}`, `${to}/${name}`, true)
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

/** The programs, by name. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  help: {
    usage: 'help',
    about: 'this list',
    run: () =>
      `${Object.values(PROGRAMS)
        .map(({ usage: line, about }) => `  ${line.padEnd(46)} ${about}\n`)
        .join('')}Others are not simulated on this box.\n`,
  },
  svcs: {
    usage: 'svcs',
    about: 'the three services and their states',
    run: (shell) => {
      const server = serverOf(shell)
      const rows = SERVICES.map((service) => {
        const state = serviceState(server, service)
        return `${(state === 'slow' ? 'online' : state).padEnd(14)} ${FMRI[service]}${state === 'slow' ? '   (answers slowly)' : ''}\n`
      })
      return `STATE          FMRI\n${rows.join('')}`
    },
  },
  svcadm: {
    usage: 'svcadm enable|disable|restart dhcpd|tftpd|http',
    about: 'switches a service; dhcpd reads its file when it starts',
    run: ({ sim, id }, [verb = '', ...names]) => {
      if (!['enable', 'disable', 'restart'].includes(verb) || names.length === 0) throw usage('svcadm')
      for (const name of names) sim.send(id, { type: `${serviceNamed(name)}.${verb}` })
      return ''
    },
  },
  slow: {
    usage: 'slow dhcpd|tftpd|http on|off',
    about: 'a fault: that service answers slowly (ours)',
    run: ({ sim, id }, [name, how]) => {
      if (how !== 'on' && how !== 'off') throw usage('slow')
      sim.send(id, { type: `${serviceNamed(name)}.${how === 'on' ? 'slow' : 'fast'}` })
      return ''
    },
  },
  limit: {
    usage: 'limit [Mb/s]',
    about: 'the speed of this server’s link (ours)',
    run: (shell, [text]) => {
      const { sim, id } = shell
      if (text === undefined) return `${serverOf(shell).bandwidth / carried(1)} Mb/s\n`
      const mbps = Number(text.replace(/m$/i, ''))
      if (!(mbps > 0)) throw new Wrong(`limit: ${text}: not a number of Mb/s`)
      sim.put<BootServer>({ ...serverOf(shell), bandwidth: carried(mbps) })
      repace(sim, id)
      return ''
    },
  },
  leases: {
    usage: 'leases',
    about: 'which addresses are lent to whom',
    run: ({ sim, id }) => {
      const rows = sim.world.by('lease', 'server', id).map(({ ip, mac, state, ends }) => {
        const until = ends > sim.now ? dated(epochOf(sim.world) + ends) : 'expired'
        return `${ip.padEnd(15)} ${mac}   ${state.padEnd(8)} ${until}\n`
      })
      return `ADDRESS         HARDWARE            STATE    UNTIL\n${rows.join('')}`
    },
  },
  log: {
    usage: 'log',
    about: 'the last lines of both logs, by time (ours)',
    run: ({ sim, id }) =>
      logOf(sim.world, id)
        .slice(-20)
        .map((line) => `${lineOf(sim.world, line)}\n`)
        .join(''),
  },
  releases: {
    usage: 'releases',
    about: 'platform images that the project has published (ours)',
    run: ({ sim }) =>
      publishedBy(dateOf(sim.world))
        .map((stamp) => `${stamp}\n`)
        .join(''),
  },
  fetch: {
    usage: 'fetch STAMP',
    about: `a published image into ${TFTP_ROOT}/smartos/STAMP (ours)`,
    run: ({ sim, files }, [stamp = '']) => {
      if (!publishedBy(dateOf(sim.world)).includes(stamp)) throw new Wrong(`fetch: ${stamp}: no such release`)
      const at = `${TFTP_ROOT}/smartos/${stamp}`
      files.mkdir(at, true)
      for (const item of platformItems(stamp, `${at}/platform`)) {
        if ('dir' in item) files.mkdir(item.path, true)
        else if ('text' in item) files.write(item.path, item.text)
        else if ('size' in item) files.fill(item.path, item.size, item.fill, item.artifact)
      }
      return ''
    },
  },
  cd: {
    usage: 'cd [DIRECTORY]',
    about: '',
    run: (shell, [name = '/root']) => {
      const path = shell.path(name)
      if (shell.files.stat(path).kind !== 'dir') throw new Wrong(`bash: cd: ${name}: Not a directory`)
      shell.sim.put<BootServer>({ ...serverOf(shell), cwd: path })
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
      if (name === undefined) throw usage('tail')
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
      if (script === undefined || names.length === 0) throw usage('sed')
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
      if (from === undefined || to === undefined || more.length) throw usage('cp')
      copy(
        shell,
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
      if (from === undefined || to === undefined || more.length) throw usage('mv')
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
      if (how !== '-s' || target === undefined || name === undefined) throw usage('ln')
      shell.files.symlink(target, shell.path(name))
      return ''
    },
  },
  digest: {
    usage: 'digest -a sha1 FILE',
    about: 'a file’s checksum',
    run: (shell, args) => {
      const name = args.at(-1)
      if (args[0] !== '-a' || args[1] !== 'sha1' || args.length !== 3 || name === undefined) throw usage('digest')
      const node = shell.files.stat(shell.path(name))
      if (node.kind !== 'file') throw new Wrong(`digest: ${name}: not a regular file`)
      return `${sha1Of(node)}\n`
    },
  },
  hostname: { usage: 'hostname', about: '', run: (shell) => `${serverOf(shell).name}\n` },
}
