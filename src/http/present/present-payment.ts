import { formatMinor, minor } from '#kernel/money.ts'
import { isoOf } from '#kernel/time.ts'
import type {
  ApprovalRow,
  DecisionRow,
  PaymentRow,
  PaymentState,
  PaymentStory,
  PostingRow,
} from '#views/ports.ts'
import type { decisionView } from '../wire/invoices.ts'
import type { OnWire } from '../wire/on-wire.ts'
import {
  type approvalView,
  type ledgerEntryView,
  transactionDetail,
  type transactionStatus,
  type transactionSummary,
} from '../wire/payments.ts'
import { monthsNumber } from './months-number.ts'

/** What the presenters must know of the moment: the token, the head and how deep is final. */
export type PresentContext = {
  readonly symbol: string
  readonly decimals: number
  readonly confirmationsNeeded: number
  /** Null when no block has been seen, or the chain does not answer. */
  readonly head: bigint | null
  readonly chainAnswers: boolean
  /** Why payments that are due are not signed now (gas_empty, fee_cap, …), null when they are or nothing is due. */
  readonly waitingReason: string | null
}

type WireStatus = OnWire<typeof transactionStatus>

/** Which stored states a wire status means, for filters. */
export const statesOf: { readonly [S in WireStatus]: readonly PaymentState[] } = {
  queued: ['approved'],
  submitted: ['scheduled', 'in_flight'],
  unknown: ['scheduled', 'in_flight'],
  confirmed: ['mined'],
  final: ['final'],
  failed: ['failed_reverted'],
  blocked: ['blocked'],
  cancelled: ['cancelled'],
}

/** Signed and perhaps sent, while nobody can say: unknown is a state, never failure. */
function wireStatus(state: PaymentState, chainAnswers: boolean): WireStatus {
  switch (state) {
    case 'approved':
      return 'queued'
    case 'scheduled':
    case 'in_flight':
      return chainAnswers ? 'submitted' : 'unknown'
    case 'mined':
      return 'confirmed'
    case 'final':
      return 'final'
    case 'failed_reverted':
      return 'failed'
    case 'blocked':
      return 'blocked'
    case 'cancelled':
      return 'cancelled'
  }
}

/**
 * One payment for a list.
 * @param row minor units   @param context token and head   @returns wire shape, amounts as decimals
 * Errors: none (total).
 */
export function presentPayment(row: PaymentRow, context: PresentContext): OnWire<typeof transactionSummary> {
  return {
    id: row.id,
    invoice_id: row.invoiceId,
    invoice_number: row.invoiceNumber,
    vendor: row.vendor,
    vendor_id: row.vendorId,
    to_address: row.toAddress,
    amount: formatMinor(row.amount, context.decimals),
    currency: context.symbol,
    status: wireStatus(row.state, context.chainAnswers),
    tx_hash: row.txHash,
    block_number: row.blockNumber?.toString() ?? null,
    confirmations: confirmationsOf(row, context),
    confirmations_needed: context.confirmationsNeeded,
    automatic: row.automatic,
    reason: row.stateReason,
    created_at: isoOf(row.createdAt),
    updated_at: isoOf(row.updatedAt),
  }
}

function confirmationsOf(row: PaymentRow, context: PresentContext): number | null {
  if (row.blockNumber === null || context.head === null) return null
  const depth = context.head - row.blockNumber + 1n
  return depth < 0n ? 0 : depth > 1_000_000n ? 1_000_000 : Number(depth)
}

/** One decision with its trace. @param row as stored @returns wire shape. Errors: none. */
export function presentDecision(row: DecisionRow): OnWire<typeof decisionView> {
  return {
    id: row.id,
    outcome: row.outcome,
    policy_version: row.policyVersion,
    reasons: [...row.reasons],
    trace: row.trace.map((line) => ({ ...line })),
    runway_months_after: monthsNumber(row.runwayTenthsAfter),
    facts_hash: row.factsHash,
    decided_at: isoOf(row.decidedAt),
  }
}

