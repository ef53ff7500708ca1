import ELK, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk.bundled.js'
import { type Chart, type Graph, type GraphBox, graphOf, scopesOf } from '../../src/ui/stage/chart/graph.ts'
import { type Area, type ChartLayout, linesOf, type Picture, type Point, SIZE, widthOf } from '../../src/ui/stage/chart/layout.ts'

/** What is written in the boxes and on the lines, in each language: room is made for the longest. */
export interface Words {
  state(path: string): readonly string[]
  edge(id: string): readonly string[]
  /** The same without its guard. */
  brief(id: string): readonly string[]
}

const options = {
  'elk.algorithm': 'layered',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.spacing.nodeNode': '22',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '10',
  'elk.spacing.edgeLabel': '3',
  'elk.layered.spacing.nodeNodeBetweenLayers': '20',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
} as const
/** The shape that a stage has, more or less: of two layouts the one that can be shown larger is taken. */
const STAGE = { width: 900, height: 620 }

const longest = (texts: readonly string[], size: number): number => Math.max(0, ...texts.map((text) => widthOf(text, size)))

class Layout {
  private readonly elk = new ELK()
  constructor(
    private readonly chart: Chart,
    private readonly words: Words,
  ) {}

  /** The better of a layout downwards and one to the right. */
  async picture(graph: Graph): Promise<Picture> {
    const scale = (picture: Picture): number => Math.min(1, STAGE.width / picture.width, STAGE.height / picture.height)
    const down = await this.lay(graph, 'DOWN')
    // What is far too large either way is not worth the time of a second layout.
    if (scale(down) === 1 || scale(down) < 0.2) return down
    const right = await this.lay(graph, 'RIGHT')
    return scale(right) > scale(down) * 1.1 ? right : down
  }

  private async lay(graph: Graph, direction: 'DOWN' | 'RIGHT'): Promise<Picture> {
    const inside = (parent: string): ElkNode[] => graph.boxes.filter((box) => box.parent === parent).map((box) => this.node(box, inside(box.path)))
    const children = inside(graph.scope)
    const edges: ElkExtendedEdge[] = [
      ...graph.links.map((link) => this.edge(link)),
      ...graph.boxes.filter((box) => box.initial).map((box) => ({ id: `start ${box.path}`, sources: [`dot ${box.parent}`], targets: [box.path] })),
    ]
    const frame: ElkNode = {
      id: `scope ${graph.scope}`,
      children: [...this.dot(graph.scope), ...children],
      layoutOptions: { 'elk.padding': '[top=38,left=16,bottom=16,right=16]' },
    }
    const gates = graph.gates.map((gate): ElkNode => ({ id: gate.id, width: longest(this.words.state(gate.path), SIZE.small) + 40, height: SIZE.gate }))
    const laid = await this.elk.layout({
      id: 'picture',
      layoutOptions: { ...options, 'elk.direction': direction, 'elk.padding': '[top=8,left=8,bottom=8,right=8]' },
      children: [frame, ...gates],
      edges,
    })
    return this.read(graph, laid)
  }

  /** The dot in a group from which the first state is entered. */
  private dot(parent: string): ElkNode[] {
    return this.chart.states.get(parent)?.initial ? [{ id: `dot ${parent}`, width: 10, height: 10 }] : []
  }
  private node(box: GraphBox, children: ElkNode[]): ElkNode {
    const { path } = box
    const inner = box.inner.map((id) => longest(this.words.edge(id), SIZE.small) + (id.includes(' xstate.after.') ? 100 : 50))
    const width = Math.max(84, longest(this.words.state(path), SIZE.font) + (box.shape === 'closed' ? 54 : 40), ...inner)
    const top = box.inner.length * SIZE.line
    if (children.length === 0) return { id: path, width, height: SIZE.box + (box.shape === 'closed' ? (top ? 16 : 6) : 0) + (top && top + 4) }
    const padding = `[top=${SIZE.head + top + 12},left=14,bottom=14,right=14]`
    return {
      id: path,
      children: [...this.dot(path), ...children],
      layoutOptions: { 'elk.padding': padding, 'elk.nodeSize.constraints': 'MINIMUM_SIZE', 'elk.nodeSize.minimum': `(${width},60)` },
    }
  }
  private edge(link: Graph['links'][number]): ElkExtendedEdge {
    const lines = linesOf(this.chart, link, (edge, brief) => JSON.stringify(brief ? this.words.brief(edge.id) : this.words.edge(edge.id)))
    // Beside an `after` there is room for what is left of it.
    const width =
      Math.max(...lines.map(({ text, edges }) => longest(JSON.parse(text) as string[], SIZE.small) + (edges.some(({ kind }) => kind === 'after') ? 44 : 0))) +
      26
    return {
      id: link.id,
      sources: [link.from],
      targets: [link.to],
      labels: [
        {
          id: `label ${link.id}`,
          text: ' ',
          width,
          height: lines.length * SIZE.line,
          layoutOptions: { 'elk.edgeLabels.inline': 'true', 'elk.edgeLabels.placement': 'CENTER' },
        },
      ],
    }
  }

  private read(graph: Graph, laid: ElkNode): Picture {
    const nodes = new Map<string, Area>()
    const lines = new Map<string, { points: Point[]; label: Area }>()
    const visit = (node: ElkNode): void => {
      nodes.set(node.id, areaOf(node))
      for (const edge of node.edges ?? []) lines.set(edge.id, { points: pointsOf(edge), label: areaOf(edge.labels?.[0] ?? {}) })
      for (const child of node.children ?? []) visit(child)
    }
    visit(laid)
    const at = (id: string): Area => nodes.get(id) as Area
    return {
      scope: graph.scope,
      width: Math.ceil(laid.width ?? 0),
      height: Math.ceil(laid.height ?? 0),
      frame: at(`scope ${graph.scope}`),
      boxes: graph.boxes.map((box) => ({ ...box, ...at(box.path) })),
      gates: graph.gates.map((gate) => ({ ...gate, ...at(gate.id) })),
      links: graph.links.map((link) => ({ ...link, ...(lines.get(link.id) as { points: Point[]; label: Area }) })),
      starts: graph.boxes
        .filter((box) => box.initial)
        .map((box) => ({ to: box.path, dot: centre(at(`dot ${box.parent}`)), points: lines.get(`start ${box.path}`)?.points ?? [] })),
    }
  }
}

const round = (n: number | undefined): number => Math.round((n ?? 0) * 2) / 2
const areaOf = ({ x, y, width, height }: { x?: number; y?: number; width?: number; height?: number }): Area => ({
  x: round(x),
  y: round(y),
  width: round(width),
  height: round(height),
})
const centre = (area: Area): Point => [area.x + area.width / 2, area.y + area.height / 2]
function pointsOf(edge: ElkExtendedEdge): Point[] {
  const points: Point[] = []
  for (const { startPoint, bendPoints = [], endPoint } of edge.sections ?? [])
    for (const { x, y } of [startPoint, ...bendPoints, endPoint]) points.push([round(x), round(y)])
  return points
}

/** Lays a statechart out: everything at once, and a picture for each scope. */
export async function layOut(chart: Chart, words: Words): Promise<ChartLayout> {
  const layout = new Layout(chart, words)
  const scopes: Picture[] = []
  for (const scope of scopesOf(chart)) scopes.push(await layout.picture(graphOf(chart, scope)))
  return { whole: await layout.picture(graphOf(chart, '', true)), scopes }
}
