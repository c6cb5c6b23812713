import type { VendorId } from '#kernel/ids.ts'
import type { Instant } from '#kernel/time.ts'
import { type MatchedBy, sameWallet, type VendorStatus } from './vendor.ts'

/** A register entry that shares at least one key with a document. */
export type VendorCandidate = {
  readonly id: VendorId
  readonly name: string
  readonly nameKey: string
  readonly taxIdKey: string | null
  readonly wallet: string | null
  readonly status: VendorStatus
  readonly category: string | null
  readonly payeeSetAt: Instant
  /** A person has approved a payment to exactly this wallet that has not failed. */
  readonly payeeKnown: boolean
}

export type ResolvedVendor =
  | { readonly vendor: VendorCandidate; readonly matchedBy: MatchedBy; readonly conflict: boolean }
  | { readonly vendor: null; readonly matchedBy: null; readonly conflict: boolean }

/**
 * Which entry of the register a document means. Tax id, name and wallet must not contradict each other: where they
 * do, the strongest key wins the row and `conflict` makes a person look. Order: tax id, name, wallet.
 * @param claims keys as read, '' or null when not read   @returns the entry or null, what it was found by, conflict
 * Errors: none (total). Source: POLICY.md "Vendors", PITFALLS 4.
 */
export function resolveVendor(claims: {
  readonly candidates: readonly VendorCandidate[]
  readonly nameKey: string
  readonly taxIdKey: string | null
  readonly wallet: string | null
}): ResolvedVendor {
  const { candidates, nameKey, taxIdKey, wallet } = claims
  const byKey: readonly { readonly by: MatchedBy; readonly found: readonly VendorCandidate[] }[] = [
    { by: 'tax_id', found: isBlank(taxIdKey) ? [] : candidates.filter((each) => each.taxIdKey === taxIdKey) },
    { by: 'name', found: isBlank(nameKey) ? [] : candidates.filter((each) => each.nameKey === nameKey) },
    { by: 'wallet', found: candidates.filter((each) => sameWallet(each.wallet, wallet)) },
  ]
  const hits = byKey.filter((key) => key.found.length > 0)
  const strongest = hits[0]
  if (strongest === undefined) return { vendor: null, matchedBy: null, conflict: false }
  const agreed = strongest.found.filter((each) => hits.every((key) => key.found.includes(each)))
  const vendor = agreed[0] ?? strongest.found[0]
  // Two entries that fit equally well: paying either would be a guess.
  if (vendor === undefined || (agreed.length === 0 ? strongest.found : agreed).length > 1) {
    return { vendor: null, matchedBy: null, conflict: true }
  }
  const conflict = agreed.length === 0 || differs(vendor.taxIdKey, taxIdKey)
  return { vendor, matchedBy: strongest.by, conflict }
}

/** Both sides state a tax id and they are not the same: the name alone proves nothing then. */
function differs(registered: string | null, claimed: string | null): boolean {
  return !isBlank(registered) && !isBlank(claimed) && registered !== claimed
}

function isBlank(key: string | null): boolean {
  return key === null || key === ''
}
