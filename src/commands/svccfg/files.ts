import { pathIn } from '../../shell/paths.ts'
import { FileError } from '../../system/files/files.ts'
import { strerror } from '../../system/files/strerror.ts'
import { type Bundle, BundleError, readBundle } from '../../system/smf/bundle.ts'
import { addBundle, applyBundle } from '../../system/smf/import.ts'
import { splitFmri } from '../../system/smf/service.ts'
import { SyntaxRefusal } from './edit.ts'
import { exportService } from './export.ts'
import { Refusal, type Session } from './session.ts'

const pathOf = ({ context }: Session, name: string): string => pathIn(context.cwd, name)
/** The manifests or profiles that a name stands for: a file, or all below a directory. */
function filesOf(session: Session, name: string): { paths: string[]; directory: boolean } {
  const { files } = session.context
  const path = pathOf(session, name)
  let kind: string
  try {
    kind = files.stat(path).kind
  } catch (error) {
    if (error instanceof FileError) throw new Refusal(`Unable to stat file ${name}.  ${strerror(error.code)}`)
    throw error
  }
  if (kind !== 'dir') return { paths: [name], directory: false }
  const walk = (directory: string): string[] =>
    files.readdir(pathOf(session, directory)).flatMap((entry) => {
      const inner = `${directory.replace(/\/$/, '')}/${entry}`
      return files.exists(pathOf(session, inner)) && files.stat(pathOf(session, inner)).kind === 'dir' ? walk(inner) : inner.endsWith('.xml') ? [inner] : []
    })
  return { paths: walk(name), directory: true }
}
/** Reads a bundle; what is wrong with it is a refusal. */
function read(session: Session, name: string, want: Bundle['type']): Bundle {
  try {
    return readBundle(name, session.context.files.read(pathOf(session, name)), want)
  } catch (error) {
    if (error instanceof BundleError) throw new Refusal(error.message, error.before)
    if (error instanceof FileError) throw new Refusal(`unable to open file: ${strerror(error.code)}`)
    throw error
  }
}
const allowed = ({ context }: Session): void => {
  if (context.user !== 'root') throw new Refusal('Permission denied.')
}
/** Does something with each file; with several of them, what is wrong with one is told, and it goes on. Yields how many failed. */
function each(session: Session, paths: readonly string[], run: (path: string) => void): number {
  if (paths.length === 1) {
    run(paths[0] ?? '')
    return 0
  }
  let failed = 0
  for (const path of paths)
    try {
      run(path)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      session.context.err(`${error.before}svccfg: ${error.message}\n`)
      failed++
    }
  return failed
}
/** import [-nV] [-p file] file ... Source: illumos usr/src/cmd/svc/svccfg/svccfg_engine.c (engine_import). */
export function importFiles(session: Session, words: readonly string[]): number {
  const names: string[] = []
  let progress: string | undefined
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word === '-p') progress = words[++i]
    else if (/^-[nV]+$/.test(word)) continue
    else if (word.startsWith('-')) throw new SyntaxRefusal()
    else names.push(word)
  }
  if (names.length === 0) throw new SyntaxRefusal()
  if (progress !== undefined && progress !== '-') throw new Refusal('globalzone: a progress report to a file is not simulated')
  const found = names.map((name) => filesOf(session, name))
  const paths = found.flatMap((one) => one.paths)
  if (paths.length === 0) {
    if (session.verbose) session.context.err('svccfg: No changes were necessary\n')
    return 0
  }
  const { context, place } = session
  if (progress === '-') context.out(`Loading smf(5) service descriptions: ${paths.length}/${paths.length}\n`)
  const failed = each(session, paths, (path) => {
    const bundle = read(session, path, 'manifest')
    allowed(session)
    addBundle(context.sim, place, bundle)
  })
  if (found.some(({ directory }) => directory)) {
    context.err(`svccfg: Loaded ${paths.length} smf(5) service descriptions\n`)
    if (failed > 0) context.err(`svccfg: ${failed} smf(5) service descriptions failed to load\n`)
  }
  if (failed === 0 && session.verbose) context.err('svccfg: Successful import.\n')
  return 0
}
/** apply [-n] file: enables and disables what a profile says. */
export function applyFile(session: Session, words: readonly string[]): number {
  const [name, ...more] = words[0] === '-n' ? words.slice(1) : words
  if (name === undefined || more.length > 0) throw new SyntaxRefusal()
  const { paths } = filesOf(session, name)
  each(session, paths, (path) => {
    const bundle = read(session, path, 'profile')
    allowed(session)
    applyBundle(session.context.sim, session.place, bundle)
  })
  return 0
}
/** validate [file | fmri]. */
export function validate(session: Session, words: readonly string[]): number {
  const [name, ...more] = words
  if (more.length > 0) throw new SyntaxRefusal()
  if (name === undefined) {
    if (session.selected?.fmri === undefined) throw new Refusal('No instance selected')
    return 0
  }
  if (session.context.files.exists(pathOf(session, name))) read(session, name, 'manifest')
  else if (/^svc:|^[^./].*[:/]/.test(name)) session.resolve(name)
  else throw new Refusal(`Pattern '${name}' doesn't match any instances`)
  return 0
}
/** inventory file: the instances and services of a manifest. */
export function inventory(session: Session, words: readonly string[]): number {
  const [name, ...more] = words
  if (name === undefined || more.length > 0) throw new SyntaxRefusal()
  const { definitions } = read(session, name, 'manifest')
  const services = new Set(definitions.map(({ fmri }) => splitFmri(fmri).service))
  session.context.out([...definitions.map(({ fmri }) => `${fmri}\n`), ...[...services].map((service) => `svc:/${service}\n`)].join(''))
  return 0
}
/** export [-a] service [> file]: its manifest. */
export function exportTo(session: Session, words: readonly string[], file: string | undefined): number {
  const [pattern, ...more] = words[0] === '-a' ? words.slice(1) : words
  if (pattern === undefined || more.length > 0) throw new SyntaxRefusal()
  const instance = /^svc:\/.*:[^/]+$/.test(pattern)
  if (instance) session.context.err('svccfg: Only services may be exported; ignoring instance portion of argument.\n')
  const [found] = session.resolve(instance ? pattern.slice(0, pattern.lastIndexOf(':')) : pattern, 'services')
  const text = exportService(session.services.filter(({ fmri }) => splitFmri(fmri).service === found?.service))
  if (file === undefined) session.context.out(text)
  else {
    if (session.context.user !== 'root') throw new Refusal('globalzone: writing a file is simulated for root only')
    session.context.files.write(pathOf(session, file), text)
  }
  return 0
}
