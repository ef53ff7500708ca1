import type { Id } from '../sim/record.ts'
import type { Simulation } from '../sim/simulation.ts'
import { credentialsOf, userNamed } from '../system/accounts/database.ts'
import { FileError, type Files } from '../system/files/files.ts'
import { openFiles } from '../system/files/open.ts'
import { DOT_FILES, FIRST_PATH } from '../system/platform/dotfiles.ts'
import { type Frame, login } from './place.ts'

/** The files as the user of a shell may use them. */
export function filesOf(sim: Simulation, server: Id<'server'>, { zone, user }: Pick<Frame, 'zone' | 'user'>): Files {
  const files = openFiles(sim, { server, zone })
  const as = credentialsOf(files, user)
  return as ? openFiles(sim, { server, zone, as }) : files
}
/** Whether a directory is there. */
function isDirectory(files: Files, path: string): boolean {
  try {
    return files.stat(path).kind === 'dir'
  } catch (error) {
    if (error instanceof FileError) return false
    throw error
  }
}
/** A fresh login shell of a user, with the home and the shell that /etc/passwd has for it; without a home it begins in `/`. */
export function loginFrame(sim: Simulation, server: Id<'server'>, name: string, zone?: Id<'zone'>): Frame {
  const files = openFiles(sim, { server, zone })
  const user = userNamed(files, name)
  if (!user) return login(sim.world, server, name, zone)
  const home = isDirectory(files, user.home) ? user.home : '/'
  const frame = login(sim.world, server, name, zone, { home, shell: user.shell || '/usr/bin/sh' })
  if (zone || name === 'root' || readsPath(files, home)) return frame
  return { ...frame, env: { ...frame.env, PATH: FIRST_PATH.user } }
}
/** Whether the home has a .profile: it sets the search path. */
const readsPath = (files: Files, home: string): boolean => home !== '/' && files.exists(`${home}/.profile`)

/** The files that a login shell reads, in order: /etc/profile, then the first of its own that is there. (bash(1)) */
function startFiles(files: Files, home: string, shell: string): string[] {
  const own = shell.endsWith('/bash') ? ['.bash_profile', '.bash_login', '.profile'] : ['.profile']
  const first = own.map((name) => `${home === '/' ? '' : home}/${name}`).find((path) => files.exists(path))
  return ['/etc/profile', ...(first ? [first] : [])].filter((path) => files.exists(path))
}
/** What the image has at a path of a home: root's own, or that of the skeleton. */
const imageText = (user: string, path: string): string | undefined =>
  DOT_FILES[path] ?? (user === 'root' ? undefined : DOT_FILES[`/etc/skel/${path.slice(path.lastIndexOf('/') + 1)}`])

/**
 * The line by which a login shell reads its start-up files, and the shell before that; undefined while they are those of the
 * image, whose effect a fresh frame has already. In zones they are not read.
 */
export function startOf(sim: Simulation, server: Id<'server'>, frame: Frame): { frame: Frame; line: string } | undefined {
  if (frame.zone) return undefined
  const files = openFiles(sim, { server })
  const { HOME: home = '/', SHELL: shell = '' } = frame.env
  const dir = home === '/' ? '' : home
  const candidates = ['/etc/profile', ...['.bash_profile', '.bash_login', '.profile', '.bashrc'].map((name) => `${dir}/${name}`)]
  const changed = candidates.some((path) => {
    const text = imageText(frame.user, path)
    if (!files.exists(path)) return frame.user === 'root' && DOT_FILES[path] !== undefined
    return files.read(path) !== text
  })
  if (!changed) return undefined
  const line = startFiles(files, home, shell)
    .map((path) => `. ${path}`)
    .join('\n')
  const path = frame.user === 'root' ? FIRST_PATH.root : FIRST_PATH.user
  const prompt = shell.endsWith('/bash') ? '\\s-\\v\\$ ' : frame.user === 'root' ? '# ' : '$ '
  const { BASH_ALIAS_ll, MANPATH, PAGER, ...env } = frame.env
  return { frame: { ...frame, env: { ...env, PATH: path, PS1: prompt } }, line }
}
