import type { InvoiceFields } from './invoice.ts'

/** Without these nothing can be decided. A total does not stand in for the amount due: they differ (EXTRACTION.md). */
const needed = ['amount_due', 'seller_name'] as const

/**
 * The one rule for "unreadable": what a decision needs and the document does not say with certainty.
 * @param fields as read   @returns the names that are missing; empty when the invoice can be decided
 * Errors: none (total). Source: CONTRACT.md, 422 UNREADABLE_INVOICE.
 */
export function missingFields(fields: InvoiceFields): readonly (typeof needed)[number][] {
  return needed.filter((name) => fields[name] === null)
}
