import type { AnyStateNode } from 'xstate'
import type { Edge, Memory } from './configuration.ts'

/** The part of an edge that says where it leads. */
export type Arrow = Pick<Edge, 'source' | 'target' | 'reenter'>
type Nodes = Set<AnyStateNode>

/** Is a node properly inside another? Everything is inside of nothing, which stands around the root. */
export function isInside(node: AnyStateNode, around: AnyStateNode | undefined): boolean {
  if (!around) return true
  for (let parent = node.parent; parent; parent = parent.parent) if (parent === around) return true
  return false
}
const isHistory = (node: AnyStateNode): boolean => node.type === 'history'
const isLeaf = (node: AnyStateNode): boolean => node.type === 'atomic' || node.type === 'final'
/** A node's states, without its history states. */
export const childrenOf = (node: AnyStateNode): AnyStateNode[] =>
  Object.values(node.states as Record<string, AnyStateNode>).filter((child) => !isHistory(child))
/** The nodes between a node and one around it, from the inside outwards, without both. */
function between(node: AnyStateNode, around: AnyStateNode | undefined): AnyStateNode[] {
  const list: AnyStateNode[] = []
  if (node === around) return list
  for (let parent = node.parent; parent && parent !== around; parent = parent.parent) list.push(parent)
  return list
}

/** Where a history state leads when it remembers nothing. */
function defaultOf(node: AnyStateNode): { target: readonly AnyStateNode[]; initial: boolean } {
  const parent = node.parent as AnyStateNode
  const asked = (node.config as { target?: string | readonly string[] }).target
  if (asked !== undefined && asked !== '') {
    const keys = Array.isArray(asked) ? asked : [asked]
    return { target: keys.map((key: string) => (key.startsWith('#') ? node.machine.getStateNodeById(key) : at(parent, key.split('.')))), initial: false }
  }
  return parent.type === 'parallel' ? { target: [parent], initial: false } : { target: parent.initial.target as AnyStateNode[], initial: true }
}
function at(node: AnyStateNode, path: readonly string[]): AnyStateNode {
  return path.reduce((found, key) => {
    const child = found.states[key]
    if (!child) throw new Error(`${found.id}: no state ${key}`)
    return child
  }, node)
}

/** The targets with history states replaced by what they stand for. */
function destinations(target: readonly AnyStateNode[] | undefined, memory: Memory): AnyStateNode[] {
  const found: Nodes = new Set()
  for (const node of target ?? []) {
    if (!isHistory(node)) found.add(node)
    else for (const one of memory.nodes.get(node.id) ?? destinations(defaultOf(node).target, memory)) found.add(one)
  }
  return [...found]
}
/** The state that the transition stays inside of; undefined if even the root is left. */
function domainOf(arrow: Arrow, memory: Memory): AnyStateNode | undefined {
  const { source, reenter } = arrow
  const targets = destinations(arrow.target, memory)
  if (!reenter && targets.every((node) => node === source || isInside(node, source))) return source
  const [first, ...others] = [...targets, source]
  const common = between(first as AnyStateNode, undefined).find((ancestor) => others.every((node) => isInside(node, ancestor)))
  return common ?? (reenter ? undefined : source.machine.root)
}

