import { assign, setup } from 'xstate'
import { effect } from '../../sim/step.ts'
import { crypt } from '../platform/shadow.ts'
import { calculating, defaultOf, isBroadcast, isNetwork, QUESTIONS, type QuestionName, type SetupContext, said } from './setup/questions.ts'

/** A line typed, an answer given in advance, or what an effect found. */
type SetupEvent = { readonly type: string }
interface Remembered {
  readonly answers: SetupContext
}
type Args = { context: Remembered; event: SetupEvent }
/** A line; `given` says that it was not typed but comes from the answers given in advance. */
const lineOf = ({ event }: Args): { text: string; given?: true } => ({ text: '', ...(event as { text?: string; given?: true }) })
const answer = (question: QuestionName, args: Args): string => {
  const { text, given } = lineOf(args)
  return given ? text : said(question, args.context.answers, text)
}
type Complaint = 'network' | 'value' | 'quotes' | 'mismatch'
type Page =
  | 'Triton'
  | 'Networking'
  | 'Networking - Admin'
  | 'Networking - Continued'
  | 'Storage'
  | 'Self-booting'
  | 'Pkgsrc Tools'
  | 'System Configuration'
  | 'Verify Configuration'
/** Steps of the installation. */
export type ApplyStep = 'pool' | 'dump' | 'config' | 'usbkey' | 'cores' | 'opt' | 'var' | 'swap' | 'pkgsrc' | 'persist' | 'selfboot'

const kept = (values: Readonly<Record<string, string>>, { answers }: Remembered): Remembered => ({ answers: { ...answers, ...values } })
const macs = ({ answers }: Remembered): string[] => (answers.nics ?? '').split(',').filter(Boolean)

