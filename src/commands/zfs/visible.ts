import type { CommandContext } from '../../shell/command.ts'
import type { Dataset } from '../../system/zfs/zfs.ts'
import { poolsOf, treeOf } from '../../system/zfs/zfs.ts'

/** Names of the datasets delegated to the zone of a command: its `data`, if it has one. */
function delegated({ world, zone }: CommandContext): string[] {
  const record = zone && world.get(zone)
  return record?.properties.delegate_dataset === true ? [`${record.dataset}/data`] : []
}
const below = (name: string, root: string): boolean => name === root || name.startsWith(`${root}/`) || name.startsWith(`${root}@`)

/** Whether a dataset can be seen: in a zone only those delegated to it, and what is above them. (illumos zone.c zone_dataset_visible) */
export const isVisible = (context: CommandContext, { name }: Dataset): boolean =>
  !context.zone || delegated(context).some((root) => below(name, root) || root.startsWith(`${name}/`))
/** Whether a dataset may be changed: in a zone only the delegated ones. */
export const isWritable = (context: CommandContext, name: string): boolean => !context.zone || delegated(context).some((root) => below(name, root))
/** Whether a dataset itself is what was delegated to the zone: its own limits are the global zone's business. (illumos zfs_ioctl.c zfs_secpolicy_setprop) */
export const isDelegatedRoot = (context: CommandContext, name: string): boolean => delegated(context).includes(name)
/** All filesystems and volumes that can be seen, by pool and name. */
export const everything = (context: CommandContext): Dataset[] =>
  poolsOf(context.world, context.server)
    .flatMap(({ root }) => treeOf(context.world, context.world.need(root)))
    .filter((dataset) => isVisible(context, dataset))
