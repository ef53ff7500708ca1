/** One step of mulberry32: 32 bits of state, which a JSON number holds exactly. Yields the next state, and a number in [0, 1). */
export function draw(state: number): { readonly state: number; readonly number: number } {
  const next = (state + 0x6d2b79f5) | 0
  let t = Math.imul(next ^ (next >>> 15), 1 | next)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return { state: next, number: ((t ^ (t >>> 14)) >>> 0) / 4294967296 }
}
/** The state in which the stream of a purpose begins: FNV-1a over the purpose, mixed with the seed. */
export function seedOf(seed: number, purpose: string): number {
  let hash = 2166136261 ^ seed
  for (let i = 0; i < purpose.length; i++) hash = Math.imul(hash ^ purpose.charCodeAt(i), 16777619)
  return hash | 0
}
