import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consoleOf } from '../../console/tty.ts'
import { node, poweredOn } from '../testing.ts'
import { questionAt } from './place.ts'
import { isNetwork, QUESTIONS, type QuestionName } from './questions.ts'
import { BEFORE, COMPLAINTS, pageScreen, RESUMING, RULER, SHELLS } from './screens.ts'
import { STEPS } from './steps.ts'

/** An answer that leads on, for each question. */
const GOOD: Readonly<Record<QuestionName, readonly string[]>> = {
  intro: [''],
  networking: [''],
  'admin nic': ['1', '2'],
  'admin ip': ['dhcp', '192.168.1.20', 'none', '10.0.0.255'],
  netmask: ['', '255.255.255.0', 'dhcp'],
  gateway: ['', '192.168.1.1', 'none'],
  dns1: [''],
  dns2: ['9.9.9.9'],
  search: ['example.com'],
  ntp: ['', 'ntp.example.org'],
  warning: [''],
  storage: ['yes', 'mirror', 'raidz2', 'default', 'manual'],
  selfboot: ['', 'zones', 'none'],
  source: ['', 'latest'],
  pkgsrc: ['y', 'no', 'TRUE'],
  password: ['secret'],
  confirm: ['secret'],
  hostname: ['', 'smartos'],
  verify: ['y', 'n', 'Y'],
  reboot: [''],
}
const GARBAGE = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\t',
    "it's",
    '`ls`',
    '-1',
    '0',
    '99999999999999999999',
    '1.2.3',
    '1.2.3.4.5',
    '08.1.1.1',
    '300.1.1.1',
    'yes',
    'DHCP',
    '%s%n',
    '$(reboot)',
    '\\',
    '\\\\',
    '"',
    '<default>',
    'zones',
    '*',
    '255.255.255.255',
    '1.1.1.99999999999999999999',
  ),
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const STEP = fc.record({ good: fc.integer({ min: 0, max: 9 }), text: GARBAGE, interrupt: fc.integer({ min: 0, max: 19 }) })

const pages = [
  'Triton',
  'Networking',
  'Networking - Admin',
  'Networking - Continued',
  'Storage',
  'Self-booting',
  'Pkgsrc Tools',
  'System Configuration',
  'Verify Configuration',
]
const fatals = Object.values(STEPS).flatMap(({ operations }) => operations.flatMap(({ fatal }) => (fatal ? [fatal] : [])))
/** Everything that may be printed, piece by piece, besides what is typed. */
const EXACT = new Set([
  ...pages.map((page) => pageScreen(page)),
  ...Object.values(COMPLAINTS).map((text) => `${text}\n`),
  ...Object.values(BEFORE),
  ...Object.values(SHELLS),
  ...fatals.map((text) => `\nERROR: ${text}\n`),
  RESUMING,
  `WARNING\n${RULER}\nNTP failure setting date and time\n\n`,
  'Checking connectivity...',
  'OK\n',
  'UNREACHABLE\n',
  '\n',
  'done\n',
  'failed\n\t(but you can still boot from USB or ISO)\n',
  'System setup has completed.\n\nPress enter to reboot.\n',
  '^C\n',
])
const PATTERNS = [
  /^Number Link {6}MAC Address {8}State {3}Network {3}\n(\d +e1000g\d +[0-9a-f:]{17} +(up|down) +('admin'|-) *\n)+$/,
  /^vdevs: .* total capacity: \d+\.\d\d GB\n\nThis is the 'default' storage configuration\. To use it, type 'yes'\.\n To see a different configuration, type: 'raidz2', 'mirror', or 'default'\.\n To specify a manual configuration, type: 'manual'\.\n\n\n$/,
  /^fatal error: (at least 2 disks are required for mirroring|no acceptable raidz2 layout is possible with \d+ disks)\n$/,
  /^Available pre-created pools: .*\n\(Even if not listed, "zones" is selectable\.\)\n$/,
  /^\nThe source is "media" /,
  /^ {5}Net {15}MAC {8}IP addr\. {9}Netmask\n {3}Admin [^\n]+\n\nDNS Servers: \(.*, .*\), Search Domain: .*\nHostname: .*\nNTP server: .*\n(=> Making the .* pool bootable \(using .*\))?\n$/s,
  /^(Creating|Making|Initializing|Downloading|Pool 'zones' exists) /,
  // What piadm says is piadm's.
  /(done|failed\n\t\(but you can still boot from USB or ISO\))\n$/,
  /^\r#+ +\d+\.\d%\n?$/,
  /^(curl|cannot (create|open)|fatal error|usage|dumpadm|mount|touch|mv|cp|ifconfig)\b/,
  /^(\/smartdc\/lib\/smartos_prompt_config\.sh: line \d+: .*\n)+$/,
]

