import type { Id, Rec } from '../sim/record.ts'
import type { Simulation } from '../sim/simulation.ts'
import { Interrupted } from './command.ts'

/** A line that is being run, for as long as it runs: a moment without any is one that can be gone back to. */
export interface RunningTask extends Rec {
  readonly id: Id<'task'>
  readonly server: Id<'server'>
  /** Its terminal; absent without one. */
  readonly tty?: Id<'tty'>
  readonly line: string
  /** Simulated milliseconds. */
  readonly since: number
}
declare module '../sim/record.ts' {
  interface Records {
    task: RunningTask
  }
}
/** What a task waits for. */
interface Wait {
  readonly condition: () => boolean
  /** Simulated milliseconds; infinite without one. */
  readonly deadline: number
  readonly resolve: (held: boolean) => void
  readonly reject: (reason: Error) => void
}
/** The name of the due record that ends a wait. */
const ALARM = 'alarm'

/** One line that runs: it computes until it waits or ends. */
export class Task {
  /** What was typed for it and not read yet; null is the end of input. */
  readonly typed: (string | null)[] = []
  /** Aborts what the shell language is doing. */
  readonly abort = new AbortController()
  /** Another session reads the terminal meanwhile (an interactive `zlogin`). */
  suspended = false
  interrupted = false
  /** Its system is gone: what it still prints or asks is nobody's. */
  dead = false
  ended = false
  wait: Wait | undefined

  constructor(
    private readonly tasks: Tasks,
    readonly record: RunningTask,
    /** The event it computes in: what it prints and changes is that event's doing. */
    readonly event: number,
  ) {}

  /** Waits for a condition on the world; false if the time (simulated ms) runs out first. Rejects with `Interrupted`. */
  until(condition: () => boolean, timeout = Number.POSITIVE_INFINITY): Promise<boolean> {
    if (this.dead || this.interrupted) return Promise.reject(new Interrupted())
    if (condition()) return Promise.resolve(true)
    if (timeout <= 0) return Promise.resolve(false)
    return new Promise((resolve, reject) => this.tasks.park(this, { condition, deadline: this.tasks.sim.now + timeout, resolve, reject }, timeout))
  }
  /** Ctrl-C: ends its wait, or what it computes at the next turn of a loop. */
  interrupt(): void {
    this.interrupted = true
    this.abort.abort()
    this.tasks.wake(this)
  }
}

/**
 * Runs tasks one at a time, in order of becoming runnable, so that two runs never differ. Simulated time stands
 * still while there is something to run.
 */
export class Tasks {
  private readonly all = new Set<Task>()
  private readonly ready: { task: Task; go: () => void }[] = []
  private turning: Promise<void> | undefined
  private parked: () => void = () => {}

  constructor(readonly sim: Simulation) {}

  /** Whether a task computes or could. */
  get busy(): boolean {
    return this.turning !== undefined || this.ready.length > 0
  }
  /** Whether no task exists at all. */
  get idle(): boolean {
    return this.all.size === 0
  }
  /** The task that has a terminal to itself. */
  on(tty: Id<'tty'>): Task | undefined {
    for (const task of this.all) if (task.record.tty === tty && !task.suspended) return task
    return undefined
  }
  /** Begins a task in the current event: it runs at the next turn. */
  start(record: Omit<RunningTask, 'id' | 'since'>, body: (task: Task) => Promise<void>): Task {
    const task = new Task(this, this.sim.put<RunningTask>({ id: `task:${this.sim.events.length}`, since: this.sim.now, ...record }), this.sim.cause)
    this.all.add(task)
    this.ready.push({ task, go: () => void body(task).finally(() => this.end(task)) })
    return task
  }
  /** Lets the first runnable task compute until it waits or ends. */
  turn(): Promise<void> {
    this.turning ??= this.next().finally(() => {
      this.turning = undefined
    })
    return this.turning
  }
  /** Looks whose wait is over: called after each event. */
  settle(): void {
    for (const task of this.all) if (task.wait && (task.wait.condition() || this.sim.now >= task.wait.deadline)) this.wake(task)
  }
  /** Ends the tasks of a server at once: nothing of them goes on. */
  kill(server: Id<'server'>): void {
    for (const task of [...this.all].filter(({ record }) => record.server === server)) {
      task.dead = true
      task.abort.abort()
      if (task.wait) this.end(task)
      else this.sim.commit({ [task.record.id]: undefined })
    }
  }
  /** Forgets every task without a trace: the world is about to be another one. */
  abandon(): void {
    for (const task of this.all) {
      task.dead = task.ended = true
      task.abort.abort()
    }
    this.all.clear()
    this.ready.length = 0
    this.parked()
  }
  /** Gives up on a task that waits for what can never come. */
  drop(task: Task): void {
    task.dead = true
    this.end(task)
  }
  /** Takes a task out of the running until its wait is over. */
  park(task: Task, wait: Wait, timeout: number): void {
    task.wait = wait
    if (Number.isFinite(timeout)) this.sim.later(task.record.id, ALARM, timeout, { type: 'shell.alarm' })
    this.parked()
  }
  /** Makes a waiting task runnable. */
  wake(task: Task): void {
    const { wait } = task
    if (!wait) return
    task.wait = undefined
    if (this.sim.world.get(`due:${task.record.id} ${ALARM}`)) this.sim.cancel(task.record.id, ALARM)
    this.ready.push({ task, go: () => (task.interrupted ? wait.reject(new Interrupted()) : wait.resolve(wait.condition())) })
  }

  private async next(): Promise<void> {
    const next = this.ready.shift()
    if (!next || next.task.ended) return
    if (next.task.dead) return this.end(next.task)
    const left = this.sim.enter(next.task.event)
    await new Promise<void>((resolve) => {
      this.parked = resolve
      next.go()
    })
    this.sim.enter(left)
    this.sim.settled()
    this.sim.observed()
  }
  private end(task: Task): void {
    if (task.ended) return
    const waiting = task.wait !== undefined
    task.ended = true
    task.wait = undefined
    this.all.delete(task)
    this.sim.commit({ [task.record.id]: undefined, [`due:${task.record.id} ${ALARM}`]: undefined })
    if (!waiting) this.parked()
  }
}
