import { type ComponentType, lazy } from 'react'

type Module = Readonly<Record<string, ComponentType>>
// The machine and the story are on the page from the first paint; the chart is drawn when it is asked for.
const eager = import.meta.glob<Module>(['./stage/MachineView.tsx', './lesson/LessonPanel.tsx'], { eager: true })
const later = import.meta.glob<Module>('./stage/StatechartView.tsx')
const chart = later['./stage/StatechartView.tsx']

/** The picture of the server. */
export const MachineView = eager['./stage/MachineView.tsx']?.MachineView
/** The lesson beside it. */
export const LessonPanel = eager['./lesson/LessonPanel.tsx']?.LessonPanel
/** The statechart of what is selected. */
export const StatechartView = chart && lazy(async () => ({ default: (await chart()).StatechartView as ComponentType }))
