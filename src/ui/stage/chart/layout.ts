import type { ChartEdge } from '../../../sim/chart.ts'
import type { Chart, Gate, GraphBox, Link } from './graph.ts'

/** A rectangle in the picture, px at normal size. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
export type Point = readonly [x: number, y: number]
/** A picture with its places worked out. */
export interface Picture {
  readonly scope: string
  readonly width: number
  readonly height: number
  /** Around all boxes. */
  readonly frame: Area
  readonly boxes: readonly (GraphBox & Area)[]
  readonly gates: readonly (Gate & Area)[]
  readonly links: readonly (Link & { readonly points: readonly Point[]; readonly label: Area })[]
  /** From the dot of a group to the state that is entered first. */
  readonly starts: readonly { readonly to: string; readonly dot: Point; readonly points: readonly Point[] }[]
}
/** The pictures of one statechart: everything at once, and one a scope. */
export interface ChartLayout {
  readonly whole: Picture
  readonly scopes: readonly Picture[]
}

/** Sizes that layout and drawing share, px. */
export const SIZE = { line: 16, box: 34, head: 26, gate: 24, font: 12.5, small: 11.5 } as const

const NARROW = /[iljtfr.,:;|!'’()[\] ]/
const WIDE = /[mwMWQO@%→]/
/** About how wide a text is (px): there is no browser to ask while the page is being built. */
export function widthOf(text: string, size: number): number {
  let width = 0
  for (const char of text) width += NARROW.test(char) ? 0.33 : WIDE.test(char) ? 0.88 : char >= 'A' && char <= 'Z' ? 0.69 : 0.58
  return Math.ceil(width * size)
}
/** One line beside a link: the same words may stand for several edges of states that are not drawn. */
export interface Line {
  readonly text: string
  readonly edges: readonly ChartEdge[]
}
/** What is written beside a link. Of an edge whose state is not drawn the guard is left out: it is told where that state is. */
export function linesOf(chart: Chart, link: Pick<Link, 'from' | 'edges'>, say: (edge: ChartEdge, brief: boolean) => string): Line[] {
  const lines = new Map<string, ChartEdge[]>()
  for (const edge of chart.edges) {
    if (!link.edges.includes(edge.id)) continue
    const text = say(edge, edge.source !== link.from)
    lines.set(text, [...(lines.get(text) ?? []), edge])
  }
  return [...lines].map(([text, edges]) => ({ text, edges }))
}
