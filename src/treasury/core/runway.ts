import type { MonthFlow } from '#flow/3-decision/core/facts.ts'
import { minor, minus, type TokenAmount } from '#kernel/money.ts'
import { dayMs, type Instant, plusMs } from '#kernel/time.ts'
import { completeMonthsBefore, dayOf, plusMonths } from './months.ts'

/** Net burn (cash out − income) per month, minor units; null without a complete month, ≤ 0 when cash grows. */
export type TrailingBurn = {
  /** Rounded up to a whole minor unit, so that it never understates. The policy uses this one. */
  readonly mean: TokenAmount | null
  /** Shown beside the mean: one extraordinary month moves it less. */
  readonly median: TokenAmount | null
  /** The months it was taken from, oldest first, at most three. */
  readonly months: readonly string[]
}

/** POLICY.md: mean and median over the last three complete months. */
const trailingMonths = 3

/**
 * Net burn over the last three complete months, or over those since the first month with a movement when the
 * history is shorter. A month without an entry in between moved nothing.
 * @param months months with movements, any order   @param at now: the month it lies in and later ones are left out
 * @returns mean (the policy's basis) and median, minor units per month
 * Errors: none (total). Source: POLICY.md "Treasury maths".
 */
export function trailingBurn(months: readonly MonthFlow[], at: Instant): TrailingBurn {
  const names = completeMonthsBefore(at, trailingMonths).filter((month) =>
    months.some((flow) => flow.month <= month),
  )
  const burns = names.map((name) => netBurnOf(months.filter((flow) => flow.month === name)))
  if (burns.length === 0) return { mean: null, median: null, months: names }
  const ranked = burns.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const middle = ranked.slice((ranked.length - 1) >> 1, (ranked.length >> 1) + 1)
  return { mean: meanUp(burns), median: meanUp(middle), months: names }
}

/**
 * Months the treasury lasts at a monthly burn, in tenths.
 * @param available posted − held, minor units   @param burn minor units per month or null
 * @returns tenths of a month, floored, never negative; null = infinite (no history, or burn ≤ 0)
 * Errors: none (total). Source: POLICY.md "runway (ratio)".
 */
export function runwayTenths(available: TokenAmount, burn: TokenAmount | null): bigint | null {
  if (burn === null || burn <= 0n) return null
  return available <= 0n ? 0n : (available * 10n) / burn
}

/**
 * Runway once a payment has left the treasury.
 * @param available posted − held   @param payment ≥ 0   @param burn per month or null; all minor units
 * @returns tenths of a month as runwayTenths   Errors: none. Source: POLICY.md "runway after payment".
 */
export function runwayAfter(sums: {
  readonly available: TokenAmount
  readonly payment: TokenAmount
  readonly burn: TokenAmount | null
}): bigint | null {
  return runwayTenths(minus(sums.available, sums.payment), sums.burn)
}

/**
 * The balance under which the runway is critical: available < floor exactly when runwayTenths < criticalTenths
 * (for a critical runway above zero).
 * @param burn minor units per month or null   @param criticalTenths 20 means 2.0 months
 * @returns minor units, rounded up; zero when the runway is infinite   Errors: none. Source: POLICY.md.
 */
export function runwayFloor(burn: TokenAmount | null, criticalTenths: bigint): TokenAmount {
  if (burn === null || burn <= 0n || criticalTenths <= 0n) return minor('MNEE', 0n)
  return minor('MNEE', divideUp(criticalTenths * burn, 10n))
}

/**
 * The UTC day on which cash, spent evenly at the burn, is down to a floor: whole months on the calendar,
 * the rest in days of the month it falls into.
 * @param from start, balance, floor (zero: the cash-out day) and monthly burn, minor units
 * @returns YYYY-MM-DD, today when it is there already; null when it never comes or not within a hundred years
 * Errors: none (total). Source: POLICY.md "naming the day".
 */
export function dayCashFallsTo(from: {
  readonly at: Instant
  readonly available: TokenAmount
  readonly floor: TokenAmount
  readonly burn: TokenAmount | null
}): string | null {
  if (from.burn === null || from.burn <= 0n) return null
  const spendable = BigInt(from.available) - BigInt(from.floor)
  if (spendable <= 0n) return dayOf(from.at)
  const months = spendable / from.burn
  if (months > 1_199n) return null
  const start = plusMonths(from.at, Number(months))
  const end = plusMonths(from.at, Number(months) + 1)
  if (start === null || end === null) return null
  const days = BigInt(Math.round((end - start) / dayMs))
  return dayOf(plusMs(start, Number(((spendable % from.burn) * days) / from.burn) * dayMs))
}

/** Writes tenths of a month. @param tenths or null @returns e.g. "3.8", "infinite" for null. Errors: none. */
export function formatMonths(tenths: bigint | null): string {
  return tenths === null ? 'infinite' : `${tenths / 10n}.${tenths % 10n}`
}

function netBurnOf(flows: readonly MonthFlow[]): bigint {
  return flows.reduce((total, flow) => total + flow.out - flow.income, 0n)
}

function meanUp(parts: readonly bigint[]): TokenAmount {
  const total = parts.reduce((a, b) => a + b, 0n)
  return minor('MNEE', divideUp(total, BigInt(parts.length)))
}

/** Towards plus infinity, also for negative sums: bigint division alone rounds towards zero. */
function divideUp(total: bigint, by: bigint): bigint {
  return total > 0n ? (total + by - 1n) / by : total / by
}
