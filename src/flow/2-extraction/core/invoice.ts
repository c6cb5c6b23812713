/** Where on the page a value stands: fractions of the page from its top left, plus the words themselves. */
export type Evidence = {
  /** 1-based. Plain text is one page. */
  readonly page: number
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly text: string
  /** For text: UTF-16 offsets of `text` in the raw text, `[start, end)`. */
  readonly start: number | null
  readonly end: number | null
}

export type ClaimSource = 'xml' | 'text' | 'ocr' | 'llm' | 'human'

/** A value with what it was read from. Confidence is a whole percentage, 0..100. */
export type Claim<T> = {
  readonly value: T
  readonly confidence: number
  readonly source: ClaimSource
  readonly evidence: readonly Evidence[]
}

/** 'invoice' is the only type paid by itself; the rest are read and held. */
export type DocumentType =
  | 'invoice'
  | 'credit_note'
  | 'pro_forma'
  | 'reminder'
  | 'receipt'
  | 'direct_debit'
  | 'statement'
  | 'quote'
  | 'unknown'

export type InvoiceLine = {
  readonly description: string
  readonly quantity: string | null
  readonly unit_price: string | null
  readonly total: string | null
}

/**
 * What a document claims. Field names are those of CONTRACT.md, so that API and CLI need no second list.
 * Amounts are plain decimal strings ("1500.00"), dates YYYY-MM-DD, null when not read (abstain, never guess).
 */
export type InvoiceFields = {
  readonly number: Claim<string> | null
  readonly issue_date: Claim<string> | null
  readonly due_date: Claim<string> | null
  readonly seller_name: Claim<string> | null
  readonly seller_tax_id: Claim<string> | null
  readonly buyer_name: Claim<string> | null
  readonly currency: Claim<string> | null
  readonly net: Claim<string> | null
  readonly tax: Claim<string> | null
  readonly total: Claim<string> | null
  readonly prepaid: Claim<string> | null
  readonly amount_due: Claim<string> | null
  readonly ibans: Claim<readonly string[]> | null
  readonly wallet: Claim<string> | null
  readonly document_type: Claim<DocumentType> | null
  readonly lines: Claim<readonly InvoiceLine[]> | null
  readonly payment_terms: Claim<string> | null
  readonly category: Claim<string> | null
}

/** What reading noticed besides the fields; each one makes a person look. */
export type ReadFlag = {
  readonly code:
    | 'instruction_in_text'
    | 'ambiguous_amount'
    | 'several_totals'
    | 'totals_do_not_add_up'
    | 'not_an_invoice'
    | 'hidden_characters'
    | 'mixed_scripts'
    | 'implausible_date'
    | 'readers_disagree'
    | 'already_paid'
    /** Two different sellers, or two different wallets, are named: neither is chosen. */
    | 'several_vendors'
    | 'several_wallets'
    /** The second reader is configured and did not deliver: a person looks, nothing is paid by itself. */
    | 'second_reader_missing'
  /** One sentence for people, with the words from the document that caused it. */
  readonly detail: string
}

/** One arithmetic or format check over the fields. */
export type ReadCheck = { readonly name: string; readonly passed: boolean; readonly detail: string }

/** The result of reading one document, by one reader or merged from several. */
export type Reading = {
  readonly fields: InvoiceFields
  readonly flags: readonly ReadFlag[]
  readonly checks: readonly ReadCheck[]
  /** Which readers took part, e.g. ['text'] or ['text', 'llm']. */
  readonly readers: readonly ClaimSource[]
}
