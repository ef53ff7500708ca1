import type { Id } from '../../sim/record.ts'
import type { Simulation } from '../../sim/simulation.ts'
import { reachesOut } from '../pkgsrc/network.ts'
import type { Steps } from './script.ts'
import { type Body, bodyAt, SITE } from './site.ts'

/** An address taken apart. */
export interface Url {
  readonly scheme: string
  readonly host: string
  /** With what follows a `?` cut off, and without double slashes. */
  readonly path: string
}
/** Takes an address apart; one without a scheme is http. Undefined without a host. */
export function parseUrl(text: string): Url | undefined {
  const [, scheme = 'http', host = '', path = ''] = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):\/\/)?([^/?#]*)([^?#]*)/.exec(text) ?? []
  return host === '' ? undefined : { scheme: scheme.toLowerCase(), host: host.toLowerCase(), path: path.replace(/\/+/g, '/') || '/' }
}
/** How far a transfer is: bytes of all, and since when (simulated ms). */
export type Progress = (got: number, total: number, elapsed: number) => void
/** What came of a request: the answer, or curl's number and words for why not. `got` is what had arrived by then. */
export type Fetched =
  | { readonly ok: true; readonly status: 200 | 404; readonly body: Body }
  | { readonly ok: false; readonly code: number; readonly text: string; readonly got: number }

/** Bytes a second: a good line to the site, as to the image server. */
const RATE = 40 * 2 ** 20
/** Simulated ms: name, connection and TLS; between two looks at the line; until a resolver gives up, and a connection that is silent. Typical values. */
const CONNECT = 150
const TICK = 500
const RESOLVER = 10_000
const SILENCE = 540_000

/** Bytes of an answer. */
export const sizeOf = (body: Body): number => ('text' in body ? body.text.length : body.size)

/** How an address is asked for. */
export interface Request {
  /** Only whether there is something. */
  readonly head?: boolean
  readonly progress?: Progress
  /** Whether the world outside can be reached; by default, as the global zone reaches it. */
  readonly online?: () => boolean
}
/** Asks for an address, and takes as long as the bytes do. Texts: curl lib/url.c, lib/strerror.c; of a silent line: OpenSSL. */
export function* fetchUrl(sim: Simulation, server: Id<'server'>, address: string, how: Request = {}): Steps<Fetched> {
  const { head = false, progress, online = () => reachesOut(sim, server) } = how
  const failed = (code: number, text: string, got = 0): Fetched => ({ ok: false, code, text, got })
  const url = parseUrl(address)
  if (!url) return failed(3, 'URL using bad/illegal format or missing URL')
  if (url.scheme !== 'http' && url.scheme !== 'https') return failed(1, `Protocol "${url.scheme}" not supported`)
  if (!online()) {
    // Without an address there is no way at all; with one, the questions get no answer.
    yield sim.world.get(server)?.system?.addresses ? RESOLVER : 1
    return failed(6, `Could not resolve host: ${url.host}`)
  }
  yield CONNECT
  if (url.host !== SITE) return failed(6, `Could not resolve host: ${url.host}`)
  const body = bodyAt(sim.world, url.path)
  if (!body) {
    const text = `${JSON.stringify({ code: 'ResourceNotFound', message: `${url.path} was not found` })}\n`
    if (!head) progress?.(text.length, text.length, CONNECT)
    return { ok: true, status: 404, body: { text } }
  }
  if (head) return { ok: true, status: 200, body }
  const total = sizeOf(body)
  const began = sim.now
  let silent = 0
  for (let got = 0; got < total; ) {
    const step = Math.min(TICK, Math.ceil(((total - got) / RATE) * 1000))
    yield step
    if (online()) {
      got = Math.min(total, got + Math.ceil((step / 1000) * RATE))
      silent = 0
    } else silent += step
    if (silent >= SILENCE) return failed(56, 'OpenSSL SSL_read: Connection timed out, errno 145', got)
    progress?.(got, total, sim.now - began)
  }
  return { ok: true, status: 200, body }
}
