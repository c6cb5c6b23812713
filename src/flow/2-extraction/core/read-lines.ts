import { findAmountLabels } from './amount-labels.ts'
import { decimalMarkOf, findAmounts, type PrintedAmount } from './find-amounts.ts'
import type { Claim, InvoiceLine } from './invoice.ts'
import { claimedUnits } from './parse-amount.ts'
import { type Span, type TextLayout, type TextLine, textClaim } from './text-layout.ts'

/** More lines than this are not read: the sums of the document decide, the lines only inform. */
const linesMax = 500

/**
 * Reads simple tables: below a head such as "Description Qty Price Amount", words and then one to three numbers,
 * up to the first total. Quantity × price must be the line's total, or only the total is taken.
 * @param layout the page   @returns lines with one piece of evidence each, null when there is no such table
 * Errors: none.
 */
export function readLines(layout: TextLayout): Claim<readonly InvoiceLine[]> | null {
  const head = layout.lines.findIndex(({ key }) => isHead(key))
  if (head === -1) return null
  const mark = decimalMarkOf(layout.folded.text)
  const lines: InvoiceLine[] = []
  const spans: Span[] = []
  for (const line of layout.lines.slice(head + 1, head + 1 + linesMax)) {
    if (/^[\s=_|+-]+$/.test(line.text)) continue
    if (isSum(line)) break
    const read = lineOf(line, findAmounts(line.text, mark))
    if (read === null) continue
    lines.push(read.value)
    spans.push({ start: line.start + read.start, end: line.start + read.end })
  }
  return lines.length === 0 ? null : textClaim(layout, lines, 60, ...spans)
}

const what =
  /(?<![a-z])(?:description|item|items|service|product|article|beschreibung|bezeichnung|artikel|leistung|position|pos|designation|prestation|descripcion|concepto|articulo)(?![a-z])/
const howMuch =
  /(?<![a-z])(?:amount|total|price|sum|betrag|preis|gesamt|gesamtpreis|einzelpreis|montant|prix|importe|precio|qty|quantity|menge|quantite|cantidad)(?![a-z])/

function isHead(key: string): boolean {
  return key.length <= 200 && what.test(key) && howMuch.test(key) && !/\d[.,]\d{2}/.test(key)
}

function isSum(line: TextLine): boolean {
  const [label] = findAmountLabels(line.key)
  return (
    label !== undefined &&
    /^[\W_]*$/.test(line.key.slice(0, label.start)) &&
    label.kind !== 'amount' &&
    label.kind !== 'other'
  )
}

function lineOf(
  line: TextLine,
  amounts: readonly PrintedAmount[],
): (Span & { readonly value: InvoiceLine }) | null {
  const tail = numericTail(line.text, amounts)
  const last = tail.at(-1)
  const [firstNumber] = tail
  if (last?.value == null || firstNumber === undefined || !(last.hasDecimals || last.currency !== null))
    return null
  const opening =
    firstNumber.currencySpan === null
      ? firstNumber.start
      : Math.min(firstNumber.start, firstNumber.currencySpan.start)
  const words = line.text.slice(0, opening)
  const description = words
    .replace(/^\s*\d{1,3}[.)]?\s+/, '')
    .replace(/[\s|x×*@:-]+$/u, '')
    .trim()
  if (!/\p{L}/u.test(description) || description.length > 300) return null
  const [quantity, price] = factors(tail)
  const value = { description, quantity, unit_price: price, total: last.value }
  const start = line.text.indexOf(description)
  return { value, start, end: Math.max(last.end, last.currencySpan?.end ?? 0) }
}

/** The numbers at the end of a line with nothing but units, multiplication signs and rates between them. */
function numericTail(text: string, amounts: readonly PrintedAmount[]): readonly PrintedAmount[] {
  const tail: PrintedAmount[] = []
  let end = text.length
  for (const amount of amounts.toReversed()) {
    const between = text.slice(Math.max(amount.end, amount.currencySpan?.end ?? 0), end)
    if (
      !/^[\s|x×*@=]*(?:(?:pcs?|pieces|stk|stück|std|h|hours?|days?|tage|u|unid|units?|\d{1,2} ?%)\.?[\s|x×*@=]*)?$/iu.test(
        between,
      )
    )
      break
    tail.unshift(amount)
    end = Math.min(amount.start, amount.currencySpan?.start ?? amount.start)
    if (tail.length === 3) break
  }
  return tail
}

function factors(tail: readonly PrintedAmount[]): readonly [string | null, string | null] {
  const [quantity, price, total] = tail.map(({ value }) => value)
  if (tail.length !== 3 || quantity == null || price == null || total == null) return [null, null]
  const [a, b, c] = [claimedUnits(quantity), claimedUnits(price), claimedUnits(total)]
  // Both factors carry 18 decimals, so their product carries 36.
  return a !== null && b !== null && c !== null && a * b === c * 10n ** 18n ? [quantity, price] : [null, null]
}
