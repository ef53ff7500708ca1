/** Does something when the page has nothing else to do; at the latest after so many real ms. */
export function whenIdle(work: () => void, latest = 3000): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: latest })
  else setTimeout(work, 200)
}
/** Goes on in a task of its own: the page may draw and answer before it. */
export const anotherTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
