import { defineCommand, Failure } from '../../shell/command.ts'

const USAGE = `Usage: lofiadm [-r] [-l] -a file [ device ]
       lofiadm [-r] -c crypto_algorithm -a file [device]
       lofiadm [-r] -c crypto_algorithm -k raw_key_file -a file [device]
       lofiadm [-r] -c crypto_algorithm -T [token]:[manuf]:[serial]:key -a file [device]
       lofiadm [-r] -c crypto_algorithm -T [token]:[manuf]:[serial]:key -k wrapped_key_file -a file [device]
       lofiadm [-r] -c crypto_algorithm -e -a file [device]
       lofiadm -d file | device
       lofiadm -C [gzip|gzip-6|gzip-9|lzma] [-s segment_size] file
       lofiadm -U file
       lofiadm [ file | device ]
`
/** The one file that is a device on every SmartOS: `/usr`, compressed, in the boot archive. (smartos-live tools/build_live, illumos-joyent svc/milestone/fs-root) */
const USR = { device: '/dev/lofi/1', file: '/usr.lgz', options: 'Compressed(gzip)' } as const
const row = (device: string, file: string, options: string): string => `${device.padEnd(20)}     ${file.padEnd(30)}\t${options}\n`
const CHANGES = ['a', 'd', 'C', 'U', 'c', 'k', 'T', 'e', 'r', 'l', 's'] as const

/** Texts: illumos usr/src/cmd/lofiadm/main.c. */
export const command = defineCommand({
  name: 'lofiadm',
  summary: 'list the files that are used as devices',
  synopsis: ['[file | device]'],
  options: {
    a: { help: 'make a file a device', value: 'file', fidelity: 'not modelled' },
    d: { help: 'no longer a device', value: 'file | device', fidelity: 'not modelled' },
    C: { help: 'compress a file', fidelity: 'not modelled' },
    U: { help: 'expand a file', fidelity: 'not modelled' },
    c: { help: 'cipher', value: 'algorithm', fidelity: 'not modelled' },
    k: { help: 'file of a key', value: 'file', fidelity: 'not modelled' },
    T: { help: 'key of a token', value: 'key', fidelity: 'not modelled' },
    e: { help: 'a key for this time only', fidelity: 'not modelled' },
    r: { help: 'read-only', fidelity: 'not modelled' },
    l: { help: 'with a label', fidelity: 'not modelled' },
    s: { help: 'size of a segment', value: 'size', fidelity: 'not modelled' },
  },
  description: ['Lists which file is behind which device: on SmartOS /usr.lgz, in the boot archive and so in RAM, which is mounted on /usr.'],
  source: 'illumos usr/src/cmd/lofiadm/main.c',
  zones: 'global',
  limits: 'Only lists; no files are made devices by it.',
  misuse: (misuse) => ({ stderr: `${misuse.kind === 'unknown option' ? `lofiadm: illegal option -- ${misuse.option}\n` : ''}${USAGE}`, status: 2 }),
  run({ out }, parsed) {
    const change = CHANGES.find((option) => parsed.has(option))
    if (change) throw new Failure(`lofiadm: -${change} is not simulated\n`)
    const [name, ...more] = parsed.operands
    if (more.length > 0) throw new Failure(USAGE, 2)
    if (name === undefined) out(row('Block Device', 'File', 'Options') + row(USR.device, USR.file, USR.options))
    else if (name === USR.file) out(`${USR.device}\n`)
    else if (name === USR.device) out(`${USR.file}\n`)
    else if (/^\/dev\/r?lofi\/\d+$/.test(name)) throw new Failure(`lofiadm: could not find filename for ${name}: No such device or address\n`)
    else throw new Failure(`lofiadm: could not find device for ${name}: No such device or address\n`)
    return 0
  },
})
