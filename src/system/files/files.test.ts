import { beforeEach, expect, test } from 'vitest'
import { Simulation } from '../../sim/simulation.ts'
import type { Server } from '../hardware/hardware.ts'
import { bootFiles, dropRam } from './boot.ts'
import type { Files } from './files.ts'
import { openFiles } from './open.ts'

const server = 'server:node1' as const
let sim: Simulation
let files: Files
beforeEach(() => {
  sim = new Simulation({ machines: {}, effects: {}, inputs: {} })
  sim.put<Server>({
    id: server,
    name: 'node1',
    uuid: '0',
    ramMiB: 8192,
    cpus: 4,
    bootOrder: [],
    firmware: 'bios',
    machine: { value: 'on' },
    system: { platform: '20260312T002222Z', bootParameters: {}, bootedAt: 0, hostname: 'smartos', multiUser: true, reached: {} },
  })
  bootFiles(sim, server)
  files = openFiles(sim, { server })
})

test('the boot archive is in RAM and has the files of the image', () => {
  expect(files.read('/etc/nodename')).toBe('smartos\n')
  expect(files.read('/etc/hosts')).toContain('127.0.0.1')
  expect(files.stat('/bin/ls').kind).toBe('file')
  expect(files.mountOf('/etc/release').source).toBe('/devices/ramdisk:a')
})
test('what is written in / is gone at power off, and comes back as it was', () => {
  files.write('/root/notes', 'keep me')
  expect(files.read('/root/notes')).toBe('keep me')
  dropRam(sim, server)
  bootFiles(sim, server)
  expect(files.exists('/root/notes')).toBe(false)
})
test('/usr is read-only', () => {
  expect(() => files.write('/usr/bin/ls', 'x')).toThrow('EROFS')
  expect(() => files.mkdir('/usr/local')).toThrow('EROFS')
  expect(() => files.remove('/bin/ls')).toThrow('EROFS')
})
test('errors are those of the system calls', () => {
  expect(() => files.read('/nope')).toThrow('ENOENT')
  expect(() => files.read('/etc')).toThrow('EISDIR')
  expect(() => files.readdir('/etc/passwd')).toThrow('ENOTDIR')
  expect(() => files.remove('/etc')).toThrow('EBUSY')
  expect(() => files.remove('/root')).toThrow('ENOTEMPTY')
  expect(() => files.rename('/root/.profile', '/tmp/p')).toThrow('EXDEV')
  files.symlink('/loop', '/loop')
  expect(() => files.read('/loop')).toThrow('ELOOP')
})
test('links, renames, appends and holes', () => {
  files.mkdir('/tmp/a/b', true)
  files.write('/tmp/a/b/f', 'one\n')
  files.append('/tmp/a/b/f', 'two\n')
  files.symlink('a/b', '/tmp/l')
  expect(files.read('/tmp/l/f')).toBe('one\ntwo\n')
  files.rename('/tmp/a/b/f', '/tmp/g')
  expect(files.readdir('/tmp')).toEqual(['a', 'g', 'l'])
  files.writeAt('/tmp/g', 10, 'x')
  expect(files.read('/tmp/g')).toBe('one\ntwo\n\0\0x')
  expect(files.realpath('/tmp/l/../..//./g')).toBe('/tmp/g')
})
test('a full RAM disk takes what fits and says so', () => {
  expect(() => files.fill('/big', 1024 ** 3, 'zero')).toThrow('ENOSPC')
  const { size } = files.stat('/big') as { size: number }
  expect(size).toBeGreaterThan(0)
  expect(files.space(files.mountOf('/')).available).toBe(0)
})
test('10,000 files in a directory', () => {
  files.mkdir('/tmp/many')
  for (let i = 0; i < 10_000; i++) files.write(`/tmp/many/f${i}`, 'x')
  expect(files.readdir('/tmp/many').length).toBe(10_000)
  files.remove('/tmp/many', true)
  expect(files.exists('/tmp/many')).toBe(false)
})
test('/dev/null takes anything, /dev/zero gives zeros', () => {
  files.write('/dev/null', 'gone')
  expect(files.read('/dev/null')).toBe('')
  expect(files.readRange('/dev/zero', 0, 4)).toBe('\0\0\0\0')
  expect(files.readRange('/dev/urandom', 0, 16)).not.toBe(files.readRange('/dev/urandom', 0, 16))
})
