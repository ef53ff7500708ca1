import type { Command, Tool } from './command.ts'

/** What a file of `commands` may export. */
export interface CommandModule {
  readonly command?: Command
  readonly tool?: Tool
}
/** Loads one module. */
export type Loader = () => Promise<CommandModule>
/** What an invocation names: a command with the words after its name, a tool without a subcommand of that name, or nothing known. */
export type Found =
  | { readonly command: Command; readonly tool?: Tool; readonly words: readonly string[] }
  | { readonly tool: Tool; readonly name: string | undefined; readonly words: readonly string[] }

/**
 * The commands, by convention: a folder is a command or a tool, a file of it a subcommand. Names are known from the
 * paths; a module is loaded when it is first used.
 */
export class Registry {
  private readonly folders = new Map<string, Map<string, Loader>>()
  private readonly loading = new Map<Loader, Promise<CommandModule>>()
  private readonly loaded = new Map<Loader, CommandModule>()

  /** Loaders by path: `./commands/zfs/list.ts`. */
  constructor(loaders: Readonly<Record<string, Loader>>) {
    for (const [path, loader] of Object.entries(loaders)) {
      const [folder, file] = path.replace(/\.ts$/, '').split('/').slice(-2)
      if (folder === undefined || file === undefined) continue
      const files = this.folders.get(folder) ?? new Map<string, Loader>()
      this.folders.set(folder, files.set(file, loader))
    }
  }

  /** Adds a command that is made rather than found: it needs the registry itself. */
  add(command: Command): void {
    this.folders.set(command.name, new Map([[command.name, async () => ({ command })]]))
  }
  /** Names of all commands and tools, sorted. */
  get names(): readonly string[] {
    return [...this.folders].flatMap(([folder, files]) => (files.has(folder) ? [folder] : [])).sort()
  }
  /** Whether there is a command or tool of that name. */
  has(name: string): boolean {
    return this.folders.get(name)?.has(name) ?? false
  }
  /** The module of a command's or tool's own name. */
  async main(name: string): Promise<CommandModule> {
    const loader = this.folders.get(name)?.get(name)
    return loader ? this.load(loader) : {}
  }
  /** The module of a command's or tool's own name, if it is loaded; otherwise it soon will be. */
  peek(name: string): CommandModule | undefined {
    const loader = this.folders.get(name)?.get(name)
    const module = loader && this.loaded.get(loader)
    if (loader && !module) void this.load(loader)
    return module
  }
  /** The commands of a folder that are loaded; the others soon will be. */
  peekAll(name: string): readonly Command[] {
    const loaders = [...(this.folders.get(name)?.values() ?? [])]
    return loaders.flatMap((loader) => {
      const module = this.loaded.get(loader)
      if (!module) void this.load(loader)
      return module?.command ? [module.command] : []
    })
  }
  /** All subcommands of a tool, by name. */
  async subcommands(tool: string): Promise<readonly Command[]> {
    const modules = await Promise.all([...(this.folders.get(tool) ?? [])].map(([, loader]) => this.load(loader)))
    return modules.flatMap(({ command }) => (command?.name.startsWith(`${tool} `) ? [command] : [])).sort((a, b) => (a.name < b.name ? -1 : 1))
  }
  /** What an invocation names; undefined if its first word is no command of ours. */
  async find(words: readonly string[]): Promise<Found | undefined> {
    const [name = '', ...rest] = words
    const { command, tool } = await this.main(name)
    if (command) return { command, words: rest }
    if (!tool) return undefined
    const [sub] = rest
    const own = sub === undefined ? undefined : await this.subcommand(tool, sub)
    return own ? { command: own, tool, words: rest.slice(1) } : { tool, name: sub, words: rest }
  }
  /** Every command and tool there is: for help and tests. */
  async all(): Promise<readonly CommandModule[]> {
    return Promise.all([...this.folders.values()].flatMap((files) => [...files.values()].map((loader) => this.load(loader))))
  }

  private async subcommand(tool: Tool, name: string): Promise<Command | undefined> {
    const full = `${tool.name} ${name}`
    const loader = this.folders.get(tool.name)?.get(name)
    const { command } = loader ? await this.load(loader) : {}
    if (command?.name === full) return command
    return (await this.subcommands(tool.name)).find((one) => one.name === full || one.aliases?.includes(full) || one.aliases?.includes(name))
  }
  private load(loader: Loader): Promise<CommandModule> {
    const loading = this.loading.get(loader) ?? this.fetch(loader)
    this.loading.set(loader, loading)
    return loading
  }
  private async fetch(loader: Loader): Promise<CommandModule> {
    try {
      const module = await loader()
      this.loaded.set(loader, module)
      return module
    } catch (error) {
      // Tried again the next time: a page may have been without a network for a moment.
      this.loading.delete(loader)
      throw error
    }
  }
}
