/** Hints of the lessons about booting: where to look. */
export const messages = {
  'lesson.look.disc.there': '{plugged, select, yes {Look at the disc {name}: it is in the drive.} other {Look at the disc {name}: it lies on the desk.}}',
  'lesson.look.disc.missing': 'There is no disc called {name}.',
  'lesson.look.bootServer.there': 'Look at the boot server {name}, in the view “Network boot”. {state}',
  'lesson.look.bootServer.missing': 'There is no boot server called {name}.',
  'lesson.look.pool.there': 'Look at the pool {name}: {state}.',
  'lesson.look.pool.missing': 'There is no pool called {name}.',
}
