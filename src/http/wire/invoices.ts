import { z } from 'zod'
import { isoDate, isoTime, moneyNumber, moneyText, reason, traceLine, txHash, uuid } from './shared.ts'

export const processInvoiceBody = z.strictObject({ raw_text: z.string() })

export const approvedAnswer = z.object({
  status: z.literal('APPROVED'),
  invoice_id: uuid,
  transaction_id: uuid,
  tx_hash: txHash,
  vendor: z.string(),
  amount: moneyNumber,
  currency: z.string(),
  balance: moneyNumber,
  runway_months: z.number().nullable(),
  reasons: z.array(z.string()),
})

export const queuedAnswer = z.object({
  status: z.enum(['QUEUED', 'PROCESSING']),
  invoice_id: uuid,
  transaction_id: uuid.nullable(),
  tx_hash: z.null(),
})

export const pausedAnswer = z.object({
  status: z.literal('PAUSED_FOR_APPROVAL'),
  invoice_id: uuid,
  approval_id: uuid,
  vendor: z.string(),
  amount: moneyNumber,
  currency: z.string(),
  reason: z.string(),
  reasons: z.array(z.string()),
})

const evidence = z.object({
  page: z.int(),
  x: z.number(),
  y: z.number(),
  w: z.number(),
  h: z.number(),
  text: z.string(),
  start: z.int().nullable(),
  end: z.int().nullable(),
})

function claim<T extends z.ZodType>(value: T) {
  return z
    .object({
      value,
      confidence: z.int().min(0).max(100),
      source: z.enum(['xml', 'text', 'ocr', 'llm', 'human']),
      evidence: z.array(evidence),
    })
    .nullable()
}

const invoiceLine = z.object({
  description: z.string(),
  quantity: z.string().nullable(),
  unit_price: z.string().nullable(),
  total: z.string().nullable(),
})

export const invoiceFields = z.object({
  number: claim(z.string()),
  issue_date: claim(z.string()),
  due_date: claim(z.string()),
  seller_name: claim(z.string()),
  seller_tax_id: claim(z.string()),
  buyer_name: claim(z.string()),
  currency: claim(z.string()),
  net: claim(z.string()),
  tax: claim(z.string()),
  total: claim(z.string()),
  prepaid: claim(z.string()),
  amount_due: claim(z.string()),
  ibans: claim(z.array(z.string())),
  wallet: claim(z.string()),
  document_type: claim(z.string()),
  lines: claim(z.array(invoiceLine)),
  payment_terms: claim(z.string()),
  category: claim(z.string()),
})

export const invoiceStatus = z.enum([
  'processing',
  'awaiting_approval',
  'paying',
  'paid',
  'rejected',
  'refused',
  'failed',
])

/** One invoice in a list. `amount` null: the claim does not convert to the token. */
export const invoiceSummary = z.object({
  id: uuid,
  status: invoiceStatus,
  number: z.string().nullable(),
  vendor: z.string(),
  vendor_id: uuid.nullable(),
  amount: moneyText.nullable(),
  amount_text: z.string(),
  currency: z.string(),
  issue_date: isoDate.nullable(),
  due_date: isoDate.nullable(),
  created_at: isoTime,
})

/** One decision with its whole trace, pinned to the policy version that made it. */
export const decisionView = z.object({
  id: uuid,
  outcome: z.enum(['pay', 'ask', 'refuse']),
  policy_version: z.int(),
  reasons: z.array(reason),
  trace: z.array(traceLine),
  runway_months_after: z.number().nullable(),
  facts_hash: z.string(),
  decided_at: isoTime,
})

/** GET /api/invoices/{id}: fields with evidence, flags, checks, decision and where it stands. */
export const invoiceDetail = invoiceSummary.extend({
  submitted_by: z.string().nullable(),
  channel: z.string(),
  fields: invoiceFields,
  flags: z.array(z.object({ code: z.string(), detail: z.string() })),
  checks: z.array(z.object({ name: z.string(), passed: z.boolean(), detail: z.string() })),
  readers: z.array(z.string()),
  text: z.string(),
  decision: decisionView.nullable(),
  approval_id: uuid.nullable(),
  transaction_id: uuid.nullable(),
})

export const invoicePage = z.object({ data: z.array(invoiceSummary), next_cursor: z.string().nullable() })
