import { type Person, separateDuty } from '#flow/4-approval/core/separate-duty.ts'
import type { UserId } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Instant } from '#kernel/time.ts'
import { isWalletForm, sameWallet, type Vendor } from './vendor.ts'

/** What may be set when a vendor is created or changed; undefined leaves a field as it is. */
export type VendorChange = {
  readonly name?: { readonly text: string; readonly key: string } | undefined
  readonly taxId?: { readonly text: string; readonly key: string } | null | undefined
  readonly wallet?: string | null | undefined
  readonly defaultCurrency?: string | null | undefined
  readonly paymentTermsDays?: number | null | undefined
  readonly category?: string | null | undefined
  /** 'unverified' lifts a block; only verifyVendor makes a vendor verified. */
  readonly status?: 'blocked' | 'unverified' | undefined
}

export type ChangeError = 'wallet_not_an_address' | 'name_empty' | 'terms_out_of_range'

/**
 * Applies a change. Whoever is paid or under which name or tax id an invoice finds the entry are payee details:
 * any change to them makes the vendor unverified and starts the cooling-off again. A block stays until it is lifted.
 * @param of vendor, change, who and when   @returns the vendor as it would be
 * Errors: ChangeError. Source: POLICY.md "Vendors", CONTRACT.md roles.
 */
export function changeVendor(of: {
  readonly vendor: Vendor
  readonly change: VendorChange
  readonly by: UserId | null
  readonly at: Instant
}): Result<Vendor, ChangeError> {
  const { vendor, change } = of
  const problem = problemOf(change)
  if (problem !== null) return err(problem)
  const wallet = change.wallet === undefined ? vendor.wallet : change.wallet
  const next: Vendor = {
    ...vendor,
    name: change.name?.text ?? vendor.name,
    nameKey: change.name?.key ?? vendor.nameKey,
    taxId: change.taxId === undefined ? vendor.taxId : (change.taxId?.text ?? null),
    taxIdKey: change.taxId === undefined ? vendor.taxIdKey : (change.taxId?.key ?? null),
    wallet: sameWallet(wallet, vendor.wallet) ? vendor.wallet : wallet,
    defaultCurrency: change.defaultCurrency === undefined ? vendor.defaultCurrency : change.defaultCurrency,
    paymentTermsDays:
      change.paymentTermsDays === undefined ? vendor.paymentTermsDays : change.paymentTermsDays,
    category: change.category === undefined ? vendor.category : change.category,
    status: change.status ?? vendor.status,
  }
  const payeeChanged =
    next.wallet !== vendor.wallet || next.nameKey !== vendor.nameKey || next.taxIdKey !== vendor.taxIdKey
  if (payeeChanged) return ok(unverified({ ...next, payeeSetBy: of.by, payeeSetAt: of.at }))
  return ok(next.status === 'verified' ? next : unverified(next))
}

export type VerifyError =
  | 'blocked'
  | 'wallet_missing'
  | 'already_verified'
  | 'not_eligible'
  | 'segregation_of_duties'

/**
 * Confirms that payee details are genuine: by somebody else than who set them, unless nobody else could.
 * @param of vendor, the people with their right to verify, who and when   @returns the verified vendor; `selfVerified`
 * must be said on screen and in the audit log
 * Errors: VerifyError. Source: CONTRACT.md "Segregation of duties".
 */
export function verifyVendor(of: {
  readonly vendor: Vendor
  readonly by: UserId
  readonly people: readonly Person[]
  readonly at: Instant
}): Result<{ readonly vendor: Vendor; readonly selfVerified: boolean }, VerifyError> {
  const { vendor } = of
  if (vendor.status === 'blocked') return err('blocked')
  if (vendor.status === 'verified') return err('already_verified')
  if (vendor.wallet === null) return err('wallet_missing')
  const duty = separateDuty({ people: of.people, involved: [vendor.payeeSetBy], actor: of.by })
  if (!duty.ok) return duty
  const verified: Vendor = { ...vendor, status: 'verified', verifiedBy: of.by, verifiedAt: of.at }
  return ok({ vendor: verified, selfVerified: duty.value.self })
}

/**
 * Wallets that look like a given one to a person: same first and last four hex digits, another middle.
 * @param wallet 0x + 40 hex   @param others wallets of other vendors   @returns those that are look-alikes, as given
 * Errors: none. Source: POLICY.md "look-alike check".
 */
export function similarWallets(wallet: string, others: readonly string[]): readonly string[] {
  const ends = endsOf(wallet)
  return others.filter((other) => !sameWallet(other, wallet) && endsOf(other) === ends)
}

function endsOf(wallet: string): string {
  const digits = wallet.toLowerCase().replace(/^0x/, '')
  return `${digits.slice(0, 4)}…${digits.slice(-4)}`
}

function unverified(vendor: Vendor): Vendor {
  const status = vendor.status === 'blocked' ? 'blocked' : 'unverified'
  return { ...vendor, status, verifiedBy: null, verifiedAt: null }
}

function problemOf(change: VendorChange): ChangeError | null {
  const { wallet, name, paymentTermsDays: days } = change
  if (name !== undefined && (name.text.trim() === '' || name.key === '')) return 'name_empty'
  if (days !== undefined && days !== null && (!Number.isInteger(days) || days < 0 || days > 365)) {
    return 'terms_out_of_range'
  }
  if (wallet === undefined || wallet === null) return null
  return isWalletForm(wallet) ? null : 'wallet_not_an_address'
}
