/** What terminals send for a key, and the name that the readers of the boot know it by. */
const NAMES: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  return: 'enter',
  '\u001b': 'escape',
  esc: 'escape',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\t': 'tab',
  '\u001b[a': 'up',
  '\u001boa': 'up',
  arrowup: 'up',
  '\u001b[b': 'down',
  '\u001bob': 'down',
  arrowdown: 'down',
  '\u001b[c': 'right',
  '\u001boc': 'right',
  arrowright: 'right',
  '\u001b[d': 'left',
  '\u001bod': 'left',
  arrowleft: 'left',
  '\u001b[h': 'home',
  '\u001b[f': 'end',
  '\u0002': 'ctrl-b',
  '\u0003': 'ctrl-c',
  '\u001b[3~': 'delete',
  del: 'delete',
  '\u001b[5~': 'pageup',
  '\u001b[6~': 'pagedown',
  '\u001boq': 'f2',
  '\u001b[12~': 'f2',
  '\u001b[20~': 'f9',
  '\u001b[21~': 'f10',
  '\u001b[23~': 'f11',
  '\u001b[24~': 'f12',
}

/** One name for a key, whatever the terminal calls it. */
export function keyName(key: string): string {
  const lower = key.toLowerCase()
  return (Object.hasOwn(NAMES, lower) && NAMES[lower]) || lower
}
