import type { Reading } from '#flow/2-extraction/core/invoice.ts'
import type { Reason, TraceLine } from '#flow/3-decision/core/decision.ts'
import type { Fault } from '#kernel/fault.ts'
import type { TokenAmount } from '#kernel/money.ts'
import type { Result } from '#kernel/result.ts'
import type { Instant } from '#kernel/time.ts'

/** Newest first; `before` is the id of the last row of the page before, null for the first page. */
export type PageQuery = { readonly limit: number; readonly before: string | null }

export type PaymentState =
  | 'approved'
  | 'scheduled'
  | 'in_flight'
  | 'mined'
  | 'final'
  | 'failed_reverted'
  | 'blocked'
  | 'cancelled'

/** One payment as the read side knows it. Amounts in minor units. */
export type PaymentRow = {
  readonly id: string
  readonly invoiceId: string
  readonly invoiceNumber: string | null
  readonly vendor: string
  readonly vendorId: string
  readonly toAddress: string
  readonly amount: TokenAmount
  readonly state: PaymentState
  readonly stateReason: string | null
  readonly automatic: boolean
  readonly txHash: string | null
  readonly blockNumber: bigint | null
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

export type DecisionRow = {
  readonly id: string
  readonly outcome: 'pay' | 'ask' | 'refuse'
  readonly policyVersion: number
  readonly reasons: readonly Reason[]
  readonly trace: readonly TraceLine[]
  readonly runwayTenthsAfter: bigint | null
  readonly factsHash: string
  readonly decidedAt: Instant
}

export type AttemptRow = {
  readonly hash: string
  readonly kind: 'pay' | 'cancel'
  readonly nonce: bigint
  readonly maxFeeWei: string
  readonly tipWei: string
  readonly broadcasts: number
  readonly lastSaid: string | null
  readonly createdAt: Instant
}

export type PostingRow = {
  readonly id: string
  readonly kind: 'hold' | 'post' | 'void' | 'direct'
  readonly fromAccount: string
  readonly toAccount: string
  readonly asset: string
  /** Minor units of the asset: token units, or wei for gas. */
  readonly amount: bigint
  readonly memo: string
  readonly txHash: string | null
  readonly at: Instant
}

export type EventRow = {
  readonly kind: string
  readonly detail: { readonly [key: string]: unknown }
  readonly at: Instant
}

export type VoteRow = {
  readonly user: string
  readonly vote: 'approve' | 'reject'
  readonly comment: string | null
  readonly selfApproval: boolean
  readonly votedAt: Instant
}

export type ApprovalRow = {
  readonly id: string
  readonly invoiceId: string
  readonly status: 'pending' | 'approved' | 'rejected' | 'expired' | 'voided'
  readonly vendor: string
  readonly vendorId: string | null
  readonly vendorStatus: 'unknown' | 'unverified' | 'verified' | 'blocked'
  readonly toAddress: string | null
  readonly invoiceNumber: string | null
  readonly amount: TokenAmount | null
  readonly amountText: string
  readonly currency: string
  readonly reasons: readonly Reason[]
  readonly runwayTenthsAfter: bigint | null
  readonly peopleNeeded: number
  readonly votes: readonly VoteRow[]
  readonly submittedBy: string | null
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly decidedAt: Instant | null
}

/** One payment with everything that happened to it. */
export type PaymentStory = {
  readonly payment: PaymentRow
  readonly decision: DecisionRow
  readonly approvals: readonly ApprovalRow[]
  readonly attempts: readonly AttemptRow[]
  readonly postings: readonly PostingRow[]
  readonly events: readonly EventRow[]
}

export type InvoiceRow = {
  readonly id: string
  readonly status: string
  readonly number: string | null
  readonly vendor: string
  readonly vendorId: string | null
  readonly amount: TokenAmount | null
  readonly amountText: string
  readonly currency: string
  readonly issueDate: string | null
  readonly dueDate: string | null
  readonly createdAt: Instant
}

/** One invoice with its text, what was read, and where it stands. `reading` null while it is being read. */
export type InvoiceStory = {
  readonly invoice: InvoiceRow
  readonly submittedBy: string | null
  readonly channel: string
  readonly text: string
  readonly reading: Reading | null
  readonly decision: DecisionRow | null
  readonly approvalId: string | null
  readonly paymentId: string | null
}

/** Figures of the dashboard, one moment, one round trip. Minor units. */
export type DashboardRow = {
  readonly posted: TokenAmount
  readonly held: TokenAmount
  readonly months: readonly {
    readonly month: string
    readonly out: TokenAmount
    readonly income: TokenAmount
  }[]
  readonly pendingApprovals: number
  readonly pendingAmount: TokenAmount
  readonly paidThisMonth: TokenAmount
  readonly paidThisMonthCount: number
  readonly problemPayments: number
  readonly policyVersion: number
  readonly approvalLimit: string
  readonly criticalRunwayTenths: bigint
  readonly pausedReason: string | null
  readonly senderPausedReason: string | null
}

/** One thing that was told, as stored in the outbox. */
export type LogRow = {
  readonly id: bigint
  readonly topic: string
  readonly at: Instant
  readonly vendor: string | null
  readonly amount: string | null
  readonly currency: string | null
  readonly status: string | null
  readonly txHash: string | null
  readonly balance: string | null
  readonly reason: string | null
}

/** The read side. SQL in, rows out, no rules. Every list is bounded by its query. */
export type ViewsPort = {
  readonly payments: (
    query: PageQuery & { readonly states: readonly PaymentState[] | null; readonly vendor: string | null },
  ) => Promise<Result<readonly PaymentRow[], Fault>>
  readonly payment: (id: string) => Promise<Result<PaymentStory | null, Fault>>
  readonly invoices: (
    query: PageQuery & { readonly status: string | null },
  ) => Promise<Result<readonly InvoiceRow[], Fault>>
  readonly invoice: (id: string) => Promise<Result<InvoiceStory | null, Fault>>
  readonly approvals: (
    query: PageQuery & { readonly status: string | null },
  ) => Promise<Result<readonly ApprovalRow[], Fault>>
  readonly approval: (id: string) => Promise<Result<ApprovalRow | null, Fault>>
  readonly dashboard: (asset: string, at: Instant) => Promise<Result<DashboardRow, Fault>>
  readonly logs: (query: {
    readonly limit: number
    readonly before: bigint | null
  }) => Promise<Result<readonly LogRow[], Fault>>
}

export type AccountRow = {
  readonly code: string
  readonly kind: string
  readonly asset: string
  /** In − out, holds not counted. Minor units of the asset. */
  readonly balance: bigint
  /** Reserved and neither posted nor voided yet. */
  readonly held: bigint
}

/** The books. */
export type LedgerViews = {
  readonly accounts: () => Promise<Result<readonly AccountRow[], Fault>>
  readonly entries: (query: {
    readonly limit: number
    readonly before: bigint | null
    readonly account: string | null
  }) => Promise<Result<readonly (PostingRow & { readonly seq: bigint })[], Fault>>
}
