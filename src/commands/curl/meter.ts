const K = 1024
const M = K * K
const G = K * M
/** A number of bytes in five columns: `  176`, `1256k`, `40.0M`. (curl lib/progress.c max5data) */
export function five(bytes: number): string {
  if (bytes < 100_000) return String(bytes).padStart(5)
  if (bytes < 10_000 * K) return `${String(Math.floor(bytes / K)).padStart(4)}k`
  if (bytes < 100 * M) return `${String(Math.floor(bytes / M)).padStart(2)}.${Math.floor((bytes % M) / (M / 10))}M`
  if (bytes < 10_000 * M) return `${String(Math.floor(bytes / M)).padStart(4)}M`
  return `${String(Math.floor(bytes / G)).padStart(2)}.${Math.floor((bytes % G) / (G / 10))}G`
}
/** `0:00:04`, padded; dashes for nothing. (time2str) */
function clock(seconds: number): string {
  if (seconds <= 0) return '--:--:--'
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${String(Math.floor(seconds / 3600)).padStart(2)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
/** The two lines above the meter. */
export const METER_HEAD =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n'
/** The meter's line, drawn over itself: so many bytes of all in so many ms. (curl lib/progress.c progress_meter) */
export function meterLine(got: number, total: number, elapsed: number): string {
  const percent = String(total === 0 ? 0 : Math.floor((got / total) * 100)).padStart(3)
  const speed = elapsed > 0 ? Math.floor((got / elapsed) * 1000) : 0
  const spent = Math.floor(elapsed / 1000)
  const whole = speed > 0 ? Math.floor(total / speed) : 0
  return `\r${percent} ${five(total)}  ${percent} ${five(got)}    0     0  ${five(speed)}      0 ${clock(whole)} ${clock(spent)} ${clock(whole - spent)} ${five(speed)}`
}
