import { describe, expect, it } from 'vitest'
import { type Action, columns, completeWith, edit, emptyLine, keysOf, type Line } from './lineEditor.ts'

/** Types everything; what was asked for is collected. */
function type(data: string, history: readonly string[] = [], from: Line = emptyLine): { line: Line; actions: Action[] } {
  let line = from
  const actions: Action[] = []
  for (const key of keysOf(data)) {
    const edited = edit(line, key, history)
    line = edited.line
    if (edited.action) actions.push(edited.action)
  }
  return { line, actions }
}
const shown = (data: string, history?: readonly string[]): string => {
  const { line } = type(data, history)
  return `${line.text.slice(0, line.cursor)}|${line.text.slice(line.cursor)}`
}

describe('line editor', () => {
  it('inserts where the cursor stands', () => {
    expect(shown('zfs lst\x1b[D\x1b[Di')).toBe('zfs li|st')
    expect(shown('abc\x01x\x05y')).toBe('xabcy|')
    expect(shown('abc\x1b[Hx\x1b[Fy')).toBe('xabcy|')
  })
  it('deletes characters, words and line ends', () => {
    expect(shown('abc\x7f')).toBe('ab|')
    expect(shown('abc\x01\x1b[3~')).toBe('|bc')
    expect(shown('abc\x01\x04')).toBe('|bc')
    expect(shown('zfs list  \x17')).toBe('zfs |')
    expect(shown('zfs list\x1b[D\x0b')).toBe('zfs lis|')
    expect(shown('zfs list\x15')).toBe('|')
    expect(shown('zfs list\x17\x17x')).toBe('x|')
    expect(shown('\x7f\x17\x15')).toBe('|')
  })
  it('moves by words and puts back what was cut', () => {
    expect(shown('zfs list -t\x1b[1;5D\x1b[1;5D')).toBe('zfs |list -t')
    expect(shown('zfs list\x1bb\x1bb\x1bf')).toBe('zfs| list')
    expect(shown('zfs list\x17\x01\x19')).toBe('list|zfs ')
  })
  it('goes back and forth in the history and finds the draft again', () => {
    const history = ['first', 'second']
    expect(shown('dra\x1b[A', history)).toBe('second|')
    expect(shown('dra\x1b[A\x1b[A', history)).toBe('first|')
    expect(type('\x1b[A\x1b[A\x1b[A', history).actions).toEqual([{ type: 'bell' }])
    expect(shown('dra\x1b[A\x1b[A\x1b[B\x1b[B', history)).toBe('dra|')
  })
  it('searches backwards', () => {
    const history = ['zfs list', 'vmadm list', 'ls']
    expect(shown('\x12list', history)).toBe('vmadm list|')
    expect(shown('\x12list\x12', history)).toBe('zfs list|')
    expect(shown('x\x12list\x07', history)).toBe('x|')
    expect(type('\x12vm\r', history).actions).toEqual([{ type: 'submit', text: 'vmadm list' }])
  })
  it('submits each line of what is pasted', () => {
    expect(type('a\r\nb\nc').actions).toEqual([
      { type: 'submit', text: 'a' },
      { type: 'submit', text: 'b' },
    ])
    expect(shown('a\r\nb\nc')).toBe('c|')
  })
  it('asks for interrupt, end of file, clear, completion and a list', () => {
    expect(type('x\x03\x04\x0c').actions.map((action) => action.type)).toEqual(['interrupt', 'eof', 'clear'])
    expect(type('z\t\t').actions.map((action) => action.type)).toEqual(['complete', 'list'])
    expect(type('z\tf\t').actions.map((action) => action.type)).toEqual(['complete', 'complete'])
  })
  it('ignores sequences it does not know', () => {
    expect(shown('a\x1b[15~\x00b')).toBe('ab|')
  })
  it('completes what candidates have in common', () => {
    const line = type('vmadm st').line
    expect(completeWith(line, 6, ['start', 'stop']).action).toEqual({ type: 'bell' })
    expect(completeWith(line, 6, ['start']).line.text).toBe('vmadm start ')
    expect(completeWith(type('cd /zo').line, 3, ['/zones/']).line.text).toBe('cd /zones/')
    expect(completeWith(type('x a').line, 2, ['abc1', 'abc2']).line.text).toBe('x abc')
    expect(completeWith(line, 6, []).action).toEqual({ type: 'bell' })
  })
  it('lists in columns', () => {
    expect(columns(['a', 'b', 'c'], 6)).toBe('a  c\nb\n')
    expect(columns(['a', 'b', 'c'], 2)).toBe('a\nb\nc\n')
  })
})
