import type { Person } from '#flow/4-approval/core/separate-duty.ts'
import type { Fault } from '#kernel/fault.ts'
import type { UserId, VendorId } from '#kernel/ids.ts'
import type { TokenAmount } from '#kernel/money.ts'
import type { Result } from '#kernel/result.ts'
import type { Instant } from '#kernel/time.ts'
import type { Vendor } from './core/vendor.ts'

/** Who does something, for the audit log. */
export type Actor = { readonly id: UserId; readonly name: string; readonly requestId: string | null }

/** A register entry with what people want to see beside it. Amounts in minor units. */
export type VendorEntry = {
  readonly vendor: Vendor
  readonly isSample: boolean
  readonly revision: number
  readonly totalPaid: TokenAmount
  readonly wallets: readonly {
    readonly wallet: string
    readonly setBy: string | null
    readonly setAt: Instant
  }[]
}

/** One change of the register, stored with its audit line and told, in one transaction. */
export type VendorWrite = {
  readonly vendor: Vendor
  readonly by: Actor
  readonly at: Instant
  readonly action: 'vendor.create' | 'vendor.change' | 'vendor.verify'
  readonly detail: { readonly [key: string]: string | boolean | null }
}

export type WriteProblem = 'name_taken' | 'tax_id_taken' | 'moved_on'

/** The vendor register. */
export type VendorStore = {
  readonly find: (id: VendorId) => Promise<Result<VendorEntry | null, Fault>>
  /** By name, `after` is the id of the last row of the page before. */
  readonly list: (page: {
    readonly limit: number
    readonly before: string | null
  }) => Promise<Result<readonly VendorEntry[], Fault>>
  /** Every wallet of the register with its vendor's name, at most 10,000. */
  readonly wallets: () => Promise<
    Result<
      readonly { readonly vendorId: VendorId; readonly vendor: string; readonly wallet: string }[],
      Fault
    >
  >
  readonly people: (act: 'verify_vendor') => Promise<Result<readonly Person[], Fault>>
  readonly insert: (write: VendorWrite) => Promise<Result<WriteProblem | null, Fault>>
  /** Compare-and-set on the revision that was read. */
  readonly update: (write: VendorWrite, revision: number) => Promise<Result<WriteProblem | null, Fault>>
}

/** Whether an address in mixed case carries the right checksum; one case alone always does. */
export type ChecksumAddress = (address: string) => string | null
