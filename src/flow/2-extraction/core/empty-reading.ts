import type { Reading } from './invoice.ts'

/** Nothing was read, by nobody: the reading of a text that was given up. */
export const emptyReading: Reading = {
  fields: {
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
  },
  flags: [],
  checks: [],
  readers: [],
}
