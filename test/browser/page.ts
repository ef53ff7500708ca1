import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { CHROMIUM_FLAGS, chromiumPath } from '../../scripts/chromium.mjs'

/** How a page is opened. */
export interface Visit {
  readonly lang?: 'en' | 'es'
  readonly theme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
  readonly reducedMotion?: boolean
}
/** How long one waits for something that comes by itself, real ms. */
const PATIENCE = 25_000
let browser: Browser
const contexts: BrowserContext[] = []
const complaints: string[] = []

/** Hooks of a test file: one Chromium for the file; what a page complains about fails the test. */
export function withBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_FLAGS })
  })
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()))
    expect(complaints.splice(0)).toEqual([])
  })
  afterAll(() => browser.close())
}

/** A new reader, with an empty profile, at an address such as `#/sandbox`. */
export async function visit(hash = '', { lang = 'en', theme = 'light', width = 1366, height = 768, reducedMotion = false }: Visit = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: lang === 'es' ? 'es-ES' : 'en-GB',
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  })
  contexts.push(context)
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (protocol.startsWith('http') && host !== new URL(inject('baseURL')).host) complaints.push(`asked a stranger: ${request.url()}`)
  })
  await page.goto(inject('baseURL') + hash)
  await ready(page)
  return page
}
/** The frame is there and its world is open. */
export async function ready(page: Page): Promise<void> {
  await page.locator('[data-place="timeline"]').waitFor()
}
/** Lets simulated time run as fast as it goes. */
export async function hurry(page: Page): Promise<void> {
  await page.locator('select.speed').selectOption('max')
}
/** What the terminal shows, without blanks at the ends of lines. */
export async function screen(page: Page): Promise<string> {
  return (await page.locator('.xterm-rows > div').allTextContents()).map((line) => line.replaceAll('\u00a0', ' ').trimEnd()).join('\n')
}
/** Waits until the terminal shows something. */
export async function shows(page: Page, wanted: RegExp): Promise<void> {
  await page.waitForFunction(
    ({ source, flags }) => {
      const rows = [...document.querySelectorAll('.xterm-rows > div')].map((row) => (row.textContent ?? '').replaceAll('\u00a0', ' ').trimEnd())
      return new RegExp(source, flags).test(rows.join('\n'))
    },
    { source: wanted.source, flags: wanted.flags.includes('m') ? wanted.flags : `${wanted.flags}m` },
  )
}
/** Types a line in the terminal, as a learner does. */
export async function typeLine(page: Page, line: string): Promise<void> {
  await page.locator('.xterm-helper-textarea').focus()
  await page.keyboard.type(line)
  await page.keyboard.press('Enter')
}
/** Presses the power button and waits for the login prompt. */
export async function bootToLogin(page: Page): Promise<void> {
  await hurry(page)
  await page.locator('button.power').click()
  await shows(page, /login:$/)
}
/** Logs in as root on the default node. */
export async function logIn(page: Page): Promise<void> {
  await typeLine(page, 'root')
  await shows(page, /^Password:/)
  await typeLine(page, 'root')
  await shows(page, /# $|#$/)
}
/** Stops time, and waits until all that has happened is kept. */
export async function standAndSave(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Stop time|Detener el tiempo/ }).click()
  await page.waitForFunction(() => {
    const { globalzone } = globalThis as unknown as { globalzone: { sim: { events: readonly unknown[] } } }
    return document.querySelector('[data-saved="saved"]')?.getAttribute('data-events') === String(globalzone.sim.events.length)
  })
}
/** Nothing that axe calls serious or critical. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${where}: ${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([])
}
