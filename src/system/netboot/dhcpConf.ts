/** What a test in the configuration looks at: what the client said of itself. */
export interface DhcpClient {
  readonly mac: string
  /** Option 77: `iPXE` once iPXE asks. */
  readonly userClass?: string
  /** Option 93: 0 for a BIOS, 7 for UEFI on amd64. */
  readonly arch: number
}
/** A test: all of its parts hold. */
export interface Test {
  readonly option: 'user-class' | 'arch'
  /** Absent: the option is there at all. */
  readonly equals?: string
}
/** One branch of an `if`: its tests (none for `else`) and what it says. */
export interface Branch {
  readonly tests: readonly Test[]
  readonly filename?: string
  readonly nextServer?: string
}
/** What a dhcpd understood of its configuration. */
export interface DhcpConfig {
  readonly network: string
  readonly netmask: string
  readonly range?: readonly [string, string]
  /** Seconds. */
  readonly leaseTime: number
  readonly router?: string
  readonly nextServer?: string
  readonly filename?: string
  /** Branches of each `if`, in order. */
  readonly conditionals: readonly (readonly Branch[])[]
  /** Whether it looks with a ping if an address is free before it offers it. (dhcpd.conf(5): ping-check, on by default) */
  readonly pingCheck: boolean
}
/** What is wrong with a configuration: the line and dhcpd's message. */
export interface ConfError {
  readonly line: number
  readonly message: string
}

