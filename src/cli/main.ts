import { Command, CommanderError } from 'commander'
import { exec, power } from './exec.ts'
import { StateError } from './state.ts'

/** Statuses of the driver's own failures, apart from those of simulated commands. */
const MISUSE = 2
const FAILED = 1

const program = new Command('globalzone').description('A simulated SmartOS node, driven from the command line.').exitOverride().enablePositionalOptions()

program
  .command('exec')
  .description('run a command on the node kept in a file, which is made on first use')
  .usage('[--state FILE] -- COMMAND [ARG...]\n       globalzone exec [--state FILE] -c LINE')
  .option('--state <file>', 'where the node is kept; without it the node is forgotten afterwards')
  .option('-c <line>', 'a line for the shell, instead of a command')
  .argument('[words...]', 'the command and its arguments, taken as they are')
  .passThroughOptions()
  .action(async (words: string[], options: { state?: string; c?: string }, command: Command) => {
    if ((options.c === undefined) === (words.length === 0))
      command.error('error: exec takes either a command after -- or a line after -c', { exitCode: MISUSE })
    process.exitCode = await exec(options.state, options.c === undefined ? { argv: words } : { line: options.c })
  })
program
  .command('repl')
  .description('a terminal on the node')
  .option('--state <file>', 'where the node is kept')
  .action(async ({ state }: { state?: string }) => {
    const { repl } = await import('./repl.ts')
    process.exitCode = await repl(state)
  })
program
  .command('power')
  .description('press the power button of the node kept in a file: it comes up, or shuts down')
  .requiredOption('--state <file>', 'where the node is kept')
  .option('--cut', 'cut the power first, as a failure of the mains would')
  .action(async ({ state, cut }: { state: string; cut?: boolean }) => {
    process.exitCode = await power(state, cut === true)
  })
program
  .command('check')
  .description('verify scenarios: every solution reaches its goals, no mistake does')
  .argument('<dir>', 'a folder of scenarios, or one scenario')
  .action(async (dir: string) => {
    const { check } = await import('./check.ts')
    process.exitCode = await check(dir)
  })
program
  .command('bench')
  .description('what the simulator costs on this machine')
  .option('--json', 'figures as JSON')
  .action(async ({ json }: { json?: boolean }) => {
    const { bench } = await import('./bench.ts')
    await bench(json === true)
  })

try {
  await program.parseAsync(process.argv)
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : MISUSE
  else if (error instanceof StateError) {
    console.error(`globalzone: ${error.message}`)
    process.exitCode = FAILED
  } else throw error
}
