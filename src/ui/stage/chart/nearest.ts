import type { Area } from './layout.ts'

/** The box that lies nearest in a direction: for the arrow keys. */
export function nearest<B extends Area & { readonly path: string }>(boxes: readonly B[], from: string, [dx, dy]: readonly [number, number]): B | undefined {
  const here = boxes.find(({ path }) => path === from)
  if (!here) return undefined
  const middle = (box: Area): [number, number] => [box.x + box.width / 2, box.y + box.height / 2]
  const [x, y] = middle(here)
  let best: B | undefined
  let least = Number.POSITIVE_INFINITY
  for (const box of boxes) {
    const [bx, by] = middle(box)
    const ahead = (bx - x) * dx + (by - y) * dy
    const aside = Math.abs((bx - x) * dy) + Math.abs((by - y) * dx)
    if (box === here || ahead <= 2) continue
    const distance = ahead + aside * 2
    if (distance < least) {
      least = distance
      best = box
    }
  }
  return best
}
