import { formatMinor, minor, minus, type TokenAmount } from '#kernel/money.ts'
import { dayOf } from '#treasury/core/months.ts'
import {
  dayCashFallsTo,
  formatMonths,
  runwayFloor,
  runwayTenths,
  trailingBurn,
} from '#treasury/core/runway.ts'
import type { Facts, PolicyVersion } from '../facts.ts'
import { type Finding, money, pass, payable, quoted, refuse, withoutAmount } from './rule.ts'

/** What is neither spent nor reserved: posted − held, minor units, negative only when the books are wrong. Errors: none. */
export function availableOf(facts: Facts): TokenAmount {
  return minus(facts.treasury.posted, facts.treasury.held)
}

/** The policy's burn: the mean of the last three complete months, null without history. Errors: none. Source: POLICY.md. */
export function policyBurn(facts: Facts): TokenAmount | null {
  return trailingBurn(facts.treasury.months, facts.at).mean
}

/** The treasury has the money. @returns pass, refuse, or review without an amount. Errors: none. Source: POLICY.md. */
export function availableBalance(facts: Facts): Finding {
  const rule = 'available_balance'
  const amount = payable(facts)
  if (amount === null) return withoutAmount(rule, facts)
  const available = availableOf(facts)
  const values = { amount: money(facts, amount), available: money(facts, available) }
  if (amount <= available) {
    const text = `${values.available} is available for ${values.amount}.`
    return pass({ rule, values, text, flip: `would be refused above ${values.available}` })
  }
  const { posted, held } = facts.treasury
  const text = `${values.amount} is more than the ${values.available} available (${money(facts, posted)} booked, ${money(facts, held)} of it reserved).`
  const flip =
    available > 0n ? `would pass up to ${values.available}` : 'would pass once the treasury is funded'
  const decimal = (units: TokenAmount) => formatMinor(units, facts.token.decimals)
  const details = {
    amount: decimal(amount),
    available: decimal(available),
    posted: decimal(posted),
    held: decimal(held),
    missing: decimal(minus(amount, available)),
  }
  return refuse({ rule, values, text, flip, refusal: { code: 'INSUFFICIENT_FUNDS', details } })
}

/**
 * The treasury still lasts the critical number of months once this is paid.
 * @returns pass, refuse naming the day and the bill, or review without an amount
 * Errors: none. Source: POLICY.md "runway after payment ≥ critical".
 */
export function runway(facts: Facts, policy: PolicyVersion): Finding {
  const rule = 'runway'
  const amount = payable(facts)
  if (amount === null) return withoutAmount(rule, facts)
  const burn = policyBurn(facts)
  const after = minus(availableOf(facts), amount)
  const floor = runwayFloor(burn, policy.criticalRunwayTenths)
  const months = formatMonths(runwayTenths(after, burn))
  const critical = formatMonths(policy.criticalRunwayTenths)
  const values = {
    available_after: money(facts, after),
    floor: money(facts, floor),
    runway_months_after: months,
    critical,
  }
  if (burn === null || burn <= 0n) {
    const text = burn === null ? 'no complete month of history' : 'income covers the cost of the last months'
    return pass({ rule, values, text: `The runway is infinite: ${text}.`, speaks: true })
  }
  const paidUpTo = money(facts, minus(availableOf(facts), floor))
  if (after >= floor) {
    const text = `After payment the treasury lasts ${months} months; the policy keeps at least ${critical}.`
    return pass({ rule, values, text, flip: `would be refused above ${paidUpTo}`, speaks: true })
  }
  const flip =
    availableOf(facts) > floor
      ? `would pass up to ${paidUpTo}`
      : `would pass once more than ${money(facts, floor)} is available`
  return refuse({ ...runwayBreach({ facts, policy, amount, after, burn, floor }), rule, values, flip })
}

/** The sentence and details of a refusal: which bill breaks the floor, on which day, and when cash is gone. */
function runwayBreach(breach: {
  readonly facts: Facts
  readonly policy: PolicyVersion
  readonly amount: TokenAmount
  readonly after: TokenAmount
  readonly burn: TokenAmount
  readonly floor: TokenAmount
}): Pick<Parameters<typeof refuse>[0], 'text' | 'refusal'> {
  const { facts, after, burn } = breach
  const months = formatMonths(runwayTenths(after, burn))
  const critical = formatMonths(breach.policy.criticalRunwayTenths)
  const today = dayOf(facts.at)
  const cashOut = dayCashFallsTo({ at: facts.at, available: after, floor: minor('MNEE', 0n), burn })
  const number = facts.invoice.number === null ? '' : ` ${quoted(facts.invoice.number)}`
  const bill = `invoice${number} of ${quoted(facts.vendor?.name ?? facts.invoice.sellerName)}`
  const text = `Paying ${bill} (${money(facts, breach.amount)}) on ${today} would leave ${months} months of runway, under the ${critical} the policy keeps; cash would be gone on ${cashOut ?? 'a day beyond the forecast'}.`
  const decimal = (units: TokenAmount) => formatMinor(units, facts.token.decimals)
  const details = {
    bill,
    breaks_floor_on: today,
    cash_out_day: cashOut ?? 'none',
    available_after: decimal(after),
    floor: decimal(breach.floor),
    monthly_burn: decimal(burn),
    burn_basis: 'mean of the last complete months, three at most',
    runway_months_after: months,
    critical_runway_months: critical,
  }
  return { text, refusal: { code: 'INSUFFICIENT_RUNWAY', details } }
}
