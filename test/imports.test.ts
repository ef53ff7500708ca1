import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Layers from the bottom to the top: each may import itself and those before it. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  sim: [],
  system: ['sim'],
  shell: ['sim', 'system'],
  commands: ['sim', 'system', 'shell'],
  lessons: ['sim', 'system', 'shell'],
  ui: ['sim', 'system', 'shell', 'lessons'],
}
/** Layers in which a run must depend on nothing but seed and inputs. */
const PURE = ['sim', 'system', 'shell', 'commands']
/** What would let the host in: its clock, its chance, its timers, its page. */
const BANNED: readonly (readonly [string, RegExp])[] = [
  ['the host’s clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\./],
  ['chance', /\bMath\.random\b|\bcrypto\.(getRandomValues|randomUUID)\b/],
  ['timers', /\b(setTimeout|setInterval|setImmediate|requestAnimationFrame|requestIdleCallback|queueMicrotask)\b/],
  ['the page', /\b(window|document|navigator|localStorage|sessionStorage)\s*[.[]/],
  ['the network', /(?<!\.|async )\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b/],
  ['Node', /from '(node:|fs|path|os|crypto|child_process)['/]|\bprocess\.(env|argv|stdout|stdin|exit|nextTick|hrtime)\b|\brequire\(/],
  ['React', /from 'react/],
]

interface Source {
  readonly path: string
  /** Without comments: words in them ban nothing. */
  readonly code: string
  /** Paths of our own files that it imports; `typesOnly` for those that are gone when it runs. */
  readonly imports: readonly { readonly path: string; readonly typesOnly: boolean }[]
}
const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$/.test(path))
function read(path: string): Source {
  const code = readFileSync(path, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
  const imports = [...code.matchAll(/(import|export)(\s+type)?\s[^'"]*?from\s+['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]/g)].map(
    ([, , type, from, lazy]) => ({
      path: normalize(join(dirname(path), from ?? lazy ?? '')).replace(/\?.*$/, ''),
      typesOnly: type !== undefined,
    }),
  )
  return { path, code, imports }
}
const sources = files('src').map(read)
const layerOf = (path: string): string => path.split('/')[1] ?? ''
const subsystemOf = (path: string): string => (path.startsWith('src/system/') ? (path.split('/')[2] ?? '') : '')
/** A file that only tests use stands with them. */
const forTests = (path: string): boolean => /\/(testing|fixture)\.tsx?$/.test(path)

describe('imports', () => {
  it('are found at all', () => {
    expect(sources.length).toBeGreaterThan(100)
    expect(sources.find(({ path }) => path === 'src/sim/chronicle.ts')?.imports.map(({ path }) => path)).toContain('src/sim/world.ts')
  })
  it('point downwards only', () => {
    const wrong = sources.flatMap(({ path, imports }) => {
      const allowed = LAYERS[layerOf(path)]
      if (!allowed) return []
      return imports
        .filter((one) => one.path.startsWith('src/') && layerOf(one.path) !== layerOf(path) && !allowed.includes(layerOf(one.path)))
        .map((one) => `${path} → ${one.path}`)
    })
    expect(wrong).toEqual([])
  })
  it('leave a machine to its own subsystem', () => {
    const machine = /\.machine\.ts$/
    const wrong = sources.flatMap(({ path, imports }) =>
      imports
        .filter(
          (one) => machine.test(one.path) && !one.typesOnly && !forTests(path) && layerOf(path) === 'system' && subsystemOf(path) !== subsystemOf(one.path),
        )
        .map((one) => `${path} → ${one.path}`),
    )
    expect(wrong).toEqual([])
  })
  it('are not used to tell one command from another in the interface', () => {
    expect(
      sources.filter(({ path, imports }) => layerOf(path) === 'ui' && imports.some((one) => layerOf(one.path) === 'commands')).map(({ path }) => path),
    ).toEqual([])
  })
  it('make no circle among machines, nor between a machine and another subsystem’s machine', () => {
    const byPath = new Map(sources.map((source) => [source.path, source]))
    const wrong: string[] = []
    for (const { path } of sources.filter(({ path }) => path.endsWith('.machine.ts'))) {
      const seen = new Set<string>()
      const visit = (at: string): void => {
        for (const one of byPath.get(at)?.imports ?? []) {
          if (one.typesOnly || seen.has(one.path)) continue
          seen.add(one.path)
          if (one.path.endsWith('.machine.ts')) wrong.push(`${path} → … → ${one.path}`)
          visit(one.path)
        }
      }
      visit(path)
    }
    expect(wrong).toEqual([])
  })
  it('make no circle in the kernel', () => expect(circles(sources.filter(({ path }) => layerOf(path) === 'sim'))).toEqual([]))
})

/** Circles of imports that are there when it runs, each by the file that closes it. */
function circles(among: readonly Source[]): string[] {
  const byPath = new Map(among.map((source) => [source.path, source]))
  const found: string[] = []
  const done = new Set<string>()
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) {
      found.push([...way.slice(way.indexOf(path)), path].join(' → '))
      return
    }
    if (done.has(path)) return
    for (const one of byPath.get(path)?.imports ?? []) if (!one.typesOnly && byPath.has(one.path)) visit(one.path, [...way, path])
    done.add(path)
  }
  for (const { path } of among) visit(path, [])
  return found
}

describe.each(BANNED)('%s', (_, pattern) => {
  it.each(PURE)('stays out of %s', (layer) => {
    const wrong = sources
      .filter(({ path }) => layerOf(path) === layer && !forTests(path))
      .flatMap(({ path, code }) =>
        code
          .split('\n')
          .filter((line) => pattern.test(line))
          .map((line) => `${path}: ${line.trim()}`),
      )
    expect(wrong).toEqual([])
  })
})
