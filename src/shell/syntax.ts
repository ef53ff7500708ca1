/** Where and why the parser of the shell language gave up. */
interface ParseFault {
  readonly message: string
  readonly token?: { readonly type: string; readonly value: string }
}
const faultOf = (error: unknown): ParseFault => (error instanceof Error ? (error as ParseFault) : { message: String(error) })
/** Whether a script only lacks its end: an interactive shell asks for more. */
export function isUnfinished(error: unknown): boolean {
  const { message, token } = faultOf(error)
  return token?.type === 'EOF' || /unexpected (?:EOF|end of file)|got EOF|unterminated/i.test(message)
}
/** What bash says of a script that it cannot parse. GNU bash parse.y */
export function complain(error: unknown): string {
  const { message, token } = faultOf(error)
  const quote = /looking for matching [`'"]?(.+?)'?$/.exec(message)?.[1]
  if (quote !== undefined) return `-bash: unexpected EOF while looking for matching \`${quote}'\n-bash: syntax error: unexpected end of file\n`
  if (isUnfinished(error)) return '-bash: syntax error: unexpected end of file\n'
  const near = /unexpected token `(.+)'/s.exec(message)?.[1] ?? (token ? (token.type === 'NEWLINE' ? 'newline' : token.value) : undefined)
  return near === undefined
    ? `-bash: syntax error: ${message.replace(/^Parse error at \d+:\d+: /, '')}\n`
    : `-bash: syntax error near unexpected token \`${near}'\n`
}
