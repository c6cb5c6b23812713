import { currencyOf } from './currencies.ts'
import { foldText } from './fold-text.ts'
import type { Claim, ClaimSource, DocumentType, Evidence, Reading } from './invoice.ts'
import { locateQuote } from './locate-quote.ts'
import { parseAmount } from './parse-amount.ts'
import { layoutOf, type TextLayout } from './text-layout.ts'
import { verifyClaims } from './verify-claims.ts'

/** One value as another reader gives it, with the words it says it read it from. */
export type QuotedValue<T extends string = string> = { readonly value: T; readonly quote: string }

/** What a second reader answers: text only, nothing of it is trusted. */
export type QuotedAnswer = {
  readonly number: QuotedValue | null
  readonly issue_date: QuotedValue | null
  readonly due_date: QuotedValue | null
  readonly seller_name: QuotedValue | null
  readonly seller_tax_id: QuotedValue | null
  readonly buyer_name: QuotedValue | null
  readonly currency: QuotedValue | null
  readonly net: QuotedValue | null
  readonly tax: QuotedValue | null
  readonly total: QuotedValue | null
  readonly prepaid: QuotedValue | null
  readonly amount_due: QuotedValue | null
  readonly ibans: readonly QuotedValue[]
  readonly wallet: QuotedValue | null
  readonly document_type: QuotedValue<DocumentType> | null
  readonly payment_terms: QuotedValue | null
}

/**
 * Turns a second reader's answer into claims and keeps those the text proves.
 * @param text the raw text that was read   @param answer values with quotes   @param source whose answer it is
 * @returns a reading; unproven claims are null and named in the check `claims_verified`
 * Errors: none. Source: SECURITY.md, rule 1: "its output is a claim that code verifies".
 */
export function readingFromAnswer(text: string, answer: QuotedAnswer, source: ClaimSource): Reading {
  const layout = layoutOf(text)
  const claim = (quoted: QuotedValue | null): Claim<string> | null => claimOf(layout, quoted, source)
  const amount = (quoted: QuotedValue | null): Claim<string> | null => {
    const made = claimOf(layout, quoted, source)
    const value = made === null ? null : parseAmount(foldText(made.value).text, '.')
    return made === null || value === null || !value.ok
      ? unproven(quoted, source)
      : { ...made, value: value.value }
  }
  const currency = claim(answer.currency)
  const found = verifyClaims(text, {
    fields: {
      number: claim(answer.number),
      issue_date: claim(answer.issue_date),
      due_date: claim(answer.due_date),
      seller_name: claim(answer.seller_name),
      seller_tax_id: claim(answer.seller_tax_id),
      buyer_name: claim(answer.buyer_name),
      currency:
        currency === null ? null : { ...currency, value: currencyOf(currency.value) ?? currency.value },
      net: amount(answer.net),
      tax: amount(answer.tax),
      total: amount(answer.total),
      prepaid: amount(answer.prepaid),
      amount_due: amount(answer.amount_due),
      ibans: ibansOf(layout, answer.ibans, source),
      wallet: claim(answer.wallet),
      document_type: claimOf(layout, answer.document_type, source),
      lines: null,
      payment_terms: claim(answer.payment_terms),
      category: null,
    },
    flags: [],
    checks: [],
    readers: [source],
  })
  return found
}

/** What a verified claim of a second reader is worth by itself; agreement raises it (merge-readings.ts). */
const confidenceAlone = 70

function claimOf<T extends string>(
  layout: TextLayout,
  quoted: QuotedValue<T> | null,
  source: ClaimSource,
): Claim<T> | null {
  if (quoted === null || quoted.value.trim() === '') return null
  const evidence = locateQuote(layout, quoted.quote)
  return {
    value: quoted.value,
    confidence: confidenceAlone,
    source,
    evidence: evidence === null ? [] : [evidence],
  }
}

/** A claim without evidence: verifyClaims drops it and names it, so that nothing vanishes in silence. */
function unproven(quoted: QuotedValue | null, source: ClaimSource): Claim<string> | null {
  return quoted === null ? null : { value: quoted.value, confidence: 0, source, evidence: [] }
}

function ibansOf(
  layout: TextLayout,
  quoted: readonly QuotedValue[],
  source: ClaimSource,
): Claim<readonly string[]> | null {
  if (quoted.length === 0) return null
  const evidence = quoted.flatMap(({ quote }): readonly Evidence[] => {
    const found = locateQuote(layout, quote)
    return found === null ? [] : [found]
  })
  const value = quoted.map((each) => each.value.replace(/[\s-]/g, '').toUpperCase())
  return { value, confidence: confidenceAlone, source, evidence }
}
