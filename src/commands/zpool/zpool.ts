import { defineTool } from '../../shell/command.ts'
import { misuse } from './usage.ts'

export const tool = defineTool({
  name: 'zpool',
  section: '8',
  summary: 'Manage ZFS storage pools',
  description: [
    'A pool joins disks into one store. Its top-level devices are single disks, mirrors or raidz groups; data is striped over all of them, so that the pool lives as long as every one of them does.',
    'The filesystems and volumes in a pool are the business of zfs(8).',
  ],
  source: 'illumos cmd/zpool/zpool_main.c, lib/libzfs',
  misuse,
})
