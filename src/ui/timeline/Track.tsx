import { useEffect, useMemo, useRef } from 'react'
import { useStore } from '../kit/store.ts'
import { useSelection } from '../selection.ts'
import { useCalmEvents, useSession } from '../simulation/context.tsx'
import { shownTheme, token } from '../theme.ts'
import { CHAIN, FAILURE, FAULT, FORK, INPUT, Marks } from './marks.ts'

const HEIGHT = 26
const triangle = new Path2D('M0 2 L4 9 L-4 9 Z')
const bolt = new Path2D('M1 0 L-4 7 L-0.5 7 L-2 12 L4 5 L0.5 5 Z')
const fork = new Path2D('M0 26 L0 18 L-4 12 M0 18 L4 12')
const cross = new Path2D('M-3 3 L3 9 M3 3 L-3 9')

/** Draws what is over each pixel: ticks for events, ▲ for inputs, ⚡ for faults, ✕ for failures, a fork where another future parts, the chain of causes in the accent. */
function draw(context: CanvasRenderingContext2D, pixels: Uint8Array): void {
  const colours = { tick: token('--line-strong'), accent: token('--accent'), fault: token('--waiting'), failure: token('--failed') }
  context.clearRect(0, 0, pixels.length, HEIGHT)
  pixels.forEach((bits, x) => {
    if (!bits) return
    context.fillStyle = bits & CHAIN ? colours.accent : colours.tick
    const height = bits & CHAIN ? 16 : 5
    context.fillRect(x, HEIGHT - height, bits & CHAIN ? 2 : 1, height)
  })
  pixels.forEach((bits, x) => {
    if (!(bits & (INPUT | FAULT | FAILURE | FORK))) return
    context.save()
    context.translate(x, 0)
    context.lineWidth = 2
    context.strokeStyle = colours.failure
    if (bits & FAILURE) context.stroke(cross)
    context.strokeStyle = colours.accent
    if (bits & FORK) context.stroke(fork)
    context.fillStyle = bits & FAULT ? colours.fault : colours.accent
    if (bits & FAULT) context.fill(bolt)
    else if (bits & INPUT) context.fill(triangle)
    context.restore()
  })
}

/** The marks behind the slider. */
export function Track() {
  const canvas = useRef<HTMLCanvasElement>(null)
  const session = useSession()
  const generation = useStore(session.generation)
  const { chain } = useSelection()
  const theme = useStore(shownTheme)
  const { all, origin } = useCalmEvents()
  const total = all.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: another world has other events
  const marks = useMemo(() => new Marks(), [session, generation])
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn from the events; their number and the theme say when
  useEffect(() => {
    const paint = (): void => {
      const element = canvas.current
      const context = element?.getContext('2d')
      if (!element || !context) return
      const ratio = window.devicePixelRatio || 1
      const width = Math.max(1, element.clientWidth)
      if (element.width !== width * ratio) {
        element.width = width * ratio
        element.height = HEIGHT * ratio
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      marks.take(all)
      draw(
        context,
        marks.over(
          origin,
          width,
          chain,
          session.sim.branches.map(({ from }) => from.events),
        ),
      )
    }
    // Called once at first, and whenever the track gets another width.
    const size = new ResizeObserver(paint)
    if (canvas.current) size.observe(canvas.current)
    return () => size.disconnect()
  }, [total, origin, theme, chain, marks])
  return <canvas ref={canvas} className="marks" />
}
