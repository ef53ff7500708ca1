import { and, assign, cancel, createMachine, enqueueActions, not, or, raise, setup, stateIn } from 'xstate'
import { effect } from '../../src/sim/step.ts'

/** Statecharts that use what those of the system do not, or not yet: history, eventless transitions, raising, final states. */

const perhaps = enqueueActions(({ enqueue, check }) => {
  enqueue('count' as never)
  if (check({ type: 'few' } as never)) enqueue.assign({ n: 7 } as never)
  enqueue.raise({ type: 'quiet' } as never)
  enqueue.cancel('tick')
  enqueue({ type: 'say', params: { what: 'perhaps' } } as never)
}) as never

const player = setup({
  types: {} as { context: { n: number }; events: { type: string; n?: number } },
  guards: {
    few: ({ context }) => context.n < 3,
    atLeast: ({ context }, { least }: { least: number }) => context.n >= least,
    playing: stateIn({ on: { sound: 'playing' } }),
    loud: stateIn('#player.on.volume.loud'),
    both: and(['few', not('loud')]),
    either: or(['loud', { type: 'atLeast', params: { least: 2 } }]),
  },
  delays: { slow: 500, byContext: ({ context }) => 100 * context.n },
  actions: {
    say: effect<{ what: string }>(),
    count: assign({ n: ({ context }) => context.n + 1 }),
    set: assign((_, { n }: { n: number }) => ({ n })),
    reset: assign({ n: 0 }),
    later: raise({ type: 'tick' }, { id: 'tick', delay: 'slow' }),
    sometime: raise({ type: 'tick' }, { id: 'tick', delay: 'byContext' }),
    now: raise({ type: 'loud' }),
    stop: cancel('tick'),
  },
}).createMachine({
  id: 'player',
  context: { n: 0 },
  initial: 'off',
  on: { kill: '.off', '*': { actions: { type: 'say', params: { what: 'any' } } } },
  states: {
    off: {
      entry: { type: 'say', params: ({ context }) => ({ what: `off ${context.n}` }) },
      on: {
        shallow: 'on.shallow',
        deep: 'on.deep',
        fresh: 'on',
        one: 'on.sound.remembered',
        set: { actions: { type: 'set', params: ({ event }) => ({ n: event.n ?? 1 }) } },
      },
    },
    on: {
      type: 'parallel',
      entry: 'later',
      exit: ['stop', { type: 'say', params: { what: 'leaving' } }],
      on: {
        off: 'off',
        again: { target: 'on', reenter: true },
        same: 'on',
        inside: { target: '.sound.paused' },
        outside: { target: '.sound.paused', reenter: true },
      },
      onDone: { target: 'ended', actions: 'count' },
      states: {
        shallow: { type: 'history' },
        deep: { type: 'history', history: 'deep' },
        sound: {
          initial: 'paused',
          states: {
            remembered: { type: 'history', target: 'playing' },
            paused: { on: { play: { target: 'playing', actions: ['count', 'now'] }, end: 'done' }, after: { 200: { guard: 'both', target: 'playing' } } },
            playing: {
              initial: 'slowly',
              entry: 'sometime',
              states: {
                slowly: { on: { faster: 'fast' }, always: { guard: { type: 'atLeast', params: { least: 5 } }, target: 'fast' } },
                fast: { exit: 'count' },
              },
              on: { pause: 'paused', end: 'done', tick: { actions: perhaps } },
            },
            done: { type: 'final' },
          },
        },
        volume: {
          initial: 'quiet',
          states: {
            quiet: {
              on: {
                loud: [
                  { guard: 'playing', target: 'loud' },
                  { guard: 'either', target: 'done' },
                ],
              },
            },
            loud: {
              always: { guard: and(['playing', { type: 'atLeast', params: { least: 9 } }]), target: 'done', actions: 'reset' },
              on: { quiet: 'quiet', off: { target: '#player.off', actions: { type: 'say', params: { what: 'loud off' } } } },
            },
            done: { type: 'final' },
          },
        },
        light: {
          initial: 'red',
          states: { red: { always: { guard: 'playing', target: 'green' } }, green: { on: { off: undefined, faster: 'red' } }, gone: { type: 'final' } },
          on: { end: '.gone' },
        },
      },
    },
    ended: { on: { deep: 'on.deep', close: 'closed' } },
    closed: { type: 'final' },
  },
})

/** One level inside another, with transitions that conflict between regions. */
const nest = createMachine({
  id: 'nest',
  type: 'parallel',
  states: {
    a: {
      initial: 'x',
      on: { jump: '#nest.b.deep.two' },
      states: {
        x: { on: { go: 'y', both: 'y', out: { target: '#nest.a', reenter: true } } },
        y: {
          type: 'parallel',
          on: { go: 'x' },
          states: {
            p: { initial: 'one', states: { one: { on: { go: 'two', both: 'two' } }, two: { type: 'final' } } },
            q: { initial: 'one', states: { one: { on: { both: 'two', only: 'two', jump: '#nest.a.x' } }, two: { type: 'final' } } },
          },
          onDone: 'z',
        },
        z: { on: { back: 'memory' } },
        memory: { type: 'history', history: 'deep' },
      },
    },
    b: {
      initial: 'flat',
      states: {
        flat: { on: { both: 'deep', 'go.*': 'deep' } },
        deep: { initial: 'one', states: { one: { on: { go: 'two' } }, two: { on: { go: 'one', out: '#nest.b' } } } },
      },
    },
  },
})

/** All of them by id. */
export const handmade = { player, nest }
