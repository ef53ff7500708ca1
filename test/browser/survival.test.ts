import { describe, expect, it } from 'vitest'
import { bootToLogin, expectAccessible, hurry, logIn, shows, typeLine, visit, withBrowser } from './page.ts'

withBrowser()

describe('what survives', () => {
  it.each([
    ['light', 'en'],
    ['dark', 'es'],
  ] as const)('tells beforehand what a reboot loses, does it by command, and shows what it did, %s, %s', async (theme, lang) => {
    const page = await visit('#/sandbox', { theme, lang })
    await bootToLogin(page)
    await logIn(page)
    await page.locator('[data-place="stage"] > .bar.views button').nth(3).click()
    await page.locator('.survives-table').waitFor()
    await expectAccessible(page, 'nothing changed')
    await typeLine(page, 'echo mine > /root/notes')
    await typeLine(page, 'echo mine > /opt/notes')
    await page.locator('.survives .act').first().click()
    await page.locator('.row.ram.loses').waitFor()
    await page.locator('.row.pool.keeps').first().waitFor()
    expect(await page.locator('.paths .goes code').allTextContents()).toEqual(['/root/notes'])
    await expectAccessible(page, 'asked')
    // With the keyboard: a line opens, says why, and the inspector answers the same.
    const opt = page.locator('.fold', { hasText: '/opt' }).first()
    await opt.press('Enter')
    expect(await opt.getAttribute('aria-expanded')).toBe('true')
    await page.locator('[data-place="inspector"] .place.pool').waitFor()
    // At the speed of life the command can be seen where it is typed.
    await page.locator('select.speed').selectOption('1')
    await page.locator('.survives .do').click()
    await shows(page, /# reboot/)
    await hurry(page)
    await page.locator('.survives-last').waitFor()
    expect(await page.locator('.survives-last s').allTextContents()).toEqual(['/root/notes'])
    await shows(page, /login:/)
    await page.locator('.was .fate.kept').first().waitFor()
    await expectAccessible(page, 'after it')
    await page.locator('.survives-last button').click()
    await page.locator('.survives-last').waitFor({ state: 'detached' })
  })
  it('fits a phone, and without motion nothing dissolves', async () => {
    const page = await visit('#/sandbox', { reducedMotion: true })
    await bootToLogin(page)
    await page.locator('[data-place="stage"] > .bar.views button').nth(3).click()
    await page.setViewportSize({ width: 390, height: 800 })
    await page.locator('.phone > .tabs button').nth(1).click()
    await page.locator('[data-place="stage"] > .bar.views select').selectOption('survives')
    await page.locator('.survives-table').waitFor()
    const wide = await page.locator('.survives-body').evaluate((body) => body.scrollWidth - body.clientWidth)
    expect(wide).toBe(0)
    await expectAccessible(page, 'phone')
    await page.locator('.survives .act').nth(1).click()
    await page.locator('.survives .do').click()
    expect(await page.locator('.dissolving').count()).toBe(0)
    await page.locator('.survives-note').waitFor()
  })
})
