import { describe, expect, it } from 'vitest'
import { matches } from './fmri.ts'
import { fnmatch } from './fnmatch.ts'

describe('fnmatch', () => {
  it.each<[string, string, boolean]>([
    ['*ssh*', 'network/ssh', true],
    ['net*ssh', 'network/ssh', true],
    ['net*s', 'network/ssh', false],
    ['s?h', 'ssh', true],
    ['s?h', 'sh', false],
    ['[r-t]sh', 'ssh', true],
    ['[!r-t]sh', 'ssh', false],
    ['[]s]sh', 'ssh', true],
    ['[s', '[s', true],
    ['a.c', 'abc', false],
    ['**', '', true],
    ['', 'a', false],
  ])('%s and %s: %s', (pattern, name, expected) => {
    expect(fnmatch(pattern, name)).toBe(expected)
  })
  it('answers at once, whatever the pattern', () => {
    expect(fnmatch(`${'*'.repeat(200)}x`, 'a'.repeat(2000))).toBe(false)
    expect(fnmatch(`${'*a'.repeat(200)}x`, 'a'.repeat(2000))).toBe(false)
  })
})
describe('patterns of services', () => {
  it.each<[string, boolean]>([
    ['svc:/network/ssh:default', true],
    ['ssh', true],
    ['*ssh*', true],
    ['ne?work/ssh', true],
    ['s*:default', true],
    ['svc:/*ssh:*', true],
    ['svc:/ss*', false],
    ['network/s*:other', false],
    ['[a', false],
  ])('%s', (pattern, expected) => {
    expect(matches('svc:/network/ssh:default', pattern)).toBe(expected)
  })
})
