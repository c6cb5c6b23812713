import { z } from 'zod'
import type { InvoiceId, VendorId } from '#kernel/ids.ts'
import { minor, type TokenAmount } from '#kernel/money.ts'
import type { Instant } from '#kernel/time.ts'

/** Digits of minor units as they leave the database. */
const amount = z
  .string()
  .regex(/^-?\d{1,78}$/)
  .transform((digits): TokenAmount => minor('MNEE', BigInt(digits)))

const texts = z.array(z.string())
const details = z.record(z.string(), z.string())
const approved = z.object({
  kind: z.literal('approved'),
  invoice_id: z.string(),
  transaction_id: z.string(),
  vendor: z.string(),
  amount: z.string(),
  currency: z.string(),
  balance: z.string(),
  runway_months: z.string().nullable(),
  reasons: texts,
})

/** An Outcome as it was stored; only kinds that are remembered. */
export const storedOutcome = z.discriminatedUnion('kind', [
  approved.extend({ tx_hash: z.string() }),
  z.object({ kind: z.literal('queued'), invoice_id: z.string(), transaction_id: z.string() }),
  z.object({ kind: z.literal('processing'), invoice_id: z.string() }),
  z.object({
    kind: z.literal('paused'),
    invoice_id: z.string(),
    approval_id: z.string(),
    vendor: z.string(),
    amount: z.string(),
    currency: z.string(),
    reason: z.string(),
    reasons: texts,
  }),
  z.object({
    kind: z.literal('refused'),
    code: z.enum(['INSUFFICIENT_RUNWAY', 'INSUFFICIENT_FUNDS', 'POLICY_VIOLATION', 'DUPLICATE_INVOICE']),
    invoice_id: z.string().nullable(),
    text: z.string(),
    details,
  }),
  z.object({ kind: z.literal('unreadable'), missing: texts, found: details }),
  z.object({ kind: z.literal('invalid'), code: z.string(), text: z.string() }),
])

export const replayRow = z
  .object({ invoice_id: z.string(), answer: storedOutcome.nullable(), draft: approved.nullable() })
  .transform((row) => ({ invoiceId: row.invoice_id, answer: row.answer, draft: row.draft }))

export const policyBody = z.object({
  approval_limit: z.string(),
  daily_limit: z.string(),
  critical_runway_tenths: z.string().regex(/^\d+$/),
  vendor_cooling_off_hours: z.number(),
  first_payment_review: z.boolean(),
})

const vendorCandidate = z
  .object({
    id: z.string().transform((id) => id as VendorId),
    name: z.string(),
    name_key: z.string(),
    tax_id_key: z.string().nullable(),
    status: z.enum(['unverified', 'verified', 'blocked']),
    wallet: z.string().nullable(),
    category: z.string().nullable(),
    payee_set_at_ms: z.number().transform((ms) => ms as Instant),
    payee_known: z.boolean(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    nameKey: row.name_key,
    taxIdKey: row.tax_id_key,
    status: row.status,
    wallet: row.wallet,
    category: row.category,
    payeeSetAt: row.payee_set_at_ms,
    payeeKnown: row.payee_known,
  }))

export const loadedFacts = z
  .object({
    vendors: z.array(vendorCandidate),
    replay: replayRow.nullable(),
    duplicates: z.array(
      z
        .object({ id: z.string().transform((id) => id as InvoiceId), vendor_key: z.string() })
        .transform((row) => ({ id: row.id, vendorKey: row.vendor_key })),
    ),
    treasury: z.object({ posted: amount, held: amount }),
    months: z.array(z.object({ month: z.string(), out: amount, income: amount })),
    auto_spent: amount,
    policy: z.object({ version: z.int(), body: policyBody }),
    paused_reason: z.string().nullable(),
  })
  .transform((row) => ({
    vendors: row.vendors,
    replay: row.replay,
    duplicates: row.duplicates,
    treasury: row.treasury,
    months: row.months,
    autoSpent24h: row.auto_spent,
    policy: row.policy,
    pausedReason: row.paused_reason,
  }))

export const commitAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('committed') }),
  z
    .object({
      kind: z.literal('lost_replay'),
      invoice_id: z.string(),
      answer: storedOutcome.nullable(),
      draft: approved.nullable(),
    })
    .transform((row) => ({
      kind: row.kind,
      invoiceId: row.invoice_id,
      answer: row.answer,
      draft: row.draft,
    })),
  z
    .object({ kind: z.literal('lost_duplicate'), invoice_id: z.string() })
    .transform((row) => ({ kind: row.kind, invoiceId: row.invoice_id })),
  z.object({ kind: z.literal('lost_facts') }),
  z.object({ kind: z.literal('lost_headroom') }),
  z.object({ kind: z.literal('lost_state') }),
])
