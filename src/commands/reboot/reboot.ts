import { stopCommand } from '../halt/stop.ts'

export const command = stopCommand(
  'reboot',
  'restart the operating system',
  'Kills all processes, writes what is still in memory to disk and restarts. Services are not stopped in order: `init 6` does that.',
)
