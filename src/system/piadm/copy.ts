import { FileError } from '../files/files.ts'
import type { Script, Steps } from './script.ts'

/** Bytes a second from a medium or an image of one into a pool: typical. */
const RATE = 25_000_000
/** Simulated ms for many small files together. */
const LEAST = 4

/** Copies what is below a directory into another, as `tar -cf - . | tar -xf -` does; files stay true copies. Yields whether all of it came over. */
export function* copyTree({ files, err }: Script, from: string, to: string): Steps<boolean> {
  const todo: string[] = ['']
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    const [source, target] = [`${from}${at}`, `${to}${at}`]
    let size = 0
    try {
      const node = files.lstat(source)
      if (node.kind === 'dir') {
        if (at !== '') files.mkdir(target)
        todo.push(
          ...files
            .readdir(source)
            .reverse()
            .map((name) => `${at}/${name}`),
        )
      } else if (node.kind === 'link') files.symlink(node.target, target)
      else {
        size = node.size
        if (node.content === undefined) files.fill(target, node.size, node.fill ?? 'zero', node.artifact)
        else files.write(target, node.content)
        files.chmod(target, node.mode)
      }
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      // What writes says that it is full, what reads that the medium is gone. (illumos usr/src/cmd/tar/tar.c)
      err(
        error.code === 'ENOSPC' || error.code === 'EDQUOT'
          ? `tar: .${at}: HELP - extract write error\n`
          : `tar: .${at}: ${error.code === 'EIO' ? 'I/O error' : error.code}\n`,
      )
      return false
    }
    yield Math.max(size > 0 ? LEAST : 0, Math.ceil((size / RATE) * 1000))
  }
  return true
}
