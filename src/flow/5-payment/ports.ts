import type { Fault } from '#kernel/fault.ts'
import type { TokenAmount } from '#kernel/money.ts'
import type { Result } from '#kernel/result.ts'
import type { Instant } from '#kernel/time.ts'
import type {
  Address,
  BroadcastAnswer,
  ChainHead,
  ChainIdentity,
  Fees,
  Hash,
  RawTransaction,
  Receipt,
  TransferLog,
  TreasuryBalance,
} from './core/chain-facts.ts'
import type { Attempt, Booking, Lease, PaymentRecord, Sender, SlotRecord } from './core/payment-record.ts'
import type { SignedTransaction, SignRequest } from './core/sign-request.ts'
import type { SagaEvent } from './core/transitions.ts'

/**
 * The chain as room 5 needs it. Every call is bounded in time by the adapter and answers with a Fault
 * (CHAIN_UNAVAILABLE, CHAIN_MISMATCH) instead of throwing. Nothing here signs.
 */
export type ChainPort = {
  /** Chain id, genesis hash, token address, symbol and decimals, read from the chain; refuses a token without code. */
  readonly identity: () => Promise<Result<ChainIdentity, Fault>>
  readonly head: () => Promise<Result<ChainHead, Fault>>
  /** Hash of the canonical block at a height, null when the chain has no such block. */
  readonly blockHash: (number: bigint) => Promise<Result<Hash | null, Fault>>
  /** Time of the canonical block at a height, null when the chain has no such block. */
  readonly blockTime: (number: bigint) => Promise<Result<Instant | null, Fault>>
  /** Transaction counts: `latest` mined, `pending` including the pool. */
  readonly nonces: (
    address: Address,
  ) => Promise<Result<{ readonly latest: number; readonly pending: number }, Fault>>
  /** Mined count as of a past block. */
  readonly nonceAt: (address: Address, block: bigint) => Promise<Result<number, Fault>>
  readonly balances: (address: Address) => Promise<Result<TreasuryBalance, Fault>>
  /** Fees for a transaction sent now: room for base fee growth plus a tip. */
  readonly fees: () => Promise<Result<Fees, Fault>>
  /** Sends stored bytes, one JSON-RPC batch, order kept. Answers are information only. */
  readonly broadcast: (raw: readonly RawTransaction[]) => Promise<Result<readonly BroadcastAnswer[], Fault>>
  /** Receipts in the order asked, null where the chain has none. */
  readonly receipts: (hashes: readonly Hash[]) => Promise<Result<readonly (Receipt | null)[], Fault>>
  /** Transfer logs of the token out of `from` (or into `to`), both block bounds inclusive. */
  readonly transfers: (query: {
    readonly from?: Address
    readonly to?: Address
    readonly fromBlock: bigint
    readonly toBlock: bigint
  }) => Promise<Result<readonly TransferLog[], Fault>>
  /** Dry run of `transfer(to, amount)`: null when it would succeed, else why it would revert, in words. */
  readonly simulateTransfer: (transfer: {
    readonly from: Address
    readonly to: Address
    readonly amount: TokenAmount
  }) => Promise<Result<string | null, Fault>>
}

/** Holds the treasury key. Signs nothing without a certificate; asynchronous, as a KMS is. */
export type SignerPort = {
  readonly address: Address
  readonly sign: (request: SignRequest) => Promise<Result<SignedTransaction, Fault>>
}

/** Why the store did not do it. `stale`: the rows are not as the caller believes; read again. */
export type StoreProblem =
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'lease_lost' }
  | { readonly kind: 'stale'; readonly why: string }

/** What the sender may sign next. */
export type DueWork = {
  /** Null until the first nonce was read from the chain. */
  readonly nextNonce: number | null
  /** Why this sender signs nothing, else null. */
  readonly pausedReason: string | null
  /** Why nobody signs anything (kill switch), else null. */
  readonly switchedOffReason: string | null
  /** Slots that no block holds yet, and the sum they will pay. */
  readonly unminedSlots: number
  readonly unminedAmount: TokenAmount
  /** Approved payments without an open slot, oldest first. */
  readonly due: readonly PaymentRecord[]
}

/** A new slot with its first attempt. */
export type SignedSlot = {
  readonly nonce: number
  readonly payment: PaymentRecord
  readonly attempt: Attempt
}

