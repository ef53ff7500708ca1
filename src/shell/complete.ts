import type { Id } from '../sim/record.ts'
import type { Simulation } from '../sim/simulation.ts'
import { FileError } from '../system/files/files.ts'
import { openFiles } from '../system/files/open.ts'
import { normal } from './bashFiles.ts'
import type { Frame } from './place.ts'
import type { Registry } from './registry.ts'

/** Proposals for the word before the cursor, and where it begins. */
export function complete(
  sim: Simulation,
  registry: Registry,
  server: Id<'server'>,
  frame: Frame,
  text: string,
  cursor: number,
): { start: number; candidates: readonly string[] } {
  const before = text.slice(0, cursor)
  const start = before.length - (/[^\s;|&<>(]*$/.exec(before)?.[0].length ?? 0)
  const word = before.slice(start)
  const first = /(?:^|[;|&(]|\$\()\s*$/.test(before.slice(0, start))
  if (first && !word.includes('/')) return { start, candidates: registry.names.filter((name) => name.startsWith(word)) }
  return { start, candidates: paths(sim, server, frame, word) }
}
/** Files that begin with what was typed. */
function paths(sim: Simulation, server: Id<'server'>, frame: Frame, word: string): string[] {
  const slash = word.lastIndexOf('/') + 1
  const typed = word.slice(0, slash)
  const files = openFiles(sim, { server, zone: frame.zone })
  const dir = normal(frame.cwd, typed.replace(/^~(?=\/|$)/, frame.env.HOME ?? '~') || '.')
  try {
    return files
      .readdir(dir)
      .filter((name) => name.startsWith(word.slice(slash)) && (!name.startsWith('.') || word[slash] === '.'))
      .map((name) => `${typed}${name}${files.stat(normal(dir, name)).kind === 'dir' ? '/' : ''}`)
  } catch (error) {
    if (error instanceof FileError) return []
    throw error
  }
}
