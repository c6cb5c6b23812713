import { formatMinor, type Minor, parseMinor } from '#kernel/money.ts'
import { err, ok, type Result } from '#kernel/result.ts'

/** Why a text is not one certain amount. `ambiguous`: "1.234" may be either; `too_precise`: more than 18 decimals. */
export type AmountError = 'not_an_amount' | 'ambiguous' | 'too_precise'

/** Which character separates the decimals elsewhere in the same document, when it is certain. */
export type DecimalMark = '.' | ',' | null

/** ERC-20 tokens have at most this many in practice; a claim with more is refused, never rounded. */
const claimDecimalsMax = 18

/**
 * Reads one printed amount: 1.234,56 · 1,234.56 · 1'234.56 · 1 234,56 · 150,- · (45.00) · 45.00-.
 * @param printed folded text (fold-text.ts) of the number alone, at most 60 characters, without a currency
 * @param mark the decimal mark of the document, used only to read "1,234" where the document writes "5.00"
 * @returns a plain decimal string with at least two decimals, e.g. "1234.56", "-45.00"
 * Errors: not_an_amount, ambiguous, too_precise. Source: EXTRACTION.md, "Amounts".
 */
export function parseAmount(printed: string, mark: DecimalMark = null): Result<string, AmountError> {
  const text = printed.trim()
  if (text.length === 0 || text.length > 60) return err('not_an_amount')
  const signed =
    /^(?:\((?<inner>[^()-]+)\)|(?<front>[+-]?)\s?(?<bare>[^+-]+?(?:[.,]-{1,2})?)(?<back>-?))$/.exec(text)
  if (signed === null) return err('not_an_amount')
  const parts = signed.groups ?? {}
  const negative = parts['inner'] !== undefined || parts['front'] === '-' || parts['back'] === '-'
  if (parts['front'] === '-' && parts['back'] === '-') return err('not_an_amount')
  const body = (parts['inner'] ?? parts['bare'] ?? '').trim().replace(/[.,]-{1,2}$/, '')
  const plain = plainDecimal(body, mark)
  return plain.ok ? canonicalAmount(negative ? `-${plain.value}` : plain.value) : plain
}

/**
 * Brings a plain decimal (point, no grouping) to the one form claims are compared in.
 * @param text e.g. "150", "1500.000"   @returns e.g. "150.00", "1500.00"
 * Errors: not_an_amount, too_precise. Source: CONTRACT.md, "Money on the wire".
 */
export function canonicalAmount(text: string): Result<string, AmountError> {
  const units = parseMinor('claimed', text, claimDecimalsMax)
  if (units.ok) return ok(formatMinor(units.value, claimDecimalsMax))
  return err(units.error === 'too_precise' ? 'too_precise' : 'not_an_amount')
}

/**
 * A claimed amount as an integer, for sums and comparisons only: its currency is not known here.
 * @param amount from parseAmount or canonicalAmount   @returns minor units at 18 decimals, or null for other text
 * Errors: none.
 */
export function claimedUnits(amount: string): Minor<'claimed'> | null {
  const units = parseMinor('claimed', amount, claimDecimalsMax)
  return units.ok ? units.value : null
}

/**
 * The size of a claimed amount: "Deposit: -50.00" and "Deposit: 50.00" say the same.
 * @param units minor units at 18 decimals, or null   @returns the same without its sign. Errors: none.
 */
export function magnitudeOf(units: bigint | null): bigint | null {
  return units !== null && units < 0n ? -units : units
}

/** Groups of three, or the Indian two-two-three, separated by one kind of mark. */
const grouped = /^(?:\d{1,3}(?:([.,' \u00a0])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})$/

function plainDecimal(body: string, mark: DecimalMark): Result<string, AmountError> {
  if (!/^\d[\d.,' \u00a0]*$/.test(body) || !/\d$/.test(body)) return err('not_an_amount')
  if (/^0\d/.test(body)) return err('not_an_amount')
  const marks = new Set(body.replace(/\d/g, ''))
  const points = marks.has('.') && marks.has(',')
  if (marks.size > 2) return err('not_an_amount')
  if (points || (marks.size === 2 && (marks.has('.') || marks.has(',')))) {
    const at = Math.max(body.lastIndexOf('.'), body.lastIndexOf(','))
    return split(body, at)
  }
  if (marks.size === 2) return err('not_an_amount')
  const only = [...marks][0]
  if (only === undefined) return ok(body)
  if (only !== '.' && only !== ',') return grouped.test(body) ? ok(stripped(body)) : err('not_an_amount')
  return oneKind(body, only, mark)
}

/** Only points or only commas: the place of the mark decides, and where it cannot, nobody does. */
function oneKind(body: string, only: '.' | ',', mark: DecimalMark): Result<string, AmountError> {
  const at = body.indexOf(only)
  if (body.lastIndexOf(only) !== at) return grouped.test(body) ? ok(stripped(body)) : err('not_an_amount')
  const fraction = body.length - at - 1
  const isGrouping = fraction === 3 && at <= 3 && !body.startsWith('0')
  if (!isGrouping) return ok(`${body.slice(0, at)}.${body.slice(at + 1)}`)
  return mark !== null && mark !== only ? ok(stripped(body)) : err('ambiguous')
}

function split(body: string, at: number): Result<string, AmountError> {
  const whole = body.slice(0, at)
  const fraction = body.slice(at + 1)
  if (!/^\d+$/.test(fraction)) return err('not_an_amount')
  if (!/^\d+$/.test(whole) && !grouped.test(whole)) return err('not_an_amount')
  return ok(`${stripped(whole)}.${fraction}`)
}

function stripped(text: string): string {
  return text.replace(/\D/g, '')
}
