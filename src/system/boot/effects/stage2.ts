import type { Id } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { consoleOf, listen, print } from '../../console/tty.ts'
import { namesIn } from '../../files/tree.ts'
import { fileAt, lookUp } from '../../media/lookup.ts'
import { partsOfArtifact } from '../../media/releases.ts'
import { type BootSource, sourceOf } from '../source.ts'
import { presentSource } from './firmware.ts'

type Owner = Id<'server'>
/** Where the second stage looks for a loader before it asks. */
const PATHS = ['/boot/loader', '/boot/zfsloader'] as const
/** Letters that it takes as switches; they mean nothing to this loader. */
const SWITCHES = /^-[DhaCcdgmnpqrstvPS]*$/

const reading = (sim: Simulation, id: Owner): BootSource | undefined => {
  const at = presentSource(sim, id)
  return at && sourceOf(sim.world, id, at)
}
/** How it calls what it reads from: `disk0:`, `zfs:zones/boot:`. */
function deviceOf(sim: Simulation, id: Owner): string {
  const at = presentSource(sim, id)
  const pool = at?.startsWith('pool:') ? sim.world.get(at as Id<'pool'>) : undefined
  return pool?.properties.bootfs ? `zfs:${pool.properties.bootfs}:` : 'disk0:'
}
/** Reads a loader from a path, or says why there is none. */
function load(sim: Simulation, id: Owner, path: string): boolean {
  const source = reading(sim, id)
  const file = source && fileAt(source.root, path)
  if (!file) print(sim, consoleOf(id), `\nCan't find ${path}\n`)
  else if (partsOfArtifact(file.artifact)?.kind === 'loader') return sim.send(id, { type: 'loader' })
  else print(sim, consoleOf(id), 'Invalid format\n')
  return false
}
/** The path that a line at `boot: ` asks for: switches, `?` for a list, or the path of a loader. Undefined where it rings the bell. */
function pathIn(sim: Simulation, id: Owner, text: string): string | undefined {
  let path: string = PATHS[0]
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (word.startsWith('-')) {
      if (!SWITCHES.test(word)) return undefined
    } else if (word.startsWith('?')) {
      const source = reading(sim, id)
      const folder = source && lookUp(source.root, word.slice(1) || '/')
      print(
        sim,
        consoleOf(id),
        `\n${
          folder?.kind === 'dir'
            ? namesIn(folder)
                .map((name) => `${name}\n`)
                .join('')
            : ''
        }`,
      )
      return undefined
    } else {
      const device = word.slice(0, word.lastIndexOf(':') + 1)
      if (device !== '' && device !== deviceOf(sim, id)) return undefined
      path = word.slice(device.length) || path
    }
  }
  return path
}

/** Effects of the second stage, where it finds no loader. Source: illumos usr/src/boot/i386/gptzfsboot/zfsboot.c. */
export const stage2Effects: Record<string, Effect> = {
  'stage2.lost': (sim, id: Owner) => {
    for (const path of PATHS) load(sim, id, path)
  },
  'stage2.prompt': (sim, id: Owner) => {
    print(sim, consoleOf(id), `\nillumos/x86 boot\nDefault: ${deviceOf(sim, id)}${PATHS[0]}\n`)
    listen(sim, consoleOf(id), { reader: 'stage2', mode: 'line', prompt: 'boot: ' })
  },
  'reader.stage2': (sim, tty: Id<'tty'>, { text }: { text?: string }) => {
    if (text === undefined) return
    const { server } = sim.world.need(tty)
    const path = pathIn(sim, server, text.slice(0, 511))
    if (path === undefined) print(sim, tty, '\u0007')
    else load(sim, server, path)
    if (sim.world.get(tty)?.reader === 'stage2') sim.perform('stage2.prompt', server, {})
  },
}
