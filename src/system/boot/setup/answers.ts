import type { Id } from '../../../sim/record.ts'
import type { Simulation } from '../../../sim/simulation.ts'
import { bytesOf } from '../../files/content.ts'
import { openFiles } from '../../files/open.ts'
import { fileAt } from '../../media/lookup.ts'
import { rootOf } from '../../media/media.ts'
import { defaultOf, isNetwork, type QuestionName, questionOf, type SetupContext } from './questions.ts'

/** Answers given in advance: values of a JSON object as text. */
export type GivenAnswers = Readonly<Record<string, string>>

const PATH = '/private/answers.json'

/**
 * The text of the file with the answers given in advance: on `/usbkey`, on a stick, or handed over by the loader or iPXE
 * as a boot module, in this order. Source: smartos-live src/smartdc/lib/smartos_prompt_config.sh.
 */
function answerFile(sim: Simulation, server: Id<'server'>): string | undefined {
  const files = openFiles(sim, { server })
  if (files.exists(`/usbkey${PATH}`)) return files.read(`/usbkey${PATH}`)
  for (const medium of sim.world.by('medium', 'server', server)) {
    const file = fileAt(rootOf(medium), PATH)
    if (file) return bytesOf(file)
  }
  return files.exists('/system/boot/answers.json') ? files.read('/system/boot/answers.json') : undefined
}
/**
 * The answers given in advance. A file that is no JSON answers nothing, and says nothing: every question is asked. Without
 * a file, those that a world or a lesson has given to the server.
 */
export function givenAnswers(sim: Simulation, server: Id<'server'>): GivenAnswers {
  const text = answerFile(sim, server)
  if (text === undefined) {
    const answers = sim.world.need(server).answers
    // Whoever leaves the instructions out wants no pause after them either.
    return answers ? { ...(answers.skip_instructions === 'true' && { config_console: 'text' }), ...answers } : {}
  }
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null) return {}
    return Object.fromEntries(
      Object.entries(parsed).map(([key, value]) => [key, (typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)).replace(/\n+$/, '')]),
    )
  } catch {
    return {}
  }
}
/** Whether the answers given in advance leave something out. */
export const isSet = (
  given: GivenAnswers,
  key: 'skip_instructions' | 'simple_headers' | 'skip_ntp_check' | 'skip_final_summary' | 'skip_final_confirm',
): boolean => given[key] === 'true'

/**
 * The answer to a question that was given in advance; undefined when it must be asked. What would not do where an address
 * is wanted is asked for; anything else is taken as it is. It serves once in a round of questions: the script itself would
 * try the same answer without end.
 */
export function givenTo(name: QuestionName, given: GivenAnswers, context: SetupContext): string | undefined {
  if ((context.spent ?? '').split(',').includes(name)) return undefined
  if (name === 'intro') return given.config_console ? '' : undefined
  if (name === 'networking') return isSet(given, 'skip_instructions') ? '' : undefined
  if (name === 'verify') return isSet(given, 'skip_final_confirm') ? 'y' : undefined
  if (name === 'reboot') return isSet(given, 'skip_final_confirm') ? '' : undefined
  const { form, key, answer = key } = questionOf(name)
  const value = answer ? given[answer] : undefined
  if (value === undefined || form === 'go' || form === 'nic') return undefined
  if (form === 'secret') return value || undefined
  const otherwise = defaultOf(name, context)
  if (value === '<default>' && (otherwise !== '' || form === 'optional')) return otherwise
  if (form === 'optional') return value
  if (value === '' || (form === 'net' && !isNetwork(value))) return undefined
  return value
}
