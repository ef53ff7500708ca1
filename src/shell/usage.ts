import type { Command, Misuse, MisuseReply, Tool } from './command.ts'

/** How an option was wrong, as getopt(3C) says it before the tool prints its usage. */
export const illegal = (name: string, misuse: Misuse): string =>
  misuse.kind === 'unknown option'
    ? `${name}: illegal option -- ${misuse.option[0] ?? ''}\n`
    : misuse.kind === 'missing value'
      ? `${name}: option requires an argument -- ${misuse.option}\n`
      : ''
/** How an invocation was wrong, as getopt(3C) says it, with the usage after it. */
function plain(command: Command, misuse: Misuse): MisuseReply {
  const name = command.name.split(' ').at(-1) ?? command.name
  const synopses = command.synopsis.map((synopsis, i) => `${i === 0 ? 'usage: ' : '       '}${command.name} ${synopsis}`.trimEnd())
  return { stderr: `${illegal(name, misuse)}${synopses.join('\n')}\n`, status: 2 }
}
/** Text and status for a wrong invocation: the command's own, then the tool's, then plain getopt. */
export const misused = (misuse: Misuse, command: Command, tool?: Tool): MisuseReply =>
  command.misuse?.(misuse) ?? tool?.misuse(misuse, command) ?? plain(command, misuse)
