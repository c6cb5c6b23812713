import { currencyOf } from './currencies.ts'
import { decimalMarkOf, findAmounts } from './find-amounts.ts'
import { findDates } from './find-dates.ts'
import { findIbans } from './find-payee.ts'
import { type FoldedText, foldText } from './fold-text.ts'
import type { Claim, Evidence, InvoiceFields, InvoiceLine, ReadCheck, Reading } from './invoice.ts'
import { exactNumberKey } from './normalise-number.ts'
import type { DecimalMark } from './parse-amount.ts'
import { typeOfWords } from './read-type.ts'

/**
 * Keeps only the claims whose quotes stand in the text at their offsets and say what is claimed. The same for
 * every reader of text: a claim without proof is no claim.
 * @param text the raw text   @param reading what a reader claims about it
 * @returns the reading without unproven claims, and the check `claims_verified` naming what was dropped
 * Errors: none. Source: EXTRACTION.md, "Code verifies that the quote is in the text and that the value re-parses from it".
 */
export function verifyClaims(text: string, reading: Reading): Reading {
  const mark = decimalMarkOf(foldText(text).text)
  const amount = (quote: FoldedText, value: string) => saysAmount(quote, value, mark)
  const keep = <T>(
    claim: Claim<T> | null,
    says: (quote: FoldedText, value: T) => boolean,
  ): Claim<T> | null =>
    claim !== null &&
    standsIn(text, claim) &&
    claim.evidence.some((each) => says(foldText(each.text), claim.value))
      ? claim
      : null
  const { fields } = reading
  const kept: InvoiceFields = {
    number: keep(fields.number, saysNumber),
    issue_date: keep(fields.issue_date, saysDate),
    due_date: keep(fields.due_date, saysDate),
    seller_name: keep(fields.seller_name, saysWords),
    seller_tax_id: keep(fields.seller_tax_id, saysCode),
    buyer_name: keep(fields.buyer_name, saysWords),
    currency: keep(fields.currency, saysCurrency),
    net: keep(fields.net, amount),
    tax: keep(fields.tax, amount),
    total: keep(fields.total, amount),
    prepaid: keep(fields.prepaid, amount),
    amount_due: keep(fields.amount_due, amount),
    ibans:
      fields.ibans !== null &&
      standsIn(text, fields.ibans) &&
      fields.ibans.value.every((iban) => saysIban(fields.ibans?.evidence ?? [], iban))
        ? fields.ibans
        : null,
    wallet: keep(fields.wallet, saysCode),
    document_type: keep(fields.document_type, (quote, type) => typeOfWords(quote.key) === type),
    lines:
      fields.lines !== null && standsIn(text, fields.lines) && areLines(fields.lines, mark)
        ? fields.lines
        : null,
    payment_terms: keep(fields.payment_terms, saysWords),
    category: keep(fields.category, saysWords),
  }
  return { ...reading, fields: kept, checks: [...reading.checks, verifiedCheck(fields, kept)] }
}

function standsIn(text: string, claim: Claim<unknown>): boolean {
  return (
    claim.evidence.length > 0 &&
    claim.evidence.every(
      ({ start, end, text: quote }) =>
        start !== null && end !== null && start < end && text.slice(start, end) === quote,
    )
  )
}

function verifiedCheck(before: InvoiceFields, after: InvoiceFields): ReadCheck {
  const kept = new Set(Object.entries(after).flatMap(([name, claim]) => (claim === null ? [] : [name])))
  const dropped = Object.entries(before).flatMap(([name, claim]) =>
    claim === null || kept.has(name) ? [] : [name],
  )
  const detail =
    dropped.length === 0
      ? 'every claim has its quote in the text'
      : `not proven by the text: ${dropped.join(', ')}`
  return { name: 'claims_verified', passed: dropped.length === 0, detail }
}

/** The quote prints one sum of money (numbers without decimals or currency beside it do not count), and it is this one. */
function saysAmount(quote: FoldedText, value: string, mark: DecimalMark): boolean {
  const amounts = findAmounts(quote.text, mark, findDates(quote.key))
  const money = amounts.filter((amount) => amount.hasDecimals || amount.currency !== null)
  const values = new Set((money.length > 0 ? money : amounts).map((amount) => amount.value))
  return values.size === 1 && values.has(value)
}

function saysCurrency(quote: FoldedText, value: string): boolean {
  const beside = findAmounts(quote.text).map(({ currency }) => currency)
  return (
    currencyOf(quote.text) === value || (beside.length > 0 && beside.every((currency) => currency === value))
  )
}

function saysDate(quote: FoldedText, value: string): boolean {
  const dates = findDates(quote.key)
  return dates.length === 1 && dates.some(({ candidates }) => candidates.includes(value))
}

function saysNumber(quote: FoldedText, value: string): boolean {
  return /\d/.test(value) && containsWord(exactNumberKey(quote.text), exactNumberKey(value))
}

function saysWords(quote: FoldedText, value: string): boolean {
  return containsWord(spaced(quote.text), spaced(value))
}

function saysCode(quote: FoldedText, value: string): boolean {
  const bare = (text: string) => text.replace(/[\s.\u00a0]/g, '').toUpperCase()
  return value.length >= 5 && bare(quote.text).includes(bare(value))
}

function saysIban(evidence: readonly Evidence[], iban: string): boolean {
  return evidence.some(({ text }) => findIbans(foldText(text).text).some(({ value }) => value === iban))
}

function areLines(claim: Claim<readonly InvoiceLine[]>, mark: DecimalMark): boolean {
  return claim.value.every((line, index) => {
    const quote = foldText(claim.evidence[index]?.text ?? '')
    const values = findAmounts(quote.text, mark).map(({ value }) => value)
    const numbers = [line.quantity, line.unit_price, line.total].filter((each) => each !== null)
    return saysWords(quote, line.description) && numbers.every((each) => values.includes(each))
  })
}

/** Letters and digits only: accents, width and punctuation may be written in more than one way. */
function spaced(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function containsWord(text: string, word: string): boolean {
  if (word === '') return false
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const cut = /[\p{L}\p{N}]/u
    const opens = !cut.test(text.charAt(at - 1)) || !cut.test(word.charAt(0))
    if (opens && (!cut.test(text.charAt(at + word.length)) || !cut.test(word.at(-1) ?? ''))) return true
  }
  return false
}
