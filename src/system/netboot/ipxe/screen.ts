import type { Menu } from './state.ts'

const COLUMNS = 80
/**
 * A menu on an 80-column screen: title in the middle, items two columns in, the chosen one inverted with the seconds left.
 * Source: ipxe src/hci/tui/menu_ui.c.
 */
export function menuScreen({ title, items }: Menu, row: number, seconds: number): string {
  const width = COLUMNS - 2
  const left = Math.max(0, Math.floor((COLUMNS - title.length) / 2))
  const lines = items.map(({ name, text }, i) => {
    const shown = text.slice(0, width - 4)
    if (i !== row) return ` ${name === undefined ? `\x1b[36m  ${shown}\x1b[0m` : `  ${shown}`}`
    const counter = seconds > 0 ? `(${seconds})` : ''
    return ` \x1b[7m${`  ${shown}`.padEnd(width - 2 - counter.length)}${counter}  \x1b[0m`
  })
  return `\n${' '.repeat(left)}\x1b[1m${title}\x1b[0m\n\n${lines.join('\n')}\n`
}