const wizard = setup({
  types: {} as { context: Remembered; events: SetupEvent },
  // Typical times; the five seconds after the pool are the script's own.
  delays: { pool: 3000, dump: 5800, config: 300, usbkey: 300, cores: 300, opt: 300, var: 3000, swap: 500, pkgsrc: 20_000, persist: 200, selfboot: 3000 },
  guards: {
    network: (args, { question }: { question: QuestionName }) => isNetwork(answer(question, args)),
    word: (args, { question, words }: { question: QuestionName; words: readonly string[] }) => words.includes(answer(question, args)),
    empty: (args, { question }: { question: QuestionName }) => answer(question, args) === '',
    quoted: (args, { question }: { question: QuestionName }) => !lineOf(args).given && /['`]/.test(answer(question, args)),
    given: (args) => lineOf(args).given === true,
    'no number': (args) =>
      isNetwork(answer('netmask', args)) && (calculating(args.context.answers.admin_ip ?? '') ?? calculating(answer('netmask', args))) !== undefined,
    broadcast: (args) => isNetwork(answer('netmask', args)) && isBroadcast(args.context.answers.admin_ip ?? '', answer('netmask', args)),
    'nic number': (args) => /^\d+$/.test(answer('admin nic', args)) && macs(args.context)[Number(answer('admin nic', args)) - 1] !== undefined,
    'same password': (args) => crypt(lineOf(args).text) === args.context.answers.typed_hash,
    'old password': (args) => lineOf(args).text === '' && args.context.answers.root_hash !== undefined,
    heard: ({ context }) => context.answers.deaf === undefined,
    pkgsrc: ({ context }) => context.answers.install_pkgsrc === 'true',
    selfboot: ({ context }) => (context.answers.bootpool ?? 'none') !== 'none',
  },
  actions: {
    forget: assign({ answers: {} }),
    /** An answer given in advance serves once in each round of questions. */
    keep: assign((args, { question }: { question: QuestionName }) => {
      const { key } = QUESTIONS[question] as { key?: string }
      const { spent = '' } = args.context.answers
      return kept({ ...(key && { [key]: answer(question, args) }), ...(lineOf(args).given && { spent: `${spent},${question}` }) }, args.context)
    }),
    'new round': assign(({ context }) => kept({ spent: '', layout: '' }, context)),
    'keep nics': assign(({ context, event }) => kept({ nics: (event as { macs?: string }).macs ?? '' }, context)),
    'keep one nic': assign(({ context, event }) => kept({ admin_nic: (event as { mac?: string }).mac ?? macs(context)[0] ?? '' }, context)),
    'keep nic': assign((args) => kept({ admin_nic: macs(args.context)[Number(answer('admin nic', args)) - 1] ?? '', assigned: 'true' }, args.context)),
    'keep up': assign(({ context }) => kept({ nicsup: 'true' }, context)),
    'keep manual': assign(({ context }, { manual }: { manual: string }) => kept({ manual }, context)),
    'keep pkgsrc': assign(({ context }) => (/^(y|yes|true)$/i.test(context.answers.wants_pkgsrc ?? '') ? kept({ install_pkgsrc: 'true' }, context) : context)),
    'keep password': assign((args) => kept({ typed_hash: crypt(lineOf(args).text) }, args.context)),
    'keep hash': assign(({ context }) => kept({ root_hash: context.answers.typed_hash ?? '' }, context)),
    /** How far a step is; and that the pool cannot be made bootable. */
    'keep place': assign(({ context, event }) => {
      const { at = 0, never } = event as { at?: number; never?: true }
      return kept({ at: String(at), ...(never && { never: 'true' }) }, context)
    }),
    derail: assign(({ context }) => kept({ derailed: 'true' }, context)),
    /** SIGINT is ignored from here on, or opens a shell again. */
    deafen: assign(({ context }) => kept({ deaf: 'true' }, context)),
    listen: assign(({ context }) => {
      const { deaf, ...answers } = context.answers
      return { answers }
    }),
    'setup.forget': effect(),
    'setup.look': effect(),
    'setup.left': effect(),
    'setup.page': effect<{ page: Page }>(),
    'setup.ask': effect<{ question: QuestionName }>(),
    'setup.complain': effect<{ question: QuestionName; complaint: Complaint }>(),
    'setup.nics': effect(),
    'setup.nicTable': effect(),
    'setup.bringUp': effect(),
    'setup.derailed': effect(),
    'setup.check': effect<{ question: QuestionName }>(),
    'setup.date': effect(),
    'setup.warning': effect(),
    'setup.layout': effect(),
    'setup.pool?': effect(),
    'setup.pools': effect(),
    'setup.source': effect(),
    'setup.summary': effect(),
    'setup.shell': effect<{ why: 'break' | 'manual' | 'no disks' | 'fatal' }>(),
    'setup.resume': effect(),
    'setup.line': effect<{ step: ApplyStep }>(),
    'setup.make': effect<{ step: ApplyStep }>(),
    'setup.completed': effect(),
    'setup.reboot': effect(),
  },
})

const ask = <Q extends QuestionName>(question: Q) => ({ type: 'setup.ask', params: { question } }) as const
const page = <P extends Page>(name: P) => ({ type: 'setup.page', params: { page: name } }) as const
const keep = <Q extends QuestionName>(question: Q) => ({ type: 'keep', params: { question } }) as const
const complain = <Q extends QuestionName, C extends Complaint>(question: Q, complaint: C) =>
  ({ actions: { type: 'setup.complain', params: { question, complaint } } }) as const
const network = <Q extends QuestionName>(question: Q) => ({ type: 'network', params: { question } }) as const
const word = <Q extends QuestionName>(question: Q, ...words: string[]) => ({ type: 'word', params: { question, words } }) as const
const empty = <Q extends QuestionName>(question: Q) => ({ type: 'empty', params: { question } }) as const
const quoted = <Q extends QuestionName>(question: Q) => ({ guard: { type: 'quoted', params: { question } }, ...complain(question, 'quotes') }) as const
const shell = <W extends 'break' | 'manual' | 'no disks' | 'fatal'>(why: W) => ({ type: 'setup.shell', params: { why } }) as const
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
/** A step of the installation. What fails opens a shell; when that is left, the script goes on with the next thing. */
const make = (step: ApplyStep, next: string) =>
  wizard.createStateConfig({
    entry: { type: 'setup.line', params: { step } },
    after: { [step]: { actions: { type: 'setup.make', params: { step } } } as const },
    on: {
      made: { target: next, actions: 'keep place' },
      failed: { actions: 'keep place' },
      'shell ended': { actions: { type: 'setup.make', params: { step } } },
    },
  })

const asking = wizard.createStateConfig({
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
const apply = wizard.createStateConfig({
  entry: 'deafen',
  exit: 'listen',
  initial: 'pool',
  states: {
    pool: make('pool', 'dump'),
    dump: make('dump', 'config'),
    config: make('config', 'usbkey'),
    usbkey: make('usbkey', 'cores'),
    cores: make('cores', 'opt'),
    opt: make('opt', 'var'),
    var: make('var', 'swap'),
    swap: make('swap', 'tools'),
    tools: { always: [{ guard: 'pkgsrc', target: 'pkgsrc' }, { target: 'persist' }] },
    pkgsrc: make('pkgsrc', 'persist'),
    persist: make('persist', 'booting'),
    booting: { always: [{ guard: 'selfboot', target: 'selfboot' }, { target: '#done' }] },
    selfboot: make('selfboot', '#done'),
  },
})

/**
 * The first-boot set-up: its questions, and what it makes of the answers; beside them who has the terminal, the script
 * or a shell that it has started. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh.
 */
export const machine = wizard.createMachine({
  id: 'setup',
  context: { answers: {} },
  initial: 'idle',
  on: { 'power lost': { target: '.idle', actions: ['forget', 'setup.forget'] } },
  states: {
    idle: { on: { begin: 'looking' } },
    looking: { entry: 'setup.look', on: { 'nics found': { target: 'running', actions: 'keep nics' }, 'no nics': { target: 'idle', actions: 'setup.left' } } },
    running: {
      type: 'parallel',
      states: {
        script: {
          initial: 'asking',
          states: {
            asking: { ...asking, id: 'asking' },
            apply: { ...apply, id: 'apply' },
            done: { id: 'done', entry: ['setup.completed', ask('reboot')], on: { line: 'rebooting' } },
            rebooting: { entry: 'setup.reboot' },
          },
        },
        terminal: {
          initial: 'prompt',
          states: {
            prompt: { on: { interrupt: { guard: 'heard', target: 'shell' }, failed: 'fatal' } },
            shell: { entry: shell('break'), on: { 'shell ended': { target: 'prompt', actions: 'setup.resume' } } },
            fatal: { entry: shell('fatal'), on: { 'shell ended': 'prompt' } },
          },
        },
      },
    },
  },
})