/** The active states that transitions leave. */
function exitSet(arrows: readonly Arrow[], active: Iterable<AnyStateNode>, memory: Memory): Nodes {
  const left: Nodes = new Set()
  for (const arrow of arrows) {
    if (!arrow.target?.length) continue
    const domain = domainOf(arrow, memory)
    if (domain && arrow.reenter && arrow.source === domain) left.add(domain)
    for (const node of active) if (isInside(node, domain)) left.add(node)
  }
  return left
}
/** Of transitions that would leave the same state, the inner one wins; else the first. */
export function withoutConflicts<A extends Arrow>(arrows: readonly A[], active: readonly AnyStateNode[], memory: Memory): A[] {
  const kept = new Set<A>()
  for (const arrow of arrows) {
    const mine = exitSet([arrow], active, memory)
    const rivals = [...kept].filter((other) => [...exitSet([other], active, memory)].some((node) => mine.has(node)))
    const loses = rivals.findIndex((other) => !isInside(arrow.source, other.source))
    if (loses >= 0) continue
    for (const rival of rivals) kept.delete(rival)
    kept.add(arrow)
  }
  return [...kept]
}
/** The states to leave, innermost first, and what history states remember then. */
export function leaving(
  arrows: readonly Arrow[],
  active: readonly AnyStateNode[],
  memory: Memory,
): { left: AnyStateNode[]; remembered: Map<string, AnyStateNode[]> } {
  const left = [...exitSet(arrows, active, memory)].sort((a, b) => b.order - a.order)
  const remembered = new Map<string, AnyStateNode[]>()
  for (const node of left) {
    for (const child of Object.values(node.states as Record<string, AnyStateNode>)) {
      if (!isHistory(child)) continue
      const wanted = child.history === 'deep' ? (one: AnyStateNode) => isLeaf(one) && isInside(one, node) : (one: AnyStateNode) => one.parent === node
      remembered.set(child.id, active.filter(wanted))
    }
  }
  return { left, remembered }
}

/** The states to enter, outermost first; `byDefault` are those whose initial transition is taken, too. */
export function entering(arrows: readonly Arrow[], memory: Memory): { entered: AnyStateNode[]; byDefault: ReadonlySet<AnyStateNode> } {
  const entry = new Entry(memory)
  for (const arrow of arrows) entry.follow(arrow)
  return { entered: [...entry.entered].sort((a, b) => a.order - b.order), byDefault: entry.byDefault }
}

class Entry {
  readonly entered: Nodes = new Set()
  readonly byDefault: Nodes = new Set()
  constructor(private readonly memory: Memory) {}

  follow(arrow: Arrow): void {
    const { source, target, reenter } = arrow
    const domain = domainOf(arrow, this.memory)
    for (const node of target ?? []) {
      if (!isHistory(node) && (source !== node || source !== domain || reenter)) this.enter(node)
      this.inward(node)
    }
    const limit = !source.parent && reenter ? undefined : domain
    for (const node of destinations(target, this.memory)) {
      const ancestors = between(node, domain)
      if (domain?.type === 'parallel') ancestors.push(domain)
      this.outward(ancestors, limit)
    }
  }
  private enter(node: AnyStateNode): void {
    this.entered.add(node)
    this.byDefault.add(node)
  }
  /** Goes on from a state that is entered to those inside it. */
  private inward(node: AnyStateNode): void {
    if (isHistory(node)) this.recall(node)
    else if (node.type === 'parallel') this.regions(node, true)
    else if (node.type === 'compound') {
      const [initial] = node.initial.target as [AnyStateNode]
      if (!isHistory(initial)) this.enter(initial)
      this.inward(initial)
      this.outward(between(initial, node), undefined)
    }
  }
  private recall(node: AnyStateNode): void {
    const parent = node.parent as AnyStateNode
    const kept = this.memory.nodes.get(node.id)
    const { target, initial } = kept ? { target: kept, initial: false } : defaultOf(node)
    for (const one of target) {
      this.entered.add(one)
      if (initial) this.byDefault.add(parent)
      this.inward(one)
    }
    for (const one of target) this.outward(between(one, parent), undefined)
  }
  /** Enters the states around one, and the other regions of those that are parallel. */
  private outward(ancestors: readonly AnyStateNode[], limit: AnyStateNode | undefined): void {
    for (const ancestor of ancestors) {
      if (isInside(ancestor, limit)) this.entered.add(ancestor)
      if (ancestor.type === 'parallel') this.regions(ancestor, false)
    }
  }
  private regions(node: AnyStateNode, byDefault: boolean): void {
    for (const child of childrenOf(node)) {
      if ([...this.entered].some((one) => isInside(one, child))) continue
      this.entered.add(child)
      if (byDefault) this.byDefault.add(child)
      this.inward(child)
    }
  }
}

/** Has a state come to its end? */
export function isFinished(node: AnyStateNode, active: { has(node: AnyStateNode): boolean }): boolean {
  if (node.type === 'compound') return childrenOf(node).some((child) => child.type === 'final' && active.has(child))
  if (node.type === 'parallel') return childrenOf(node).every((child) => isFinished(child, active))
  return node.type === 'final'
}
