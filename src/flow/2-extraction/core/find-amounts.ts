import { currencyOf, currencyPattern, dollarCodes } from './currencies.ts'
import { type AmountError, type DecimalMark, parseAmount } from './parse-amount.ts'
import type { Span } from './text-layout.ts'

/** A number as it stands on a line, with the currency beside it. Offsets are those of the text searched. */
export type PrintedAmount = Span & {
  readonly printed: string
  /** Canonical decimal string, or null with `error` saying why. */
  readonly value: string | null
  readonly error: AmountError | null
  readonly currency: string | null
  readonly currencySpan: Span | null
  /** A unit stands beside it that is no known currency, or two that contradict. */
  readonly currencyUnclear: boolean
  readonly hasDecimals: boolean
  /** Grouped by ordinary spaces: "2 150,00" may be one number or two. */
  readonly spaced: boolean
}

/**
 * Finds the numbers of a line that may be amounts: no dates, percentages, times, parts of identifiers.
 * @param text folded text   @param mark decimal mark of the document   @param masked stretches that are something else, in order
 * @returns in order. Errors: none; linear.
 */
export function findAmounts(
  text: string,
  mark: DecimalMark = null,
  masked: readonly Span[] = [],
): readonly PrintedAmount[] {
  const found: PrintedAmount[] = []
  let next = 0
  for (const match of text.matchAll(numberPattern)) {
    const end = match.index + match[0].length
    while ((masked[next]?.end ?? end) <= match.index) next += 1
    if ((masked[next]?.start ?? end) < end) continue
    const amount = readAt(text, match.index, end, mark)
    if (amount !== null) found.push(amount)
  }
  return found
}

/**
 * Which decimal mark the amounts of a text use, where it is certain from those with exactly two decimals.
 * @param text folded text   @returns "." or ",", null when none or both occur. Errors: none.
 */
export function decimalMarkOf(text: string): DecimalMark {
  const points = /(?<![\d.,])\d{1,3}(?:[,' \u00a0]?\d{3})*\.\d{2}(?![\d.,]*\d)/.test(text)
  const commas = /(?<![\d.,])\d{1,3}(?:[.' \u00a0]?\d{3})*,\d{2}(?![\d.,]*\d)/.test(text)
  return points === commas ? null : points ? '.' : ','
}

const numberPattern =
  /(?<![\d.,'])(?:\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?(?![\d.,']*\d)|\d(?:[.,'\u00a0]?\d){0,60})(?:[.,]-{1,2}(?!\d))?/g
const currencyBefore = new RegExp(String.raw`(?<![\p{L}\p{N}])(${currencyPattern})[ \t\u00a0]{0,6}$`, 'u')
const gap = String.raw`[ \t\u00a0]`
/** Beside the number, or some spaces further when no other number follows it there. */
const currencyAfter = new RegExp(
  String.raw`^(?:${gap}?|${gap}{2,6}(?!${currencyPattern}${gap}{0,6}\d))(${currencyPattern})(?![\p{L}\p{N}])`,
  'u',
)
const scaleAfter =
  /^\s{0,2}(?:k|m|bn|b|mio|mrd|tsd|million|billion|thousand|thsd|lakh|crore|millionen|milliarden|tausend|millions?|milliers|mil|millones|hundred)(?![\p{L}])/iu
/** Capitals after a number that are no unit of account. */
const notUnits: ReadonlySet<string> = new Set(
  'VAT NET TTC HT INCL EXCL PCS PC TOTAL DUE GROSS TAX MWST UST IVA TVA GST PAID FOR AND THE ONLY EACH BRUTTO NETTO DATE DAYS NOTE FROM PER QTY PLUS ZZGL INKL'.split(
    ' ',
  ),
)

function readAt(text: string, at: number, end: number, mark: DecimalMark): PrintedAmount | null {
  const front = text.slice(Math.max(0, at - 20), at)
  const back = text.slice(end, end + 24)
  const sign = signBefore(front)
  if (sign === null) return null
  const bare = front.slice(0, front.length - sign.length)
  const before = currencyBefore.exec(bare)
  const trailing = /^-(?![\p{L}\p{N}-])/u.test(back) && sign === '' ? '-' : ''
  const after = currencyAfter.exec(back.slice(trailing.length))
  if (!standsFree(bare, back, before !== null, after)) return null
  const bracketed = sign === '(' && back.startsWith(')')
  const start = sign === '-' || bracketed ? at - sign.length : at
  const stop = end + (bracketed ? 1 : trailing.length)
  const printed = text.slice(start, stop)
  const parsed = scaleAfter.test(back)
    ? ({ ok: false, error: 'ambiguous' } as const)
    : parseAmount(printed, mark)
  return {
    start,
    end: stop,
    printed,
    value: parsed.ok ? parsed.value : null,
    error: parsed.ok ? null : parsed.error,
    ...currencyBeside(before, after, at - sign.length, end + trailing.length),
    hasDecimals: /[.,](?:\d{1,2}|-{1,2})\D?$/.test(printed),
    spaced: printed.includes(' '),
  }
}

/** '' without a sign, '-' or '(' with one, null when the mark before belongs to an identifier or a time. */
function signBefore(front: string): '' | '-' | '(' | null {
  const last = front.slice(-1)
  if (last === '(') return '('
  if (last !== '-') return /[#/_\\@:]$/.test(front) && !/(?:^|\D):$/.test(front) ? null : ''
  return /(?:^|[\s(:€$£]|\p{Lu}{3,5} )-$/u.test(front) ? '-' : null
}

function standsFree(front: string, back: string, hasBefore: boolean, after: RegExpExecArray | null): boolean {
  if (/[\p{L}]$/u.test(front) && !hasBefore) return false
  if (/^\s{0,2}[%‰]/.test(back)) return false
  if (/^(?::\d|\/\d|-[\p{L}\p{N}]|_)/u.test(back)) return false
  if (/^\p{L}/u.test(back))
    return after !== null && after[0].trim() !== '' && (known(after[1]) || scaleAfter.test(back))
  return true
}

function known(printed: string | undefined): boolean {
  return printed !== undefined && currencyOf(printed) !== null
}

function currencyBeside(
  before: RegExpExecArray | null,
  after: RegExpExecArray | null,
  start: number,
  end: number,
): Pick<PrintedAmount, 'currency' | 'currencySpan' | 'currencyUnclear'> {
  const left = known(before?.[1]) ? before : null
  const right = known(after?.[1]) ? after : null
  const isBeside = after !== null && !/^\s{2}/.test(after[0])
  const strange = isBeside && right === null && !notUnits.has(after[1] ?? '')
  const leftCode = left === null ? null : currencyOf(left[1] ?? '')
  const rightCode = right === null ? null : currencyOf(right[1] ?? '')
  const agree = leftCode === null || rightCode === null || leftCode === rightCode
  const dollars = left?.[1] === '$' && rightCode !== null && dollarCodes.has(rightCode)
  if (!agree && !dollars) return { currency: null, currencySpan: null, currencyUnclear: true }
  if (right !== null) {
    const from = end + right[0].length - (right[1] ?? '').length
    return {
      currency: rightCode,
      currencySpan: { start: from, end: end + right[0].length },
      currencyUnclear: false,
    }
  }
  if (left === null) return { currency: null, currencySpan: null, currencyUnclear: strange }
  const from = start - left[0].length
  return {
    currency: leftCode,
    currencySpan: { start: from, end: from + (left[1] ?? '').length },
    currencyUnclear: strange,
  }
}
