import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import type { AnyStateMachine } from 'xstate'
import { inputs, machines } from '../../system/system.ts'
import { catalogue as en } from './catalogue.en.ts'
import { catalogue as es } from './catalogue.es.ts'

/** Names of the placeholders of a message, plural branches included. */
function placeholders(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return []
    if (element.type === TYPE.plural || element.type === TYPE.select)
      return [element.value, ...Object.values(element.options).flatMap((option) => placeholders(option.value))]
    return 'children' in element ? placeholders(element.children) : [element.value]
  })
}
const namesOf = (text: string): string[] => [...new Set(placeholders(parse(text, { ignoreTag: true })))].sort()

interface Node {
  readonly path: readonly string[]
  readonly states: Readonly<Record<string, Node>>
  readonly events: readonly string[]
}
const nodesOf = (node: Node): Node[] => [node, ...Object.values(node.states).flatMap(nodesOf)]

/** Ids that the statecharts need texts for. */
function needed(type: string, machine: AnyStateMachine): string[] {
  const nodes = nodesOf(machine.root as unknown as Node)
  const states = nodes.filter((node) => node.path.length).map((node) => `state.${type}.${node.path.join('.')}`)
  const events = nodes.flatMap((node) => node.events).filter((event) => event && !event.startsWith('xstate.') && !event.includes('*'))
  return [...states, ...events.map((event) => `event.${type}.${event}`)]
}

const sources = import.meta.glob<string>(['../../**/*.{ts,tsx}', '!../../**/*.test.ts'], { eager: true, query: '?raw', import: 'default' })
/** Ids written out in the source: what is asked of the catalogue, and messages of the world. */
function literals(source: string): string[] {
  const asked = [...source.matchAll(/\b(?:t|text)\(\s*'([\w-]+(?:\.[\w-]+)+)'/g)]
  const said = [...source.matchAll(/\bid: '((?:op|ui|goal|lesson)\.[\w.-]+)'/g)]
  const chosen = [...source.matchAll(/'((?:ui|op)\.[\w-]+(?:\.[\w-]+)*)'(?! *:)/g)]
  return [...asked, ...said, ...chosen].map((match) => match[1] as string)
}

describe('texts', () => {
  it('are the same in English and Spanish', () => {
    expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort())
  })
  it('are valid, with the same placeholders', () => {
    for (const id of Object.keys(en)) expect([id, namesOf(es[id] ?? '')]).toEqual([id, namesOf(en[id] ?? '')])
  })
  it('are not left empty', () => {
    for (const [id, text] of [...Object.entries(en), ...Object.entries(es)]) expect([id, text.trim() !== '']).toEqual([id, true])
  })
  it('name every state and event of every statechart', () => {
    const missing = Object.entries(machines)
      .flatMap(([type, machine]) => needed(type, machine))
      .filter((id) => en[id] === undefined)
    expect([...new Set(missing)]).toEqual([])
  })
  it('name every input', () => {
    expect(
      Object.keys(inputs)
        .map((type) => `input.${type}`)
        .filter((id) => en[id] === undefined),
    ).toEqual([])
  })
  it('exist for every id in the source', () => {
    const missing = Object.entries(sources).flatMap(([file, source]) =>
      literals(source)
        .filter((id) => en[id] === undefined)
        .map((id) => `${file}: ${id}`),
    )
    expect(missing).toEqual([])
  })
})
