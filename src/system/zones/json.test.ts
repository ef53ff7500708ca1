import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonFault, parseJson } from './json.ts'

test.each([
  ['', 'Unexpected end of input'],
  ['{', 'Unexpected end of input'],
  ['{"a":1', 'Unexpected end of input'],
  ['{"a":}', 'Unexpected token }'],
  ['{"a" 1}', 'Unexpected number'],
  ['{"a":1 "b":2}', 'Unexpected string'],
  ['{a:1}', 'Unexpected token a'],
  ['[1,]', 'Unexpected token ]'],
  ['{"a":1,}', 'Unexpected token }'],
  ['{"a":"x', 'Unexpected token ILLEGAL'],
  ['{} x', 'Unexpected token x'],
  ['\u0000\u0001', 'Unexpected token ILLEGAL'],
])('%s', (text, fault) => expect(jsonFault(text)).toBe(fault))

test('what JSON.stringify writes has no fault', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => jsonFault(JSON.stringify(value)) === undefined))
})
test('agrees with JSON.parse on any text', () => {
  const parses = (text: string) => {
    try {
      JSON.parse(text)
      return true
    } catch {
      return false
    }
  }
  fc.assert(
    fc.property(fc.stringMatching(/^[[\]{}:,"0-9eE.\-+ tfnrualse\\]*$/), (text) => (jsonFault(text) === undefined) === parses(text)),
    { numRuns: 2000 },
  )
})
test('a megabyte and a deep nest are no danger', () => {
  expect(jsonFault(`"${'x'.repeat(1 << 20)}"`)).toBeUndefined()
  expect(jsonFault(`"${'x'.repeat(1 << 20)}`)).toBe('Unexpected token ILLEGAL')
  expect(jsonFault('['.repeat(500_000))).toBe('Unexpected end of input')
  expect(parseJson(`${'['.repeat(5000)}${']'.repeat(5000)}`)).toHaveProperty('value')
})
