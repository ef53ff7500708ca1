import { assign, setup } from 'xstate'
import { effect } from '../../sim/step.ts'
import { crypt } from '../platform/shadow.ts'
import { isAddress, isBroadcast, QUESTIONS, type QuestionName, type SetupContext, said } from './setup/questions.ts'

/** A line typed, or what an effect found. */
type SetupEvent = { readonly type: string }
interface Remembered {
  readonly answers: SetupContext
}
type Args = { context: Remembered; event: SetupEvent }
const lineOf = (event: SetupEvent): string => (event as { text?: string }).text ?? ''
const answer = (question: QuestionName, { context, event }: Args): string => said(question, context.answers, lineOf(event))
type Complaint = 'network' | 'value' | 'quotes' | 'mismatch' | 'manual'
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
/** Steps of the installation, as it prints them. */
export type ApplyStep = 'pool' | 'dump' | 'config' | 'usbkey' | 'cores' | 'opt' | 'var' | 'swap' | 'pkgsrc' | 'selfboot'

const kept = (key: string, value: string, { answers }: Remembered): Remembered => ({ answers: { ...answers, [key]: value } })

const wizard = setup({
  types: {} as { context: Remembered; events: SetupEvent },
  delays: { nicUp: 3000, pool: 8000, dump: 800, config: 300, usbkey: 300, cores: 300, opt: 300, var: 3000, swap: 500, pkgsrc: 20_000, selfboot: 3000 },
  guards: {
    address: (args, { question }: { question: QuestionName }) => isAddress(answer(question, args)),
    word: (args, { question, words }: { question: QuestionName; words: readonly string[] }) => words.includes(answer(question, args).toLowerCase()),
    given: (args, { question }: { question: QuestionName }) => answer(question, args) !== '',
    quoted: (args, { question }: { question: QuestionName }) => /['`]/.test(answer(question, args)),
    broadcast: (args) => isAddress(answer('netmask', args)) && isBroadcast(args.context.answers.admin_ip ?? '', answer('netmask', args)),
    'nic number': ({ context, event }) =>
      /^\d+$/.test(lineOf(event).trim()) && (context.answers.nics ?? '').split(',')[Number(lineOf(event)) - 1] !== undefined,
    'same password': ({ context, event }) => crypt(lineOf(event)) === context.answers.typed_hash,
    'old password': ({ context, event }) => lineOf(event) === '' && context.answers.root_hash !== undefined,
    pkgsrc: ({ context }) => ['y', 'yes', 'true'].includes((context.answers.install_pkgsrc ?? 'y').toLowerCase()),
    selfboot: ({ context }) => (context.answers.bootpool ?? 'none') !== 'none',
  },
  actions: {
    forget: assign({ answers: {} }),
    keep: assign((args, { question }: { question: QuestionName }) => {
      const { key } = QUESTIONS[question] as { key?: string }
      return key ? kept(key, answer(question, args), args.context) : args.context
    }),
    'keep one nic': assign(({ context, event }) => kept('admin_nic', (event as { mac?: string }).mac ?? '', context)),
    'keep nics': assign(({ context, event }) => kept('nics', (event as { macs?: string }).macs ?? '', context)),
    'keep nic': assign(({ context, event }) => kept('admin_nic', (context.answers.nics ?? '').split(',')[Number(lineOf(event)) - 1] ?? '', context)),
    'keep password': assign(({ context, event }) => kept('typed_hash', crypt(lineOf(event)), context)),
    'keep hash': assign(({ context }) => kept('root_hash', context.answers.typed_hash ?? '', context)),
    'setup.forget': effect(),
    'setup.page': effect<{ page: Page }>(),
    'setup.ask': effect<{ question: QuestionName }>(),
    'setup.complain': effect<{ question: QuestionName; complaint: Complaint }>(),
    'setup.nics': effect(),
    'setup.nicTable': effect(),
    'setup.bringUp': effect(),
    'setup.check': effect<{ question: QuestionName }>(),
    'setup.date': effect(),
    'setup.warning': effect(),
    'setup.layout': effect(),
    'setup.pools': effect(),
    'setup.source': effect(),
    'setup.summary': effect(),
    'setup.line': effect<{ step: ApplyStep }>(),
    'setup.make': effect<{ step: ApplyStep }>(),
    'setup.fatal': effect(),
    'setup.completed': effect(),
    'setup.reboot': effect(),
    'setup.interrupt': effect(),
  },
})

const ask = <Q extends QuestionName>(question: Q) => ({ type: 'setup.ask', params: { question } }) as const
const page = <P extends Page>(name: P) => ({ type: 'setup.page', params: { page: name } }) as const
const keep = <Q extends QuestionName>(question: Q) => ({ type: 'keep', params: { question } }) as const
const complain = <Q extends QuestionName, C extends Complaint>(question: Q, complaint: C) =>
  ({ actions: { type: 'setup.complain', params: { question, complaint } } }) as const
const address = <Q extends QuestionName>(question: Q) => ({ type: 'address', params: { question } }) as const
const word = <Q extends QuestionName>(question: Q, ...words: string[]) => ({ type: 'word', params: { question, words } }) as const
const given = <Q extends QuestionName>(question: Q) => ({ type: 'given', params: { question } }) as const
const quoted = <Q extends QuestionName>(question: Q) => ({ type: 'quoted', params: { question } }) as const

/** A resolver: its address is asked for, then tried; it is taken whether it answers or not. */
const resolver = (question: 'dns1' | 'dns2', next: string) =>
  wizard.createStateConfig({
    initial: 'asked',
    states: {
      asked: { entry: ask(question), on: { line: [{ guard: address(question), target: 'checked', actions: keep(question) }, complain(question, 'network')] } },
      checked: { entry: { type: 'setup.check', params: { question } }, on: { checked: next } },
    },
  })
const make = (step: ApplyStep, next: string) =>
  wizard.createStateConfig({
    entry: { type: 'setup.line', params: { step } },
    after: { [step]: { actions: { type: 'setup.make', params: { step } } } as const },
    on: { made: next, failed: '#setup.fatal' },
  })

/** The first-boot set-up: its questions, and what it makes of the answers. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh. */
export const machine = wizard.createMachine({
  id: 'setup',
  context: { answers: {} },
  initial: 'idle',
  on: { 'power lost': { target: '.idle', actions: ['forget', 'setup.forget'] } },
  states: {
    idle: { on: { begin: 'asking' } },
    asking: {
      initial: 'intro',
      on: { interrupt: { actions: 'setup.interrupt' } },
      states: {
        intro: { entry: [page('Triton'), ask('continue')], on: { line: 'networking' } },
        networking: { entry: [page('Networking'), ask('continue')], on: { line: 'nics' } },
        nics: {
          entry: [page('Networking - Admin'), 'setup.nics'],
          on: {
            'one nic': { target: 'admin ip', actions: 'keep one nic' },
            'several nics': { target: 'admin nic', actions: 'keep nics' },
            'no nics': '#setup.fatal',
          },
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
              { guard: word('admin ip', 'dhcp', 'none'), target: 'gateway', actions: keep('admin ip') },
              { guard: address('admin ip'), target: 'netmask', actions: keep('admin ip') },
              complain('admin ip', 'network'),
            ],
          },
        },
        netmask: {
          entry: ask('netmask'),
          on: {
            line: [
              { guard: 'broadcast', target: 'admin ip', actions: keep('netmask') },
              { guard: address('netmask'), target: 'gateway', actions: keep('netmask') },
              complain('netmask', 'network'),
            ],
          },
        },
        gateway: {
          entry: [page('Networking - Continued'), ask('gateway')],
          on: {
            line: [
              { guard: address('gateway'), target: 'nic up', actions: keep('gateway') },
              { guard: word('gateway', 'none', 'dhcp'), target: 'nic up', actions: keep('gateway') },
              complain('gateway', 'network'),
            ],
          },
        },
        'nic up': { entry: 'setup.bringUp', after: { nicUp: 'dns1' } },
        dns1: resolver('dns1', '#setup.asking.dns2'),
        dns2: resolver('dns2', '#setup.asking.search'),
        search: {
          entry: ask('search'),
          on: {
            line: [
              { guard: quoted('search'), ...complain('search', 'quotes') },
              { guard: given('search'), target: 'ntp', actions: keep('search') },
              complain('search', 'value'),
            ],
          },
        },
        ntp: {
          initial: 'asked',
          states: {
            asked: { entry: ask('ntp'), on: { line: { target: 'checked', actions: keep('ntp') } } },
            checked: { entry: { type: 'setup.check', params: { question: 'ntp' } }, on: { checked: 'date' } },
            date: { entry: 'setup.date', on: { 'date set': '#setup.asking.storage', 'no date': 'warning' } },
            warning: { entry: ['setup.warning', ask('continue')], on: { line: '#setup.asking.storage' } },
          },
        },
        storage: {
          entry: page('Storage'),
          initial: 'layout',
          states: {
            layout: {
              entry: ['setup.layout', ask('storage')],
              on: {
                line: [
                  { guard: word('storage', 'yes'), target: '#setup.asking.selfboot' },
                  { guard: word('storage', 'manual'), ...complain('storage', 'manual') },
                  { target: 'layout', reenter: true, actions: keep('storage') },
                ],
                'no disks': '#setup.fatal',
              },
            },
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
        pkgsrc: { entry: [page('Pkgsrc Tools'), ask('pkgsrc')], on: { line: { target: 'password', actions: keep('pkgsrc') } } },
        password: {
          entry: [page('System Configuration'), ask('password')],
          on: {
            line: [
              { guard: 'old password', target: 'hostname' },
              { guard: given('password'), target: 'confirm', actions: 'keep password' },
              complain('password', 'value'),
            ],
          },
        },
        confirm: {
          entry: ask('confirm'),
          on: {
            line: [
              { guard: 'same password', target: 'hostname', actions: 'keep hash' },
              { target: 'mismatch', actions: { type: 'setup.complain', params: { question: 'password', complaint: 'mismatch' } } },
            ],
          },
        },
        mismatch: {
          on: { line: [{ guard: given('password'), target: 'confirm', actions: 'keep password' }, complain('password', 'value')] },
        },
        hostname: { entry: ask('hostname'), on: { line: { target: 'verify', actions: keep('hostname') } } },
        verify: {
          entry: [page('Verify Configuration'), 'setup.summary', ask('verify')],
          on: { line: [{ guard: word('verify', 'y'), target: '#setup.apply' }, { target: 'networking' }] },
        },
      },
    },
    apply: {
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
        tools: { always: [{ guard: 'pkgsrc', target: 'pkgsrc' }, { target: 'booting' }] },
        pkgsrc: make('pkgsrc', 'booting'),
        booting: { always: [{ guard: 'selfboot', target: 'selfboot' }, { target: '#setup.done' }] },
        selfboot: make('selfboot', '#setup.done'),
      },
    },
    done: { entry: ['setup.completed', ask('reboot')], on: { line: 'rebooting' } },
    rebooting: { entry: 'setup.reboot' },
    fatal: { entry: 'setup.fatal', on: { line: 'rebooting' } },
  },
})
