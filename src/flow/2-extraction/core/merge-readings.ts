import type { Claim, InvoiceFields, ReadFlag, Reading } from './invoice.ts'
import { normaliseName } from './normalise-name.ts'
import { exactNumberKey } from './normalise-number.ts'

/**
 * Puts two independent readings of one document together. The first one's values stay; the second confirms them or
 * fills what the first did not read. Amount, currency and vendor must be read by both and agree: else a person
 * looks. An amount is never corrected.
 * @param first the deterministic reading   @param second the other reader's   @returns one reading
 * Errors: none. Source: EXTRACTION.md, reader 4.
 */
export function mergeReadings(first: Reading, second: Reading): Reading {
  const a = first.fields
  const b = second.fields
  const fields: InvoiceFields = {
    number: merged(a.number, b.number, sameNumber),
    issue_date: merged(a.issue_date, b.issue_date, same),
    due_date: merged(a.due_date, b.due_date, same),
    seller_name: merged(a.seller_name, b.seller_name, sameName),
    seller_tax_id: merged(a.seller_tax_id, b.seller_tax_id, same),
    buyer_name: merged(a.buyer_name, b.buyer_name, sameName),
    currency: merged(a.currency, b.currency, same),
    net: merged(a.net, b.net, same),
    tax: merged(a.tax, b.tax, same),
    total: merged(a.total, b.total, same),
    prepaid: merged(a.prepaid, b.prepaid, same),
    amount_due: merged(a.amount_due, b.amount_due, same),
    ibans: merged(a.ibans, b.ibans, (x, y) => x.toSorted().join() === y.toSorted().join()),
    wallet: merged(a.wallet, b.wallet, sameText),
    document_type: merged(a.document_type, b.document_type, same),
    lines: a.lines ?? b.lines,
    payment_terms: merged(a.payment_terms, b.payment_terms, sameText),
    category: a.category ?? b.category,
  }
  return {
    fields,
    flags: [
      ...first.flags,
      ...second.flags,
      ...disagreements(a, b),
      ...typeFlags(first, second),
      ...walletFlags(a, b),
    ],
    checks: [...first.checks, ...second.checks],
    readers: [...new Set([...first.readers, ...second.readers])],
  }
}

/** Agreement of independent readers is worth more than either; 99 is the most a program claims. */
const confidenceGain = 10
const confidenceMax = 99

function merged<T>(a: Claim<T> | null, b: Claim<T> | null, isSame: (x: T, y: T) => boolean): Claim<T> | null {
  if (a === null || b === null) return a ?? b
  if (!isSame(a.value, b.value)) return { ...a, confidence: Math.min(a.confidence, 40) }
  const confidence = Math.min(confidenceMax, Math.max(a.confidence, b.confidence) + confidenceGain)
  return { ...a, confidence, evidence: [...a.evidence, ...b.evidence] }
}

const decisive: readonly (readonly ['amount_due' | 'currency' | 'seller_name', string])[] = [
  ['amount_due', 'amount'],
  ['currency', 'currency'],
  ['seller_name', 'vendor'],
]

function disagreements(a: InvoiceFields, b: InvoiceFields): readonly ReadFlag[] {
  return decisive.flatMap(([name, words]): readonly ReadFlag[] => {
    const [x, y] = [a[name], b[name]]
    if (x === null && y === null) return []
    if (x !== null && y !== null && (name === 'seller_name' ? sameName : same)(x.value, y.value)) return []
    const detail =
      x === null || y === null
        ? `Only one of the readers found the ${words}: "${x?.value ?? y?.value ?? ''}".`
        : `The readers disagree on the ${words}: "${x.value}" and "${y.value}".`
    return [{ code: 'readers_disagree', detail }]
  })
}

/** The second reader sees that it is no invoice where the first one does not. */
function typeFlags(first: Reading, second: Reading): readonly ReadFlag[] {
  const type = second.fields.document_type
  const isKnown = first.flags.some(({ code }) => code === 'not_an_invoice')
  if (type === null || type.value === 'invoice' || isKnown) return []
  return [
    {
      code: 'not_an_invoice',
      detail: `The document calls itself "${type.evidence[0]?.text ?? type.value}".`,
    },
  ]
}

function walletFlags(a: InvoiceFields, b: InvoiceFields): readonly ReadFlag[] {
  if (a.wallet === null || b.wallet === null || sameText(a.wallet.value, b.wallet.value)) return []
  return [
    {
      code: 'several_wallets',
      detail: `More than one wallet stands in the document: ${a.wallet.value} / ${b.wallet.value}.`,
    },
  ]
}

function same(x: string, y: string): boolean {
  return x === y
}

function sameText(x: string, y: string): boolean {
  return x.trim().toLowerCase() === y.trim().toLowerCase()
}

function sameNumber(x: string, y: string): boolean {
  return exactNumberKey(x) === exactNumberKey(y)
}

/** With or without the legal form it is the same vendor only when the rest is equal and no form contradicts. */
function sameName(x: string, y: string): boolean {
  const [a, b] = [normaliseName(x), normaliseName(y)]
  return a.base === b.base && (a.legalForm === b.legalForm || a.legalForm === null || b.legalForm === null)
}
