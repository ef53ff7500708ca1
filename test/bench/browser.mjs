/**
 * What the page costs in a real Chromium, unthrottled and slowed down four times: cold loads of the built product,
 * compressed as a web server would, and the time from Enter to the first output of a command.
 * Method: a new browser with an empty profile for each load; `longtask` entries for blocking time.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { CHROMIUM_FLAGS, chromiumPath } from '../../scripts/chromium.mjs'

const LOADS = 5
const COMMANDS = 20
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}
const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const high = (values) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * 0.95))]

/** Serves `dist`, compressed. */
async function serve() {
  const kept = new Map()
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(request.url.split('?')[0])).replace(/^\/$/, '/index.html')
    try {
      if (!kept.has(path)) {
        const raw = readFileSync(join('dist', path))
        kept.set(path, extname(path) === '.woff2' ? { body: raw } : { body: gzipSync(raw, { level: 9 }), encoding: 'gzip' })
      }
      const { body, encoding } = kept.get(path)
      response
        .writeHead(200, {
          'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
          'cache-control': 'no-store',
          ...(encoding && { 'content-encoding': encoding }),
        })
        .end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }
}

/** Runs in the page before its own scripts: notes when picture and console stand there, and what blocks. */
function watch() {
  const seen = { ready: undefined, long: [] }
  globalThis.benchmark = seen
  const look = () => {
    const picture = document.querySelector('[data-place="stage"] svg')
    const console = document.querySelector('[data-place="terminal"] [role="tab"]')
    if (picture?.getClientRects().length && console?.getClientRects().length) seen.ready = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  new PerformanceObserver((list) => seen.long.push(...list.getEntries().map((entry) => [entry.startTime, entry.duration]))).observe({
    type: 'longtask',
    buffered: true,
  })
}

/** One cold load in a new browser. `then` may go on with the page. */
async function load(url, slowdown, then) {
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_FLAGS })
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    const cdp = await page.context().newCDPSession(page)
    const scripts = new Map()
    const wire = { js: 0, requests: 0 }
    await cdp.send('Network.enable')
    cdp.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.set(requestId, true)
      wire.requests++
    })
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) wire.js += encodedDataLength
    })
    if (slowdown > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    await page.addInitScript(watch)
    await page.goto(url, { waitUntil: 'commit' })
    await page.waitForFunction(() => globalThis.benchmark?.ready !== undefined, undefined, { timeout: 60_000 })
    const atReady = { ...wire }
    await page.waitForLoadState('networkidle')
    const { ready, long, painted } = await page.evaluate(() => ({
      ...globalThis.benchmark,
      painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    }))
    // Total blocking time: what tasks take beyond 50 ms, between the first paint and the end of the last long one.
    const blocking = long.reduce((sum, [start, duration]) => sum + Math.max(0, Math.min(duration - 50, start + duration - painted)), 0)
    return { ready, blocking, first: atReady, all: { ...wire }, ...(then && (await then(page))) }
  } finally {
    await browser.close()
  }
}

/** Boots the node as fast as it goes, logs in, and times commands typed in the terminal. */
async function commands(page) {
  await page.evaluate(() => {
    const { sim, speed } = globalThis.globalzone
    const [server] = sim.world.all('server')
    if (sim.world.get(server.id).machine.value === 'off') globalThis.globalzone.input({ type: 'power.button', subject: server.id })
    speed.set('max')
  })
  const prompt = (mode) =>
    page.waitForFunction((wanted) => globalThis.globalzone.sim.world.all('tty').some((tty) => tty.reader === wanted[0] && tty.mode === wanted[1]), mode, {
      timeout: 120_000,
    })
  const type = async (text) => {
    await page.locator('.xterm-helper-textarea').first().focus()
    await page.keyboard.type(text)
  }
  await prompt(['login', 'line'])
  await type('root')
  await page.keyboard.press('Enter')
  await prompt(['login', 'password'])
  await type('root')
  await page.keyboard.press('Enter')
  await prompt(['shell', 'line'])
  await page.evaluate(() => globalThis.globalzone.speed.set(1))
  const times = []
  for (let i = 0; i < COMMANDS + 2; i++) {
    await type('zfs list')
    const timed = page.evaluate(
      () =>
        new Promise((resolve) => {
          const { sim } = globalThis.globalzone
          const count = () => sim.world.all('tty').reduce((sum, tty) => sum + tty.count, 0)
          addEventListener(
            'keydown',
            () => {
              const start = performance.now()
              const before = count()
              let output
              // The line itself is one piece; what the command prints comes after it.
              const stop = sim.world.subscribe(() => {
                if (count() <= before + 1) return
                output = performance.now() - start
                stop()
                requestAnimationFrame(() => resolve([output, performance.now() - start]))
              })
            },
            { once: true, capture: true },
          )
        }),
    )
    await page.evaluate(() => undefined)
    await page.keyboard.press('Enter')
    times.push(await timed)
    await prompt(['shell', 'line'])
  }
  // The first ones load the command itself.
  const settled = times.slice(2)
  return { output: settled.map(([output]) => output), frame: settled.map(([, frame]) => frame), firstCommand: times[0][0] }
}

