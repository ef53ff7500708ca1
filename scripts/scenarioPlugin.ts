import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import { parseScenario } from '../src/lessons/parse.ts'
import { parseProse } from '../src/lessons/prose.ts'
import type { Scenario } from '../src/lessons/scenario.ts'
import type { Result } from '../src/sim/result.ts'

/**
 * Compiles our own lessons when the page is built, so that it needs neither YAML nor a schema nor a Markdown parser to
 * show them: `scenario.yaml` becomes a `Scenario`, `en.md` a `Prose`. With `?summary` and `?heading` only what a list
 * of lessons shows. A lesson that is wrong fails the build with its faults.
 */
export function scenarios(): Plugin {
  return {
    name: 'scenarios',
    enforce: 'pre',
    load(id) {
      const [, path = '', folder = '', file = '', query = ''] = /^(.*\/scenarios\/([^/]+)\/(scenario\.yaml|[a-z]{2}\.md))(?:\?(\w+))?$/.exec(id) ?? []
      if (!path || folder === 'worlds' || query === 'raw' || query === 'start') return null
      const source = readFileSync(path, 'utf8')
      const value = file === 'scenario.yaml' ? scenario(this, path, source, query) : prose(path, source, query)
      return { code: `export default ${JSON.stringify(value)}`, moduleType: 'js', map: null }
    },
  }
}

/** Reads a lesson's `scenario.yaml`, with the world that it names. */
export function compileScenario(context: { addWatchFile(path: string): void }, path: string, source: string): Scenario {
  context.addWatchFile(path)
  const parsed = parseScenario(source, (name) => {
    const world = join(dirname(path), '..', 'worlds', `${name}.yaml`)
    if (!existsSync(world)) return undefined
    context.addWatchFile(world)
    return readFileSync(world, 'utf8')
  })
  return valid(path, parsed)
}
function scenario(context: { addWatchFile(path: string): void }, path: string, source: string, query: string): object {
  const { id, level, minutes, prerequisites, ...rest } = compileScenario(context, path, source)
  const summary = { id, level, minutes, prerequisites }
  return query === 'summary' ? summary : { ...summary, ...rest }
}
function prose(path: string, source: string, query: string): object {
  const { title, summary, ...rest } = valid(path, parseProse(source))
  return query === 'heading' ? { title, summary } : { title, summary, ...rest }
}
function valid<T>(path: string, parsed: Result<T>): T {
  if (!parsed.ok) throw new Error(`${path}: ${parsed.error.code}\n${String(parsed.error.data.faults ?? parsed.error.data.fault)}`)
  return parsed.value
}
