import { describe, expect, it } from 'vitest'
import { within } from './tail.ts'

describe('a line that is drawn over the one before', () => {
  it('is cut to the width', () => {
    expect(within('\r[=====>    ] 60%', 10)).toBe('\r[=====>   ')
    expect(within(`\r${' '.repeat(12)}\r`, 10)).toBe(`\r${' '.repeat(10)}\r`)
  })
  it('is left alone when it is none', () => {
    expect(within('twelve letters', 10)).toBe('twelve letters')
    expect(within('\rtwelve letters\n', 10)).toBe('\rtwelve letters\n')
  })
})
