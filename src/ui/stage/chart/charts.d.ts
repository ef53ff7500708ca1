/** Made when the page is built, by scripts/charts/plugin.ts. */
declare module 'virtual:charts' {
  export const layouts: Readonly<Record<string, import('./layout.ts').ChartLayout>>
}
