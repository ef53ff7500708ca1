import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { Area } from './layout.ts'

/** Where the picture stands in its window: shifted by `x`, `y` px, enlarged by `k`. */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly k: number
}
const LEAST = 0.25
const MOST = 2.5
/** Smaller than this nothing can be read: then the camera rather shows a part. */
const READABLE = 0.8
const clamp = (k: number): number => Math.min(MOST, Math.max(LEAST, k))

/** Pan and zoom of a picture by wheel, pointer, buttons and keyboard. */
export function useCamera(window: RefObject<HTMLElement | null>, size: { width: number; height: number }, moved: () => void) {
  const [camera, setCamera] = useState<Camera>({ x: 0, y: 0, k: 1 })
  const [dragging, setDragging] = useState(false)
  const drag = useRef<{ x: number; y: number; far: boolean } | undefined>(undefined)

  const fitAll = useCallback(
    (least = 0): void => {
      const box = window.current
      if (!box?.clientWidth) return
      const k = Math.max(clamp(Math.min(1.15, (box.clientWidth - 16) / size.width, (box.clientHeight - 16) / size.height)), least)
      setCamera({ k, x: (box.clientWidth - size.width * k) / 2, y: Math.max(8, (box.clientHeight - size.height * k) / 2) })
    },
    [window, size.width, size.height],
  )
  /** Brings an area into view: where everything fits it stays as it is, otherwise the area comes to the middle. */
  const show = useCallback(
    (area: Area, fresh: boolean): void => {
      const box = window.current
      if (!box?.clientWidth) return
      setCamera((now) => {
        const whole = clamp(Math.min(1.15, (box.clientWidth - 16) / size.width, (box.clientHeight - 16) / size.height))
        if (fresh && whole >= READABLE) return { k: whole, x: (box.clientWidth - size.width * whole) / 2, y: (box.clientHeight - size.height * whole) / 2 }
        const k = fresh ? READABLE + 0.1 : now.k
        const left = area.x * k + now.x
        const top = area.y * k + now.y
        const inView = left >= 24 && top >= 24 && left + area.width * k <= box.clientWidth - 24 && top + area.height * k <= box.clientHeight - 24
        if (!fresh && inView) return now
        return {
          k,
          x: along(box.clientWidth, size.width * k, (area.x + area.width / 2) * k),
          y: along(box.clientHeight, size.height * k, (area.y + area.height / 2) * k),
        }
      })
    },
    [window, size.width, size.height],
  )
  const zoom = useCallback(
    (factor: number, at?: { x: number; y: number }): void => {
      const box = window.current
      if (!box) return
      const point = at ?? { x: box.clientWidth / 2, y: box.clientHeight / 2 }
      setCamera((now) => {
        const k = clamp(now.k * factor)
        return { k, x: point.x - ((point.x - now.x) * k) / now.k, y: point.y - ((point.y - now.y) * k) / now.k }
      })
      moved()
    },
    [window, moved],
  )
  const pan = useCallback(
    (dx: number, dy: number): void => {
      setCamera((now) => ({ ...now, x: now.x + dx, y: now.y + dy }))
      moved()
    },
    [moved],
  )
  // React's own wheel listener is passive: it could not keep the page from scrolling.
  useEffect(() => {
    const box = window.current
    if (!box) return
    const wheel = (event: WheelEvent): void => {
      event.preventDefault()
      const { left, top } = box.getBoundingClientRect()
      if (event.ctrlKey || event.metaKey) zoom(Math.exp(-event.deltaY / 300), { x: event.clientX - left, y: event.clientY - top })
      else pan(-event.deltaX - (event.shiftKey ? event.deltaY : 0), event.shiftKey ? 0 : -event.deltaY)
    }
    box.addEventListener('wheel', wheel, { passive: false })
    return () => box.removeEventListener('wheel', wheel)
  }, [window, zoom, pan])

  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button === 0) drag.current = { x: event.clientX, y: event.clientY, far: false }
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const from = drag.current
      if (!from) return
      const dx = event.clientX - from.x
      const dy = event.clientY - from.y
      // A click may tremble.
      if (!from.far && Math.hypot(dx, dy) < 4) return
      if (!from.far) event.currentTarget.setPointerCapture(event.pointerId)
      drag.current = { x: event.clientX, y: event.clientY, far: true }
      setDragging(true)
      pan(dx, dy)
    },
    onPointerUp: () => {
      drag.current = undefined
      setDragging(false)
    },
  }
  return { camera, dragging, handlers, fitAll, show, zoom, pan }
}

/** Where to put a picture of that size so that a point of it is in the middle, without an empty margin. */
function along(window: number, size: number, point: number): number {
  if (size <= window - 16) return (window - size) / 2
  return Math.min(12, Math.max(window - size - 12, window / 2 - point))
}
