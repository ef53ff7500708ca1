import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import type { World } from '../../sim/world.ts'
import { type Errno, FileError, type Files } from '../files/files.ts'
import { unmount } from '../files/mounts.ts'
import { strerror } from '../files/strerror.ts'
import type { Medium } from '../hardware/hardware.ts'
import { mediaDevices, sliceOf } from '../media/devices.ts'
import { mountSpecial } from '../media/mounting.ts'

/** Something that takes time: yields how many simulated milliseconds are to go by before it goes on. */
export type Steps<T = void> = Generator<number, T>

/** Where a script runs, and how it speaks. */
export interface Script {
  readonly sim: Simulation
  readonly world: World
  readonly server: Id<'server'>
  readonly files: Files
  readonly cwd: string
  readonly env: ReadonlyMap<string, string>
  /** `-v`: more is said, on standard output. */
  readonly verbose: boolean
  /** Whether the world outside can be reached, if that is not as with any other program. */
  readonly online?: () => boolean
  /** There is a terminal that shows how far a download is. */
  readonly terminal: boolean
  out(text: string): void
  err(text: string): void
}
/** Ends the script with a status. */
export class Exit extends Error {
  constructor(readonly status: number) {
    super(`exit ${status}`)
  }
}

/** A line on standard error. */
export const eecho = ({ err }: Script, text: string): void => err(`${text}\n`)
/** A line that only `-v` shows. */
export function vecho({ verbose, out }: Script, text: string): void {
  if (verbose) out(`${text}\n`)
}
/** An error, and nothing was changed. */
export function fail(script: Script, text: string): never {
  eecho(script, text)
  throw new Exit(1)
}
/** An error that may leave something half done. */
export function fatal(script: Script, text: string): never {
  script.err(`\nERROR: ${text}\n\n`)
  throw new Exit(2)
}
/** The boot file system is not what it should be. */
export function corrupt(script: Script, text: string): never {
  eecho(script, `POSSIBLE CORRUPTION: ${text}`)
  throw new Exit(3)
}
const USAGE = [
  '',
  'Usage: piadm [-v] <command> [command-specific arguments]',
  '',
  '    piadm activate|assign <PI-stamp> [ZFS-pool-name]',
  '    piadm avail',
  '    piadm bootable [-d] [-e [-i <source>]] [-r] [ZFS-pool-name]',
  '    piadm destroy|remove <PI-stamp> [ZFS-pool-name]',
  '    piadm install <source> [ZFS-pool-name]',
  '    piadm list <-H> [ZFS-pool-name]',
  '    piadm update [ZFS-pool-name]',
  '',
]
/** How it is to be called. */
export function usage(script: Script): never {
  for (const line of USAGE) eecho(script, line)
  throw new Exit(1)
}

/** The text of a file without the newlines at its end, as `$(cat file)` has it; empty, with the words of cat, if it cannot be read. */
export function cat(script: Script, path: string, shown = path): string {
  try {
    return script.files.read(path).replace(/\n+$/, '')
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    eecho(script, `cat: cannot open ${shown}: ${strerror(error.code)}`)
    return ''
  }
}
/** Whether a path is a directory, links followed. */
export const isDirectory = ({ files }: Script, path: string): boolean => files.exists(path) && files.stat(path).kind === 'dir'
/** Whether a path is a regular file, links followed. */
export const isFile = ({ files }: Script, path: string): boolean => files.exists(path) && files.stat(path).kind === 'file'
/** Whether a path is a symbolic link. */
export const isLink = ({ files }: Script, path: string): boolean => refusal(() => files.readlink(path)) === undefined
/** What a call of the files refuses, if anything. */
export function refusal(run: () => void): Errno | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return error.code
  }
}
/** `rm -rf`. */
export function removeAll({ files }: Script, path: string): void {
  refusal(() => files.remove(path, true))
}
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** A name in /tmp that nothing has yet: `/tmp/tmp.Bba0Ac`. (illumos usr/src/cmd/mktemp) */
export function temporary({ sim, files }: Script): string {
  for (;;) {
    let name = '/tmp/tmp.'
    for (let i = 0; i < 6; i++) name += LETTERS[Math.floor(sim.random('mktemp') * LETTERS.length)]
    if (!files.exists(name)) return name
  }
}
/** A new directory in /tmp with a directory `mnt` in it. */
export function workplace(script: Script): string {
  const directory = temporary(script)
  script.files.mkdir(`${directory}/mnt`, true)
  return directory
}
/** Mounts the stick, or else the disc, that is in the server; yields what is said when there is neither. (smartos-live src/lib/sdc/usb-key.sh) */
export function mountInstallMedia(script: Script, path: string): { readonly medium: Medium } | { readonly stick: string; readonly disc: string } {
  const { sim, server } = script
  const found = mediaDevices(script.world, server)
  const one = found.find(({ medium }) => medium.kind === 'usb') ?? found.find(({ medium }) => medium.kind === 'iso')
  if (!one) return { stick: "Couldn't find USB key\n", disc: "Couldn't find an ISO\n" }
  const { name, medium } = one
  mountSpecial(sim, server, { special: `/dev/dsk/${name}${sliceOf(medium)}`, type: medium.kind === 'usb' ? 'pcfs' : 'hsfs', path })
  return { medium }
}
/** `umount`. */
export const umount = ({ sim, server }: Script, path: string): boolean => unmount(sim, server, path)
