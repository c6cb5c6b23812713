import type { Json } from '#kernel/digest.ts'
import type { Fault } from '#kernel/fault.ts'
import type { ApprovalId, DecisionId, InvoiceId, VendorId } from '#kernel/ids.ts'
import type { TokenAmount } from '#kernel/money.ts'
import type { Result } from '#kernel/result.ts'
import { type Instant, minuteMs } from '#kernel/time.ts'
import type { VendorCandidate } from '#vendors/core/resolve-vendor.ts'
import type { Reading } from './2-extraction/core/invoice.ts'
import type { Facts, MonthFlow } from './3-decision/core/facts.ts'
import type { PolicyBody } from './3-decision/core/policy-body.ts'
import type { Person } from './4-approval/core/separate-duty.ts'
import type { Approval, Vote } from './4-approval/core/tally.ts'
import type { ApprovedDraft, Outcome } from './core/outcome.ts'

/** The same text within this time gets the same answer (CONTRACT.md). */
export const replayWindowMs = 15 * minuteMs

/** What identifies the documents and vendors a new invoice is compared with. */
export type FactsQuery = {
  readonly at: Instant
  readonly asset: string
  /** SHA-256 hex of the exact text, null when no replay is wanted (deciding again). */
  readonly textHash: string | null
  readonly nameKey: string
  readonly taxIdKey: string | null
  readonly wallet: string | null
  readonly numberKey: string | null
  /** The invoice itself when it is decided again, so that it is not its own duplicate. */
  readonly invoiceId: InvoiceId | null
}

/** What was told of the same text before: the answer, or the draft of one whose hash was awaited. */
export type Replay = {
  readonly invoiceId: string
  readonly answer: Outcome | null
  readonly draft: ApprovedDraft | null
}

export type LoadedFacts = {
  readonly vendors: readonly VendorCandidate[]
  readonly replay: Replay | null
  readonly duplicates: readonly { readonly id: InvoiceId; readonly vendorKey: string }[]
  readonly treasury: { readonly posted: TokenAmount; readonly held: TokenAmount }
  readonly months: readonly MonthFlow[]
  readonly autoSpent24h: TokenAmount
  readonly policy: { readonly version: number; readonly body: PolicyBody }
  readonly pausedReason: string | null
}

/** One decided invoice, ready to be committed: everything in one transaction or nothing. Keys as SQL reads them. */
export type IntakeEntry = { readonly [key: string]: Json }

/** One vote with what follows from it. Keys as SQL reads them. */
export type VoteEntry = { readonly [key: string]: Json }

/** `lost_*`: the world moved between loading and committing; decide again or tell what was there first. */
export type CommitAnswer =
  | { readonly kind: 'committed' }
  | ({ readonly kind: 'lost_replay' } & Replay)
  | { readonly kind: 'lost_duplicate'; readonly invoiceId: string }
  | { readonly kind: 'lost_facts' | 'lost_headroom' | 'lost_state' }

/** The database as the corridor needs it. */
export type IntakePort = {
  readonly loadFacts: (query: FactsQuery) => Promise<Result<LoadedFacts, Fault>>
  readonly commit: (entry: IntakeEntry) => Promise<Result<CommitAnswer, Fault>>
  /** Stores the outcome as first told unless one is there; answers the one that stands. */
  readonly tell: (textHash: string, outcome: Outcome) => Promise<Result<Outcome, Fault>>
  readonly currentPolicyVersion: (at: Instant) => Promise<Result<number, Fault>>
  readonly findReplay: (textHash: string, at: Instant) => Promise<Result<Replay | null, Fault>>
}

/** Hash of a payment's first signed transaction, once committed; null after `withinMs`. */
export type HashWaiter = {
  readonly waitForHash: (paymentId: string, withinMs: number) => Promise<string | null>
}

/** Bounded waiting, given from outside so that tests own time. */
export type Sleep = (ms: number) => Promise<void>

/** An approval with all that a vote on it must look at. */
export type PendingApproval = {
  readonly approval: Approval
  readonly invoiceId: InvoiceId
  readonly decisionId: DecisionId
  readonly factsHash: string
  readonly policyVersion: number
  readonly reading: Reading
  readonly votes: readonly Vote[]
  readonly people: readonly Person[]
}

/** Approvals in the database. `commitVote` stores vote, hold and payment in one transaction, or says what it lost to. */
export type ApprovalPort = {
  readonly load: (id: ApprovalId, at: Instant) => Promise<Result<PendingApproval | null, Fault>>
  readonly commitVote: (
    entry: VoteEntry,
  ) => Promise<Result<{ readonly kind: 'committed' | 'lost_facts' | 'lost_headroom' | 'lost_state' }, Fault>>
}

/** An invoice that may still be decided, with what was read so far. */
export type WaitingInvoice = {
  readonly status: string
  readonly text: string
  readonly submittedBy: string | null
  readonly channel: string
  readonly reading: Reading | null
  /** What the second reader said when it was read. */
  readonly secondReader: Facts['secondReader']
}

/** Invoices that wait for a decision. */
export type WaitingPort = {
  readonly load: (id: InvoiceId) => Promise<Result<WaitingInvoice | null, Fault>>
  /** Ends a waiting invoice without a payment, voids its approval and tells why. */
  readonly close: (
    id: InvoiceId,
    status: 'unreadable' | 'refused',
    reason: string,
    at: Instant,
  ) => Promise<Result<null, Fault>>
  /** Invoices of one vendor that wait for a person, oldest first, at most `limit`. */
  readonly ofVendor: (vendorId: VendorId, limit: number) => Promise<Result<readonly InvoiceId[], Fault>>
}
