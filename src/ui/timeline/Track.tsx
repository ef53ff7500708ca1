import { useEffect, useRef } from 'react'
import { useStore } from '../kit/store.ts'
import { useSelection } from '../selection.ts'
import { useEvents, useSession } from '../simulation/context.tsx'
import { shownTheme, token } from '../theme.ts'
import { type Mark, marksOf } from './marks.ts'

const HEIGHT = 26

/** Draws what is over each pixel: ticks for events, ▲ for inputs, ✕ for failures, the chain of causes in the accent. */
function draw(context: CanvasRenderingContext2D, marks: readonly Mark[]): void {
  const colours = { tick: token('--line-strong'), input: token('--accent'), failure: token('--failed') }
  context.clearRect(0, 0, marks.length, HEIGHT)
  marks.forEach((mark, x) => {
    if (!mark.events) return
    context.fillStyle = mark.chain ? colours.input : colours.tick
    const height = mark.chain ? 16 : 3 + Math.min(mark.events, 7)
    context.fillRect(x, HEIGHT - height, mark.chain ? 2 : 1, height)
  })
  marks.forEach((mark, x) => {
    if (mark.input) {
      context.fillStyle = colours.input
      context.beginPath()
      context.moveTo(x, 2)
      context.lineTo(x + 4, 9)
      context.lineTo(x - 4, 9)
      context.fill()
    }
    if (mark.failure) {
      context.strokeStyle = colours.failure
      context.lineWidth = 2
      context.beginPath()
      context.moveTo(x - 3, 3)
      context.lineTo(x + 3, 9)
      context.moveTo(x + 3, 3)
      context.lineTo(x - 3, 9)
      context.stroke()
    }
  })
}

/** The marks behind the slider: drawn anew at most a few times a second. */
export function Track() {
  const canvas = useRef<HTMLCanvasElement>(null)
  const session = useSession()
  const { chain } = useSelection()
  const theme = useStore(shownTheme)
  const { origin } = useEvents()
  const total = session.sim.events.length
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
      draw(context, marksOf(session.sim.events, origin, width, chain))
    }
    const timer = setTimeout(paint, 120)
    window.addEventListener('resize', paint)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('resize', paint)
    }
  }, [total, origin, theme, chain, session])
  return <canvas ref={canvas} className="marks" aria-hidden="true" />
}
