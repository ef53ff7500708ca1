import { expect, test } from 'vitest'
import { configText, parseConfig, readConfig } from './config.ts'

/** Each text as it might stand in a config, what bash says of it, its status, and what is left of the values; as bash 5.2 has it. */
const TEXTS: readonly (readonly [text: string, fault: string | undefined, status: number, values: Record<string, string>])[] = [
  ['a=1\nb="two words"\nc=\'x y\'\n', undefined, 0, { a: '1', b: 'two words', c: 'x y' }],
  ['  # a comment\n=nothing\n9=no\n  a=1 # and one more\n', undefined, 0, { a: '1' }],
  ['a=x\\ y\nb=1;c=2\n', undefined, 0, { a: 'x y', b: '1' }],
  ['a=(1 2)\nb=$CONFIG_a\nc=x>/tmp/file\n', undefined, 0, { a: '1', b: '1', c: 'x' }],
  ['a=x&\nb=1\n', undefined, 0, { b: '1' }],
  ['a=1\nb="open\nc=3\n', 'eval: line 196: unexpected EOF while looking for matching `"\'', 2, {}],
  ["# text\na=it's\nb=2\n", "eval: line 195: unexpected EOF while looking for matching `''", 2, {}],
  ['b=`x\n', "eval: line 195: unexpected EOF while looking for matching ``'", 2, {}],
  ['a=1\nb=two words\nc=3\n', 'line 196: words: command not found', 127, { a: '1' }],
  ['a=1\n\nnonsense\nc=3\n', 'line 196: CONFIG_nonsense: command not found', 127, { a: '1' }],
  ['a=x|y\n', 'line 195: y: command not found', 127, {}],
  ['a=<x\n', 'line 195: x: No such file or directory', 1, {}],
  ['a=1\nb=(\n', "eval: line 196: unexpected EOF while looking for matching `)'", 2, {}],
  ['a=x)\n', "eval: line 195: syntax error near unexpected token `)'", 2, {}],
  ['a=x;;\n', "eval: line 195: syntax error near unexpected token `;;'", 2, {}],
  ['a=<default>\n', "eval: line 195: syntax error near unexpected token `newline'", 2, {}],
]
test.each(TEXTS)('%j', (text, fault, status, values) => {
  const read = readConfig(text)
  expect([read.fault?.text, read.fault?.status ?? 0]).toEqual([fault, status])
  expect(Object.fromEntries(Object.entries(read.values).filter(([name]) => name.length === 1))).toEqual(values)
})
test('the config of a set-up is read as it was written; what is empty is as good as none', () => {
  const given = { admin_nic: '52:54:00:2f:61:34', admin_ip: 'dhcp', dns_search: 'example.com', hostname: '' }
  const text = configText(given)
  expect(text).toBe(`#
# This file was auto-generated and must be source-able by bash.
#

admin_nic=52:54:00:2f:61:34
admin_ip=dhcp
headnode_default_gateway=none

dns_resolvers=8.8.8.8,8.8.4.4
dns_domain=example.com

ntp_hosts=0.smartos.pool.ntp.org
compute_node_ntp_hosts=dhcp

hostname=

smt_enabled=true

`)
  expect(parseConfig(text)).toEqual({
    admin_nic: '52:54:00:2f:61:34',
    admin_ip: 'dhcp',
    headnode_default_gateway: 'none',
    dns_resolvers: '8.8.8.8,8.8.4.4',
    dns_domain: 'example.com',
    ntp_hosts: '0.smartos.pool.ntp.org',
    compute_node_ntp_hosts: 'dhcp',
    smt_enabled: 'true',
  })
})
