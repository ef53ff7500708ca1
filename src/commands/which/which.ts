import { defineCommand } from '../../shell/command.ts'

/** Messages: illumos usr/src/cmd/which/which.csh. */
export const command = defineCommand({
  name: 'which',
  summary: 'print where a command lies',
  synopsis: ['name ...'],
  options: {},
  description: ['Looks for each name along PATH and prints where it is first found.'],
  source: 'illumos usr/src/cmd/which/which.csh',
  run({ files, env, out }, { operands }) {
    const path = (env.get('PATH') ?? '/usr/bin:/usr/sbin').split(':')
    let status = 0
    for (const name of operands) {
      const dir = path.find((one) => files.exists(`${one}/${name}`))
      if (dir === undefined) status = 1
      out(dir === undefined ? `no ${name} in ${path.join(' ')}\n` : `${dir}/${name}\n`)
    }
    return status
  },
})
