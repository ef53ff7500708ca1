import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { bootToLogin, expectAccessible, hurry, ready, screen, shows, standAndSave, typeLine, visit, withBrowser } from './page.ts'

withBrowser()
const slider = (page: Page) => page.locator('.scrub input')
const clock = async (page: Page) => (await page.locator('.clock').textContent()) ?? ''

describe('the page', () => {
  it.each([
    ['light', 'en'],
    ['light', 'es'],
    ['dark', 'en'],
    ['dark', 'es'],
  ] as const)('is accessible on every screen, %s, %s', async (theme, lang) => {
    const page = await visit('#/lesson/power-on', { theme, lang })
    await expectAccessible(page, 'off')
    await page.locator('[data-place="stage"] > .bar button').nth(2).click()
    await page.locator('.chart').first().waitFor()
    await bootToLogin(page)
    await page.locator('.event .why-button').last().click()
    await expectAccessible(page, 'running, both views')
    await page.locator('header button[popovertarget]').last().click()
    await page.locator('.help').waitFor()
    await expectAccessible(page, 'help')
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 390, height: 800 })
    await expectAccessible(page, 'phone')
    await page.setViewportSize({ width: 1366, height: 768 })
    await page.evaluate(() => {
      window.location.hash = '#/present/power-on'
    })
    await page.locator('.presenting').waitFor()
    await expectAccessible(page, 'presenter')
    await page.evaluate(() => {
      window.location.hash = '#/sandbox'
    })
    await page.locator('.app:not(.presenting)').waitFor()
    await expectAccessible(page, 'sandbox')
  })
  it('switches the language live, the past included', async () => {
    const page = await visit('#/sandbox')
    await bootToLogin(page)
    await slider(page).focus()
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft')
    await page.getByText('You are looking at the past').waitFor()
    await page.getByRole('button', { name: 'Español' }).click()
    await page.getByText('Estás mirando el pasado').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('es')
    await page.locator('.event .what', { hasText: 'El firmware' }).last().waitFor()
    expect(await page.locator('.event .what', { hasText: 'The firmware' }).count()).toBe(0)
    await page.reload()
    await ready(page)
    expect(await page.locator('html').getAttribute('lang')).toBe('es')
  })
  it('has no motion for whoever wants none', async () => {
    const page = await visit('#/sandbox', { reducedMotion: true })
    await bootToLogin(page)
    const moving = await page.evaluate(
      () =>
        document.getAnimations().filter((animation) => animation.playState === 'running' && Number(animation.effect?.getComputedTiming().duration) > 1).length,
    )
    expect(moving).toBe(0)
  })
  it('says what is wrong with an address, and goes on', async () => {
    const page = await visit('#/nowhere')
    await page.getByText('There is nothing at this address').waitFor()
    await page.goto(`${page.url().split('#')[0]}#/s/AAAA`)
    await page.getByText('This link is damaged').waitFor()
    await bootToLogin(page)
  })
})

describe('time', () => {
  it('is scrubbed with the keyboard, and what is done in the past is refused', async () => {
    const page = await visit('#/sandbox')
    await bootToLogin(page)
    await slider(page).focus()
    await page.keyboard.press('Home')
    await page.locator('.timeline.in-past').waitFor()
    await page.getByText('Nothing has happened yet').waitFor()
    await page.locator('button.power:disabled').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.locator('.event.input').waitFor()
    await page.keyboard.press('End')
    await page.locator('.timeline:not(.in-past)').waitFor()
    await shows(page, /login:$/)
    await page.keyboard.press('ArrowLeft')
    await page.locator('.xterm-helper-textarea').focus()
    await page.keyboard.type('x')
    await page.getByText('Nothing can be done in the past').waitFor()
    await page.getByRole('button', { name: 'Return to now' }).last().click()
    await page.locator('.timeline:not(.in-past)').waitFor()
  })
  it('goes on from the past, and the old future can be gone back to', async () => {
    const page = await visit('#/sandbox')
    await bootToLogin(page)
    await page.locator('select.speed').selectOption('0.25')
    const end = await clock(page)
    await slider(page).focus()
    await page.keyboard.press('Home')
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'Resume from here' }).click()
    const futures = page.getByRole('button', { name: '1', exact: true })
    await futures.waitFor()
    expect((await clock(page)) < end).toBe(true)
    await futures.click()
    await page.getByRole('button', { name: /^Future 1/ }).click()
    await shows(page, /login:$/)
    expect((await clock(page)) >= end).toBe(true)
  })
  it('is taken back by undo', async () => {
    const page = await visit('#/sandbox')
    await bootToLogin(page)
    await typeLine(page, 'root')
    await shows(page, /^Password:/)
    await page.getByRole('button', { name: /^Undo/ }).click()
    await page.waitForFunction(() => !/Password/.test(document.querySelector('.xterm-rows')?.textContent ?? ''))
    await shows(page, /login:$/)
  })
  it('runs until something happens, then stands', async () => {
    const page = await visit('#/sandbox')
    await page.locator('button.power').click()
    await page.getByRole('button', { name: 'Run at full speed until…' }).click()
    await page.getByRole('button', { name: '…a terminal waits for you' }).click()
    await page.getByRole('button', { name: 'Let time run' }).waitFor()
    await shows(page, /Boot Multi User|Welcome/i)
  })
})

