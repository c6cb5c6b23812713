import { type AmountKind, findAmountLabels } from './amount-labels.ts'
import { currencyOf, currencyPattern } from './currencies.ts'
import { decimalMarkOf, findAmounts, type PrintedAmount } from './find-amounts.ts'
import { findDates } from './find-dates.ts'
import type { FoundLabel } from './find-labels.ts'
import { findIbans, findWallets } from './find-payee.ts'
import { claimedUnits } from './parse-amount.ts'
import { lineBelow, type Span, type TextLayout, type TextLine } from './text-layout.ts'

/** A labelled amount. `amount` offsets are those of the whole folded text; `choices` are what could not be told apart. */
export type AmountEntry = {
  readonly kind: AmountKind
  readonly words: string
  readonly amount: PrintedAmount | null
  readonly choices: readonly PrintedAmount[]
}

/** All labelled amounts, and all amounts with a currency beside them whatever their label. */
export type CollectedAmounts = {
  readonly entries: readonly AmountEntry[]
  readonly withCurrency: readonly PrintedAmount[]
}

/**
 * Collects what the amounts of a page are labelled as: on the same line, or in the line below column heads.
 * @param layout the page   @returns entries in reading order. Errors: none; linear.
 */
export function collectAmounts(layout: TextLayout): CollectedAmounts {
  const mark = decimalMarkOf(layout.folded.text)
  const entries: AmountEntry[] = []
  const withCurrency: PrintedAmount[] = []
  const perLine = layout.lines.map((line) => findAmounts(line.text, mark, maskOf(line)))
  for (const line of layout.lines) {
    const amounts = perLine[line.index] ?? []
    const shifted = amounts.map((amount) => shift(amount, line.start))
    withCurrency.push(...shifted.filter(({ currency }) => currency !== null))
    entries.push(...entriesOn(line, amounts, () => amountsBelow(layout, perLine, line)))
  }
  return { entries, withCurrency }
}

/** Dates, account numbers and wallets hold digits that are no amounts. */
function maskOf(line: TextLine): readonly Span[] {
  return [...findDates(line.key), ...findIbans(line.text), ...findWallets(line.text)].toSorted(
    (a, b) => a.start - b.start,
  )
}

function entriesOn(
  line: TextLine,
  amounts: readonly PrintedAmount[],
  below: () => readonly PrintedAmount[],
): readonly AmountEntry[] {
  const labels = findAmountLabels(line.key)
  if (labels.length === 0) return []
  let next = 0
  const found = labels.flatMap((label, position) => {
    const stop = labels[position + 1]?.start ?? line.text.length
    while ((amounts[next]?.start ?? stop) < label.end) next += 1
    const first = next
    while ((amounts[next]?.start ?? stop) < stop) next += 1
    const candidates = amounts.slice(first, next)
    const near = candidates
      .filter((amount) => isGapClear(line.key, label, amount))
      .map((amount) => withGapCurrency(line.text, label, amount))
    const picked = pick(near)
    return picked === null ? [] : [entryOf(label, picked, line.start)]
  })
  if (found.length > 0 || amounts.length > 0) return found
  const under = below()
  if (under.length !== labels.length) return []
  return labels.flatMap((label, position) => {
    const amount = under[position]
    return amount === undefined ? [] : [{ kind: label.kind, words: label.words, amount, choices: [] }]
  })
}

const gapCurrency = new RegExp(
  String.raw`[([]\s?(${currencyPattern})\s?[)\]]|[ \u00a0](${currencyPattern})(?=\s{0,3}[:=])`,
  'u',
)

/** "Amount due (MNEE): 150.00" names the currency between label and amount. */
function withGapCurrency(text: string, label: FoundLabel<AmountKind>, amount: PrintedAmount): PrintedAmount {
  if (amount.currency !== null || amount.currencyUnclear) return amount
  const match = gapCurrency.exec(text.slice(label.end, amount.start))
  const printed = match?.[1] ?? match?.[2] ?? ''
  const currency = currencyOf(printed)
  if (match === null || currency === null) return amount
  const start = label.end + match.index + match[0].indexOf(printed)
  return { ...amount, currency, currencySpan: { start, end: start + printed.length } }
}

