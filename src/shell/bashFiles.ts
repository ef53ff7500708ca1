import type { IFileSystem } from 'just-bash'
import { type Errno, FileError, type Files } from '../system/files/files.ts'
import { strerror } from '../system/files/strerror.ts'
import type { FileNode } from '../system/files/tree.ts'
import { toBytes, toText } from './bytes.ts'

/**
 * A failed file operation, worded as the shell language's own commands expect it: `ENOENT: no such file or directory, open
 * '/x'`. A failed write is worded as bash words a failed redirection: in a group or a loop the shell language prints it as it is.
 */
export class BashFileError extends Error {
  constructor(
    readonly code: Errno,
    readonly path: string,
    call: string,
  ) {
    super(call === 'write' ? `bash: ${path}: ${strerror(code)}` : `${code}: ${strerror(code).toLowerCase()}, ${call} '${path}'`)
  }
}
type Content = string | Uint8Array
type Encoding = { encoding?: string | null } | string | undefined

const bytesFrom = (content: Content, encoding: Encoding): string => {
  if (typeof content !== 'string') return Array.from(content, (byte) => String.fromCharCode(byte)).join('')
  const name = typeof encoding === 'string' ? encoding : encoding?.encoding
  return name === 'binary' || name === 'latin1' ? content : toBytes(content)
}
const statOf = (node: FileNode) => ({
  isFile: node.kind === 'file',
  isDirectory: node.kind === 'dir',
  isSymbolicLink: node.kind === 'link',
  mode: node.mode,
  size: node.kind === 'file' ? node.size : node.kind === 'link' ? node.target.length : 512,
  mtime: new Date(node.mtime),
  ino: node.ino,
})
/** An absolute path without `.`, `..` and doubled slashes. */
export function normal(base: string, path: string): string {
  const names: string[] = []
  for (const name of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
    if (name === '..') names.pop()
    else if (name !== '' && name !== '.') names.push(name)
  }
  return `/${names.join('/')}`
}

const PROGRAM = /^(?:\/usr)?(?:(\/bin)|\/sbin|\/opt\/(?:local|tools)\/s?bin|\/smartdc\/bin|\/opt\/smartdc\/bin)\/([^/]+)$/

/**
 * The files of a place, as the shell language wants to see them. It takes a command from its own table only if a file of
 * that name lies in `/usr/bin`: so the commands of ours (`programs`) are shown there, and not as scripts elsewhere.
 */
export function bashFiles(files: Files, programs: ReadonlySet<string>, onRead: (text: string) => void = () => {}): IFileSystem {
  const readText = (path: string): string => {
    const text = toText(files.read(path))
    onRead(text)
    return text
  }
  const program = (path: string): 'here' | 'elsewhere' | undefined => {
    const [, bin, name = ''] = PROGRAM.exec(path) ?? []
    return programs.has(name) ? (bin ? 'here' : 'elsewhere') : undefined
  }
  // A script may call a program of the image by its path, `/usr/sbin/zfs`: it is the command of that name.
  const known = (path: string): string => {
    if (program(path) !== 'elsewhere' || !files.exists(path)) return path
    const node = files.stat(path)
    return node.kind === 'file' && node.content === undefined ? `/usr/bin/${path.slice(path.lastIndexOf('/') + 1)}` : path
  }
  const stat = (path: string) => {
    const where = program(path)
    if (where === 'here') return { isFile: true, isDirectory: false, isSymbolicLink: false, mode: 0o555, size: 0, mtime: new Date(0) }
    const found = statOf(files.stat(path))
    return where === 'elsewhere' ? { ...found, mode: found.mode & ~0o111 } : found
  }
  const attempt = async <T>(call: string, path: string, run: () => T): Promise<T> => {
    try {
      return run()
    } catch (error) {
      if (error instanceof FileError) throw new BashFileError(error.code, path, call)
      throw error
    }
  }
  const copy = (from: string, to: string, recursive: boolean): void => {
    const node = files.stat(from)
    if (node.kind === 'dir') {
      if (!recursive) throw new FileError('EISDIR', from)
      if (!files.exists(to)) files.mkdir(to)
      for (const name of files.readdir(from)) copy(`${from}/${name}`, `${to}/${name}`, true)
      return
    }
    if (node.kind === 'file' && node.content === undefined && !node.device) files.fill(to, node.size, node.fill ?? 'zero', node.artifact)
    else files.write(to, files.read(from))
    files.chmod(to, node.mode)
  }
  return {
    readFile: (path, options) => {
      const name = typeof options === 'string' ? options : options?.encoding
      return attempt('open', path, () => (name === 'binary' || name === 'latin1' ? files.read(path) : readText(path)))
    },
    readFileBytes: (path) => attempt('open', path, () => files.read(path) as never),
    readFileBuffer: (path) => attempt('open', path, () => Uint8Array.from(files.read(path), (char) => char.charCodeAt(0))),
    writeFile: (path, content, options) => attempt('write', path, () => files.write(path, bytesFrom(content, options))),
    appendFile: (path, content, options) => attempt('write', path, () => files.append(path, bytesFrom(content, options))),
    exists: async (path) => program(path) === 'here' || files.exists(path),
    stat: (path) => attempt('stat', path, () => stat(path)),
    lstat: (path) => attempt('lstat', path, () => statOf(files.lstat(path))),
    mkdir: (path, options) => attempt('mkdir', path, () => files.mkdir(path, options?.recursive ?? false)),
    readdir: (path) => attempt('scandir', path, () => files.readdir(path)),
    readdirWithFileTypes: (path) =>
      attempt('scandir', path, () =>
        files.readdir(path).map((name) => {
          const { kind } = files.lstat(path === '/' ? `/${name}` : `${path}/${name}`)
          return { name, isFile: kind === 'file', isDirectory: kind === 'dir', isSymbolicLink: kind === 'link' }
        }),
      ),
    rm: async (path, options) => {
      try {
        files.remove(path, options?.recursive ?? false)
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        if (!(options?.force && error.code === 'ENOENT')) throw new BashFileError(error.code, path, 'rm')
      }
    },
    cp: (from, to, options) => attempt('cp', from, () => copy(from, to, options?.recursive ?? false)),
    mv: (from, to) => attempt('rename', from, () => files.rename(from, to)),
    resolvePath: (base, path) => known(normal(base, path)),
    getAllPaths: () => [],
    chmod: (path, mode) => attempt('chmod', path, () => files.chmod(path, mode)),
    symlink: (target, path) => attempt('symlink', path, () => files.symlink(target, path)),
    // Hard links are not modelled: trees are values, a file has one name.
    link: (_from, path) =>
      attempt('link', path, () => {
        throw new FileError('EPERM', path)
      }),
    readlink: (path) => attempt('readlink', path, () => files.readlink(path)),
    realpath: (path) => attempt('realpath', path, () => files.realpath(path)),
    utimes: (path, _atime, mtime) => attempt('utimes', path, () => files.utimes(path, mtime.getTime())),
  }
}
