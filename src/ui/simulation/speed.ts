import { recall } from '../kit/store.ts'

/** Simulated seconds a real second; `max` is as fast as it goes. */
export type Speed = number | 'max'
/** The speeds that the timeline offers. */
export const speeds: readonly Speed[] = [0.25, 1, 4, 20, 100, 1000, 'max']

/** The speed chosen last in this browser. */
export const rememberedSpeed = (): Speed => speeds.find((speed) => String(speed) === recall('speed')) ?? 1

/** The simulated time (ms) to be reached after a frame that took so many real ms. */
export const nextTarget = (now: number, elapsed: number, speed: Speed): number => (speed === 'max' ? Number.POSITIVE_INFINITY : now + elapsed * speed)

/** `00:42.310`, with hours when there are any. */
export function clockText(ms: number): string {
  const whole = Math.floor(ms)
  const pad = (n: number, width = 2): string => String(n).padStart(width, '0')
  const hours = Math.floor(whole / 3_600_000)
  return `${hours ? `${hours}:` : ''}${pad(Math.floor(whole / 60_000) % 60)}:${pad(Math.floor(whole / 1000) % 60)}.${pad(whole % 1000, 3)}`
}
