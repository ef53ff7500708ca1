import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { consoleOf, print } from '../console/tty.ts'
import { FileError, type Files } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import { type Bundle, BundleError, readBundle } from './bundle.ts'
import { appendLog } from './log.ts'
import { addDefinition, keep, look, setEnabled } from './operations.ts'
import type { Place, ServiceRecord } from './service.ts'
import { definitionOf, instancesOf } from './services.ts'

/** Puts what a manifest says into the repository of a place; its services begin as they are to. */
export function addBundle(sim: Simulation, place: Place, { definitions, added }: Bundle): void {
  for (const definition of definitions) addDefinition(sim, place, definition)
  for (const { target, dependency } of added)
    for (const fmri of instancesOf(sim.world, place, target)) {
      const definition = definitionOf(sim.world, place, fmri)
      if (!definition) continue
      const dependencies = [...definition.dependencies.filter(({ name }) => name !== dependency.name), dependency]
      const record = keep(sim, place, fmri)
      sim.put<ServiceRecord>({ ...record, definition: { ...definition, dependencies } })
    }
  look(sim, place)
}
/** Enables and disables what a profile names and is there. */
export function applyBundle(sim: Simulation, place: Place, { wishes }: Bundle): void {
  for (const { fmri, enabled } of wishes) if (definitionOf(sim.world, place, fmri)) setEnabled(sim, place, fmri, enabled)
}

/** Manifests below a directory, in order of their names; with its subdirectories if they count, too. */
function manifestsIn(files: Files, directory: string, deep: boolean): string[] {
  if (!files.exists(directory)) return []
  return files.readdir(directory).flatMap((name) => {
    const path = `${directory}/${name}`
    try {
      if (files.stat(path).kind === 'dir') return deep ? manifestsIn(files, path, deep) : []
    } catch (error) {
      if (error instanceof FileError) return []
      throw error
    }
    return name.endsWith('.xml') ? [path] : []
  })
}
/** Where a node looks for manifests of its own at each boot, in order: below the first, and right in the second. */
const PLACES = [
  ['/var/svc/manifest', true],
  ['/opt/custom/smf', false],
] as const
const PROFILE = '/var/svc/profile/site.xml'
const MANIFEST_IMPORT = 'svc:/system/manifest-import:default'

/**
 * What manifest-import does once the pool is there: the repository in RAM knows only the image, so everything else is read anew at
 * each boot, and said on the console; what cannot be read is in its log. Source: illumos-joyent usr/src/cmd/svc/milestone/manifest-import.
 */
export function importAtBoot(sim: Simulation, server: Id<'server'>): void {
  const place = { server }
  const files = openFiles(sim, place)
  for (const [directory, deep] of PLACES) {
    const paths = manifestsIn(files, directory, deep)
    if (paths.length === 0) continue
    print(sim, consoleOf(server), `Loading smf(5) service descriptions: ${paths.length}/${paths.length}\n`)
    const faults = paths.flatMap((path) => tried(path, () => addBundle(sim, place, readBundle(path, files.read(path), 'manifest'))))
    const failed = faults.length
    const loaded = `svccfg: Loaded ${paths.length} smf(5) service descriptions\n`
    const lost = failed > 0 ? `svccfg: ${failed} smf(5) service descriptions failed to load\n` : ''
    appendLog(sim, place, MANIFEST_IMPORT, `${failed > 0 ? 'svccfg warnings:\n' : ''}${faults.join('')}${loaded}${lost}`)
    if (failed > 0) print(sim, consoleOf(server), 'svccfg import warnings.  See /var/svc/log/system-manifest-import:default.log .\n')
  }
  if (!files.exists(PROFILE)) return
  const faults = tried(PROFILE, () => applyBundle(sim, place, readBundle(PROFILE, files.read(PROFILE), 'profile')))
  if (faults.length === 0) return
  const warning = `WARNING: svccfg apply ${PROFILE} failed\n`
  appendLog(sim, place, MANIFEST_IMPORT, `${faults.join('')}${warning}`)
  print(sim, consoleOf(server), warning)
}
/** Does something with a bundle; what svccfg says if that fails. */
function tried(path: string, run: () => void): string[] {
  try {
    run()
    return []
  } catch (error) {
    if (error instanceof BundleError) return [`${error.before}svccfg: ${error.message}\nsvccfg: Import of ${path} failed.\n`]
    if (error instanceof FileError) return [`svccfg: unable to open file: ${error.path}\n`]
    throw error
  }
}
