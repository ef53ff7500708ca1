import { type Command, type CommandContext, defineCommand, Failure, type Option, type Parsed } from '../../shell/command.ts'
import type { Zone } from '../../system/zones/zone.ts'
import { uuidOf, vmOf, vmUuids } from './say.ts'

/** What a subcommand is, and what of it is there before its work would begin. */
interface Unsimulated {
  readonly name: string
  readonly summary: string
  readonly synopsis: string
  /** What the real one does. */
  readonly does: string
  readonly options?: Readonly<Record<string, Option>>
  /** What it says when there is no such VM. */
  readonly absent?: (uuid: string) => string
  /** Refuses what the real one would refuse. */
  readonly check?: (zone: Zone, parsed: Parsed, context: CommandContext) => void
}
/** A subcommand that exists but whose work is not modelled: it refuses what the real one refuses, and then says so. */
export const unsimulated = ({ name, summary, synopsis, does, options = {}, absent = () => 'bad statusCode: 404', check }: Unsimulated): Command =>
  defineCommand({
    name: `vmadm ${name}`,
    summary,
    synopsis: [synopsis],
    options,
    operands: { complete: vmUuids },
    description: [does],
    source: 'smartos-live src/vm/sbin/vmadm.js, src/vm/node_modules/VM.js',
    limits: 'Not modelled: it says so and fails.',
    run(context, parsed) {
      if (synopsis.startsWith('<uuid>') || (synopsis.includes('[uuid]') && parsed.operands.length > 0)) {
        const uuid = uuidOf(parsed.operands, name)
        check?.(vmOf(context, uuid, absent(uuid)), parsed, context)
      }
      throw new Failure(`vmadm ${name}: not simulated\n`)
    },
  })
