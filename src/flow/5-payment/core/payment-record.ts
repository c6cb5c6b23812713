import type { InvoiceId, PaymentId, PostingId, VendorId } from '#kernel/ids.ts'
import type { TokenAmount } from '#kernel/money.ts'
import type { Instant } from '#kernel/time.ts'
import type { Address, Fees, Hash, RawTransaction } from './chain-facts.ts'
import type { PaymentState, SlotState } from './payment-state.ts'
import type { Certificate } from './sign-request.ts'
import type { Mined } from './transitions.ts'

/** A payment as stored: the terms never change after the decision was committed. */
export type PaymentRecord = {
  readonly id: PaymentId
  readonly invoiceId: InvoiceId
  readonly vendorId: VendorId
  readonly chainId: number
  readonly token: Address
  readonly to: Address
  readonly amount: TokenAmount
  readonly certificate: Certificate
  readonly holdId: PostingId
  readonly automatic: boolean
  /** The invoice's category for the ledger, null when none was read. */
  readonly category: string | null
  readonly state: PaymentState
  readonly generation: number
  readonly createdAt: Instant
}

/** One signed blob. Bytes never change; a fee bump is a new attempt of the same slot. */
export type Attempt = {
  readonly hash: Hash
  readonly kind: 'pay' | 'cancel'
  readonly raw: RawTransaction
  readonly fees: Fees
  readonly createdAt: Instant
  /** How often it was handed to a node; 0 does not prove that no node has it. */
  readonly broadcasts: number
}

/** One nonce of the sender with its payment and all its attempts, oldest attempt first. */
export type SlotRecord = {
  readonly nonce: number
  readonly state: SlotState
  readonly mined: Mined | null
  readonly payment: PaymentRecord
  readonly attempts: readonly Attempt[]
}

/** The only account that pays on one chain. */
export type Sender = { readonly chainId: number; readonly address: Address }

/** The right to drive a sender. `epoch` is the fencing token: a newer holder makes it worthless. */
export type Lease = { readonly sender: Sender; readonly owner: string; readonly epoch: bigint }

/**
 * A ledger posting as this room hands it on. Built by room 6; the shape is repeated here because a room never
 * knows a later one. `amount` > 0 in minor units of `asset` (wei for gas).
 */
export type Booking = {
  readonly postingId: PostingId
  readonly kind: 'hold' | 'post' | 'void' | 'direct'
  readonly holdId: PostingId | null
  readonly from: string
  readonly fromKind: string
  readonly to: string
  readonly toKind: string
  readonly asset: string
  readonly amount: bigint
  readonly paymentId: PaymentId | null
  readonly txHash: string | null
  readonly memo: string
}
