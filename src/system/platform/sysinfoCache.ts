import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { FileError } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import { infoOf, zoneInfoOf } from './sysinfo.ts'
import { jsonText, parsableText, zoneJsonText, zoneParsableText } from './sysinfoText.ts'

/** The two forms of what sysinfo prints. */
export type SysinfoForm = 'json' | 'parsable'
/** Where the script keeps them until the next boot: in RAM. Source: smartos-live src/sysinfo. */
export const SYSINFO_CACHE: Readonly<Record<SysinfoForm, string>> = { json: '/tmp/.sysinfo.json', parsable: '/tmp/.sysinfo.parsable' }

/** Finds everything out anew and keeps it, in both forms. Where /tmp cannot be written, nothing is kept. */
export function refreshSysinfo(sim: Simulation, server: Id<'server'>, zone?: Id<'zone'>): Readonly<Record<SysinfoForm, string>> {
  const texts = zone ? zoneTexts(sim, server, zone) : nodeTexts(sim, server)
  const files = openFiles(sim, { server, zone })
  for (const form of ['parsable', 'json'] as const) {
    try {
      files.write(SYSINFO_CACHE[form], texts[form])
      files.chmod(SYSINFO_CACHE[form], 0o600)
    } catch (error) {
      if (!(error instanceof FileError)) throw error
    }
  }
  return texts
}
function nodeTexts(sim: Simulation, server: Id<'server'>): Readonly<Record<SysinfoForm, string>> {
  const info = infoOf(sim, server)
  return { json: jsonText(info), parsable: parsableText(info) }
}
function zoneTexts({ world }: Simulation, server: Id<'server'>, zone: Id<'zone'>): Readonly<Record<SysinfoForm, string>> {
  const info = zoneInfoOf(world, server, zone)
  return { json: zoneJsonText(info), parsable: zoneParsableText(info) }
}
