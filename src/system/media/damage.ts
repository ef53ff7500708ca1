import { type FileNode, withNodeAt } from '../files/tree.ts'
import { fileAt } from './lookup.ts'

/** How a file is damaged: a byte changed, the second half lost, the file gone. */
export type How = 'flip' | 'cut' | 'remove'

/** A tree with one of its files damaged, at a moment (milliseconds since 1970); undefined if there is no such file. It is no true copy any more. */
export function damaged(root: FileNode, path: string, how: How, when: number): FileNode | undefined {
  const file = fileAt(root, path)
  if (!file) return undefined
  const { artifact, content, ...rest } = file
  const size = how === 'cut' ? Math.floor(file.size / 2) : file.size
  const text = content === undefined ? {} : { content: how === 'cut' ? content.slice(0, size) : `${content.slice(0, -2)}?\n`.slice(0, size) }
  return withNodeAt(root, path.split('/').filter(Boolean), how === 'remove' ? undefined : { ...rest, ...text, size }, when)
}
