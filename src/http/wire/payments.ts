import { z } from 'zod'
import { decisionView } from './invoices.ts'
import { address, isoTime, moneyNumber, moneyText, txHash, uuid } from './shared.ts'

/** Where a payment stands, in the words of the outside: unknown is a state of its own, never failure. */
export const transactionStatus = z.enum([
  'queued',
  'submitted',
  'unknown',
  'confirmed',
  'final',
  'failed',
  'blocked',
  'cancelled',
])

export const transactionSummary = z.object({
  id: uuid,
  invoice_id: uuid,
  invoice_number: z.string().nullable(),
  vendor: z.string(),
  vendor_id: uuid,
  to_address: address,
  amount: moneyText,
  currency: z.string(),
  status: transactionStatus,
  tx_hash: txHash.nullable(),
  block_number: z.string().nullable(),
  confirmations: z.int().nullable(),
  confirmations_needed: z.int(),
  automatic: z.boolean(),
  reason: z.string().nullable(),
  created_at: isoTime,
  updated_at: isoTime,
})

export const transactionPage = z.object({
  data: z.array(transactionSummary),
  next_cursor: z.string().nullable(),
})

const attemptView = z.object({
  hash: txHash,
  kind: z.enum(['pay', 'cancel']),
  nonce: z.int(),
  max_fee_wei: z.string(),
  tip_wei: z.string(),
  broadcasts: z.int(),
  last_said: z.string().nullable(),
  created_at: isoTime,
})

const voteView = z.object({
  user: z.string(),
  vote: z.enum(['approve', 'reject']),
  comment: z.string().nullable(),
  self_approval: z.boolean(),
  voted_at: isoTime,
})

export const approvalView = z.object({
  id: uuid,
  invoice_id: uuid,
  status: z.enum(['pending', 'approved', 'rejected', 'expired', 'voided']),
  vendor: z.string(),
  vendor_id: uuid.nullable(),
  vendor_status: z.enum(['unknown', 'unverified', 'verified', 'blocked']),
  to_address: address.nullable(),
  invoice_number: z.string().nullable(),
  amount: moneyText.nullable(),
  amount_text: z.string(),
  currency: z.string(),
  reason: z.string(),
  reasons: z.array(z.string()),
  people_needed: z.int(),
  votes: z.array(voteView),
  submitted_by: z.string().nullable(),
  runway_months_after: z.number().nullable(),
  created_at: isoTime,
  expires_at: isoTime,
  decided_at: isoTime.nullable(),
})

export const approvalPage = z.object({ data: z.array(approvalView), next_cursor: z.string().nullable() })

/** POST …/approve and …/reject. `transaction_id` is set once enough people approved. */
export const approvalAnswer = z.object({
  status: z.enum(['APPROVED', 'APPROVAL_RECORDED', 'REJECTED']),
  approval_id: uuid,
  invoice_id: uuid,
  transaction_id: uuid.nullable(),
  tx_hash: txHash.nullable(),
  self_approval: z.boolean(),
})

export const ledgerEntryView = z.object({
  id: uuid,
  kind: z.enum(['hold', 'post', 'void', 'direct']),
  from_account: z.string(),
  to_account: z.string(),
  asset: z.string(),
  /** Token amounts as decimals; gas in wei. */
  amount: z.string(),
  memo: z.string(),
  tx_hash: z.string().nullable(),
  at: isoTime,
})

/** GET /api/transactions/{id}: the whole story of one payment. */
export const transactionDetail = transactionSummary.extend({
  decision: decisionView,
  approvals: z.array(approvalView),
  attempts: z.array(attemptView),
  receipts: z.array(
    z.object({
      hash: txHash,
      block_number: z.string(),
      block_hash: txHash,
      status: z.enum(['success', 'reverted']),
      fee_wei: z.string(),
    }),
  ),
  ledger_entries: z.array(ledgerEntryView),
  events: z.array(z.object({ kind: z.string(), detail: z.record(z.string(), z.unknown()), at: isoTime })),
})

/** One line of GET /api/dashboard/logs, newest first. */
export const logLine = z.object({
  timestamp: isoTime,
  event: z.string(),
  vendor: z.string().nullable(),
  amount: moneyNumber.nullable(),
  currency: z.string(),
  status: z.string(),
  tx_hash: z.string().nullable(),
  balance: moneyNumber.nullable(),
  reason: z.string().nullable(),
  agent_thought: z.string().nullable(),
})

export const ledgerAccounts = z.object({
  data: z.array(
    z.object({
      code: z.string(),
      kind: z.string(),
      asset: z.string(),
      balance: z.string().describe('Token amounts as decimals; gas in wei'),
      held: z.string(),
    }),
  ),
})

export const ledgerEntries = z.object({ data: z.array(ledgerEntryView), next_cursor: z.string().nullable() })
