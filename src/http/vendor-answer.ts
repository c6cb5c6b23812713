import type { VendorId } from '#kernel/ids.ts'
import type { VendorEntry } from '#vendors/ports.ts'
import type { RouteDeps } from './deps.ts'
import { presentVendor } from './present/present-vendor.ts'
import { contextOf } from './route-page.ts'
import type { OnWire } from './wire/on-wire.ts'
import type { vendorView } from './wire/treasury.ts'

/** What every presented vendor needs beside its row. Errors: thrown Fault. */
export async function vendorPresenter(
  deps: RouteDeps,
): Promise<(entry: VendorEntry) => OnWire<typeof vendorView>> {
  const { decimals } = contextOf(deps)
  const [coolingOff, wallets] = await Promise.all([
    deps.treasury.coolingOffMs(),
    deps.treasury.vendors.store.wallets(),
  ])
  if (!coolingOff.ok) throw coolingOff.error
  if (!wallets.ok) throw wallets.error
  const beside = { decimals, coolingOffMs: coolingOff.value, wallets: wallets.value }
  return (entry) => presentVendor(entry, beside)
}

/**
 * One vendor as the wire has it, read after it was written.
 * @param deps use cases   @param id which   @returns wire shape, null when there is none
 * Errors: thrown Fault.
 */
export async function loadVendor(deps: RouteDeps, id: VendorId): Promise<OnWire<typeof vendorView> | null> {
  const found = await deps.treasury.vendors.store.find(id)
  if (!found.ok) throw found.error
  if (found.value === null) return null
  const present = await vendorPresenter(deps)
  return present(found.value)
}
