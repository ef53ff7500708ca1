/** Lo que se hace con terminales y comandos. */
export const messages = {
  'input.terminal.open': 'se abrió una terminal',
  'input.exec': 'se ejecutó un comando desde fuera',
  'timer.shell.alarm': 'un comando ya ha esperado lo suficiente',
}
