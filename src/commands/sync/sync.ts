import { defineCommand } from '../../shell/command.ts'

export const command = defineCommand({
  name: 'sync',
  summary: 'have everything written to the disks',
  synopsis: [''],
  options: {},
  description: ['Returns when what was written before has reached the disks.'],
  source: 'illumos man8/sync.8',
  limits: 'The pools write each transaction group as soon as it is made, so there is nothing left to wait for.',
  run: () => 0,
})
