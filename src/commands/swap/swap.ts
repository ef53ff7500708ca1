import { defineCommand, Failure } from '../../shell/command.ts'
import { datasetOf } from '../../system/zfs/zfs.ts'

const USAGE = 'Usage:\tswap -l [-h | -k]\n\tswap -s [-h]\n\tswap -d <file name> [low block]\n\tswap -a <file name> [low block] [nbr of blocks]\n\n\t-h\tdisplay size in human readable format\n\t-k\tdisplay size in KB\n'

/** Columns: illumos usr/src/cmd/swap/swap.c. */
export const command = defineCommand({
  name: 'swap',
  summary: 'list the swap devices',
  synopsis: ['-l [-h | -k]'],
  options: { l: { help: 'list' }, h: { help: 'sizes for people' }, k: { help: 'sizes in KB' } },
  description: ['Lists the volumes that memory may be written to. On SmartOS that is zones/swap, as large as RAM.'],
  source: 'illumos usr/src/cmd/swap/swap.c',
  zones: 'global',
  limits: 'Only -l; swap is never used here, so that all of it is free.',
  misuse: (misuse) => ({ stderr: `${misuse.kind === 'unknown option' ? `swap: illegal option -- ${misuse.option}\n` : ''}${USAGE}`, status: 1 }),
  run({ world, server, out }, parsed) {
    if (!parsed.has('l')) throw new Failure(USAGE)
    const volume = datasetOf(world, server, 'zones/swap')
    if (!volume) throw new Failure('No swap devices configured\n')
    // The first page holds the label and is not used.
    const bytes = Number(volume.properties.volsize ?? 0) - 4096
    const show = (n: number): string => (parsed.has('h') ? human(n) : parsed.has('k') ? `${n / 1024}K` : String(n / 512))
    out('swapfile             dev    swaplo   blocks     free\n')
    out(`${'/dev/zvol/dsk/zones/swap'.padEnd(19)} 90,1  ${show(4096).padStart(8)} ${show(bytes).padStart(8)} ${show(bytes).padStart(8)}\n`)
    return 0
  },
})
/** Three significant figures and a letter, as number_to_scaled_string has it. */
function human(bytes: number): string {
  let value = bytes
  let unit = 0
  for (; value >= 1024 && unit < 5; unit++) value /= 1024
  return `${value >= 100 || Number.isInteger(value) ? Math.round(value) : value >= 10 ? value.toFixed(1) : value.toFixed(2)}${'BKMGTP'[unit]}`
}
