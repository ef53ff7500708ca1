import { chronicleOf } from '../../sim/saved.ts'
import { localeStore } from '../i18n/index.ts'
import { recall, remember } from '../kit/store.ts'
import { notify } from '../notices.ts'
import { type Route, routeOf, routeStore } from '../routes.ts'
import type { Session } from '../simulation/session.ts'
import type { Keeper } from './keeper.ts'
import type { WorldActions } from './saved.ts'
import type { Story } from './share.ts'

/** What opening worlds needs from above: `main` hands it in. */
export interface Sources {
  /** Opens a lesson in the session; goes on with the session's world if it is that lesson's. False if there is no such lesson. */
  lesson(session: Session, id: string): Promise<boolean>
}
/** The lesson that a newcomer meets. */
const FIRST = '#/lesson/power-on'
/** The lesson that the page will begin with, as far as one knows before a world is open. */
export function lessonAhead(): string | undefined {
  const route = routeStore.get()
  const first = route.kind === 'start' ? routeOf(recall('place') ?? FIRST) : route
  return 'id' in first ? first.id : undefined
}

/** Brings the world to the page that belongs to an address: fresh, kept, or from a link. */
export class Worlds implements WorldActions {
  private keeper: Promise<Keeper> | undefined
  private queue: Promise<void> = Promise.resolve()
  private shown = ''

  constructor(
    private readonly session: Session,
    private readonly sources: Sources,
  ) {}

  /** Follows the address; what was kept is opened before the first promise is fulfilled. */
  start(): Promise<void> {
    routeStore.subscribe(() => void this.follow())
    return this.follow()
  }
  private follow(): Promise<void> {
    const route = routeStore.get()
    this.queue = this.queue
      .then(() => this.open(route))
      .catch((error: unknown) => {
        notify('error', 'ui.error.uncaught', { message: String(error) })
        return this.session.scenario.get() ? undefined : this.fresh()
      })
    return this.queue
  }
  private async open(route: Route): Promise<void> {
    if (route.kind === 'start') {
      replaceAddress(recall('place') ?? FIRST)
      return
    }
    if (route.kind === 'unknown') notify('error', 'ui.route.unknown', { address: route.address })
    const story = route.kind === 'share' ? `link ${route.data}` : 'id' in route ? route.id : 'sandbox'
    if (story === this.shown) return
    const keeper = await this.keeper
    if (this.shown) await keeper?.flush()
    if (keeper) keeper.link = undefined
    this.shown = story
    if (route.kind === 'share') await this.openLink(route.data)
    else if ('id' in route) await this.openLesson(route.id)
    else await this.openSandbox()
    if (route.kind === 'lesson' || route.kind === 'sandbox') remember('place', `#/${route.kind}${route.kind === 'lesson' ? `/${route.id}` : ''}`)
  }

  private async openLesson(id: string): Promise<void> {
    await this.recall(id)
    if (await this.sources.lesson(this.session, id)) return
    notify('error', 'ui.lesson.unknown', { id })
    await this.openSandbox()
  }
  private async openSandbox(): Promise<void> {
    if (!(await this.recall('sandbox'))) await this.fresh()
  }
  /** Opens a sandbox as it was before anything was done in it; another seed has another one, which must be built. */
  private async fresh(seed = 1): Promise<void> {
    const { session } = this
    if (seed !== 1) session.open((await session.engine.get()).newSandbox(seed), 'sandbox')
    else session.open(chronicleOf((await import('virtual:sandbox')).default), 'sandbox')
  }
  /** Opens what was kept of a story, if anything was. */
  private async recall(story: string): Promise<boolean> {
    if (!keptStories().includes(story)) {
      remember('kept', [...keptStories().slice(-200), story].join(' '))
      return false
    }
    // What was kept will need the engine: it is loaded meanwhile.
    void this.session.engine.get()
    const keeper = await this.keeping()
    try {
      const opened = await keeper.open(story)
      if (opened.ok) return true
      const { code, text } = opened
      if (code !== 'nothing')
        notify(
          'error',
          'ui.save.broken',
          { reason: code },
          text === undefined ? [] : [{ id: 'ui.save.download', run: () => download(text, `${story}-damaged.json`) }],
        )
    } catch {
      notify('error', 'ui.save.failed')
    }
    return false
  }
  /** Opens a story from a link; says so if it is damaged, and opens the sandbox instead. */
  private async openLink(data: string): Promise<void> {
    const { unpack } = await import('./share.ts')
    const story = unpack(data)
    const keeper = await this.keeping()
    if (story) {
      const slot = `link:${digest(data)}`
      keeper.link = { scenario: story.scenario || 'sandbox', slot }
      if (await this.recall(slot)) return
      if (await this.replayed(story)) return
    }
    keeper.link = undefined
    notify('error', 'ui.share.broken')
    replaceAddress('#/sandbox')
  }
  private async replayed({ scenario, seed, journal, now }: Story): Promise<boolean> {
    const { session, sources } = this
    const { replay } = await import('./replay.ts')
    try {
      // A lesson that is on the page already must begin anew, too.
      session.scenario.set('')
      if (scenario === 'sandbox') await this.fresh(seed)
      else if (!(await sources.lesson(session, scenario))) return false
      await session.during((simulator) => replay(simulator, journal, now))
      return true
    } catch (error) {
      console.error(error)
      return false
    }
  }

