/** Lo que se hace con terminales y órdenes. */
export const messages = {
  'input.terminal.open': 'se abrió una terminal',
  'input.exec': 'se ejecutó una orden desde fuera',
  'timer.shell.alarm': 'una orden ya ha esperado lo suficiente',
}
