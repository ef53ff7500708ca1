import { type Fetched, fetchUrl, type Progress, sizeOf } from './fetch.ts'
import { eecho, refusal, type Script, type Steps } from './script.ts'
import type { Body } from './site.ts'

/** Puts what was downloaded, or so much of it, into a file; true if it fitted. Throws what the files refuse but for a full file system. */
export function store(files: Script['files'], path: string, body: Body, upTo = sizeOf(body)): boolean {
  const refused = refusal(() => {
    if ('text' in body) files.write(path, body.text.slice(0, upTo))
    else files.fill(path, upTo, 'random', upTo === body.size ? body.artifact : undefined)
  })
  return refused === undefined
}
/** `####…  37.0%`: what `curl --progress-bar` draws over itself. (curl src/tool_cb_prg.c) */
export function progressBar(got: number, total: number): string {
  const share = total === 0 ? 1 : got / total
  const percent = `${(share * 100).toFixed(1)}%`
  return `\r${'#'.repeat(Math.floor(share * 72)).padEnd(72)} ${percent.padStart(6)}`
}
/** What `curl -f` says and returns: 0, or its number. */
export function* curl(
  script: Script,
  url: string,
  how: { head?: boolean; quiet?: boolean; progress?: Progress } = {},
): Steps<{ code: number; status: number; body?: Body }> {
  const fetched: Fetched = yield* fetchUrl(script.sim, script.server, url, { ...how, ...(script.online && { online: script.online }) })
  const say = (text: string): void => {
    if (!how.quiet) eecho(script, text)
  }
  if (!fetched.ok) {
    say(`curl: (${fetched.code}) ${fetched.text}`)
    return { code: fetched.code, status: 0 }
  }
  if (fetched.status === 200) return { code: 0, status: 200, body: fetched.body }
  say('curl: (22) The requested URL returned error: 404')
  return { code: 22, status: 404 }
}
/** `curl -o`: into a file, with a bar if the script is verbose. What had come when it is interrupted stays there. */
export function* curlInto(script: Script, url: string, path: string): Steps<number> {
  const { files, verbose, terminal, err } = script
  let last = 0
  const progress: Progress = (got, total) => {
    last = got
    if (verbose && (terminal || got === total)) err(progressBar(got, total))
  }
  let over = false
  try {
    const { code, body } = yield* curl(script, url, { progress })
    over = true
    if (code !== 0 || !body) return code
    if (verbose) err('\n')
    if (store(files, path, body)) return 0
    eecho(script, 'curl: (23) Failure writing output to destination')
    return 23
  } finally {
    if (!over && last > 0) refusal(() => files.fill(path, last, 'random'))
  }
}
