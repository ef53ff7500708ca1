/** The sandbox as it begins, made by scripts/startPlugin.ts. */
declare module 'virtual:sandbox' {
  const start: import('../../sim/saved.ts').Save
  export default start
}
