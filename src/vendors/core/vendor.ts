import type { VendorFacts } from '#flow/3-decision/core/facts.ts'
import type { UserId, VendorId } from '#kernel/ids.ts'
import type { Instant } from '#kernel/time.ts'

export type VendorStatus = VendorFacts['status']
export type MatchedBy = VendorFacts['matchedBy']

/** One entry of the register. The payee of every payment comes from `wallet` and from nowhere else. */
export type Vendor = {
  readonly id: VendorId
  readonly name: string
  /** The name as it is compared (normalise-name.ts), unique. */
  readonly nameKey: string
  readonly taxId: string | null
  readonly taxIdKey: string | null
  /** 0x + 40 hex digits. */
  readonly wallet: string | null
  readonly defaultCurrency: string | null
  readonly paymentTermsDays: number | null
  readonly category: string | null
  readonly status: VendorStatus
  /** Who last set payee details; null for sample data and the system. */
  readonly payeeSetBy: UserId | null
  readonly payeeSetAt: Instant
  readonly verifiedBy: UserId | null
  readonly verifiedAt: Instant | null
  readonly createdBy: UserId | null
  readonly createdAt: Instant
}

/**
 * Whether a text has the form of a wallet address: 0x + 40 hex digits, and not the zero address.
 * The EIP-55 checksum needs keccak and is checked by the adapter.
 * @param text any text   @returns true for the form   Errors: none. Source: EIP-55.
 */
export function isWalletForm(text: string): boolean {
  return /^0x[0-9a-fA-F]{40}$/.test(text) && !/^0x0{40}$/.test(text)
}

/** Addresses are equal whatever the case of their checksum. Errors: none. Source: EIP-55. */
export function sameWallet(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.toLowerCase() === b.toLowerCase()
}
