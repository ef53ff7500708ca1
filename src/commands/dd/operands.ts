import { Failure } from '../../shell/command.ts'

/** What `dd` was asked to do; sizes in bytes, counts in blocks. */
export interface Copy {
  readonly input?: string
  readonly output?: string
  readonly inputBlock: number
  readonly outputBlock: number
  /** One size for both: blocks are copied as they are read. */
  readonly same: boolean
  readonly count?: number
  readonly skip: number
  readonly seek: number
  readonly conversions: ReadonlySet<string>
}
const POWERS = 'kMGTPEZ'
const CONVERSIONS = new Set(['lcase', 'ucase', 'swab', 'noerror', 'notrunc', 'sync'])
const fail = (text: string): never => {
  throw new Failure(`dd: ${text}\n`, 2)
}

/** A number as dd takes it: `2b*3k`, `128k`, `1M`. (illumos usr/src/cmd/dd/dd.c number) */
function numberOf(text: string): number {
  const match = /^(\d*)([kMGTPEZwb]*)(?:[*x](.*))?$/s.exec(text)
  if (!match) return fail(`bad numeric argument: "${text}"`)
  let value = Number(match[1] || 0)
  for (const unit of match[2] ?? '') value *= unit === 'w' ? 2 : unit === 'b' ? 512 : 1024 ** (POWERS.indexOf(unit) + 1)
  if (match[3] !== undefined) value *= numberOf(match[3])
  return value > 2 ** 63 ? fail(`argument out of range: "${value}"`) : value
}
/** Parses `if=…`, `of=…`, `bs=…` and the like; ends the command for what dd does not know. */
export function operandsOf(words: readonly string[]): Copy {
  const text = new Map<string, string>()
  const conversions = new Set<string>()
  for (const word of words) {
    const [, key = '', value = ''] = /^(if|of|ibs|obs|bs|count|skip|iseek|seek|oseek|conv)=(.*)$/s.exec(word) ?? []
    if (key === '') return fail(`bad argument: "${word}"`)
    if (key === 'conv') for (const name of value.split(',')) if (name !== '') conversions.add(name)
    text.set(key === 'iseek' ? 'skip' : key === 'oseek' ? 'seek' : key, value)
  }
  for (const name of conversions) {
    if (/^(ascii|ebcdic|ibm|asciib|ebcdicb|ibmb|block|unblock)$/.test(name)) return fail(`conv=${name} is not simulated`)
    if (!CONVERSIONS.has(name)) return fail(`bad argument: "${name}"`)
  }
  const size = (key: string): number => numberOf(text.get('bs') ?? text.get(key) ?? '512')
  const [inputBlock, outputBlock] = [size('ibs'), size('obs')]
  if (inputBlock === 0 || outputBlock === 0) return fail('buffer sizes cannot be zero')
  const [input, output, count] = [text.get('if'), text.get('of'), text.get('count')]
  return {
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    ...(count !== undefined && { count: numberOf(count) }),
    inputBlock,
    outputBlock,
    same: text.has('bs') && !conversions.has('lcase') && !conversions.has('ucase'),
    skip: numberOf(text.get('skip') ?? '0'),
    seek: numberOf(text.get('seek') ?? '0'),
    conversions,
  }
}
