import { type CommandContext, defineCommand, Failure, type Parsed } from '../../shell/command.ts'
import { pathIn } from '../../shell/paths.ts'
import { progressBar, store } from '../../system/piadm/download.ts'
import { fetchUrl, type Progress, parseUrl, sizeOf } from '../../system/piadm/fetch.ts'
import { refusal } from '../../system/piadm/script.ts'
import { type Body, DEFAULT_URL_PREFIX } from '../../system/piadm/site.ts'
import { reachesOut } from '../../system/pkgsrc/network.ts'
import { METER_HEAD, meterLine } from './meter.ts'

const TRY = "curl: try 'curl --help' or 'curl --manual' for more information\n"
/** Simulated ms between two pictures of the meter. */
const TICK = 1000

/** What shows how far it is: nothing, a meter, a bar. Without a terminal only the end of it. */
function progressOf({ err, tty, sim }: CommandContext, parsed: Parsed, saves: boolean): { readonly step: Progress; readonly end: () => void } {
  let last = -TICK
  let drawn = false
  const bar = parsed.has('#')
  // What is printed on the terminal is not mixed with a meter.
  const silent = parsed.has('s') || !saves
  return {
    step: (got, total, elapsed) => {
      if (silent || (got < total && (!tty || sim.now - last < TICK))) return
      last = sim.now
      if (!drawn && !bar) err(METER_HEAD)
      drawn = true
      err(bar ? progressBar(got, total) : meterLine(got, total, elapsed))
    },
    end: () => {
      if (drawn) err('\n')
    },
  }
}
/** Where the answer goes: a file's path, or undefined for standard output. */
function targetOf(context: CommandContext, parsed: Parsed, url: string): string | undefined {
  const output = parsed.get('o')
  if (output !== undefined) return output === '-' ? undefined : pathIn(context.cwd, output)
  if (!parsed.has('O')) return undefined
  const name = parseUrl(url)?.path.split('/').at(-1) ?? ''
  if (name === '') throw new Failure('curl: Remote file name has no length\ncurl: (23) Failed writing received data to disk/application\n', 23)
  return pathIn(context.cwd, name)
}
async function transfer(context: CommandContext, parsed: Parsed, url: string): Promise<number> {
  const { sim, server, out, err, files } = context
  const path = targetOf(context, parsed, url)
  const quiet = parsed.has('s') && !parsed.has('S')
  const fail = (code: number, text: string): number => {
    if (!quiet) err(`curl: (${code}) ${text}\n`)
    return code
  }
  const meter = progressOf(context, parsed, path !== undefined)
  let got = 0
  const progress: Progress = (now, total, elapsed) => {
    got = now
    meter.step(now, total, elapsed)
  }
  const save = (body: Body, upTo?: number): boolean => path !== undefined && store(files, path, body, upTo)
  const steps = fetchUrl(sim, server, url, { head: parsed.has('I'), progress, online: () => reachesOut(sim, server, context.zone) })
  let turn = steps.next()
  try {
    for (; !turn.done; turn = steps.next()) if (turn.value > 0) await context.wait(turn.value)
  } catch (error) {
    // What had come stays in the file.
    if (path !== undefined && got > 0) refusal(() => files.fill(path, got, 'random'))
    throw error
  }
  meter.end()
  const answer = turn.value
  if (!answer.ok) {
    if (answer.got > 0 && path !== undefined) refusal(() => files.fill(path, answer.got, 'random'))
    return fail(answer.code, answer.text)
  }
  const { body, status } = answer
  if (status === 404 && parsed.has('f')) return fail(22, 'The requested URL returned error: 404')
  if (parsed.has('I')) {
    out(
      `HTTP/1.1 ${status === 200 ? '200 OK' : '404 Not Found'}\r\nContent-Type: ${'text' in body ? 'text/plain' : 'application/octet-stream'}\r\nContent-Length: ${sizeOf(body)}\r\n\r\n`,
    )
    return 0
  }
  if (path !== undefined) {
    const refused = refusal(() => files.write(path, ''))
    if (refused) {
      err(
        `Warning: Failed to open the file ${parsed.get('o') ?? path.split('/').at(-1)}: ${refused === 'ENOENT' ? 'No such file or \nWarning: directory' : refused}\n`,
      )
      return fail(23, 'Failure writing output to destination')
    }
    return save(body) ? 0 : fail(23, 'Failure writing output to destination')
  }
  if ('text' in body) {
    out(body.text)
    return 0
  }
  if (!context.tty) throw new Failure('curl: a big file on standard output is not simulated: use -O or -o\n', 23)
  err(
    'Warning: Binary output can mess up your terminal. Use "--output -" to tell \nWarning: curl to output it to your terminal anyway, or consider "--output \nWarning: <FILE>" to save to a file.\n',
  )
  return fail(23, 'Failure writing output to destination')
}

/** Texts: curl src/tool_main.c, src/tool_operate.c, lib/strerror.c. */
export const command = defineCommand({
  name: 'curl',
  summary: 'fetch a file from the network',
  synopsis: ['[-fkLsS#] [-O | -o file] url...'],
  options: {
    O: { help: 'save it under its own name', long: ['remote-name'] },
    o: { help: 'save it in this file', value: 'file', long: ['output'] },
    f: { help: 'an answer like 404 is a failure', long: ['fail'] },
    k: { help: 'do not look at the certificate', long: ['insecure'], fidelity: 'simplified' },
    L: { help: 'follow redirections: there are none', long: ['location'], fidelity: 'simplified' },
    s: { help: 'say nothing', long: ['silent'] },
    S: { help: 'with -s: say what went wrong', long: ['show-error'] },
    I: { help: 'only the head of the answer', long: ['head'] },
    '#': { help: 'a bar instead of the meter', long: ['progress-bar'] },
  },
  interspersed: true,
  operands: { complete: () => [`${DEFAULT_URL_PREFIX}platform-latest.tgz`, `${DEFAULT_URL_PREFIX}smartos-latest.iso`, DEFAULT_URL_PREFIX] },
  description: [
    'Fetches what is at an address. The download site of the project has the platform images: a directory for each stamp, and platform-latest.tgz and smartos-latest.iso.',
  ],
  examples: [{ line: `curl -kO ${DEFAULT_URL_PREFIX}platform-latest.tgz`, text: 'The newest platform image, for a stick.' }],
  source: 'curl(1); smartos-docs upgrading',
  limits: 'Of all hosts only the download site of SmartOS exists.',
  misuse: (misuse) => ({
    stderr:
      misuse.kind === 'missing value'
        ? `curl: option -${misuse.option}: requires parameter\n${TRY}`
        : `curl: option -${'option' in misuse ? misuse.option : ''}: is unknown\n${TRY}`,
    status: 2,
  }),
  async run(context, parsed) {
    if (parsed.operands.length === 0) throw new Failure(`curl: (2) no URL specified\n${TRY}`, 2)
    let status = 0
    for (const url of parsed.operands) status = await transfer(context, parsed, url)
    return status
  },
})
