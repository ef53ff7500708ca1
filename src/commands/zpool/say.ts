import { type CommandContext, Failure } from '../../shell/command.ts'
import { checkPoolName } from '../../system/zfs/names.ts'
import { type Pool, poolOf, poolsOf } from '../../system/zfs/zfs.ts'
import { nameFault } from '../zfs/say.ts'
import { usageOf } from './usage.ts'

/** Ends a command with the message that the tool prints. */
export const fail = (message: string, status = 1): never => {
  throw new Failure(`${message}\n`, status)
}
/** Ends a command with a message and its usage. */
export const failUsage = (message: string, command: string): never => fail(`${message}${message ? '\n' : ''}${usageOf(command)}`.replace(/\n$/, ''), 2)

/** The imported pool of that name; ends the command otherwise. (libzfs_pool.c zpool_open) */
export function open({ world, server }: CommandContext, name: string, instead?: string): Pool {
  const checked = checkPoolName(name)
  if (!checked.ok) return fail(`cannot open '${name}': ${nameFault(checked.error.data)}${name.includes('/') && instead ? `\n${instead}` : ''}`)
  return poolOf(world, server, name) ?? fail(`cannot open '${name}': no such pool`)
}
/** The pools named, or all; what there is not is said and left out. */
export function named(context: CommandContext, names: readonly string[]): { pools: Pool[]; failed: boolean } {
  if (names.length === 0) return { pools: poolsOf(context.world, context.server), failed: false }
  let failed = false
  const pools = names.flatMap((name) => {
    try {
      return [open(context, name)]
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      context.err(error.message)
      failed = true
      return []
    }
  })
  // The tool keeps them by name, each once. (zpool_iter.c pool_list_get)
  return { pools: [...new Map(pools.map((pool) => [pool.name, pool])).values()].sort((a, b) => (a.name < b.name ? -1 : 1)), failed }
}
/** Says that an option of the real tool is not there. */
export function refuseOptions(parsed: { has(option: string): boolean }, options: readonly string[], command: string): void {
  for (const option of options) if (parsed.has(option)) fail(`zpool ${command}: -${option} is not simulated`)
}
