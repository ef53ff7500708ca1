import type { Simulation } from '../../sim/simulation.ts'
import { consoleOf, print } from '../console/tty.ts'
import type { Server } from '../hardware/hardware.ts'

const HELP = `Available commands:
  boot          boot SmartOS
  menu          show the menu
  set           set a variable
  show          show variables
  unset         remove a variable
  reboot        reboot the system
  help          list these commands
`

/** A line at the loader's `ok ` prompt: the few words that a learner needs. Source: illumos usr/src/boot/sys/boot/common/commands.c. */
export function loaderCommand(sim: Simulation, server: Server, line: string): void {
  const [word = '', ...rest] = line.trim().split(/\s+/)
  const say = (text: string): void => print(sim, consoleOf(server.id), text)
  switch (word) {
    case '':
      break
    case 'boot':
    case 'menu':
    case 'reboot':
      sim.send(server.id, { type: word })
      break
    case 'help':
    case '?':
      say(HELP)
      break
    case 'show':
      say(show(server, rest[0]))
      break
    case 'set':
      setVariable(sim, server, rest.join(' '), say)
      break
    case 'unset':
      setEnv(sim, server, rest[0] ?? '', undefined)
      break
    default:
      say(`${word} not found\n`)
  }
}

function show(server: Server, name: string | undefined): string {
  const env = server.loader?.env ?? {}
  if (name !== undefined) return name in env ? `${env[name]}\n` : `variable '${name}' not found\n`
  return Object.keys(env)
    .sort()
    .map((key) => `${key}=${env[key]}\n`)
    .join('')
}
function setVariable(sim: Simulation, server: Server, assignment: string, say: (text: string) => void): void {
  const match = /^([^=\s]+)(?:=(.*))?$/.exec(assignment)
  if (!match) say('wrong number of arguments\n')
  else setEnv(sim, server, match[1] as string, (match[2] ?? '').replace(/^(["'])(.*)\1$/, '$2'))
}
function setEnv(sim: Simulation, server: Server, name: string, value: string | undefined): void {
  if (!server.loader) return
  const { [name]: _, ...others } = server.loader.env
  sim.patch(server, { loader: { ...server.loader, env: value === undefined ? others : { ...others, [name]: value } } })
}
