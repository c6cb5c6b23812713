import { findAmounts } from './find-amounts.ts'
import { findDates } from './find-dates.ts'
import type { Claim } from './invoice.ts'
import { exactNumberKey } from './normalise-number.ts'
import { lineBelow, type TextLayout, type TextLine, textClaim } from './text-layout.ts'

/**
 * Reads the invoice's own number behind a label ("Invoice #", "Rechnung Nr.", "Facture n°", "Nº de factura").
 * @param layout the page   @returns the number as printed, null when none or two different ones stand there
 * Errors: none. Source: EXTRACTION.md, number.
 */
export function readNumber(layout: TextLayout): Claim<string> | null {
  for (const [rank, pattern] of [strong, weak].entries()) {
    const found = layout.lines.flatMap((line) => numbersOn(layout, line, pattern, rank === 1))
    const [first, ...others] = found
    if (first === undefined) continue
    const key = exactNumberKey(first.value)
    return others.every((other) => exactNumberKey(other.value) === key)
      ? textClaim(layout, first.value, rank === 0 ? 95 : 75, first)
      : null
  }
  return null
}

type Found = { readonly value: string; readonly start: number; readonly end: number }

const mark = String.raw`(?:numbers?|num\.?|no\.?|nr\.?|nº|n°|n\.º|n\.°|nro\.?|#|id|reference|ref\.?|nummer|numero|numero de|code)`
const noun = String.raw`(?:tax |vat |sales |commercial |proforma |pro forma |pro-forma )?(?:invoice|inv\.?|bill|document|credit note|credit memo|receipt|rechnungs?|beleg|gutschrifts?|dokument|facture|avoir|factura|recibo|fattura|factuur)`
const sep = String.raw`[ \t\u00a0]{0,3}`
const strong = new RegExp(
  String.raw`(?<![a-z0-9])(?:${noun}(?:${sep}|-|s-)${mark}(?:${sep}\(\d{3}\))?|(?:numero|n°|nº|no|nr|n\.º|number|nummer)\.?${sep}(?:de |of |der |du |de la )?(?:the )?(?:facture|factura|fattura|invoice|rechnung|avoir)|${noun}${sep}[:#]|${noun} (?:number|no\.?) is)(?![a-z])${sep}[:#.]{0,2}${sep}`,
  'g',
)
const weak = new RegExp(`(?<![a-z0-9-])${noun}(?![a-z])${sep}`, 'g')
/** The label belongs to another document: an order, the invoice a reminder is about, the customer's number. */
const foreign =
  /(?:original|previous|related|corrected|our last|ursprungliche|ursprunglichen|zu|zur|bezug auf|order|bestell|precedente|anterior)[ -]{1,2}$/

function numbersOn(layout: TextLayout, line: TextLine, pattern: RegExp, isWeak: boolean): readonly Found[] {
  return [...line.key.matchAll(pattern)].flatMap((match) => {
    if (foreign.test(line.key.slice(Math.max(0, match.index - 24), match.index))) return []
    const at = match.index + match[0].length
    const here = tokenAt(line, at, isWeak)
    if (here !== null) return [here]
    if (line.text.slice(at).trim() !== '') return []
    const below = lineBelow(layout, line)
    if (below === null) return []
    const indent = below.text.length - below.text.trimStart().length
    const under = tokenAt(below, indent, isWeak)
    if (isWeak && !below.text.trimStart().startsWith('#')) return []
    return under !== null && below.text.trim().length <= under.value.length + 2 ? [under] : []
  })
}

/** A date or an amount with its currency is shorter than this, in characters. */
const windowMax = 40

const token =
  /^(?:(?:[A-Z]{1,6}|[Ii]nv)\.?[ \u00a0](?=\d))?[\p{L}\p{N}](?:[\p{L}\p{N}./_\\#-]{0,39}[\p{L}\p{N}])?/u

function tokenAt(line: TextLine, at: number, isWeak: boolean): Found | null {
  const rest = line.text.slice(at, at + 80)
  const lead = /^[#:\s]{0,4}/.exec(rest)?.[0].length ?? 0
  const match = token.exec(rest.slice(lead))
  if (match === null || !/\d/.test(match[0])) return null
  const start = at + lead
  const end = start + match[0].length
  // Looked at through a window: a line of 100 KB holds thousands of numbers.
  const from = Math.max(0, start - windowMax)
  const near = { text: line.text.slice(from, end + windowMax), key: line.key.slice(from, end + windowMax) }
  const overlaps = (span: { readonly start: number; readonly end: number }) =>
    span.start + from < end && start < span.end + from
  if (findDates(near.key).some((date) => date.start + from <= start && overlaps(date))) return null
  if (
    /^\d+$/.test(match[0]) &&
    /^\s{0,2}(?:days|items?|pages?|of \d|%|x )/i.test(line.text.slice(end, end + windowMax))
  )
    return null
  const money = findAmounts(near.text).find(overlaps)
  if (money !== undefined && (money.currency !== null || (isWeak && money.hasDecimals))) return null
  if (/^0x[0-9a-f]{16,}/i.test(match[0])) return null
  return { value: match[0], start: line.start + start, end: line.start + end }
}
