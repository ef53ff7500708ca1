import { type ASTNode, Environment } from '@marcbachmann/cel-js'
import type { Predicates } from './moment.ts'
import type { Questions } from './view.ts'

/** Loops over lists, and how deep they may stand in one another: what bounds the work of an expression. */
const LOOPS = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])
const DEEPEST = 2

type Compiled = (context: object) => unknown

/** A checker of predicates: CEL over the view, with a few questions besides. */
export function predicates(): Predicates {
  let questions: Questions | undefined
  const asked = (): Questions => {
    if (!questions) throw new Error('no world')
    return questions
  }
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    limits: { maxAstNodes: 120, maxDepth: 24, maxListElements: 20, maxMapEntries: 0, maxCallArguments: 4 },
  })
  environment.registerVariable('node', 'dyn')
  environment.registerVariable('version', 'dyn')
  for (const list of ['nodes', 'sticks', 'discs', 'pools', 'images', 'zones', 'datasets', 'bootServers', 'lines']) environment.registerVariable(list, 'list')
  environment
    .registerFunction('exists(string): bool', (path: string) => asked().exists(path))
    .registerFunction('exists(string, string): bool', (path: string, zone: string) => asked().exists(path, zone))
    .registerFunction('file(string): string', (path: string) => asked().file(path))
    .registerFunction('file(string, string): string', (path: string, zone: string) => asked().file(path, zone))
    .registerFunction('lives(string): string', (path: string) => asked().lives(path))
    .registerFunction('fate(string): string', (path: string) => asked().fate(path))
    .registerFunction('service(string): string', (name: string) => asked().service(name))
    .registerFunction('typed(string): bool', (words: string) => asked().typed(words))
    .registerFunction('lately(string): bool', (words: string) => asked().lately(words))
    .registerFunction('printed(string): bool', (text: string) => asked().printed(text))

  const compiled = new Map<string, Compiled | string>()
  const compile = (expression: string): Compiled | string => {
    let found = compiled.get(expression)
    if (found === undefined) {
      found = compileOne(environment, expression)
      compiled.set(expression, found)
    }
    return found
  }
  return {
    holds(expression, moment) {
      const run = compile(expression)
      if (typeof run === 'string') return false
      questions = moment.questions
      try {
        return run(moment.view) === true
      } catch {
        return false
      } finally {
        questions = undefined
      }
    },
    fault(expression) {
      const run = compile(expression)
      return typeof run === 'string' ? run : undefined
    },
  }
}

function compileOne(environment: Environment, expression: string): Compiled | string {
  try {
    const parsed = environment.parse(expression)
    const checked = parsed.check()
    if (!checked.valid) return checked.error?.message ?? 'invalid'
    if (checked.type !== 'bool' && checked.type !== 'dyn') return `yields ${checked.type}, not a truth`
    const deep = tooMuch(parsed.ast, 0)
    return deep ?? ((context) => parsed(context as Record<string, unknown>))
  } catch (error) {
    return (error as Error).message
  }
}

/** What in an expression could take unbounded work: loops in loops in loops, and regular expressions. */
function tooMuch(node: ASTNode, depth: number): string | undefined {
  const call = node.op === 'rcall' ? (node.args as [string, ...unknown[]])[0] : ''
  if (call === 'matches') return 'matches() is not offered: a regular expression may take for ever'
  const inner = LOOPS.has(call) ? depth + 1 : depth
  if (inner > DEEPEST) return `more than ${DEEPEST} loops in one another`
  for (const child of nodesIn(node.args)) {
    const found = tooMuch(child, inner)
    if (found) return found
  }
  return undefined
}
function nodesIn(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(nodesIn)
  return typeof args === 'object' && args !== null && 'op' in args ? [args as ASTNode] : []
}