describe('why', () => {
  it('lights up the causes of a line of the console, back to the input', async () => {
    const page = await visit('#/sandbox')
    await bootToLogin(page)
    await page.locator('.xterm-helper-textarea').focus()
    await page.keyboard.press('Control+Shift+ArrowUp')
    await page.locator('.event[data-chain]').first().waitFor()
    const chain = page.locator('.why li')
    await chain.first().waitFor()
    expect(await chain.first().textContent()).toContain('power button pressed')
  })
  it('filters events by subject', async () => {
    const page = await visit('#/sandbox')
    await bootToLogin(page)
    await page.getByRole('searchbox').fill('console')
    await page.waitForFunction(() => [...document.querySelectorAll('.event .what b')].every((name) => name.textContent?.includes('console')))
    await page.getByRole('searchbox').fill('no such thing')
    await page.getByText('No event is about that').waitFor()
  })
})

describe('a saved world', () => {
  it('goes on after a reload in the middle of the boot', async () => {
    const page = await visit('#/sandbox')
    await page.locator('button.power').click()
    await page.locator('select.speed').selectOption('4')
    await page.locator('.event.transition').nth(1).waitFor()
    await standAndSave(page)
    const events = await page.locator('.event').count()
    await page.reload()
    await ready(page)
    await page.waitForFunction((count) => document.querySelectorAll('.event').length >= count, events)
    await hurry(page)
    await shows(page, /login:$/)
  })
  it('is kept with what one has typed', async () => {
    const page = await visit('#/sandbox')
    await bootToLogin(page)
    await typeLine(page, 'root')
    await shows(page, /^Password:/)
    await standAndSave(page)
    const before = await screen(page)
    await page.reload()
    await shows(page, /^Password:/)
    expect(await screen(page)).toBe(before)
  })
  it('is put aside when it is damaged, and a new one begins', async () => {
    const page = await visit('#/sandbox')
    await bootToLogin(page)
    await standAndSave(page)
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('globalzone')
          opening.onerror = () => reject(opening.error)
          opening.onsuccess = () => {
            const change = opening.result.transaction('worlds', 'readwrite')
            const store = change.objectStore('worlds')
            const reading = store.get('sandbox world')
            reading.onsuccess = () => store.put({ ...reading.result, text: String(reading.result.text).slice(0, -40) }, 'sandbox world')
            change.oncomplete = () => resolve()
          }
        }),
    )
    // The page saves once more when it goes: not this time.
    await page.evaluate(() => Object.defineProperty(document, 'visibilityState', { value: 'visible' }))
    await page.reload()
    await page.getByText('The saved world is damaged').waitFor()
    await page.getByRole('button', { name: 'Download it' }).waitFor()
    await bootToLogin(page)
  })
  it('is refused when a file is not one', async () => {
    const page = await visit('#/sandbox')
    for (const [name, text] of [
      ['rubbish.json', '\u0000\u0001{{{'],
      ['foreign.json', '{"a":1}'],
      ['empty.json', ''],
    ] as const) {
      await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
      await page.getByText('This file is not a world').first().waitFor()
    }
    await bootToLogin(page)
  })
  it('travels in a file', async () => {
    const page = await visit('#/sandbox')
    await bootToLogin(page)
    await page.locator('button.tool', { has: page.locator('.saved') }).click()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save to a file' }).click()])
    const other = await visit('#/sandbox')
    await other.locator('input[type=file]').setInputFiles(await file.path())
    await other.getByText('The world from the file is open').waitFor()
    await shows(other, /login:$/)
  })
})

describe('a link', () => {
  it('holds all that was done; one that was cut short says so', async () => {
    const page = await visit('#/sandbox')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await bootToLogin(page)
    await typeLine(page, 'root')
    await shows(page, /^Password:/)
    const events = await page.locator('.event').count()
    await page.locator('button.tool', { has: page.locator('.saved') }).click()
    await page.getByRole('button', { name: 'Copy a link to this story' }).click()
    await page.getByText('The link is on the clipboard').waitFor()
    const hash = new URL(await page.evaluate(() => navigator.clipboard.readText())).hash
    const other = await visit(hash)
    await shows(other, /^Password:/)
    await other.waitForFunction((count) => document.querySelectorAll('.event').length >= count, events)
    const cut = await visit(hash.replace(/\?.*/, '').slice(0, -12))
    await cut.getByText('This link is damaged').waitFor()
    await bootToLogin(cut)
  })
})

describe('the keyboard alone', () => {
  it('boots, logs in and walks the panels', async () => {
    const page = await visit('#/sandbox')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the terminal')
    const seen = new Set<string>()
    for (let i = 0; i < 8; i++) {
      await page.keyboard.press('F6')
      seen.add(await page.evaluate(() => document.activeElement?.closest('[data-place]')?.getAttribute('data-place') ?? ''))
    }
    expect([...seen].sort()).toEqual(['inspector', 'log', 'stage', 'story', 'terminal', 'timeline'])
    await page.locator('button.power').focus()
    await page.keyboard.press('Enter')
    await page.locator('select.speed').focus()
    await page.keyboard.press('End')
    await shows(page, /login:$/)
    await page.locator('.skip').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('root\n')
    await shows(page, /^Password:/)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('.xterm'))).toBe(null)
  })
})
