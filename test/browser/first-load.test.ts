import { gzipSync } from 'node:zlib'
import type { Page, Response } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { bootToLogin, ready, visit, withBrowser } from './page.ts'

withBrowser()

/** Most that the first load may be: bytes of JavaScript after gzip, and requests. */
const MOST = { script: 180_000, requests: 15 }

/** Opens the page as a newcomer does, and yields what it asked for until it wants nothing more. */
async function newcomer(hash: string, lang: 'en' | 'es' = 'en'): Promise<{ page: Page; asked: Response[] }> {
  const page = await visit(hash, { lang })
  await page.evaluate(() => localStorage.clear())
  const asked: Response[] = []
  page.on('response', (response) => asked.push(response))
  await page.reload()
  await ready(page)
  await page.locator('[data-place="stage"] svg').first().waitFor()
  await page.waitForLoadState('networkidle')
  return { page, asked }
}
const isScript = (response: Response): boolean => response.request().resourceType() === 'script'

describe('the first load', () => {
  it.each([
    ['', 'en'],
    ['', 'es'],
    ['#/sandbox', 'en'],
  ] as const)('of "%s" in %s is small, and brings neither the engine nor what comes after it', async (hash, lang) => {
    const { page, asked } = await newcomer(hash, lang)
    const sizes = await Promise.all(
      asked.filter(isScript).map(async (response) => gzipSync(await (await page.request.get(response.url())).body(), { level: 9 }).length),
    )
    const script = sizes.reduce((a, b) => a + b, 0)
    expect(script).toBeGreaterThan(50_000)
    expect(script).toBeLessThanOrEqual(MOST.script)
    expect(asked.length).toBeLessThanOrEqual(MOST.requests)
    expect(asked.map((response) => response.url()).filter((url) => /\/(engine|checks|screen|keeper|bash|commands)-/.test(url))).toEqual([])
    // And yet all is there.
    await bootToLogin(page)
  })

  it('loses nothing that is done before the engine is there', async () => {
    const { page } = await newcomer('#/sandbox')
    let bring = (): void => {}
    const held = new Promise<void>((resolve) => {
      bring = resolve
    })
    await page.route(/\/engine-/, async (route) => {
      await held
      await route.continue()
    })
    await page.locator('button.power').click()
    await page.evaluate(() => {
      const { globalzone } = globalThis as unknown as { globalzone: { table(type: string): { id: string }[]; input(input: object): boolean } }
      globalzone.input({ type: 'usb.pull', subject: globalzone.table('medium')[0]?.id })
    })
    const done = (): Promise<readonly { at: number; input: { type: string } }[]> =>
      page.evaluate(() => (globalThis as unknown as { globalzone: { sim: { journal: never } } }).globalzone.sim.journal)
    expect(await done()).toEqual([])
    bring()
    await page.waitForFunction(() => (globalThis as unknown as { globalzone: { sim: { journal: unknown[] } } }).globalzone.sim.journal.length === 2)
    const [first, second] = await done()
    expect([first?.input.type, second?.input.type]).toEqual(['power.button', 'usb.pull'])
    expect(second?.at).toBe(first?.at)
  })
})
