import type { Simulation } from '../../sim/simulation.ts'

const hex = (sim: Simulation, purpose: string, digits: number): string => {
  let text = ''
  while (text.length < digits) text += Math.floor(sim.random(purpose) * 16).toString(16)
  return text
}
/** A random (version 4) UUID from the stream of that purpose. */
export function newUuid(sim: Simulation, purpose = 'vm.uuid'): string {
  const h = hex(sim, purpose, 31)
  const variant = '89ab'[Math.floor(sim.random(purpose) * 4)]
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(12, 15)}-${variant}${h.slice(15, 18)}-${h.slice(18, 30)}`
}
/** A random locally administered MAC address, as vmadm makes them. smartos-live src/vm/node_modules/VM.js (generateMACAddress) */
export function newMac(sim: Simulation): string {
  const h = hex(sim, 'vm.mac', 10)
  const first = (1 + Math.floor(sim.random('vm.mac') * 15)).toString(16)
  return [`${first}2`, ...(h.match(/../g) ?? [])].join(':')
}
/** Lower-case hexadecimal, in the right groups. */
export const isUuid = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
