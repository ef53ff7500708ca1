import { z } from 'zod'
import { serverSpec } from '../system/hardware/specSchema.ts'
import { bootServerSpec } from '../system/netboot/spec.ts'

/** Version of this contract: a scenario names the one it was written for. */
export const SCENARIO_VERSION = 1
/** A scenario may come from a stranger: everything in it is bounded. */
export const LIMITS = { steps: 40, goals: 8, actions: 60, expression: 400, line: 2000, text: 100_000 } as const

const name = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/)
const line = z.string().min(1).max(LIMITS.line)
/** A CEL expression over the view of the world (`view.ts`). */
const predicate = z
  .string()
  .min(1)
  .max(LIMITS.expression)
  .meta({ description: 'A CEL expression over the view of the world, version 1 (src/lessons/view.ts).' })
/** What a button, a fault or a hand does: an input of the simulator. */
const input = z.object({ type: z.string().max(40) }).catchall(z.union([z.string().max(LIMITS.line), z.number(), z.boolean()]))

/** Whose console it is, if not the first server's. */
const machine = z.string().max(60).optional().meta({ description: "A server or boot server by name: its console instead of the first server's." })

/** One thing that is done: a command line, a key, an input, an answer, or waiting. */
const action = z
  .union([
    line.meta({ description: 'A line typed on the console, until the console waits for the next one.' }),
    z
      .strictObject({ type: line, on: machine, until: predicate.optional() })
      .meta({ description: 'A line typed on the console, until something is so, or until the console waits for the next one.' }),
    z.strictObject({ key: z.string().min(1).max(20), on: machine }).meta({ description: 'A key pressed on the console.' }),
    z.strictObject({ input }).meta({ description: 'An input of the simulator, such as power.button.' }),
    z.strictObject({ answer: name }).meta({ description: 'The answer given to the question of this step.' }),
    z
      .strictObject({ wait: z.union([predicate, z.number().positive().max(3600)]) })
      .meta({ description: 'Simulated time passes: seconds, or until something is so.' }),
  ])
  .meta({ id: 'action' })
/** A thing done in a scenario. */
export type Action = z.infer<typeof action>
const actions = z.array(action).max(LIMITS.actions)

/** The object that a goal is about: what the interface points at while the goal is not reached. */
const about = z
  .union([
    z.strictObject({ node: z.string().max(60) }),
    z.strictObject({ stick: z.string().max(60) }),
    z.strictObject({ disc: z.string().max(60) }),
    z.strictObject({ bootServer: z.string().max(60) }),
    z.strictObject({ pool: z.string().max(60) }),
    z.strictObject({ console: z.string().max(60) }),
    z.strictObject({ image: z.string().max(80) }),
    z.strictObject({ zone: z.string().max(80) }),
    z.strictObject({ dataset: z.string().max(200) }),
    z.strictObject({ snapshot: z.string().max(80), zone: z.string().max(80) }),
    z.strictObject({ file: z.string().max(400), zone: z.string().max(80).optional() }),
  ])
  .meta({
    id: 'about',
    description:
      'A node or boot server by name, a stick or console by its node, a disc by its label, a pool by name, an image by name, a zone by alias or UUID, a dataset by name, a snapshot of a zone, a file in the global zone or in a zone.',
  })
/** What a goal is about. */
export type About = z.infer<typeof about>

const goal = z.strictObject({
  id: name,
  when: predicate,
  about,
  keep: z.boolean().default(false).meta({ description: 'Shown as broken even after its step is done, when it no longer holds.' }),
})
const mistake = z.strictObject({
  id: name,
  when: predicate.meta({ description: 'Holds once the mistake is made.' }),
  do: actions.min(1).meta({ description: 'How one makes it, from the beginning of the step.' }),
  prints: z.string().max(400).optional().meta({ description: 'What the console says to it.' }),
})
const choice = z.strictObject({ id: name, right: z.boolean().default(false) })

const common = {
  id: name,
  mistakes: z.array(mistake).max(8).default([]),
  reveals: name.optional().meta({ description: 'The step whose prediction is answered once this one is done.' }),
}
const step = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...common, kind: z.literal('do'), goals: z.array(goal).min(1).max(LIMITS.goals), solutions: z.array(actions.min(1)).min(1).max(6) }),
    z.strictObject({ ...common, kind: z.literal('predict'), choices: z.array(choice).min(2).max(6) }),
    z.strictObject({ ...common, kind: z.literal('quiz'), choices: z.array(choice).min(2).max(6) }),
    z.strictObject({ ...common, kind: z.literal('read') }),
  ])
  .meta({ id: 'step' })
/** A step: something to do, to predict, to answer or to read. */
export type Step = z.output<typeof step>
/** Something that is to become true. */
export type Goal = z.output<typeof goal>

/** A world to begin in. */
export const worldSpec = z
  .strictObject({
    seed: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31)
      .default(1),
    servers: z.array(serverSpec).min(1).max(16),
    bootServers: z.array(bootServerSpec).max(4).default([]).meta({ description: 'What these servers can boot from over the network.' }),
    rack: z.number().int().min(0).max(256).default(0).meta({ description: 'How many more servers there are, without disks, that boot over the network.' }),
    prepare: actions.default([]).meta({ description: 'What was done in this world before any story begins.' }),
  })
  .meta({ id: 'world' })
/** A world, with all defaults filled in. */
export type WorldSpec = z.output<typeof worldSpec>

/** A fault that comes by itself. */
const fault = z.strictObject({ at: z.number().min(0).max(86_400).meta({ description: 'Simulated seconds since the story began.' }), input })

/** `scenario.yaml`. */
export const scenarioFile = z
  .strictObject({
    version: z.literal(SCENARIO_VERSION),
    id: name,
    level: z.number().int().min(1).max(9).meta({ description: 'From 1, for a newcomer, upwards.' }),
    minutes: z.number().int().min(1).max(240).meta({ description: 'How long it takes a learner.' }),
    prerequisites: z.array(name).max(20).default([]),
    world: z.union([name, worldSpec]).meta({ description: 'A file of scenarios/worlds, without .yaml, or the world itself.' }),
    prepare: actions.default([]).meta({ description: 'What is done before the story begins.' }),
    faults: z.array(fault).max(20).default([]),
    steps: z.array(step).min(1).max(LIMITS.steps),
  })
  .meta({
    title: 'Global Zone scenario',
    description: 'A lesson: a world, steps with goals, solutions and tempting mistakes. Its prose is in en.md and es.md beside it.',
  })

/** A scenario that is ready to be played: its world is in it. */
export type Scenario = Omit<z.output<typeof scenarioFile>, 'world'> & { readonly world: WorldSpec }
/** What a list of lessons shows of one. */
export type Summary = Pick<Scenario, 'id' | 'level' | 'minutes' | 'prerequisites'>
