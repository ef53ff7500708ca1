/** Finds a Chromium for the browser tests, or installs one. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const onPath = (name) => {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()
  return found || undefined
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return path && existsSync(path) ? path : undefined
}

/** Path of a Chromium that is there, in the order that CONTRIBUTING tells; undefined if there is none. */
async function find() {
  const asked = process.env.CHROMIUM_PATH
  if (asked && !existsSync(asked)) throw new Error(`CHROMIUM_PATH says ${asked}, but there is no such file`)
  if (asked) return asked
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  return onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome') ?? onPath('google-chrome-stable') ?? (await playwrightsOwn())
}

/** Installs with apt-get where that is allowed, else with Playwright's own installer. */
function install() {
  const run = (command, args) => spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
  const root = process.getuid?.() === 0
  if (root && onPath('apt-get')) {
    console.log('No Chromium found: installing it with apt-get…')
    if (run('apt-get', ['update', '-qq']) && run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])) return
  }
  console.log("No Chromium found: installing Playwright's…")
  run('npx', ['playwright-core', 'install', 'chromium'])
}

/** Path of a Chromium, installed if need be. Throws with advice when there is none to be had. */
export async function chromiumPath() {
  const found = await find()
  if (found) return found
  install()
  const installed = await find()
  if (installed) return installed
  throw new Error(
    'The browser tests need a Chromium and none could be installed. Install one (Debian: apt-get install chromium) or say where one is: CHROMIUM_PATH=/path/to/chromium npm test',
  )
}

/** Flags for a quiet, reproducible Chromium. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
