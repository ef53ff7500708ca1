/**
 * `npm run bench [-- --json] [-- --only kernel,browser]`: the figures behind the budgets of ARCHITECTURE.md.
 * Every `test/bench/*.bench.ts` is built for production and run in one process; the browser and command-line figures
 * are taken from the built product. Nothing here passes or fails: it tells.
 */
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' } } })
const wanted = values.only?.split(',')
process.env.NODE_ENV = 'production'
const { build } = await import('vite')

const modules = readdirSync('test/bench')
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.slice(0, -'.bench.ts'.length))
const chosen = modules.filter((name) => !wanted || wanted.includes(name))
const rows = []
if (chosen.length) {
  await build({
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: '.cache/bench',
      emptyOutDir: true,
      minify: false,
      rollupOptions: { input: Object.fromEntries(chosen.map((name) => [name, resolve(`test/bench/${name}.bench.ts`)])) },
    },
  })
  for (const name of chosen) {
    const { bench } = await import(resolve(`.cache/bench/${name}.js`))
    rows.push(...(await bench()).map((row) => ({ group: name, ...row })))
  }
}
for (const name of ['cli', 'browser']) {
  if (wanted && !wanted.includes(name)) continue
  const { bench } = await import(resolve(`test/bench/${name}.mjs`))
  rows.push(...(await bench()).map((row) => ({ group: name, ...row })))
}
if (values.json) console.log(JSON.stringify(rows, null, 1))
else {
  const cells = rows.map(({ group, name, value, unit, budget = '', ok }) => [
    group,
    name,
    value >= 100 ? value.toFixed(0) : value.toPrecision(3),
    unit,
    budget,
    ok === undefined ? '' : ok ? 'ok' : 'OVER',
  ])
  const head = ['group', 'figure', 'value', 'unit', 'budget', '']
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i].length)))
  for (const row of [head, ...cells])
    console.log(
      row
        .map((cell, i) => (i === 2 ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
        .join('  ')
        .trimEnd(),
    )
}
process.exit(0)