/** 200 servers boot over the network at real-time speed, in the view of it: frames, and what the page's own thread computes for each. */
async function rack(page) {
  await page.evaluate(() => {
    localStorage.setItem('globalzone.stage', 'netboot')
    location.reload()
  })
  await page.waitForFunction(() => document.querySelector('.netboot'), undefined, { timeout: 60_000 })
  await page.evaluate(() => {
    const page = globalThis.globalzone
    page.input({ type: 'bootserver.add' })
    page.input({ type: 'rack.fill', count: 199 })
    page.input({ type: 'bootserver.limit', subject: 'bootserver:pxe1', mbps: 10_000 })
  })
  await page.waitForFunction(() => document.querySelectorAll('.netboot .cell').length === 200, undefined, { timeout: 60_000 })
  await page.evaluate(() => globalThis.globalzone.input({ type: 'rack.power', each: 25 }))
  await page.waitForFunction(() => globalThis.globalzone.sim.world.get('bootserver:pxe1').link.http.count > 150, undefined, { timeout: 120_000 })
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busy = async () => (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
  const before = await busy()
  const frames = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const begin = performance.now()
        let count = 0
        const next = (now) => {
          count++
          if (now - begin < 10_000) requestAnimationFrame(next)
          else resolve(count)
        }
        requestAnimationFrame(next)
      }),
  )
  return { perSecond: frames / 10, each: ((await busy()) - before) * (1000 / frames) }
}

export async function bench() {
  const server = await serve()
  const rows = []
  try {
    for (const slowdown of [1, 4]) {
      const loads = []
      for (let i = 0; i < LOADS; i++) loads.push(await load(server.url, slowdown))
      const then = await load(`${server.url}#/sandbox`, slowdown, commands)
      const at = slowdown === 1 ? '' : ` at ${slowdown}x`
      const blocking = middle(loads.map((one) => one.blocking))
      if (slowdown === 1) {
        const js = middle(loads.map((one) => one.first.js)) / 1000
        const requests = middle(loads.map((one) => one.first.requests))
        rows.push(
          { name: 'JavaScript before the page is ready', value: js, unit: 'kB gzip', budget: '<= 180', ok: js <= 180 },
          { name: 'requests before it is ready', value: requests, unit: '', budget: '<= 15', ok: requests <= 15 },
        )
      }
      const ready = middle(loads.map((one) => one.ready))
      const readyBudget = slowdown === 1 ? 566 : 1547
      const blockingBudget = slowdown === 1 ? 50 : 300
      rows.push(
        { name: `page ready: picture and prompt${at}`, value: ready, unit: 'ms', budget: `<= ${readyBudget}`, ok: ready <= readyBudget },
        { name: `total blocking time of the load${at}`, value: blocking, unit: 'ms', budget: `<= ${blockingBudget}`, ok: blocking <= blockingBudget },
        {
          name: `Enter to first output, p95${at}`,
          value: high(then.output),
          unit: 'ms',
          ...(slowdown === 4 && { budget: '<= 50', ok: high(then.output) <= 50 }),
        },
        { name: `Enter to the frame that shows it, p95${at}`, value: high(then.frame), unit: 'ms' },
        { name: `Enter to first output, first command${at}`, value: then.firstCommand, unit: 'ms' },
      )
    }
    const { perSecond, each } = await load(`${server.url}#/sandbox`, 1, rack)
    rows.push(
      { name: 'frames a second while 200 servers boot over the network', value: perSecond, unit: '', budget: '>= 55', ok: perSecond >= 55 },
      { name: 'computing of the page for a frame of it', value: each, unit: 'ms', budget: '<= 16', ok: each <= 16 },
    )
  } finally {
    server.close()
  }
  return rows
}
