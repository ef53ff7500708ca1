import { assign, setup } from 'xstate'
import { effect } from '../../../sim/step.ts'
import { crypt } from '../../platform/shadow.ts'
import { calculating, isBroadcast, isNetwork, QUESTIONS, type QuestionName, type SetupContext, said } from './questions.ts'

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
/** What is said to an answer that will not do. */
export type Complaint = 'network' | 'value' | 'quotes' | 'mismatch'
/** A page, by what stands at its head. */
export type Page =
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

/** The vocabulary of the set-up's statechart: its guards and actions; the effects are in `effects.ts` and `apply.ts`. */
export const wizard = setup({
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
