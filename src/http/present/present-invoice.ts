import type { InvoiceFields } from '#flow/2-extraction/core/invoice.ts'
import { formatMinor } from '#kernel/money.ts'
import { isoOf } from '#kernel/time.ts'
import type { InvoiceRow, InvoiceStory } from '#views/ports.ts'
import { type invoiceDetail, invoiceStatus, type invoiceSummary } from '../wire/invoices.ts'
import type { OnWire } from '../wire/on-wire.ts'
import { presentDecision } from './present-payment.ts'

type Token = { readonly symbol: string; readonly decimals: number }

/**
 * One invoice for a list.
 * @param row minor units   @param token symbol and decimals   @returns wire shape
 * Errors: none (total).
 */
export function presentInvoice(row: InvoiceRow, token: Token): OnWire<typeof invoiceSummary> {
  return {
    id: row.id,
    status: invoiceStatus.parse(row.status),
    number: row.number,
    vendor: row.vendor,
    vendor_id: row.vendorId,
    amount: row.amount === null ? null : formatMinor(row.amount, token.decimals),
    amount_text: row.amountText,
    currency: row.amount === null ? row.currency : token.symbol,
    issue_date: row.issueDate,
    due_date: row.dueDate,
    created_at: isoOf(row.createdAt),
  }
}

/**
 * One invoice with its text, fields and evidence, decision and where it stands.
 * @param story rows   @param token symbol and decimals   @returns wire shape
 * Errors: none (total).
 */
export function presentInvoiceStory(story: InvoiceStory, token: Token): OnWire<typeof invoiceDetail> {
  const reading = story.reading
  return {
    ...presentInvoice(story.invoice, token),
    submitted_by: story.submittedBy,
    channel: story.channel,
    fields: reading?.fields ?? noFields,
    flags: reading?.flags.map((flag) => ({ ...flag })) ?? [],
    checks: reading?.checks.map((check) => ({ ...check })) ?? [],
    readers: [...(reading?.readers ?? [])],
    text: story.text,
    decision: story.decision === null ? null : presentDecision(story.decision),
    approval_id: story.approvalId,
    transaction_id: story.paymentId,
  }
}

const noFields: InvoiceFields = {
  number: null,
  issue_date: null,
  due_date: null,
  seller_name: null,
  seller_tax_id: null,
  buyer_name: null,
  currency: null,
  net: null,
  tax: null,
  total: null,
  prepaid: null,
  amount_due: null,
  ibans: null,
  wallet: null,
  document_type: null,
  lines: null,
  payment_terms: null,
  category: null,
}
