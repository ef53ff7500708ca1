import type { Id } from '../../sim/record.ts'
import type { InputHandler, Simulation } from '../../sim/simulation.ts'
import { print } from './tty.ts'

/** What is typed on a terminal goes to whoever reads it. What does not fit the terminal's mode is dropped, as on a line that nobody reads. */
function give(sim: Simulation, id: Id<'tty'>, what: { text?: string; key?: string; interrupt?: true; eof?: true }): void {
  const tty = sim.world.get(id)
  if (tty && tty.mode !== 'off' && tty.reader !== '') sim.perform(`reader.${tty.reader}`, id, what)
}

/** Inputs of the terminals: `subject` is the terminal's id. */
export const inputs: Record<string, InputHandler> = {
  'tty.line': (sim, { subject, text }: { subject: Id<'tty'>; text: string }) => {
    const tty = sim.world.get(subject)
    if (!tty || (tty.mode !== 'line' && tty.mode !== 'password')) return
    print(sim, subject, `${tty.prompt}${tty.mode === 'line' ? text : ''}\n`)
    give(sim, subject, { text })
  },
  'tty.key': (sim, { subject, key }: { subject: Id<'tty'>; key: string }) => {
    if (sim.world.get(subject)?.mode === 'key') give(sim, subject, { key })
  },
  'tty.interrupt': (sim, { subject, text }: { subject: Id<'tty'>; text?: string }) => {
    const tty = sim.world.get(subject)
    if (!tty || tty.mode === 'off') return
    print(sim, subject, tty.mode === 'line' ? `${tty.prompt}${text ?? ''}^C\n` : '^C\n')
    give(sim, subject, { interrupt: true })
  },
  'tty.eof': (sim, { subject }: { subject: Id<'tty'> }) => give(sim, subject, { eof: true }),
}
