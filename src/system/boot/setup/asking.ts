import { type Complaint, type Page, wizard } from './chart.ts'
import type { QuestionName } from './questions.ts'

/** Puts a question. */
export const ask = <Q extends QuestionName>(question: Q) => ({ type: 'setup.ask', params: { question } }) as const
const page = <P extends Page>(name: P) => ({ type: 'setup.page', params: { page: name } }) as const
const keep = <Q extends QuestionName>(question: Q) => ({ type: 'keep', params: { question } }) as const
const complain = <Q extends QuestionName, C extends Complaint>(question: Q, complaint: C) =>
  ({ actions: { type: 'setup.complain', params: { question, complaint } } }) as const
const network = <Q extends QuestionName>(question: Q) => ({ type: 'network', params: { question } }) as const
const word = <Q extends QuestionName>(question: Q, ...words: string[]) => ({ type: 'word', params: { question, words } }) as const
const empty = <Q extends QuestionName>(question: Q) => ({ type: 'empty', params: { question } }) as const
const quoted = <Q extends QuestionName>(question: Q) => ({ guard: { type: 'quoted', params: { question } }, ...complain(question, 'quotes') }) as const
/** A shell that the set-up waits for. */
export const shell = <W extends 'break' | 'manual' | 'no disks' | 'fatal'>(why: W) => ({ type: 'setup.shell', params: { why } }) as const
const manual = (value: string) => ({ type: 'keep manual', params: { manual: value } }) as const

/** Where a host is asked for: it is pinged, unless it was given in advance, and taken whether it answers or not. */
const host = (question: 'dns1' | 'dns2' | 'ntp', next: string) =>
  wizard.createStateConfig({
    initial: 'asked',
    states: {
      asked: {
        entry: ask(question),
        on: {
          line: [
            { guard: 'given', target: next, actions: keep(question) },
            { target: 'checked', actions: keep(question) },
          ],
        },
      },
      checked: { entry: ['deafen', { type: 'setup.check', params: { question } }], exit: 'listen', on: { checked: next } },
    },
  })
/** The questions, in their order. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh. */
export const asking = wizard.createStateConfig({
  initial: 'intro',
  states: {
    intro: { entry: [page('Triton'), ask('intro')], on: { line: 'networking' } },
    networking: { entry: ['new round', page('Networking'), ask('networking')], on: { line: 'nics' } },
    nics: {
      entry: [page('Networking - Admin'), 'setup.nics'],
      on: { 'one nic': { target: 'admin ip', actions: 'keep one nic' }, 'several nics': 'admin nic' },
    },
    'admin nic': {
      entry: ['setup.nicTable', ask('admin nic')],
      on: {
        line: [
          { guard: 'nic number', target: 'admin ip', actions: 'keep nic' },
          { target: 'admin nic', reenter: true },
        ],
      },
    },
    'admin ip': {
      entry: ask('admin ip'),
      on: {
        line: [
          { guard: word('admin ip', 'dhcp'), target: 'gateway', actions: keep('admin ip') },
          { guard: network('admin ip'), target: 'netmask', actions: keep('admin ip') },
          complain('admin ip', 'network'),
        ],
      },
    },
    netmask: {
      entry: ask('netmask'),
      on: {
        line: [
          { guard: 'no number', target: '#apply', actions: [keep('netmask'), 'derail', 'setup.derailed'] },
          { guard: 'broadcast', target: 'admin ip', actions: keep('netmask') },
          { guard: network('netmask'), target: 'gateway', actions: keep('netmask') },
          complain('netmask', 'network'),
        ],
      },
    },
    gateway: {
      entry: [page('Networking - Continued'), ask('gateway')],
      on: { line: [{ guard: network('gateway'), target: 'nic up', actions: keep('gateway') }, complain('gateway', 'network')] },
    },
    'nic up': { entry: 'setup.bringUp', exit: 'keep up', on: { 'nic up': 'dns1' } },
    dns1: host('dns1', '#asking.dns2'),
    dns2: host('dns2', '#asking.search'),
    search: {
      entry: ask('search'),
      on: { line: [quoted('search'), { guard: empty('search'), ...complain('search', 'value') }, { target: 'ntp', actions: keep('search') }] },
    },
    ntp: host('ntp', '#asking.date'),
    date: { entry: 'setup.date', on: { 'date set': 'storage', 'no date': 'warning' } },
    warning: { entry: ['setup.warning', ask('warning')], on: { line: 'storage' } },
    storage: {
      entry: page('Storage'),
      initial: 'layout',
      states: {
        layout: {
          entry: 'setup.layout',
          on: {
            line: [
              quoted('storage'),
              { guard: word('storage', 'yes'), target: '#asking.selfboot', actions: manual('') },
              { guard: word('storage', 'manual'), target: 'manual', actions: [keep('storage'), manual('true')] },
              { target: 'layout', reenter: true, actions: keep('storage') },
            ],
            'no disks': 'no disks',
          },
        },
        manual: { entry: shell('manual'), on: { 'shell ended': 'looking' } },
        looking: { entry: 'setup.pool?', on: { 'pool there': '#asking.selfboot', 'no pool': 'layout' } },
        'no disks': { entry: shell('no disks'), on: { 'shell ended': 'looking again' } },
        'looking again': { entry: 'setup.pool?', on: { 'pool there': '#asking.selfboot', 'no pool': '#asking.storage' } },
      },
    },
    selfboot: {
      entry: [page('Self-booting'), 'setup.pools', ask('selfboot')],
      on: {
        line: [
          { guard: word('selfboot', 'none'), target: 'pkgsrc', actions: keep('selfboot') },
          { target: 'source', actions: keep('selfboot') },
        ],
      },
    },
    source: { entry: ['setup.source', ask('source')], on: { line: { target: 'pkgsrc', actions: keep('source') } } },
    pkgsrc: {
      entry: [page('Pkgsrc Tools'), ask('pkgsrc')],
      on: { line: [quoted('pkgsrc'), { target: 'password', actions: [keep('pkgsrc'), 'keep pkgsrc'] }] },
    },
    password: {
      entry: ['deafen', page('System Configuration'), ask('password')],
      on: {
        line: [
          // The script returns here without listening to SIGINT again.
          { guard: 'old password', target: 'hostname' },
          { guard: empty('password'), ...complain('password', 'value') },
          { target: 'confirm', actions: 'keep password' },
        ],
      },
    },
    confirm: {
      entry: ask('confirm'),
      on: {
        line: [
          { guard: empty('confirm'), ...complain('confirm', 'value') },
          { guard: 'same password', target: 'hostname', actions: ['keep hash', 'listen'] },
          { target: 'mismatch', ...complain('password', 'mismatch') },
        ],
      },
    },
    mismatch: {
      on: {
        line: [
          { guard: 'old password', target: 'hostname' },
          { guard: empty('password'), ...complain('password', 'value') },
          { target: 'confirm', actions: 'keep password' },
        ],
      },
    },
    hostname: { entry: ask('hostname'), on: { line: { target: 'verify', actions: keep('hostname') } } },
    verify: {
      entry: [page('Verify Configuration'), 'setup.summary', ask('verify')],
      on: { line: [quoted('verify'), { guard: word('verify', 'y'), target: '#apply' }, { target: 'networking' }] },
    },
  },
})
