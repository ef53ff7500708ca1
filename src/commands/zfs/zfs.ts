import { defineTool } from '../../shell/command.ts'
import { misuse } from './usage.ts'

export const tool = defineTool({
  name: 'zfs',
  section: '8',
  summary: 'Manage ZFS datasets: filesystems, volumes and snapshots',
  description: [
    'A pool holds a tree of datasets. A filesystem has files and a mount point; a volume is a block device; a snapshot is what a filesystem or volume was at one moment.',
    'All of them share the space of the pool: quotas limit, reservations guarantee. Properties are inherited from the dataset above unless they are set.',
  ],
  source: 'illumos cmd/zfs/zfs_main.c, lib/libzfs',
  misuse,
})