test('whatever is typed at any question: a real message, the question again, and no answer that is needed is left out', () => {
  let verified = 0
  let completed = 0
  fc.assert(
    fc.property(fc.array(STEP, { minLength: 25, maxLength: 60 }), fc.boolean(), fc.boolean(), (steps, two, cable) => {
      const nics = [{ link: 'e1000g0', mac: '52:54:00:2f:61:34', cable }, ...(two ? [{ link: 'e1000g1', mac: '52:54:00:2f:61:35' }] : [])]
      const sim = poweredOn({ configured: false, nics })
      sim.advance(60_000)
      const tty = consoleOf(node)
      const state = () => sim.world.need('setup:node1').machine
      let seen = sim.world.need(tty).count
      for (const { good, text, interrupt } of steps) {
        const question = questionAt(state().value)
        const { mode, prompt } = sim.world.need(tty)
        const terminal = JSON.stringify(state().value)
        if (mode === 'off' && (/"terminal":"(shell|fatal)"/.test(terminal) || /manual|no disks/.test(terminal)))
          sim.send('setup:node1', { type: 'shell ended', status: 0 })
        else if (interrupt === 0) sim.input({ type: 'tty.interrupt', subject: tty })
        else if (question && (mode === 'line' || mode === 'password')) {
          const choices = GOOD[question]
          const typed = good < 8 ? (choices[good % choices.length] ?? '') : text
          sim.input({ type: 'tty.line', subject: tty, text: typed })
          expect(sim.world.get(`ttyout:node1/console/${seen}`)?.text).toBe(`${prompt}${mode === 'line' ? typed : ''}\n`)
          seen++
        }
        sim.advance(sim.now + 60_000)
        // A line at the end reboots the server: from then on it is no longer the set-up that prints.
        if (question === 'reboot' && interrupt !== 0 && mode === 'line') {
          completed++
          break
        }
        for (; seen < sim.world.need(tty).count; seen++) {
          const piece = sim.world.get(`ttyout:node1/console/${seen}`)?.text ?? ''
          const known = EXACT.has(piece) || piece.endsWith('^C\n') || PATTERNS.some((pattern) => pattern.test(piece))
          if (!known) throw new Error(`not a real text: ${JSON.stringify(piece)}`)
        }
        const now = questionAt(state().value)
        if (now) expect(['line', 'password', 'busy', 'off']).toContain(sim.world.need(tty).mode)
        if (now !== 'verify') continue
        verified++
        const { answers } = state().context as { answers: Record<string, string> }
        expect(nics.map(({ mac }) => mac)).toContain(answers.admin_nic)
        expect(isNetwork(answers.admin_ip ?? '')).toBe(true)
        expect(answers.dns_search).toMatch(/^[^'`]+$/s)
        for (const key of ['dns_resolver1', 'dns_resolver2', 'ntp_host', 'root_hash', 'headnode_default_gateway']) expect(answers[key]).toBeTruthy()
      }
    }),
    { numRuns: 40, seed: 20260312 },
  )
  // It gets that far often enough to mean something.
  expect(verified).toBeGreaterThan(12)
  expect(completed).toBeGreaterThan(2)
  expect(Object.keys(GOOD)).toEqual(Object.keys(QUESTIONS))
})
