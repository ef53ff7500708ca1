import { createInterface } from 'node:readline'
import type { Id } from '../sim/record.ts'
import { screen, type Tty } from '../system/console/tty.ts'
import { keepNode, openNode } from './state.ts'

/** How long a command may run (simulated ms): a year passes in a moment when nothing happens in it. */
const PATIENCE = 365 * 24 * 3_600_000

/**
 * A terminal on the node, until its shell ends. Simulated time runs as fast as it goes while a command runs, and
 * stands still at the prompt. Ctrl-C reaches the running command, Ctrl-D ends the shell.
 */
export async function repl(file: string | undefined): Promise<number> {
  const node = await openNode(file ?? '')
  const { simulator, server } = node
  const { sim } = simulator
  sim.input({ type: 'terminal.open', subject: server })
  const tty = sim.world.by('tty', 'server', server).at(-1)?.id as Id<'tty'>
  await simulator.drive(sim.now)

  let shown = 0
  const show = (): void => {
    for (const piece of screen(sim, tty)) if (piece.n >= shown) process.stdout.write(Buffer.from(piece.text, 'latin1'))
    shown = sim.world.get(tty)?.count ?? shown
  }
  const stop = sim.observe(show)
  const terminal = createInterface({
    input: process.stdin,
    output: process.stdout,
    completer: (text: string): [string[], string] => {
      const { start, candidates } = simulator.shell.complete(tty, text, text.length)
      return [[...candidates], text.slice(start)]
    },
  })
  terminal.on('SIGINT', () => {
    sim.input({ type: 'tty.interrupt', subject: tty })
    void simulator.drive(sim.now).then(() => terminal.write(null, { ctrl: true, name: 'u' }))
  })
  // Lines come by events, so that none is lost while a command runs and they are piped in.
  const typed: string[] = []
  let ended = false
  let arrived = (): void => {}
  terminal.on('line', (line) => {
    typed.push(line)
    arrived()
  })
  terminal.on('close', () => {
    ended = true
    arrived()
  })
  const next = async (): Promise<string | undefined> => {
    while (typed.length === 0 && !ended)
      await new Promise<void>((resolve) => {
        arrived = resolve
      })
    return typed.shift()
  }
  try {
    for (;;) {
      show()
      const at: Tty | undefined = sim.world.get(tty)
      if (!at || at.mode === 'off') return 0
      terminal.setPrompt(at.prompt)
      terminal.prompt()
      const line = await next()
      if (line === undefined) return 0
      // On a terminal the line has been echoed already; the world prints it with its prompt.
      shown = at.count + 1
      if (!process.stdin.isTTY) process.stdout.write(`${line}\n`)
      await simulator.type(tty, line, PATIENCE)
    }
  } finally {
    stop()
    terminal.close()
    if (file !== undefined) keepNode(file, node)
  }
}
