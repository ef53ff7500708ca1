/** Lo que el núcleo mismo dice de los sucesos. */
export const messages = {
  'op.forgotten': 'algo anterior a que se guardara este mundo sin su pasado',
}
