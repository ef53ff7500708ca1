/** How long the processes of a service live: all of a contract together, none after the start method, or the start method itself. */
export type Duration = 'contract' | 'transient' | 'child'
/** A program that the restarter runs. */
export interface Method {
  /** `/opt/custom/bin/x %m`, `:true`, `:kill -9` */
  readonly exec: string
  /** Seconds; 0: no limit. */
  readonly timeout: number
  readonly user?: string
  readonly group?: string
  readonly workingDirectory?: string
  readonly environment?: Readonly<Record<string, string>>
}
/** What a service needs, and when it is stopped because of that. Source: smf(7), service_bundle(5). */
export interface Dependency {
  readonly name: string
  readonly grouping: 'require_all' | 'require_any' | 'optional_all' | 'exclude_all'
  readonly restartOn: 'none' | 'error' | 'restart' | 'refresh'
  /** `svc:/network/loopback` (any of its instances), `svc:/system/identity:node`, `file://localhost/etc/x` */
  readonly entities: readonly string[]
}
/** Values of a property: its type as svcprop prints it, and the values as text. */
export interface Property {
  readonly type: string
  readonly values: readonly string[]
}
/** A property group by its name: type, and properties by name. */
export interface PropertyGroup {
  readonly type: string
  readonly properties: Readonly<Record<string, Property>>
}
/** What a manifest says of one instance: plain data, so that it can stand in a record. */
export interface Definition {
  /** `svc:/site/postboot:default` */
  readonly fmri: string
  /** Common name; may be empty. */
  readonly name: string
  readonly duration: Duration
  /** Signals and core dumps of its processes do not matter (startd/ignore_error). */
  readonly methods: Readonly<Record<string, Method>>
  /** Manual pages: `sshd(8)`. */
  readonly pages: readonly string[]
  readonly dependencies: readonly Dependency[]
  /** Whether a fresh import enables it. */
  readonly enabled: boolean
  /** Its other property groups. */
  readonly groups?: Readonly<Record<string, PropertyGroup>>
  /** The manifest file it was imported from. */
  readonly file?: string
}
