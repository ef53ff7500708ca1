import { type Command, type CommandContext, Failure, type Parsed, type Tool } from '../shell/command.ts'
import type { Simulation } from '../sim/simulation.ts'
import { openFiles } from '../system/files/open.ts'
import { server } from '../system/zones/fixture.ts'

const modules = import.meta.glob<{ command?: Command; tool?: Tool }>(['./{vmadm,imgadm,zoneadm,zonename,zlogin,ps}/*.ts', '!./**/*.test.ts'], { eager: true })
const commands = new Map(
  Object.values(modules).flatMap(({ command }) => (command ? [command.name, ...(command.aliases ?? [])].map((name) => [name, command] as const) : [])),
)
const tools = new Map(Object.values(modules).flatMap(({ tool }) => (tool ? [[tool.name, tool] as const] : [])))

/** Operands and options in any order, as the tools take them. */
function parse(command: Command, words: readonly string[]): Parsed {
  const options = new Map<string, string[]>()
  const operands: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (command.raw || !word.startsWith('-') || word === '-') operands.push(word)
    else
      for (let i = 1; i < word.length; i++) {
        const letter = word[i] ?? ''
        const option = command.options[letter]
        if (!option) throw new Failure(`unknown option ${letter}\n`, 2)
        if (option.value === undefined) options.set(letter, [])
        else {
          options.set(letter, [...(options.get(letter) ?? []), i + 1 < word.length ? word.slice(i + 1) : (words[++at] ?? '')])
          break
        }
      }
  }
  return { has: (name) => options.has(name), get: (name) => options.get(name)?.at(-1), all: (name) => options.get(name) ?? [], operands }
}
/** Runs one command line on the fixture's node: what it prints on both streams, and a line `? status` if that is not 0. */
export async function runOn(sim: Simulation, line: string, stdin = ''): Promise<string> {
  const words = line.split(' ')
  const tool = tools.get(words[0] ?? '')
  const name = tool ? words.slice(0, 2).join(' ') : (words[0] ?? '')
  const command = commands.get(name)
  if (!command) {
    const wrong = tool?.misuse(words[1] === undefined ? { kind: 'no subcommand' } : { kind: 'unknown subcommand', name: words[1] })
    return `${wrong?.stderr}? ${wrong?.status}\n`
  }
  let output = ''
  const print = (text: string) => {
    output += text
  }
  const until = async (condition: () => boolean, timeout = 1e7) => {
    const end = sim.now + timeout
    while (!condition()) {
      const due = sim.world.next()
      if (!due || due.at > end) {
        sim.advance(end)
        return false
      }
      sim.advance(due.at)
    }
    return true
  }
  const context: CommandContext = {
    sim,
    world: sim.world,
    server,
    isatty: false,
    user: 'root',
    cwd: '/root',
    env: new Map(),
    files: openFiles(sim, { server }),
    stdin,
    out: print,
    err: print,
    outBytes: print,
    until,
    wait: async (ms) => void sim.advance(sim.now + ms),
    ask: async () => undefined,
    run: async ({ line: inner }) => {
      print(`<${inner}>\n`)
      return 7
    },
    login: async () => 0,
  }
  try {
    const status = await command.run(context, parse(command, words.slice(tool ? 2 : 1)))
    return status ? `${output}? ${status}\n` : output
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return `${output}${error.message}? ${error.status}\n`
  }
}
