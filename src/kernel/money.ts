import { invariant } from './invariant.ts'
import { err, ok, type Result } from './result.ts'

declare const currencyBrand: unique symbol

/**
 * An amount in minor units of currency C (integer, may be negative only where a doc says so).
 * The brand is invariant: Minor<'MNEE'> and Minor<'USD'> never mix (ARCHITECTURE trap 3).
 */
export type Minor<C extends string> = bigint & { readonly [currencyBrand]: (currency: C) => C }

/** The treasury's own token. The symbol shown to people is read from the chain at start. */
export type TokenAmount = Minor<'MNEE'>

export type MoneyError = 'not_a_decimal' | 'too_precise' | 'too_large'

/** numeric(78,0) in PostgreSQL holds every uint256; nothing larger is money. */
const amountDigitsMax = 77
/** 77 digits, 36 decimals, point and sign fit with room for padding zeros; longer text is not worth reading. */
const textLengthMax = 256
const decimalPattern = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * Reads a plain decimal (point as separator, no grouping, no exponent) as minor units.
 * @param currency the compile-time currency   @param text e.g. "1500.00"   @param decimals 0..36, from the chain
 * @returns minor units
 * Errors: not_a_decimal, too_precise (would need rounding), too_large (over 77 digits, or text over 256 characters).
 */
export function parseMinor<C extends string>(
  currency: C,
  text: string,
  decimals: number,
): Result<Minor<C>, MoneyError> {
  invariant(isDecimals(decimals), `decimals of ${currency} are an integer from 0 to 36`)
  if (text.length > textLengthMax) return err('too_large')
  const match = decimalPattern.exec(text)
  if (match === null) return err('not_a_decimal')
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) return err('too_precise')
  const digits = (match[2] ?? '0') + fraction.padEnd(decimals, '0')
  if (digits.replace(/^0+/, '').length > amountDigitsMax) return err('too_large')
  const magnitude = BigInt(digits)
  return ok((match[1] === '-' ? -magnitude : magnitude) as Minor<C>)
}

/**
 * Writes minor units as on the wire: at least two decimals, further ones only when not zero.
 * @param amount minor units   @param decimals 0..36   @returns e.g. "1500.00", "0.000001"
 * Errors: none. Source: CONTRACT.md, "Money on the wire".
 */
export function formatMinor<C extends string>(amount: Minor<C>, decimals: number): string {
  invariant(isDecimals(decimals), 'decimals are an integer from 0 to 36')
  const sign = amount < 0n ? '-' : ''
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits
    .slice(digits.length - decimals)
    .replace(/0+$/, '')
    .padEnd(2, '0')
  return `${sign}${whole}.${fraction}`
}

/** Brands minor units that come from a typed source (chain, database). @param units integer. Errors: none. */
export function minor<C extends string>(currency: C, units: bigint): Minor<C> {
  invariant(currency.length > 0, 'a currency has a name')
  return units as Minor<C>
}

/** Sum. @param parts amounts of one currency @returns their sum, zero for none. Errors: none. */
export function sum<C extends string>(...parts: readonly Minor<C>[]): Minor<C> {
  return parts.reduce<bigint>((total, part) => total + part, 0n) as Minor<C>
}

/** Difference, may be negative. @param from minuend @param amount subtrahend. Errors: none. */
export function minus<C extends string>(from: Minor<C>, amount: Minor<C>): Minor<C> {
  return (from - amount) as Minor<C>
}

/** Multiplies by a whole number. @param amount minor units @param factor integer. Errors: none. */
export function times<C extends string>(amount: Minor<C>, factor: bigint): Minor<C> {
  return (amount * factor) as Minor<C>
}

/** The smaller of two. Errors: none. */
export function smaller<C extends string>(a: Minor<C>, b: Minor<C>): Minor<C> {
  return a < b ? a : b
}

/** The larger of two. Errors: none. */
export function larger<C extends string>(a: Minor<C>, b: Minor<C>): Minor<C> {
  return a > b ? a : b
}

/**
 * Splits an amount by weights without losing a unit: the remainder goes, one unit each, to the largest
 * fractions, ties to the earlier share (largest-remainder rule).
 * @param total minor units ≥ 0   @param weights integers ≥ 0, not all zero   @returns shares, same order, summing to total
 * Errors: InvariantError on bad weights.
 */
export function allocate<C extends string>(total: Minor<C>, weights: readonly bigint[]): readonly Minor<C>[] {
  const whole = weights.reduce((a, b) => a + b, 0n)
  invariant(total >= 0n, 'only a non-negative amount is allocated')
  invariant(weights.every((w) => w >= 0n) && whole > 0n, 'weights are non-negative and not all zero')
  const shares = weights.map((w, index) => ({
    index,
    units: (total * w) / whole,
    rest: (total * w) % whole,
  }))
  const left = total - shares.reduce((a, share) => a + share.units, 0n)
  const order = shares.toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
  const lucky = new Set(order.slice(0, Number(left)).map((share) => share.index))
  return shares.map((s) => (s.units + (lucky.has(s.index) ? 1n : 0n)) as Minor<C>)
}

function isDecimals(decimals: number): boolean {
  return Number.isInteger(decimals) && decimals >= 0 && decimals <= 36
}
