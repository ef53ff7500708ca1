import { type FileEntry, type FileNode, nodeAt } from '../files/tree.ts'

/** The node at a path of one tree, links followed within it; undefined if there is none. For what reads a file system without a kernel. */
export function lookUp(root: FileNode, path: string, depth = 0): FileNode | undefined {
  if (depth > 16) return undefined
  const names: string[] = []
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  for (const [i, part] of parts.entries()) {
    if (part === '..') {
      names.pop()
      continue
    }
    names.push(part)
    const node = nodeAt(root, names)
    if (!node) return undefined
    if (node.kind === 'link') {
      const base = node.target.startsWith('/') ? '' : names.slice(0, -1).join('/')
      return lookUp(root, [base, node.target, ...parts.slice(i + 1)].join('/'), depth + 1)
    }
  }
  return nodeAt(root, names)
}
/** The file at a path of one tree. */
export function fileAt(root: FileNode, path: string): FileEntry | undefined {
  const node = lookUp(root, path)
  return node?.kind === 'file' ? node : undefined
}
/** The text of a file of one tree, if its bytes are kept. */
export const textAt = (root: FileNode, path: string): string | undefined => fileAt(root, path)?.content
