/** What else a running kernel knows of itself: set by commands, gone with the system. Absent: as the boot left it. */
declare module '../hardware/hardware.ts' {
  interface RunningSystem {
    /** Whether hyper-threads may be used; absent: as the boot parameter says. */
    readonly smt?: boolean
    /** What is swapped to, in order; absent: what the boot added (`swap.ts`). */
    readonly swap?: readonly { readonly path: string; readonly low: number; readonly bytes: number }[]
    /** Where a dump goes and what goes into it; absent: as the boot configured it (`dump.ts`). */
    readonly dump?: { readonly device: string; readonly content: 'kernel' | 'curproc' | 'all' }
  }
}

export {}
