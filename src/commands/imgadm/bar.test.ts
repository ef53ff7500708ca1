import { expect, test } from 'vitest'
import { bootedNode, newSimulator } from '../../simulator.ts'
import { consoleOf } from '../../system/console/tty.ts'

const I = '2f1dc911-6401-4fa4-8e9d-67ea2e39c271'

// Form of the two bars: smartos-live src/img/lib/imgadm.js with node-progbar.
test.each(['', '-q '])(
  'imgadm import %son a terminal',
  async (quiet) => {
    const simulator = newSimulator()
    const { world } = simulator.sim
    const tty = consoleOf(await bootedNode(simulator))
    for (const line of ['root', 'root']) await simulator.type(tty, line)
    const from = world.need(tty).count
    await simulator.type(tty, `imgadm import ${quiet}${I}`)
    let text = ''
    for (let n = from; n < world.need(tty).count; n++) text += world.get(`ttyout:${tty.slice(4)}/${n}`)?.text ?? ''
    const pictures = text.split('\r').filter((line) => line.includes('%'))
    expect(
      text
        .split('\r')
        .filter((line) => !line.includes('%') && line.trim() !== '')
        .join(''),
    ).toBe(`[root@smartos ~]# imgadm import ${quiet}${I}
Importing ${I} (base-64-lts@24.4.1) from "https://images.smartos.org"
Gather image ${I} ancestry
Must download and install 1 image (212.1 MiB)
Downloaded image ${I} (212.1 MiB)
Imported image ${I} (base-64-lts@24.4.1)
`)
    if (quiet) expect(pictures).toEqual([])
    else {
      expect(pictures[0]).toBe(`Download 1 image     [${' '.repeat(44)}]   0%   0.00MB  37.85MB/s     6s`)
      expect(pictures).toContain(`zones/${I} [=====>                ]  28%  59.84MB  39.89MB/s     4s`)
    }
  },
  60_000,
)