  /** The keeper, loaded when it is first needed, at the latest when the page has nothing else to do. */
  keeping(): Promise<Keeper> {
    this.keeper ??= import('./keeper.ts').then(({ Keeper }) => {
      const keeper = new Keeper(this.session)
      keeper.start()
      return keeper
    })
    return this.keeper
  }
  exportFile(): void {
    void this.keeping().then((keeper) => {
      const text = keeper.exported()
      if (text === undefined) notify('note', 'ui.export.busy')
      else download(text, `globalzone-${this.session.scenario.get()}.json`)
    })
  }
  importFile(file: File): void {
    void this.keeping().then(async (keeper) => {
      const opened = await keeper.openFile(file)
      if (!opened.ok) {
        notify('error', opened.code === 'too large' ? 'ui.import.large' : 'ui.import.broken', { reason: opened.code })
        return
      }
      const story = this.session.scenario.get()
      this.shown = story
      if (story === 'sandbox') replaceAddress('#/sandbox')
      else if (await this.sources.lesson(this.session, story)) replaceAddress(`#/lesson/${story}`)
      notify('note', 'ui.import.done')
    })
  }
  share(): void {
    void import('./share.ts').then(async ({ LONGEST_LINK, pack }) => {
      const { sim, scenario, origin } = this.session
      const data = pack({ scenario: scenario.get(), seed: sim.seed, journal: sim.journal.slice(origin.inputs), now: sim.world.present })
      const { origin: site, pathname } = window.location
      if (data.length > LONGEST_LINK) {
        notify('note', 'ui.share.long')
        return
      }
      const link = `${site}${pathname}#/s/${data}?lang=${localeStore.get()}`
      try {
        await navigator.clipboard.writeText(link)
        notify('note', 'ui.share.done')
      } catch {
        notify('note', 'ui.share.here', { link })
      }
    })
  }
  restart(): void {
    void this.keeping().then(async (keeper) => {
      await keeper.forget()
      const id = this.session.scenario.get()
      this.session.scenario.set('')
      if (id === 'sandbox' || !(await this.sources.lesson(this.session, id))) await this.fresh()
    })
  }
}

const keptStories = (): string[] => (recall('kept') ?? '').split(' ').filter(Boolean)
function replaceAddress(hash: string): void {
  const lang = /[?&]lang=(\w+)/.exec(window.location.hash)?.[1]
  const address = lang ? `${hash}?lang=${lang}` : hash
  window.history.replaceState(null, '', address)
  routeStore.set(routeOf(address))
}
/** A short name for a link: two different links may share one only by a rare accident. */
function digest(data: string): string {
  let hash = 2166136261
  for (let i = 0; i < data.length; i++) hash = Math.imul(hash ^ data.charCodeAt(i), 16777619)
  return `${(hash >>> 0).toString(36)}-${data.length}`
}
function download(text: string, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
