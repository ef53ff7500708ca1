/** Pistas de las lecciones sobre el arranque: dónde mirar. */
export const messages = {
  'lesson.look.disc.there': '{plugged, select, yes {Mira el disco {name}: está en la unidad.} other {Mira el disco {name}: está sobre la mesa.}}',
  'lesson.look.disc.missing': 'No hay ningún disco que se llame {name}.',
  'lesson.look.bootServer.there': 'Mira el servidor de arranque {name}, en la vista «Arranque por red». {state}',
  'lesson.look.bootServer.missing': 'No hay ningún servidor de arranque que se llame {name}.',
  'lesson.look.pool.there': 'Mira el pool {name}: {state}.',
  'lesson.look.pool.missing': 'No hay ningún pool que se llame {name}.',
}
