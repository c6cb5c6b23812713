import { formatMinor } from '#kernel/money.ts'
import { isoOf, plusMs } from '#kernel/time.ts'
import { similarWallets } from '#vendors/core/change-vendor.ts'
import type { VendorEntry } from '#vendors/ports.ts'
import type { OnWire } from '../wire/on-wire.ts'
import type { vendorView } from '../wire/treasury.ts'

/** A wallet of the register with its owner, for the look-alike check. */
export type KnownWallet = { readonly vendorId: string; readonly vendor: string; readonly wallet: string }

/**
 * One vendor with its wallets, when it may be paid by itself, and addresses that look like its own.
 * @param entry minor units   @param beside decimals, cooling-off in ms, all wallets of the register
 * @returns wire shape
 * Errors: none (total). Source: POLICY.md, Vendors.
 */
export function presentVendor(
  entry: VendorEntry,
  beside: {
    readonly decimals: number
    readonly coolingOffMs: number
    readonly wallets: readonly KnownWallet[]
  },
): OnWire<typeof vendorView> {
  const { vendor } = entry
  const others = beside.wallets.filter((known) => known.vendorId !== vendor.id)
  const similar =
    vendor.wallet === null
      ? []
      : similarWallets(
          vendor.wallet,
          others.map((known) => known.wallet),
        )
  return {
    id: vendor.id,
    name: vendor.name,
    wallet_address: vendor.wallet,
    tax_id: vendor.taxId,
    default_currency: vendor.defaultCurrency,
    payment_terms_days: vendor.paymentTermsDays,
    category: vendor.category,
    status: vendor.status,
    payee_set_at: isoOf(vendor.payeeSetAt),
    cooling_off_until: vendor.wallet === null ? null : isoOf(plusMs(vendor.payeeSetAt, beside.coolingOffMs)),
    verified_at: vendor.verifiedAt === null ? null : isoOf(vendor.verifiedAt),
    is_sample: entry.isSample,
    total_paid: formatMinor(entry.totalPaid, beside.decimals),
    wallets: entry.wallets.map((past) => ({
      wallet_address: past.wallet,
      set_by: past.setBy,
      set_at: isoOf(past.setAt),
    })),
    similar_wallets: others
      .filter((known) => similar.includes(known.wallet))
      .map((known) => ({ vendor: known.vendor, wallet_address: known.wallet })),
    created_at: isoOf(vendor.createdAt),
  }
}
