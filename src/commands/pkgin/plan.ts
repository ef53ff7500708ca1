import type { Run } from './pkgin.ts'

/** Columns of a list of packages: those of the terminal, or 80 without one. */
const COLUMNS = 80

/** Names of packages as `pkgin` lists them before it asks: indented, as many to a line as fit; one a line with -n. (NetBSDfr/pkgin actions.c action_list_add) */
export function listed({ parsed }: Run, names: readonly string[]): string {
  if (parsed.has('n')) return names.join('\n')
  let text = ''
  let length = 0
  for (const name of names) {
    if (text === '') {
      text = `  ${name}`
      length = text.length
    } else if (length + name.length >= COLUMNS) {
      text += `\n  ${name}`
      length = 3 + name.length
    } else {
      text += ` ${name}`
      length += 1 + name.length
    }
  }
  return text
}
/** Asks whether to go on: yes with -y, no with -n; anything but an n is a yes. Without an answer it goes on, as getchar(3C) at the end of input has it. (NetBSDfr/pkgin tools.c check_yesno) */
export async function proceed({ context, parsed }: Run): Promise<boolean> {
  if (parsed.has('y')) return true
  if (parsed.has('n')) return false
  if (!context.tty) {
    context.out('proceed ? [Y/n] ')
    return !/^n/i.test(context.stdin)
  }
  const answer = await context.ask('proceed ? [Y/n] ')
  return !/^n/i.test(answer ?? '')
}