/** One decided step of one payment with what it does to the books, stored in one transaction. */
export type Advance = {
  readonly payment: PaymentRecord
  readonly event: SagaEvent
  readonly bookings: readonly Booking[]
  /** First day of the UTC month of the block (YYYY-MM-01) when money went out, else null. */
  readonly paidInMonth: string | null
  /** Stops the sender in the same transaction, else null. */
  readonly pauseReason: string | null
  readonly detail: { readonly [name: string]: string }
}

/**
 * The rows of room 5. Every change is one transaction that first compares the lease's epoch: a holder that was
 * overtaken changes nothing. Every call is bounded in time.
 */
export type PaymentStore = {
  /** Stores who the chain is at first contact; answers what is stored. */
  readonly pinChain: (identity: ChainIdentity, at: Instant) => Promise<Result<ChainIdentity, Fault>>
  /** Null while somebody else holds it. A new holder gets a higher epoch. */
  readonly claimLease: (
    sender: Sender,
    claim: { readonly owner: string; readonly ttlMs: number },
  ) => Promise<Result<Lease | null, Fault>>
  /** False when the lease was lost. */
  readonly renewLease: (lease: Lease, ttlMs: number) => Promise<Result<boolean, Fault>>
  readonly releaseLease: (lease: Lease) => Promise<Result<void, Fault>>
  readonly takeDue: (sender: Sender, limit: number) => Promise<Result<DueWork, Fault>>
  readonly setFirstNonce: (lease: Lease, nonce: number) => Promise<Result<void, StoreProblem>>
  /** Stores nonces and signed bytes, moves the payments to scheduled: all of them or none. */
  readonly storeSigned: (
    lease: Lease,
    signed: { readonly firstNonce: number; readonly slots: readonly SignedSlot[]; readonly at: Instant },
  ) => Promise<Result<void, StoreProblem>>
  /** Stores one more attempt of an unmined slot (a fee bump or a cancel). */
  readonly storeAttempt: (
    lease: Lease,
    more: { readonly slot: SlotRecord; readonly attempt: Attempt; readonly at: Instant },
  ) => Promise<Result<void, StoreProblem>>
  /** Slots in signed, broadcast or mined, lowest nonce first. */
  readonly openSlots: (sender: Sender, limit: number) => Promise<Result<readonly SlotRecord[], Fault>>
  /** Slots in final or cancelled: from a nonce upwards (that nonce included), or below it downwards. */
  readonly endedSlots: (
    sender: Sender,
    page: { readonly nonce: number; readonly direction: 'up' | 'down'; readonly limit: number },
  ) => Promise<Result<readonly SlotRecord[], Fault>>
  /** Counts what the node said to each broadcast hash; moves nothing. */
  readonly recordAnswers: (
    lease: Lease,
    answers: readonly BroadcastAnswer[],
  ) => Promise<Result<void, StoreProblem>>
  /** Stores decided steps and their bookings: all of them or none. */
  readonly advance: (
    lease: Lease,
    steps: { readonly advances: readonly Advance[]; readonly at: Instant },
  ) => Promise<Result<void, StoreProblem>>
  /** Writes the new place of an ended slot after a reorg deeper than finality put the same bytes elsewhere. */
  readonly reseat: (lease: Lease, slot: SlotRecord, at: Instant) => Promise<Result<void, StoreProblem>>
  /** Stops signing for this sender; a reason that already stands stays. Tells it through the outbox once. */
  readonly pauseSender: (lease: Lease, reason: string, at: Instant) => Promise<Result<void, StoreProblem>>
  /** Takes the pause away when it stands for exactly this reason. */
  readonly clearPause: (lease: Lease, reason: string, at: Instant) => Promise<Result<void, StoreProblem>>
}

/** Where a test may kill the process. */
export type CrashPointName =
  | 'before_sign'
  | 'after_sign_before_commit'
  | 'after_commit_before_broadcast'
  | 'after_broadcast_before_record'
  | 'after_record_before_mined'
  | 'after_receipt_before_mined_commit'
  | 'after_mined_commit'
  | 'before_settle_commit'
  | 'after_settle_commit'
  | 'in_fail_void'

/** Does nothing in life; in a crash test it ends the process at the named point. */
export type CrashPoints = { readonly at: (name: CrashPointName) => void }
