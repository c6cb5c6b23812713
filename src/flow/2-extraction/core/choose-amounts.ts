import type { AmountKind } from './amount-labels.ts'
import type { AmountEntry, CollectedAmounts } from './collect-amounts.ts'
import { currencyOf } from './currencies.ts'
import type { PrintedAmount } from './find-amounts.ts'
import type { Claim, InvoiceFields, ReadFlag } from './invoice.ts'
import { claimedUnits, magnitudeOf } from './parse-amount.ts'
import { type TextLayout, textClaim } from './text-layout.ts'

/** The amounts of a page and their currency, each null unless certain. */
export type AmountReading = {
  readonly fields: Pick<InvoiceFields, 'net' | 'tax' | 'total' | 'prepaid' | 'amount_due' | 'currency'>
  readonly flags: readonly ReadFlag[]
}

/**
 * Chooses what is to be paid: an amount due before a total before anything else. Two different amounts of the
 * same rank, or a number that can be read two ways, are never decided here.
 * @param layout the page   @param collected its labelled amounts   @returns fields and flags
 * Errors: none. Source: EXTRACTION.md, "amount due differs from gross".
 */
export function chooseAmounts(layout: TextLayout, collected: CollectedAmounts): AmountReading {
  const net = only(collected, 'net')
  const tax = taxOf(collected)
  const prepaid = only(collected, 'prepaid')
  const totals = chooseTotal(layout, collected, net, tax)
  const due = chooseDue(layout, collected, totals.total, prepaid)
  const chosen = due.amount
  const flags = uniqueFlags([...due.flags, ...totals.flags])
  return {
    fields: {
      net: claim(layout, net, 85),
      tax: claim(layout, tax, 85),
      total: claim(layout, totals.total, 90),
      prepaid: claim(layout, prepaid, 85),
      amount_due: claim(layout, chosen, due.confidence),
      currency: currencyClaim(layout, chosen, collected.withCurrency),
    },
    flags,
  }
}

const totalKinds: readonly AmountKind[] = ['grand', 'gross', 'sum', 'amount']

function of(collected: CollectedAmounts, kind: AmountKind): readonly AmountEntry[] {
  return collected.entries.filter((entry) => entry.kind === kind)
}

function valuesOf(entries: readonly AmountEntry[]): ReadonlySet<string | null> {
  return new Set(entries.map(({ amount }) => amount?.value ?? null))
}

/** The amount of a kind when the page prints one value for it. */
function only(collected: CollectedAmounts, kind: AmountKind): PrintedAmount | null {
  const entries = of(collected, kind)
  return valuesOf(entries).size === 1 ? (entries[0]?.amount ?? null) : null
}

/** Several rates: their total when it is printed, i.e. one of the values is the sum of the others. */
function taxOf(collected: CollectedAmounts): PrintedAmount | null {
  const single = only(collected, 'tax')
  if (single !== null) return single
  const amounts = of(collected, 'tax').flatMap(({ amount }) => (amount?.value == null ? [] : [amount]))
  const distinct = [...new Map(amounts.map((amount) => [amount.value, amount])).values()]
  const sum = distinct.reduce((total, { value }) => total + (units(value) ?? 0n), 0n)
  return distinct.find(({ value }) => (units(value) ?? 0n) * 2n === sum) ?? null
}

type TotalChoice = { readonly total: PrintedAmount | null; readonly flags: readonly ReadFlag[] }

