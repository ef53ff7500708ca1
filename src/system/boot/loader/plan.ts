import type { FileEntry, FileNode } from '../../files/tree.ts'
import type { PlannedFile, RamContent, Server } from '../../hardware/hardware.ts'
import { fileAt } from '../../media/lookup.ts'
import { partsOfArtifact } from '../../media/releases.ts'
import type { Env } from './env.ts'

const KERNEL = '/platform/i86pc/kernel/amd64'
/** Share of RAM that what is loaded may take: the rest belongs to firmware and loader. Ours; 512 MiB is the least that boots (smartos-docs hardware-requirements.md). */
const ROOM = 0.7

/** Where a kernel of that name lies: a path as it is, a bare name where the loader looks for kernels. */
export const kernelPath = (name: string): string => (name.startsWith('/') ? name : `${KERNEL}/${name}`)
/** A kernel to load. */
export const plannedKernel = (name: string): PlannedFile => ({ what: 'unix', path: kernelPath(name), shown: name, type: 'aout multiboot kernel' })
const KINDS: Readonly<Record<string, RamContent['what']>> = { rootfs: 'boot_archive', hash: 'boot_archive.hash' }
/** Another file to load, by its type: `rootfs`, `hash`, `file`. */
export const plannedFile = (path: string, type: string, name?: string): PlannedFile => ({
  what: (Object.hasOwn(KINDS, type) && KINDS[type]) || 'file',
  path,
  shown: path,
  type,
  ...(name !== undefined && { name }),
})

/**
 * What `boot` loads by the variables: the kernel, then each module with `<module>_load="YES"` in the order of the files.
 * Source: illumos usr/src/boot/forth/support.4th (load_kernel, load_modules).
 */
export function planOf(env: Env, kernel?: string): PlannedFile[] {
  const modules = Object.entries(env).flatMap(([variable, value]): PlannedFile[] => {
    if (!variable.endsWith('_load') || value.toUpperCase() !== 'YES') return []
    const module = variable.slice(0, -'_load'.length)
    const flags = env[`${module}_flags`]
    const name = flags === undefined ? undefined : /(?:^|\s)name=(\S+)/.exec(flags)?.[1]
    return [plannedFile(env[`${module}_name`] ?? module, env[`${module}_type`] ?? 'file', name)]
  })
  return [plannedKernel(kernel ?? env.bootfile?.split(';')[0] ?? 'kernel'), ...modules]
}

/** Why a file cannot be loaded, as the loader says it; undefined if it can. Source: illumos usr/src/boot/common/module.c. */
export function refusal(server: Server, root: FileNode | undefined, planned: PlannedFile): string | undefined {
  const file = root && fileAt(root, planned.path)
  if (!file) return `can't find '${planned.shown}'`
  if (planned.what === 'unix' && !isKernel(file)) return `don't know how to load module '${planned.path}'`
  const loaded = (server.ram ?? []).reduce((sum, { bytes }) => sum + bytes, 0)
  if (loaded + file.size > server.ramMiB * 1024 * 1024 * ROOM) return `no memory to load ${planned.path}`
  return undefined
}
/** Whether the loader recognizes a file as a kernel: only whole ones are. */
const isKernel = (file: FileEntry): boolean => partsOfArtifact(file.artifact)?.kind === 'unix'
/** The kernel that lies in RAM. */
export const loadedKernel = (server: Server): RamContent | undefined => server.ram?.find(({ what }) => what === 'unix')
