import { type CommandContext, Failure } from '../../shell/command.ts'
import { datasetOf } from '../../system/zfs/zfs.ts'
import { patchVm } from '../../system/zones/vms.ts'
import { type Zone, zonepathOf } from '../../system/zones/zone.ts'

/** The arguments that the brand's installer takes, as it checks them. Texts: illumos-joyent usr/src/lib/brand/jcommon/{libhooks.ksh,cinstall}. */
export function takeInstallArguments({ sim }: CommandContext, zone: Zone, words: readonly string[]): void {
  const value = (letter: string): string | undefined => {
    const at = words.indexOf(`-${letter}`)
    return at < 0 ? undefined : words[at + 1]
  }
  const [template, quota] = [value('t'), value('q')]
  if (template === undefined) throw new Failure('Brand error: a zone template is required\n')
  if (quota !== undefined && !/^\d+$/.test(quota)) throw new Failure(`Brand error: The quota ${quota} is not a number\n`)
  if (!datasetOf(sim.world, zone.server, `zones/${template}@final`)) throw new Failure(`Unable to determine snapshot for zones/${template}\n`)
  patchVm(sim, zone, { image: template, properties: { ...zone.properties, ...(quota !== undefined && { quota: Number(quota) }) } })
}
/** Attaching takes up the data that lie at the zone's path: without them there is nothing to attach. Text: illumos-joyent usr/src/cmd/zoneadm/zoneadm.c. */
export function checkAttach({ sim }: CommandContext, zone: Zone): void {
  if (datasetOf(sim.world, zone.server, zone.dataset)) return
  throw new Failure(
    `zoneadm: ${zonepathOf(zone)}: No such file or directory\ncould not verify zonepath ${zonepathOf(zone)} because of the above errors.\nzoneadm: zone ${zone.uuid} failed to verify\n`,
  )
}
