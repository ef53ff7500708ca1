/** What is done with terminals and commands. */
export const messages = {
  'input.terminal.open': 'terminal opened',
  'input.exec': 'command run from outside',
  'timer.shell.alarm': 'a command has waited long enough',
}