type Picked = { readonly amount: PrintedAmount | null; readonly choices: readonly PrintedAmount[] }

/** Of several numbers behind one label: the one with decimals or a currency, or the sum of the others. */
function pick(candidates: readonly PrintedAmount[]): Picked | null {
  const money = candidates.filter((amount) => amount.hasDecimals || amount.currency !== null)
  const pool = money.length > 0 ? money : candidates
  const [first] = pool
  if (first === undefined) return null
  if (pool.every((amount) => amount.value === first.value && amount.currency === first.currency))
    return { amount: first, choices: [] }
  const last = pool.at(-1)
  if (last !== undefined && pool.length === 3 && isSum(pool)) return { amount: last, choices: [] }
  return { amount: null, choices: pool }
}

function isSum(pool: readonly PrintedAmount[]): boolean {
  const [net, tax, total] = pool.map(({ value }) => (value === null ? null : claimedUnits(value)))
  return net != null && tax != null && total != null && tax !== 0n && net + tax === total
}

function entryOf(label: FoundLabel<AmountKind>, picked: Picked, offset: number): AmountEntry {
  return {
    kind: label.kind,
    words: label.words,
    amount: picked.amount === null ? null : shift(picked.amount, offset),
    choices: picked.choices.map((choice) => shift(choice, offset)),
  }
}

function shift(amount: PrintedAmount, by: number): PrintedAmount {
  const { currencySpan: span } = amount
  return {
    ...amount,
    start: amount.start + by,
    end: amount.end + by,
    currencySpan: span === null ? null : { start: span.start + by, end: span.end + by },
  }
}

/** Between a label and its amount; further away on a line it is another matter. */
const gapMax = 90
const gapWords = new Set(
  (
    'in incl inclusive including inc excl excluding exclusive inkl zzgl exkl with without plus of is the this for now by on before due date to be payable payment invoice amount total vat tax gst mwst ust umsatzsteuer mehrwertsteuer ' +
    'steuer iva tva ttc ht ist von der die das am bis zum betragt gesamt est de la le du factura facture rechnung es el us usd eur chf gbp mnee usdc usdt dai euro euros dollars dollar approx at rate satz taux brutto netto rounded s'
  ).split(' '),
)

const partKinds: ReadonlySet<AmountKind> = new Set(['net', 'tax', 'other', 'amount', 'prepaid'])

/** A bare "total" must stand right before its amount; a telling label may be followed by a few words and a colon. */
function isGapClear(key: string, label: FoundLabel<AmountKind>, amount: PrintedAmount): boolean {
  const gap = key.slice(label.end, amount.start)
  const isPlainNumber = !amount.hasDecimals && amount.currency === null
  // "Net 30" are days and "VAT 20" is a rate: a whole number needs a colon to be a part of the sum.
  if (isPlainNumber && partKinds.has(label.kind) && !/[:=]/.test(gap)) return false
  if (gap.length > gapMax || /[!?;]|(?<!incl|inkl|inc|excl|exkl|zzgl|mwst|ust|ca|no|nr|\d)\.\s/.test(gap))
    return false
  const words = gap.replace(/\([^)]{0,60}\)/g, ' ').match(/[a-z]+/g) ?? []
  if (words.every((word) => gapWords.has(word))) return true
  if (label.kind === 'sum' || label.kind === 'amount' || label.kind === 'net' || label.kind === 'other')
    return false
  return words.length <= 8 && /:\D{0,8}$/.test(gap)
}

/** The next line that says anything, when it holds nothing but amounts. */
function amountsBelow(
  layout: TextLayout,
  perLine: readonly (readonly PrintedAmount[])[],
  line: TextLine,
): readonly PrintedAmount[] {
  const below = lineBelow(layout, line)
  if (below === null) return []
  const amounts = perLine[below.index] ?? []
  const covered = amounts.reduce((sum, amount) => {
    const unit = amount.currencySpan
    return sum + (amount.end - amount.start) + (unit === null ? 0 : unit.end - unit.start)
  }, 0)
  const letters = below.text.replace(/\s/g, '').length
  return amounts.length > 0 && letters - covered <= 2
    ? amounts.map((amount) => shift(amount, below.start))
    : []
}
