import type { CommandContext } from '../../shell/command.ts'
import { sessionOf } from '../../shell/session.ts'
import type { Mount } from '../../system/files/files.ts'
import { openFiles } from '../../system/files/open.ts'
import type { Dataset } from '../../system/zfs/zfs.ts'

/**
 * Where a shell stands in one of these filesystems, so that it cannot be unmounted without force: the mount's path. Looks
 * at the shell that the command was given to, as it is now, and at all others of the terminals, in the global zone.
 * illumos usr/src/uts/common/fs/vfs.c dounmount: a working directory is a hold on a vnode.
 */
export function stoodIn(context: CommandContext, datasets: readonly Dataset[]): string | undefined {
  const ours = new Set<string>(datasets.map(({ id }) => id))
  return standing(context).find(({ fstype, backing }) => fstype === 'zfs' && ours.has(backing))?.path
}
/** Whether a shell stands on what is mounted at a path. */
export const isStoodOn = (context: CommandContext, mounted: string): boolean => standing(context).some(({ path }) => path === mounted)
/** The mounts that shells of the global zone stand on. */
function standing(context: CommandContext): Mount[] {
  const { sim, world, server, tty, zone, cwd } = context
  const own = tty && sessionOf(sim, tty)
  const others = world
    .all('shell')
    .filter((session) => session.server === server)
    .flatMap((session) => (session.id === own?.id ? session.frames.slice(0, -1) : session.frames))
  const places = [...(zone ? [] : [cwd]), ...others.flatMap((frame) => (frame.zone ? [] : [frame.cwd]))]
  const files = openFiles(sim, { server })
  return places.flatMap((place) => (files.exists(place) ? [files.mountOf(place)] : []))
}