function chooseTotal(
  layout: TextLayout,
  collected: CollectedAmounts,
  net: PrintedAmount | null,
  tax: PrintedAmount | null,
): TotalChoice {
  const rank = totalKinds.find((kind) => of(collected, kind).length > 0)
  if (rank === undefined) return { total: null, flags: [] }
  const entries = of(collected, rank)
  const unsure = entries.find(({ amount }) => amount?.value == null)
  if (unsure !== undefined) return { total: null, flags: [ambiguous(layout, unsure)] }
  const [first, ...others] = entries
  if (first === undefined) return { total: null, flags: [] }
  const total = first.amount
  const different = others.find(({ amount }) => amount?.value !== total?.value)
  if (different !== undefined) {
    const sum = added(net, tax)
    const fitting = sum === null ? undefined : entries.find(({ amount }) => units(amount?.value) === sum)
    const isRest = entries.every(({ amount }) =>
      [sum, units(net?.value), units(tax?.value)].includes(units(amount?.value)),
    )
    if (fitting !== undefined && isRest) return { total: fitting.amount, flags: [] }
    return { total: null, flags: [several(first.amount, different.amount)] }
  }
  return { total, flags: [...lowerRanks(collected, rank, total, net, tax), ...spacedFlag(layout, total)] }
}

/** A total of a lower rank that is neither the net sum nor the same: two totals, somebody looks. */
function lowerRanks(
  collected: CollectedAmounts,
  rank: AmountKind,
  total: PrintedAmount | null,
  net: PrintedAmount | null,
  tax: PrintedAmount | null,
): readonly ReadFlag[] {
  const value = units(total?.value)
  if (value === null) return []
  const taxValue = units(tax?.value) ?? 0n
  const prepaid = magnitudeOf(units(only(collected, 'prepaid')?.value)) ?? 0n
  const due = units(only(collected, 'due')?.value)
  const expected = [value, value - taxValue, units(net?.value), value + prepaid, value - prepaid, due]
  const lower = totalKinds.slice(totalKinds.indexOf(rank) + 1).filter((kind) => kind !== 'amount')
  const odd = lower
    .flatMap((kind) => of(collected, kind))
    .find(({ amount }) => !expected.includes(units(amount?.value)))
  return odd === undefined ? [] : [several(total, odd.amount)]
}

type DueChoice = {
  readonly amount: PrintedAmount | null
  readonly confidence: number
  readonly flags: readonly ReadFlag[]
}

function chooseDue(
  layout: TextLayout,
  collected: CollectedAmounts,
  total: PrintedAmount | null,
  prepaid: PrintedAmount | null,
): DueChoice {
  const entries = of(collected, 'due')
  const [first] = entries
  if (first !== undefined) {
    const unsure = entries.find(({ amount }) => amount?.value == null)
    if (unsure !== undefined) return { amount: null, confidence: 0, flags: [ambiguous(layout, unsure)] }
    const different = entries.find(({ amount }) => amount?.value !== first.amount?.value)
    if (different !== undefined)
      return { amount: null, confidence: 0, flags: [several(first.amount, different.amount)] }
    return { amount: first.amount, confidence: 95, flags: spacedFlag(layout, first.amount) }
  }
  if (totalKinds.some((kind) => of(collected, kind).length > 0)) return dueOfTotal(total, prepaid)
  return soleAmount(collected)
}

function dueOfTotal(total: PrintedAmount | null, prepaid: PrintedAmount | null): DueChoice {
  const paid = magnitudeOf(units(prepaid?.value))
  if (total === null || paid === null || paid === 0n) return { amount: total, confidence: 90, flags: [] }
  if (paid === units(total.value)) {
    const detail = `"${prepaid?.printed ?? ''}" is printed as already paid, the whole of the total.`
    return { amount: total, confidence: 50, flags: [{ code: 'already_paid', detail }] }
  }
  const detail = `A part payment of ${prepaid?.printed ?? ''} is printed, but no amount due.`
  return { amount: null, confidence: 0, flags: [{ code: 'ambiguous_amount', detail }] }
}

