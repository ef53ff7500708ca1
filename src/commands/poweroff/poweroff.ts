import { stopCommand } from '../halt/stop.ts'

export const command = stopCommand(
  'poweroff',
  'stop the operating system and turn the power off',
  'Kills all processes, writes what is still in memory to disk and switches the machine off. Services are not stopped in order: `init 5` does that.',
)
