import { describe, expect, it } from 'vitest'
import { expectAccessible, hurry, visit, withBrowser } from './page.ts'

withBrowser()
const VIEW = '[data-place="stage"] > .bar.views'

describe('the view of the network boot', () => {
  it.each([
    ['light', 'en', 1280],
    ['dark', 'es', 1920],
  ] as const)('a client boots, its messages are listed; a service is stopped, %s, %s', async (theme, lang, width) => {
    const page = await visit('#/sandbox', { theme, lang, width, height: 900 })
    await page.locator(`${VIEW} select`).selectOption('netboot', { force: true })
    await page.locator('.netboot').waitFor()
    await page.locator('.netboot .service.online').nth(2).waitFor()
    await expectAccessible(page, 'nothing boots')
    const bar = page.locator('.netboot-bar button')
    // One more server, without a stick.
    await bar.nth(1).click()
    await page.locator('.netboot .client').nth(1).click()
    // With the keyboard: the switch of HTTP.
    const http = page.locator('.netboot .service').nth(2).getByRole('switch')
    await http.press('Space')
    await page.locator('.netboot .service.disabled').waitFor()
    expect(await http.getAttribute('aria-checked')).toBe('false')
    await bar.last().click()
    await hurry(page)
    // Nobody listens: the connection is closed at once.
    await page.locator('.netboot .message .type', { hasText: 'RST' }).first().waitFor()
    await expectAccessible(page, 'messages')
    await http.press('Space')
    await page.locator('.netboot .service.disabled').waitFor({ state: 'detached' })
    const types = await page.locator('.netboot .message .type').allTextContents()
    expect(types.slice(0, 6)).toEqual(['DISCOVER', 'OFFER', 'REQUEST', 'ACK', 'RRQ', 'DATA'])
  })
  it('fits a phone, and many clients are squares that the keyboard reaches', async () => {
    const page = await visit('#/sandbox')
    await page.locator(`${VIEW} select`).selectOption('netboot', { force: true })
    await page.locator('.netboot .service').first().waitFor()
    await page.locator('.netboot-bar button').nth(2).click()
    await page.locator('.netboot .cell').nth(9).waitFor()
    await page.locator('.netboot .cell').nth(4).press('Enter')
    expect(await page.locator('.netboot .cell').nth(4).getAttribute('aria-pressed')).toBe('true')
    await page.setViewportSize({ width: 390, height: 800 })
    await page.locator('.phone > .tabs button').nth(1).click()
    await page.locator('.netboot-body').waitFor()
    expect(await page.locator('.netboot-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0)
    await expectAccessible(page, 'phone')
  })
})
