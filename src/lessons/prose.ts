import { micromark } from 'micromark'
import { ok, type Result, refuse } from '../sim/result.ts'
import { LIMITS } from './scenario.ts'

/** The prose of one step: HTML that holds no markup of the author's own, only what Markdown makes. */
export interface StepProse {
  readonly title: string
  readonly text: string
  /** What is said once it is done. */
  readonly done: string
  /** Sentences for the goals, plain text by id. */
  readonly goals: Readonly<Record<string, string>>
  /** Second and third grade of the hints: what to know, and the command. */
  readonly know: string
  readonly command: string
  /** Labels of the choices, and what is answered to each. */
  readonly choices: Readonly<Record<string, { readonly label: string; readonly text: string }>>
  /** What is answered to a mistake. */
  readonly mistakes: Readonly<Record<string, string>>
}
/** A lesson's prose in one language. */
export interface Prose {
  readonly title: string
  readonly summary: string
  readonly steps: Readonly<Record<string, StepProse>>
  /** Every command line in it: what a click on it types. */
  readonly lines: readonly string[]
}

/**
 * Reads `en.md` or `es.md`:
 *
 *     # Title of the lesson
 *     What it is about, in a sentence.
 *     ## step-id: Title of the step
 *     Text. `# zfs list` is a command that a click types; other `code` is only code.
 *     ### goal id: Sentence
 *     ### choice id: Label        (below it: the answer to that choice)
 *     ### mistake id              (below it: the answer to that mistake)
 *     ### hint know               (second grade; the first is worked out from the goal)
 *     ### hint command            (third grade)
 *     ### done                    (what is said once the step is done)
 *
 * Refuses with `prose.invalid` and the line that it does not understand.
 */
export function parseProse(source: string): Result<Prose, 'prose.invalid'> {
  if (source.length > LIMITS.text) return refuse('prose.invalid', { fault: `longer than ${LIMITS.text} characters` })
  const sections = sectionsOf(source)
  const [head, ...rest] = sections
  if (head?.level !== 1) return refuse('prose.invalid', { fault: 'no title (# …) at the beginning' })
  const lines: string[] = []
  const html = (text: string): string => markdown(text, lines)
  const steps: Record<string, Mutable<StepProse>> = {}
  let step: Mutable<StepProse> | undefined
  for (const { level, heading, body } of rest) {
    if (level === 2) {
      const [, id = '', title = ''] = /^([a-z][a-z0-9-]*): (.+)$/.exec(heading) ?? []
      if (!id || steps[id]) return refuse('prose.invalid', { fault: `## ${heading}: not a step of its own (## id: Title)` })
      step = { title, text: html(body), done: '', goals: {}, know: '', command: '', choices: {}, mistakes: {} }
      steps[id] = step
    } else if (!step || !put(step, heading, body, html)) return refuse('prose.invalid', { fault: `### ${heading}: not understood` })
  }
  return ok({ title: head.heading, summary: head.body.trim(), steps, lines })
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] extends Readonly<Record<string, infer V>> ? Record<string, V> : T[K] }

function put(step: Mutable<StepProse>, heading: string, body: string, html: (text: string) => string): boolean {
  const [, kind = '', id = '', label = ''] = /^(goal|choice|mistake|hint|done)(?: ([a-z][a-z0-9-]*))?(?:: (.+))?$/.exec(heading) ?? []
  if (kind === 'goal' && id && label) step.goals[id] = label
  else if (kind === 'choice' && id && label) step.choices[id] = { label, text: html(body) }
  else if (kind === 'mistake' && id) step.mistakes[id] = html(body)
  else if (kind === 'hint' && (id === 'know' || id === 'command')) step[id] = html(body)
  else if (kind === 'done' && !id) step.done = html(body)
  else return false
  return true
}

interface Section {
  readonly level: number
  readonly heading: string
  readonly body: string
}
/** Cuts at headings of level 1 to 3 that are not inside of a fence. */
function sectionsOf(source: string): Section[] {
  const sections: { level: number; heading: string; body: string }[] = []
  let fenced = false
  for (const line of source.replace(/\r\n?/g, '\n').split('\n')) {
    if (line.startsWith('```')) fenced = !fenced
    const [, marks = '', heading = ''] = (!fenced && /^(#{1,3}) (.+)$/.exec(line)) || []
    const last = sections.at(-1)
    if (marks) sections.push({ level: marks.length, heading: heading.trim(), body: '' })
    else if (last) last.body += `${line}\n`
  }
  return sections
}

/** Markdown as HTML. Raw markup is shown, not made; addresses other than of the web are dropped, pictures are not loaded. Commands become buttons. */
function markdown(text: string, lines: string[]): string {
  return micromark(text.trim(), { extensions: [{ disable: { null: ['labelStartImage'] } }] }).replace(/<code># ([^<\n]+)<\/code>/g, (_, escaped: string) => {
    lines.push(unescaped(escaped))
    return `<button type="button" class="types" data-line="${escaped}"><code>${escaped}</code></button>`
  })
}
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }
const unescaped = (html: string): string => html.replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity)
