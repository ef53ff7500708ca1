/** Does something when the page has nothing else to do; at the latest after so many real ms. */
export function whenIdle(work: () => void, latest = 3000): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: latest })
  else setTimeout(work, 200)
}