/**
 * One approval for people: what is asked, by whom, who said what.
 * @param row minor units   @param context token   @returns wire shape
 * Errors: none (total).
 */
export function presentApproval(row: ApprovalRow, context: PresentContext): OnWire<typeof approvalView> {
  return {
    id: row.id,
    invoice_id: row.invoiceId,
    status: row.status,
    vendor: row.vendor,
    vendor_id: row.vendorId,
    vendor_status: row.vendorStatus,
    to_address: row.toAddress,
    invoice_number: row.invoiceNumber,
    amount: row.amount === null ? null : formatMinor(row.amount, context.decimals),
    amount_text: row.amountText,
    currency: row.amount === null ? row.currency : context.symbol,
    reason: row.reasons[0]?.text ?? 'A person must look at this invoice.',
    reasons: row.reasons.map((reason) => reason.text),
    people_needed: row.peopleNeeded,
    votes: row.votes.map((vote) => ({
      user: vote.user,
      vote: vote.vote,
      comment: vote.comment,
      self_approval: vote.selfApproval,
      voted_at: isoOf(vote.votedAt),
    })),
    submitted_by: row.submittedBy,
    runway_months_after: monthsNumber(row.runwayTenthsAfter),
    created_at: isoOf(row.createdAt),
    expires_at: isoOf(row.expiresAt),
    decided_at: row.decidedAt === null ? null : isoOf(row.decidedAt),
  }
}

/**
 * The whole story of one payment.
 * @param story rows of every table   @param context token and head   @returns wire shape
 * Errors: none (total).
 */
export function presentStory(story: PaymentStory, context: PresentContext): OnWire<typeof transactionDetail> {
  return {
    ...presentPayment(story.payment, context),
    decision: presentDecision(story.decision),
    approvals: story.approvals.map((row) => presentApproval(row, context)),
    attempts: story.attempts.map((row) => ({
      hash: row.hash,
      kind: row.kind,
      nonce: Number(row.nonce),
      max_fee_wei: row.maxFeeWei,
      tip_wei: row.tipWei,
      broadcasts: row.broadcasts,
      last_said: row.lastSaid,
      created_at: isoOf(row.createdAt),
    })),
    receipts: receiptsOf(story),
    ledger_entries: story.postings.map((row) => presentPosting(row, context)),
    events: story.events.map((row) => ({ kind: row.kind, detail: { ...row.detail }, at: isoOf(row.at) })),
  }
}

/** One posting. @param row as stored @param context token @returns wire shape. Errors: none. */
export function presentPosting(row: PostingRow, context: PresentContext): OnWire<typeof ledgerEntryView> {
  return {
    id: row.id,
    kind: row.kind,
    from_account: row.fromAccount,
    to_account: row.toAccount,
    asset: row.asset,
    amount: presentAmount(row.asset, row.amount, context),
    memo: row.memo,
    tx_hash: row.txHash,
    at: isoOf(row.at),
  }
}

/** An amount of the books. @param asset the token's symbol, or the chain's coin in wei @returns decimal or digits. Errors: none. */
export function presentAmount(asset: string, amount: bigint, context: PresentContext): string {
  return asset === context.symbol ? formatMinor(minor('MNEE', amount), context.decimals) : amount.toString()
}

/** Receipts are told by the events that recorded them: one per block the transaction was seen in. */
function receiptsOf(story: PaymentStory): OnWire<typeof transactionDetail>['receipts'] {
  const receipts = story.events.flatMap((event) => {
    const parsed = receiptDetail.safeParse(event.detail)
    return parsed.success ? [parsed.data] : []
  })
  // Mined and final tell of the same block.
  return [...new Map(receipts.map((receipt) => [`${receipt.hash} ${receipt.block_hash}`, receipt])).values()]
}

const receiptDetail = transactionDetail.shape.receipts.element
