/** `npm test`: everything that CI runs, one stage after the other, and at the end one line with the sum of the tests. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { chromiumPath } from './chromium.mjs'

const started = process.hrtime.bigint()
const seconds = () => (Number((process.hrtime.bigint() - started) / 1_000_000n) / 1000).toFixed(0)
const total = { passed: 0, failed: 0, skipped: 0 }
const failures = []

/** Runs a program; true if it ended well. */
function stage(name, command, args, env = {}) {
  console.log(`\n── ${name} (${seconds()} s) ──`)
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  if (status !== 0) failures.push(name)
  return status === 0
}
/** Runs Vitest with a config and adds its counts. */
function tests(name, config, env) {
  const report = `.cache/test-${name}.json`
  rmSync(report, { force: true })
  stage(`${name} tests`, 'npx', ['vitest', 'run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], env)
  try {
    const { numPassedTests, numFailedTests, numPendingTests, success } = JSON.parse(readFileSync(report, 'utf8'))
    total.passed += numPassedTests
    total.failed += numFailedTests
    total.skipped += numPendingTests
    if (!success && !failures.includes(`${name} tests`)) failures.push(`${name} tests`)
  } catch {
    failures.push(`${name} tests (no report)`)
    total.failed++
  }
}

mkdirSync('.cache', { recursive: true })
stage('types', 'npx', ['tsc', '--noEmit'])
stage('lint', 'npx', ['biome', 'check', '--error-on-warnings', '.'])
stage('dead code', 'npx', ['knip'])
const built = stage('build', 'npm', ['run', '--silent', 'build'])
tests('unit', 'vitest.config.ts')
if (built) {
  try {
    tests('browser', 'vitest.browser.config.ts', { CHROMIUM_PATH: await chromiumPath() })
  } catch (error) {
    console.error(error.message)
    failures.push('browser tests')
    total.failed++
  }
}
console.log(`\n${failures.length ? `Failed: ${failures.join(', ')}` : 'All stages passed'} in ${seconds()} s`)
// A failed stage counts as a failed test, so that the closing line never hides one.
const failed = Math.max(total.failed, failures.length)
console.log(`${total.passed} passed, ${failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`)
process.exitCode = failed ? 1 : 0
