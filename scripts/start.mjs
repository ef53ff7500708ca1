/** `npm start`: serves the built product (and builds it first if that has not been done) and prints the address. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { build, preview } from 'vite'

/** Time of the newest change below a path, in ms. */
function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
const page = 'dist/index.html'
const sources = ['src', 'scenarios', 'public', 'index.html', 'vite.config.ts', 'package.json'].filter(existsSync)
if (!existsSync(page) || Math.max(...sources.map(newest)) > statSync(page).mtimeMs) {
  console.log('Building Global Zone…')
  await build({ logLevel: 'warn' })
}
// Without strictPort a taken port is told and the next one is used.
const wanted = Number(process.env.PORT ?? 4173)
const server = await preview({ preview: { port: wanted, strictPort: false, host: process.env.HOST ?? '127.0.0.1' }, logLevel: 'info' })
const { port, address } = server.httpServer.address()
if (port !== wanted) console.log(`Port ${wanted} is taken; using ${port}.`)
console.log(`Global Zone: http://${address.includes(':') ? `[${address}]` : address}:${port}/`)
