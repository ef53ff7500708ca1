import type { Id, MachineEvent } from '../../../sim/record.ts'
import type { Effect, Simulation } from '../../../sim/simulation.ts'
import { clear, consoleOf, listen, print } from '../../console/tty.ts'
import type { BootDevice, FirmwareDraft, Server } from '../../hardware/hardware.ts'
import { DEFAULTS } from '../../hardware/spec.ts'
import { isIn } from '../at.ts'
import { bootMenuScreen, choosable, PAGES, setupScreen } from '../firmwareScreen.ts'
import { keyName } from '../keys.ts'

type Owner = Id<'server'>

function draw(sim: Simulation, id: Owner): void {
  const server = sim.world.need(id)
  const { firmwareDraft } = server
  if (!firmwareDraft) return
  clear(sim, consoleOf(id))
  print(
    sim,
    consoleOf(id),
    isIn(server, 'on', 'firmware', 'boot menu') ? bootMenuScreen(sim.world, server, firmwareDraft.cursor) : setupScreen(sim.world, server, firmwareDraft),
  )
}
function begin(sim: Simulation, id: Owner): void {
  const { bootOrder, firmware } = sim.world.need(id)
  sim.patch(sim.world.need(id), { firmwareDraft: { page: 'main', cursor: 0, bootOrder, firmware } })
  listen(sim, consoleOf(id), { reader: 'firmware', mode: 'key' })
  draw(sim, id)
}
function change(sim: Simulation, server: Server, fields: Partial<FirmwareDraft>): void {
  if (!server.firmwareDraft) return
  sim.patch(server, { firmwareDraft: { ...server.firmwareDraft, ...fields } })
  draw(sim, server.id)
}

/** The order with one entry moved up (-1) or down (1); the same at the ends. */
function moved(order: readonly BootDevice[], device: BootDevice, by: -1 | 1): readonly BootDevice[] {
  const at = order.indexOf(device)
  const other = order[at + by]
  return other === undefined ? order : order.map((one, i) => (i === at ? other : i === at + by ? device : one))
}
const UP = new Set(['+', '=', 'pageup'])
const DOWN = new Set(['-', '_', 'pagedown'])

/** A key on the set-up screen. What means nothing there does nothing. */
function setupKey(sim: Simulation, server: Server, draft: FirmwareDraft, key: string): void {
  const ids = choosable(sim.world, server, draft)
  const chosen = ids[draft.cursor]
  const step = key === 'right' || key === 'tab' ? 1 : key === 'left' ? -1 : 0
  const save = (): void => void sim.send(server.id, { type: 'save', bootOrder: [...draft.bootOrder], firmware: draft.firmware })
  if (step !== 0) change(sim, server, { page: PAGES[(PAGES.indexOf(draft.page) + step + PAGES.length) % PAGES.length] ?? 'main', cursor: 0 })
  else if (key === 'up' || key === 'down') {
    const cursor = draft.cursor + (key === 'up' ? -1 : 1)
    if (cursor >= 0 && cursor < ids.length) change(sim, server, { cursor })
  } else if (key === 'f10') save()
  else if (key === 'escape') sim.send(server.id, { type: 'discard' })
  else if (chosen !== undefined) lineKey(sim, server, draft, chosen, key, save)
}
/** A key for the line that is chosen. */
function lineKey(sim: Simulation, server: Server, draft: FirmwareDraft, chosen: string, key: string, save: () => void): void {
  if (chosen === 'firmware') {
    if (key === 'enter' || UP.has(key) || DOWN.has(key)) change(sim, server, { firmware: draft.firmware === 'bios' ? 'uefi' : 'bios' })
  } else if (draft.page === 'boot') {
    const by = UP.has(key) ? -1 : DOWN.has(key) ? 1 : 0
    if (by === 0) return
    const bootOrder = moved(draft.bootOrder, chosen as BootDevice, by)
    if (bootOrder !== draft.bootOrder) change(sim, server, { bootOrder, cursor: draft.cursor + by })
  } else if (key === 'enter') {
    if (chosen === 'save') save()
    else if (chosen === 'discard') sim.send(server.id, { type: 'discard' })
    else change(sim, server, { bootOrder: [...DEFAULTS.bootOrder], firmware: DEFAULTS.firmware })
  }
}
/** A key in the one-time boot menu. */
function menuKey(sim: Simulation, server: Server, draft: FirmwareDraft, key: string): void {
  const { length } = server.bootOrder
  if (key === 'up' && draft.cursor > 0) change(sim, server, { cursor: draft.cursor - 1 })
  else if (key === 'down' && draft.cursor + 1 < length) change(sim, server, { cursor: draft.cursor + 1 })
  else if (key === 'enter') sim.send(server.id, { type: 'chosen', device: server.bootOrder[draft.cursor] ?? '' })
  else if (key === 'escape') sim.send(server.id, { type: 'discard' })
}
/** Keys that open something while the firmware tests the machine. */
const HOT: Readonly<Record<string, string>> = { delete: 'setup', f2: 'setup', s: 'setup', f12: 'boot menu', f11: 'boot menu', b: 'boot menu' }

/** The set-up screen of the firmware and its boot menu. */
export const firmwareSetupEffects: Record<string, Effect> = {
  'firmware.setup': begin,
  'firmware.choose': begin,
  'firmware.leave': (sim, id: Owner) => {
    const { firmwareDraft, ...rest } = sim.world.need(id)
    if (firmwareDraft) sim.put<Server>(rest)
    clear(sim, consoleOf(id))
    listen(sim, consoleOf(id), { reader: '', mode: 'off' })
  },
  'firmware.save': (sim, id: Owner, _: unknown, event: MachineEvent) =>
    sim.patch(sim.world.need(id), { bootOrder: event.bootOrder as BootDevice[], firmware: event.firmware as Server['firmware'] }),
  'reader.firmware': (sim, tty: Id<'tty'>, { key }: { key?: string }) => {
    const server = sim.world.need(sim.world.need(tty).server)
    if (key === undefined) return
    const name = keyName(key)
    const { firmwareDraft } = server
    if (isIn(server, 'on', 'firmware', 'setup') && firmwareDraft) setupKey(sim, server, firmwareDraft, name)
    else if (isIn(server, 'on', 'firmware', 'boot menu') && firmwareDraft) menuKey(sim, server, firmwareDraft, name)
    else if (Object.hasOwn(HOT, name)) sim.send(server.id, { type: HOT[name] ?? '' })
  },
}
