import { fullName, type Package, packagesOf } from './package.ts'
import { PACKAGES } from './packages.ts'

/** All packages of the repository, by name. */
export const CATALOGUE: ReadonlyMap<string, Package> = new Map(
  packagesOf(PACKAGES)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((one) => [one.name, one]),
)
/** The package that a name, or a name with its version, means. */
export const packageCalled = (text: string): Package | undefined => CATALOGUE.get(text) ?? [...CATALOGUE.values()].find((one) => fullName(one) === text)
/** A package with all that it needs, what is needed before what needs it. */
export function withNeeds(names: readonly string[]): Package[] {
  const order: Package[] = []
  const visit = (name: string, above: readonly string[]): void => {
    const found = CATALOGUE.get(name)
    if (!found || above.includes(name) || order.includes(found)) return
    for (const need of found.needs) visit(need, [...above, name])
    order.push(found)
  }
  for (const name of names) visit(name, [])
  return order
}
