import { stopCommand } from './stop.ts'

export const command = stopCommand(
  'halt',
  'stop the operating system',
  'Kills all processes, writes what is still in memory to disk and stops. The power stays on; a key on the console restarts the machine.',
)
