import { normaliseName } from '#flow/2-extraction/core/normalise-name.ts'
import type { Fault } from '#kernel/fault.ts'
import type { IdSource, VendorId } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Clock } from '#kernel/time.ts'
import {
  type ChangeError,
  changeVendor,
  type VendorChange,
  type VerifyError,
  verifyVendor,
} from './core/change-vendor.ts'
import { taxIdKeyOf } from './core/tax-id-key.ts'
import { isWalletForm, type Vendor } from './core/vendor.ts'
import type { Actor, ChecksumAddress, VendorStore, WriteProblem } from './ports.ts'

export type VendorParts = {
  readonly vendors: VendorStore
  readonly clock: Clock
  readonly ids: IdSource
  readonly checksum: ChecksumAddress
}

export type VendorRefusal = ChangeError | VerifyError | WriteProblem | 'wallet_checksum_wrong' | 'not_found'

/** Words for people, one per refusal. */
export const vendorRefusalTexts: { readonly [R in VendorRefusal]: string } = {
  wallet_not_an_address: 'The wallet must be 0x and 40 hex digits, and not the zero address.',
  wallet_checksum_wrong:
    'The wallet’s upper and lower case letters do not match its checksum: one digit is probably wrong.',
  name_empty: 'The name must have letters or digits.',
  terms_out_of_range: 'Payment terms must be between 0 and 365 days.',
  blocked: 'This vendor is blocked; lift the block first.',
  wallet_missing: 'A vendor without a wallet cannot be verified.',
  already_verified: 'This vendor is verified already.',
  not_eligible: 'Your role does not verify vendors.',
  segregation_of_duties: 'You set these payee details: another person must verify them.',
  name_taken: 'A vendor of this name is in the register already.',
  tax_id_taken: 'Another vendor already has this tax id.',
  moved_on: 'Somebody else changed this vendor at the same moment. Look again and repeat.',
  not_found: 'There is no such vendor.',
}

/** What may be given when a vendor is created or changed; undefined leaves a field as it is. */
export type VendorInput = {
  readonly name?: string | undefined
  readonly wallet?: string | undefined
  readonly taxId?: string | undefined
  readonly defaultCurrency?: string | undefined
  readonly paymentTermsDays?: number | undefined
  readonly category?: string | undefined
  readonly status?: 'blocked' | 'unverified' | undefined
}

type Answer<T> = Promise<Result<Result<T, VendorRefusal>, Fault>>

/**
 * Adds a vendor to the register, not verified.
 * @param parts ports   @param input name at least; wallet in any case, checksum checked when mixed
 * @returns its id, or why not. Errors: Fault when the database is away. Source: POLICY.md, Vendors.
 */
export async function createVendor(
  parts: VendorParts,
  input: VendorInput & { readonly name: string },
  by: Actor,
): Answer<VendorId> {
  const at = parts.clock.now()
  const blank: Vendor = {
    id: parts.ids.next<'vendor'>(),
    name: '',
    nameKey: '',
    taxId: null,
    taxIdKey: null,
    wallet: null,
    defaultCurrency: null,
    paymentTermsDays: null,
    category: null,
    status: 'unverified',
    payeeSetBy: by.id,
    payeeSetAt: at,
    verifiedBy: null,
    verifiedAt: null,
    createdBy: by.id,
    createdAt: at,
  }
  const changed = applyChange(parts, blank, input, by)
  if (!changed.ok) return ok(changed)
  const vendor = changed.value
  const written = await parts.vendors.insert({
    vendor,
    by,
    at,
    action: 'vendor.create',
    detail: { name: vendor.name, wallet: vendor.wallet },
  })
  if (!written.ok) return written
  return ok(written.value === null ? ok(vendor.id) : err(written.value))
}

/**
 * Changes a vendor. Anything about whom is paid makes it unverified and starts the cooling-off again.
 * @param parts ports   @param id which   @param input what changes   @returns the vendor as it is now, or why not
 * Errors: Fault when the database is away. Source: POLICY.md, Vendors.
 */
export async function updateVendor(
  parts: VendorParts,
  id: VendorId,
  input: VendorInput,
  by: Actor,
): Answer<Vendor> {
  const found = await parts.vendors.find(id)
  if (!found.ok) return found
  if (found.value === null) return ok(err('not_found'))
  const before = found.value.vendor
  const changed = applyChange(parts, before, input, by)
  if (!changed.ok) return ok(changed)
  const vendor = changed.value
  const written = await parts.vendors.update(
    {
      vendor,
      by,
      at: parts.clock.now(),
      action: 'vendor.change',
      detail: {
        wallet_was: before.wallet,
        wallet_is: vendor.wallet,
        status_was: before.status,
        status_is: vendor.status,
      },
    },
    found.value.revision,
  )
  if (!written.ok) return written
  return ok(written.value === null ? ok(vendor) : err(written.value))
}

/**
 * Confirms a vendor's payee details.
 * @param parts ports   @param id which   @param by who   @returns whether the same person had to do both, or why not
 * Errors: Fault when the database is away. Source: CONTRACT.md, segregation of duties.
 */
export async function confirmVendor(
  parts: VendorParts,
  id: VendorId,
  by: Actor,
): Answer<{ readonly selfVerified: boolean }> {
  const found = await parts.vendors.find(id)
  if (!found.ok) return found
  if (found.value === null) return ok(err('not_found'))
  const people = await parts.vendors.people('verify_vendor')
  if (!people.ok) return people
  const at = parts.clock.now()
  const verified = verifyVendor({ vendor: found.value.vendor, by: by.id, people: people.value, at })
  if (!verified.ok) return ok(verified)
  const { vendor, selfVerified } = verified.value
  const written = await parts.vendors.update(
    {
      vendor,
      by,
      at,
      action: 'vendor.verify',
      detail: { wallet: vendor.wallet, self_verified: selfVerified },
    },
    found.value.revision,
  )
  if (!written.ok) return written
  return ok(written.value === null ? ok({ selfVerified }) : err(written.value))
}

function applyChange(
  parts: VendorParts,
  vendor: Vendor,
  input: VendorInput,
  by: Actor,
): Result<Vendor, ChangeError | 'wallet_checksum_wrong'> {
  const wallet = input.wallet === undefined ? undefined : parts.checksum(input.wallet)
  if (wallet === null)
    return err(isWalletForm(input.wallet ?? '') ? 'wallet_checksum_wrong' : 'wallet_not_an_address')
  const change: VendorChange = {
    name: input.name === undefined ? undefined : { text: input.name, key: normaliseName(input.name).full },
    taxId: input.taxId === undefined ? undefined : { text: input.taxId, key: taxIdKeyOf(input.taxId) },
    wallet,
    defaultCurrency: input.defaultCurrency,
    paymentTermsDays: input.paymentTermsDays,
    category: input.category,
    status: input.status,
  }
  return changeVendor({ vendor, change, by: by.id, at: parts.clock.now() })
}