interface Token {
  readonly text: string
  readonly line: number
}
/** Words, strings and the signs `{ } ; = ,`; `#` begins a comment. */
function tokensOf(text: string): Token[] {
  const found: Token[] = []
  for (const [n, row] of text.split('\n').entries())
    for (const [token] of row.matchAll(/"[^"]*"|[{};=,]|#.*|[^\s{};=,"#]+/g)) if (!token.startsWith('#')) found.push({ text: token, line: n + 1 })
  return found
}
const unquoted = (text: string): string => text.replace(/^"(.*)"$/, '$1')
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/

class Parser {
  private at = 0
  readonly config: { -readonly [K in keyof DhcpConfig]: DhcpConfig[K] } = { network: '', netmask: '', leaseTime: 43_200, conditionals: [], pingCheck: true }
  constructor(private readonly tokens: readonly Token[]) {}

  /** Source of the messages: isc-dhcp common/parse.c, server/confpars.c. */
  fail(message: string): never {
    const { line = 1 } = this.tokens[Math.min(this.at, this.tokens.length - 1)] ?? {}
    throw { line, message } satisfies ConfError
  }
  get next(): string {
    return this.tokens[this.at]?.text ?? ''
  }
  take(): string {
    const text = this.next
    this.at++
    return text
  }
  expect(sign: ';' | '{' | '}' | '='): void {
    const names = { ';': 'semicolon expected.', '{': 'expecting left brace.', '}': 'expecting right brace.', '=': 'expecting =' }
    if (this.next !== sign) this.fail(names[sign])
    this.at++
  }
  address(): string {
    const text = this.take()
    if (ADDRESS.test(text)) return text
    this.at--
    return this.fail(`${text} (256): expecting IP address or hostname`)
  }
  /** Statements up to a right brace, or the end at the top. */
  body(branch?: { filename?: string; nextServer?: string }, top = false): void {
    while (this.at < this.tokens.length && this.next !== '}') this.statement(branch, top)
    if (!top) this.expect('}')
    else if (this.next === '}') this.fail('unexpected right brace.')
  }
  private statement(branch: { filename?: string; nextServer?: string } | undefined, top: boolean): void {
    const { config } = this
    const target = branch ?? config
    const word = this.take()
    switch (word) {
      case 'subnet':
        if (!top) {
          this.at--
          this.fail('subnet declarations not allowed here.')
        }
        config.network = this.address()
        if (this.take() !== 'netmask') {
          this.at--
          this.fail('Expecting netmask')
        }
        config.netmask = this.address()
        this.expect('{')
        return void this.body()
      case 'if':
        if (branch) {
          this.at--
          this.fail('globalzone: an if inside an if is not simulated')
        }
        return void this.conditional()
      case 'range':
        config.range = [this.address(), this.next === ';' ? (config.range?.[0] ?? '') : this.address()]
        break
      case 'next-server':
        target.nextServer = this.address()
        break
      case 'filename':
        if (!this.next.startsWith('"')) this.fail('filename must be a string')
        target.filename = unquoted(this.take())
        break
      case 'default-lease-time':
        config.leaseTime = Number(this.take())
        if (!Number.isFinite(config.leaseTime)) this.fail('Expecting number')
        break
      case 'ping-check':
        config.pingCheck = /^(true|on)$/.test(this.take())
        break
      case 'option':
        if (this.next === 'routers') {
          this.take()
          config.router = this.address()
        } else while (this.next !== ';' && this.next !== '}' && this.at < this.tokens.length) this.take()
        break
      case 'max-lease-time':
      case 'min-lease-time':
      case 'allow':
      case 'deny':
      case 'ignore':
      case 'ddns-update-style':
        while (this.next !== ';' && this.next !== '}' && this.at < this.tokens.length) this.take()
        break
      case 'authoritative':
        break
      default:
        this.at--
        this.fail('expecting a parameter or declaration')
    }
    this.expect(';')
  }
  private conditional(): void {
    const branches: Branch[] = []
    const branch = (tests: readonly Test[]): void => {
      const said: { filename?: string; nextServer?: string } = {}
      this.expect('{')
      this.body(said)
      branches.push({ tests, ...said })
    }
    branch(this.tests())
    for (;;) {
      const last = this.next === 'else'
      if (!last && this.next !== 'elsif') break
      this.take()
      if (!last || this.peekIf()) branch(this.tests())
      else {
        branch([])
        break
      }
    }
    this.config.conditionals = [...this.config.conditionals, branches]
  }
  /** `else if` is the same as `elsif`. */
  private peekIf(): boolean {
    if (this.next !== 'if') return false
    this.at++
    return true
  }
  private tests(): Test[] {
    const tests: Test[] = []
    do {
      if (this.next === 'and') this.take()
      const exists = this.next === 'exists'
      if (exists || this.next === 'option') this.take()
      const option = this.take()
      if (option !== 'user-class' && option !== 'arch') {
        this.at--
        this.fail(`unknown option ${option}`)
      }
      if (exists) tests.push({ option })
      else {
        this.expect('=')
        tests.push({ option, equals: unquoted(this.take()) })
      }
    } while (this.next === 'and')
    return tests
  }
}

/**
 * Reads a dhcpd.conf(5), the part of it that serves for booting: `subnet`, `range`, `option routers`, `next-server`,
 * `filename`, lease times, `ping-check`, and `if` over `user-class` and `arch`. Other options are passed over.
 */
export function parseDhcpConf(text: string): DhcpConfig | ConfError {
  const parser = new Parser(tokensOf(text))
  try {
    parser.body(undefined, true)
  } catch (error) {
    if (isConfError(error)) return error
    throw error
  }
  return parser.config
}
/** Whether reading failed. */
export const isConfError = (what: unknown): what is ConfError =>
  typeof what === 'object' && what !== null && 'message' in what && 'line' in what && !('network' in what)

const holds = ({ option, equals }: Test, { userClass, arch }: DhcpClient): boolean => {
  if (option === 'arch') return equals === undefined || Number.parseInt(equals.replace(/^.*:/, ''), 16) === arch
  return equals === undefined ? userClass !== undefined : userClass === equals
}
/** What the configuration says to a client: file and the server that has it. */
export function bootOptions(config: DhcpConfig, client: DhcpClient): { readonly filename?: string; readonly nextServer?: string } {
  const { filename, nextServer } = config
  let said: { readonly filename?: string; readonly nextServer?: string } = { ...(filename && { filename }), ...(nextServer && { nextServer }) }
  for (const branches of config.conditionals) {
    const branch = branches.find(({ tests }) => tests.every((test) => holds(test, client)))
    if (branch) said = { ...said, ...(branch.filename && { filename: branch.filename }), ...(branch.nextServer && { nextServer: branch.nextServer }) }
  }
  return said
}
const numberOf = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
const addressOf = (number: number): string => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
/** The addresses of the range, in order. */
export function* addressesIn({ range }: DhcpConfig): Generator<string> {
  if (!range) return
  for (let at = numberOf(range[0]); at <= numberOf(range[1]); at++) yield addressOf(at)
}
