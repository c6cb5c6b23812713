import { z } from 'zod'

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
      confidence: z.int(),
      source: z.enum(['xml', 'text', 'ocr', 'llm', 'human']),
      evidence: z.array(evidence),
    })
    .nullable()
}

const documentType = z.enum([
  'invoice',
  'credit_note',
  'pro_forma',
  'reminder',
  'receipt',
  'direct_debit',
  'statement',
  'quote',
  'unknown',
])

const line = z.object({
  description: z.string(),
  quantity: z.string().nullable(),
  unit_price: z.string().nullable(),
  total: z.string().nullable(),
})

const text = claim(z.string())

/** A reading as it was stored; the same shape as Reading, checked again on its way out. */
export const storedReading = z.object({
  fields: z.object({
    number: text,
    issue_date: text,
    due_date: text,
    seller_name: text,
    seller_tax_id: text,
    buyer_name: text,
    currency: text,
    net: text,
    tax: text,
    total: text,
    prepaid: text,
    amount_due: text,
    ibans: claim(z.array(z.string())),
    wallet: text,
    document_type: claim(documentType),
    lines: claim(z.array(line)),
    payment_terms: text,
    category: text,
  }),
  flags: z.array(z.object({ code: flagCode(), detail: z.string() })),
  checks: z.array(z.object({ name: z.string(), passed: z.boolean(), detail: z.string() })),
  readers: z.array(z.enum(['xml', 'text', 'ocr', 'llm', 'human'])),
})

function flagCode() {
  return z.enum([
    'instruction_in_text',
    'ambiguous_amount',
    'several_totals',
    'totals_do_not_add_up',
    'not_an_invoice',
    'hidden_characters',
    'mixed_scripts',
    'implausible_date',
    'readers_disagree',
    'already_paid',
    'second_reader_missing',
  ])
}
