import type { Bash } from 'just-bash'
import { TICK } from './state.ts'

/** A parsed script of the shell language. */
export type Script = ReturnType<Bash['transform']>['ast']
/** One statement of it. */
export type Statement = Script['statements'][number]
/** Sources of functions by name. */
export type FunctionSources = Record<string, string>

const isNode = (value: unknown): value is { type: string; [key: string]: unknown } => typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
/** `name`, as a statement. */
const call = (name: string): Statement =>
  ({
    type: 'Statement',
    pipelines: [
      {
        type: 'Pipeline',
        commands: [{ type: 'SimpleCommand', name: { type: 'Word', parts: [{ type: 'Literal', value: name }] }, args: [], assignments: [], redirections: [] }],
        negated: false,
      },
    ],
    operators: [],
    background: false,
  }) as Statement

/**
 * Makes a statement ready to run: each turn of a loop begins with a call that lets the host breathe, commands of ours
 * that are named by their path by their name, and the sources of functions are collected, so that they can be kept.
 */
export function prepare(statement: Statement, { isOurs, functions }: { isOurs: (word: string) => boolean; functions: FunctionSources }): void {
  const visit = (value: unknown, source: string): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item, source)
      return
    }
    if (typeof value !== 'object' || value === null) return
    const node = value as { type?: string; [key: string]: unknown }
    const inner = typeof node.sourceText === 'string' ? node.sourceText : source
    if (node.type === 'FunctionDef') functions[String(node.name)] ??= inner
    for (const [key, child] of Object.entries(node)) if (key !== 'sourceText') visit(child, inner)
    if (isNode(node) && ['While', 'Until', 'For', 'CStyleFor'].includes(node.type)) (node.body as Statement[]).unshift(call(TICK))
    if (node.type === 'SimpleCommand') shorten(node.name, isOurs)
  }
  visit(statement, statement.sourceText ?? '')
}
/** `/usr/sbin/zfs` runs what `zfs` runs. */
function shorten(word: unknown, isOurs: (word: string) => boolean): void {
  if (!isNode(word)) return
  const [part, ...more] = word.parts as { type: string; value?: string }[]
  if (part?.type === 'Literal' && more.length === 0 && part.value && isOurs(part.value)) part.value = part.value.slice(part.value.lastIndexOf('/') + 1)
}