/** A text with one amount of money and no label for it ("licences, 45.00 MNEE"). */
function soleAmount(collected: CollectedAmounts): DueChoice {
  if (collected.entries.some(({ kind }) => kind === 'prepaid'))
    return { amount: null, confidence: 0, flags: [] }
  const amounts = collected.withCurrency
  const [first, ...others] = amounts
  if (first === undefined) return { amount: null, confidence: 0, flags: [] }
  const different = others.find(({ value, currency }) => value !== first.value || currency !== first.currency)
  if (first.value === null || different !== undefined) {
    const words = amounts
      .slice(0, 4)
      .map(({ printed }) => printed)
      .join(' / ')
    return {
      amount: null,
      confidence: 0,
      flags: [{ code: 'ambiguous_amount', detail: `No amount is marked as the total: ${words}.` }],
    }
  }
  return { amount: first, confidence: 70, flags: [] }
}

/** "2 150,00" may be two numbers. It counts as one only when the page prints the same sum without the space too. */
function spacedFlag(layout: TextLayout, amount: PrintedAmount | null): readonly ReadFlag[] {
  if (amount === null || !amount.spaced) return []
  const joined = amount.printed.replaceAll(' ', '')
  const elsewhere = layout.folded.text.replaceAll('\u00a0', '').includes(joined)
  const detail = `"${amount.printed}" may be one number or two.`
  return elsewhere ? [] : [{ code: 'ambiguous_amount', detail }]
}

function currencyClaim(
  layout: TextLayout,
  chosen: PrintedAmount | null,
  all: readonly PrintedAmount[],
): Claim<string> | null {
  if (chosen === null || chosen.currencyUnclear) return null
  if (chosen.currency !== null && chosen.currencySpan !== null)
    return textClaim(layout, chosen.currency, 95, chosen.currencySpan)
  const [first, ...others] = all
  if (first === undefined) return statedCurrency(layout)
  if (first.currency === null || first.currencySpan === null) return null
  return others.every(({ currency }) => currency === first.currency)
    ? textClaim(layout, first.currency, 80, first.currencySpan)
    : null
}

/** "Currency: USD" on a page whose amounts bear none. */
function statedCurrency(layout: TextLayout): Claim<string> | null {
  for (const line of layout.lines) {
    const match =
      /^\W{0,3}(?:invoice currency|currency|wahrung|rechnungswahrung|devise|monnaie|moneda|divisa|valuta)\s?[:=]\s?([a-z]{3,5})\b/.exec(
        line.key,
      )
    const word = match?.[1] ?? ''
    const start = match === null ? -1 : match[0].length - word.length
    const currency = start < 0 ? null : currencyOf(line.text.slice(start, start + word.length))
    if (currency !== null)
      return textClaim(layout, currency, 80, {
        start: line.start + start,
        end: line.start + start + word.length,
      })
  }
  return null
}

function claim(layout: TextLayout, amount: PrintedAmount | null, confidence: number): Claim<string> | null {
  return amount?.value == null ? null : textClaim(layout, amount.value, confidence, amount)
}

function ambiguous(layout: TextLayout, entry: AmountEntry): ReadFlag {
  const printed =
    entry.amount === null ? entry.choices.map((choice) => choice.printed).join(' / ') : entry.amount.printed
  const detail = `"${entry.words}" is followed by "${printed}", which can be read in more than one way.`
  return { code: 'ambiguous_amount', detail: detail.slice(0, layout.columnsMax + 200) }
}

function several(one: PrintedAmount | null, other: PrintedAmount | null): ReadFlag {
  return {
    code: 'several_totals',
    detail: `Two different totals are printed: ${one?.printed ?? '?'} and ${other?.printed ?? '?'}.`,
  }
}

function uniqueFlags(flags: readonly ReadFlag[]): readonly ReadFlag[] {
  return flags.filter((flag, at) => flags.findIndex(({ code }) => code === flag.code) === at)
}

function added(net: PrintedAmount | null, tax: PrintedAmount | null): bigint | null {
  const a = units(net?.value)
  const b = units(tax?.value)
  return a === null || b === null ? null : a + b
}

function units(value: string | null | undefined): bigint | null {
  return value == null ? null : claimedUnits(value)
}
