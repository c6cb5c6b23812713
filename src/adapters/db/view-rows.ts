import { z } from 'zod'
import { minor, type TokenAmount } from '#kernel/money.ts'
import type { Instant } from '#kernel/time.ts'
import { storedReading } from './reading-row.ts'

const digits = z.string().regex(/^-?\d{1,78}$/)
const amount = digits.transform((text): TokenAmount => minor('MNEE', BigInt(text)))
const instant = z.number().transform((ms) => ms as Instant)
const tenths = digits.transform((text) => BigInt(text)).nullable()
const reasons = z.array(z.object({ code: z.string(), text: z.string() }))

export const paymentRow = z
  .object({
    id: z.string(),
    invoice_id: z.string(),
    invoice_number: z.string().nullable(),
    vendor: z.string(),
    vendor_id: z.string(),
    to_address: z.string(),
    amount,
    state: z.enum([
      'approved',
      'scheduled',
      'in_flight',
      'mined',
      'final',
      'failed_reverted',
      'blocked',
      'cancelled',
    ]),
    state_reason: z.string().nullable(),
    automatic: z.boolean(),
    tx_hash: z.string().nullable(),
    block_number: z.bigint().nullable(),
    created_at: instant,
    updated_at: instant,
  })
  .transform((row) => ({
    id: row.id,
    invoiceId: row.invoice_id,
    invoiceNumber: row.invoice_number,
    vendor: row.vendor,
    vendorId: row.vendor_id,
    toAddress: row.to_address,
    amount: row.amount,
    state: row.state,
    stateReason: row.state_reason,
    automatic: row.automatic,
    txHash: row.tx_hash,
    blockNumber: row.block_number,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }))

export const decisionRow = z
  .object({
    id: z.string(),
    outcome: z.enum(['pay', 'ask', 'refuse']),
    policy_version: z.int(),
    facts_hash: z.string(),
    decided_at: instant,
    reasons,
    trace: z.array(
      z.object({
        rule: z.string(),
        verdict: z.enum(['pass', 'review', 'refuse', 'not_configured']),
        text: z.string(),
        values: z.record(z.string(), z.string()),
        flip: z.string().nullable(),
      }),
    ),
    runway_tenths_after: tenths,
  })
  .transform((row) => ({
    id: row.id,
    outcome: row.outcome,
    policyVersion: row.policy_version,
    factsHash: row.facts_hash,
    decidedAt: row.decided_at,
    reasons: row.reasons,
    trace: row.trace,
    runwayTenthsAfter: row.runway_tenths_after,
  }))

export const attemptRow = z
  .object({
    hash: z.string(),
    kind: z.enum(['pay', 'cancel']),
    nonce: z.bigint(),
    max_fee: z.string(),
    tip: z.string(),
    broadcasts: z.int(),
    last_said: z.string().nullable(),
    created_at: instant,
  })
  .transform((row) => ({
    hash: row.hash,
    kind: row.kind,
    nonce: row.nonce,
    maxFeeWei: row.max_fee,
    tipWei: row.tip,
    broadcasts: row.broadcasts,
    lastSaid: row.last_said,
    createdAt: row.created_at,
  }))

export const postingRow = z
  .object({
    id: z.string(),
    kind: z.enum(['hold', 'post', 'void', 'direct']),
    from_account: z.string(),
    to_account: z.string(),
    asset: z.string(),
    amount: digits.transform((text) => BigInt(text)),
    memo: z.string(),
    tx_hash: z.string().nullable(),
    at: instant,
  })
  .transform((row) => ({
    id: row.id,
    kind: row.kind,
    fromAccount: row.from_account,
    toAccount: row.to_account,
    asset: row.asset,
    amount: row.amount,
    memo: row.memo,
    txHash: row.tx_hash,
    at: row.at,
  }))

export const eventRow = z.object({ kind: z.string(), detail: z.record(z.string(), z.unknown()), at: instant })

export const approvalRow = z
  .object({
    id: z.string(),
    invoice_id: z.string(),
    status: z.enum(['pending', 'approved', 'rejected', 'expired', 'voided']),
    vendor: z.string(),
    vendor_id: z.string().nullable(),
    vendor_status: z.enum(['unknown', 'unverified', 'verified', 'blocked']),
    to_address: z.string().nullable(),
    invoice_number: z.string().nullable(),
    amount: amount.nullable(),
    amount_text: z.string(),
    currency: z.string(),
    reasons,
    runway_tenths_after: tenths,
    people_needed: z.int(),
    votes: z.array(
      z
        .object({
          user: z.string(),
          vote: z.enum(['approve', 'reject']),
          comment: z.string().nullable(),
          self_approval: z.boolean(),
          voted_at: instant,
        })
        .transform((vote) => ({
          user: vote.user,
          vote: vote.vote,
          comment: vote.comment,
          selfApproval: vote.self_approval,
          votedAt: vote.voted_at,
        })),
    ),
    submitted_by: z.string().nullable(),
    created_at: instant,
    expires_at: instant,
    decided_at: instant.nullable(),
  })
  .transform((row) => ({
    id: row.id,
    invoiceId: row.invoice_id,
    status: row.status,
    vendor: row.vendor,
    vendorId: row.vendor_id,
    vendorStatus: row.vendor_status,
    toAddress: row.to_address,
    invoiceNumber: row.invoice_number,
    amount: row.amount,
    amountText: row.amount_text,
    currency: row.currency,
    reasons: row.reasons,
    runwayTenthsAfter: row.runway_tenths_after,
    peopleNeeded: row.people_needed,
    votes: row.votes,
    submittedBy: row.submitted_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    decidedAt: row.decided_at,
  }))

const invoiceColumns = z.object({
  id: z.string(),
  status: z.string(),
  number: z.string().nullable(),
  vendor: z.string(),
  vendor_id: z.string().nullable(),
  amount: amount.nullable(),
  amount_text: z.string(),
  currency: z.string(),
  issue_date: z.string().nullable(),
  due_date: z.string().nullable(),
  created_at: instant,
})

function invoiceOf(row: z.infer<typeof invoiceColumns>) {
  return {
    id: row.id,
    status: row.status,
    number: row.number,
    vendor: row.vendor,
    vendorId: row.vendor_id,
    amount: row.amount,
    amountText: row.amount_text,
    currency: row.currency,
    issueDate: row.issue_date,
    dueDate: row.due_date,
    createdAt: row.created_at,
  }
}

export const invoiceRow = invoiceColumns.transform(invoiceOf)

export const invoiceStoryRow = invoiceColumns
  .extend({
    reading: storedReading.nullable(),
    text: z.string(),
    channel: z.string(),
    submitted_by: z.string().nullable(),
    decision_id: z.string().nullable(),
    approval_id: z.string().nullable(),
    payment_id: z.string().nullable(),
  })
  .transform((row) => ({
    invoice: invoiceOf(row),
    submittedBy: row.submitted_by,
    channel: row.channel,
    text: row.text,
    reading: row.reading,
    decisionId: row.decision_id,
    approvalId: row.approval_id,
    paymentId: row.payment_id,
  }))
