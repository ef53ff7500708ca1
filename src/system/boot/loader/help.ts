import type { FileNode } from '../../files/tree.ts'
import { textAt } from '../../media/lookup.ts'
import { Trouble } from './session.ts'

/** A topic of the help file, as its headings `# Ttopic Ssubtopic Ddescription` tell. */
interface Topic {
  readonly topic: string
  readonly subtopic?: string
  readonly about: string
  readonly body: string
}
function topicsOf(text: string): Topic[] {
  const topics: Topic[] = []
  let body: string[] = []
  let head: Omit<Topic, 'body'> | undefined
  const close = (): void => {
    if (head) topics.push({ ...head, body: body.map((line) => `${line}\n`).join('') })
    body = []
  }
  for (const line of text.split('\n')) {
    const heading = /^# T(\S+)(?: S(\S+))?(?: D(.*))?$/.exec(line)
    if (heading || line.startsWith('#')) close()
    if (heading) head = { topic: heading[1] ?? '', ...(heading[2] && { subtopic: heading[2] }), about: heading[3] ?? '' }
    else if (line.startsWith('#')) head = undefined
    else if (head) body.push(line)
  }
  close()
  return topics
}
const summary = ({ topic, subtopic, about }: Topic): string => `    ${`${topic}${subtopic ? ` ${subtopic}` : ''}`.padEnd(31)}${about}\n`

/** What `help` prints, from `/boot/loader.help` on the source. Throws Trouble for an unknown topic. Source: illumos usr/src/boot/common/commands.c. */
export function helpText(root: FileNode | undefined, args: readonly string[]): string {
  const file = root && textAt(root, '/boot/loader.help')
  if (file === undefined) return "Verbose help not available, use '?' to list commands\n"
  if (args.length > 2) throw new Trouble("usage is 'help <topic> [<subtopic>]")
  const [topic = 'help', subtopic] = args
  const topics = topicsOf(file)
  if (topic === 'index') return topics.map(summary).join('')
  const matching = topics.filter((one) => one.topic === topic)
  if (matching.length === 0) throw new Trouble(`no help available for '${topic}'`)
  return matching.map((one) => (one.subtopic === subtopic ? one.body : subtopic === undefined ? summary(one) : '')).join('')
}
