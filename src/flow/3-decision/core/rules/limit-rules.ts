import { minus, smaller, sum } from '#kernel/money.ts'
import type { Facts, PolicyVersion } from '../facts.ts'
import {
  type Finding,
  money,
  notConfigured,
  pass,
  payable,
  quoted,
  refuse,
  review,
  withoutAmount,
} from './rule.ts'

/** The explicit yes: up to the limit an invoice may be paid by itself. @returns pass or review. Errors: none. Source: POLICY.md. */
export function approvalLimit(facts: Facts, policy: PolicyVersion): Finding {
  const rule = 'approval_limit'
  const amount = payable(facts)
  if (amount === null) return withoutAmount(rule, facts)
  const limit = money(facts, policy.approvalLimit)
  const values = { amount: money(facts, amount), limit }
  if (amount <= policy.approvalLimit) {
    const text = `${values.amount} is within the automatic limit of ${limit}.`
    return pass({ rule, values, text, flip: `would ask a person above ${limit}`, speaks: true, allows: true })
  }
  const text = `${values.amount} is above the automatic limit of ${limit}.`
  return review({ rule, values, text, flip: `would be paid up to ${limit}` })
}

/** The sum paid automatically in 24 hours stays within its cap. @returns pass or review. Errors: none. Source: POLICY.md "daily limit". */
export function dailyLimit(facts: Facts, policy: PolicyVersion): Finding {
  const rule = 'daily_limit'
  const amount = payable(facts)
  if (amount === null) return withoutAmount(rule, facts)
  const spent = facts.treasury.autoSpent24h
  const left = minus(policy.dailyLimit, spent)
  const limit = money(facts, policy.dailyLimit)
  const values = { amount: money(facts, amount), spent_24h: money(facts, spent), limit }
  if (sum(spent, amount) <= policy.dailyLimit) {
    const text = `With ${values.amount}, automatic payments of the last 24 hours stay within ${limit}.`
    return pass({ rule, values, text, flip: `would ask a person above ${money(facts, left)}` })
  }
  const text = `With ${values.amount}, automatic payments of the last 24 hours would exceed the daily limit of ${limit}.`
  const paidUpTo = money(facts, smaller(left, policy.approvalLimit))
  const flip =
    left > 0n ? `would be paid up to ${paidUpTo}` : 'would pass once earlier payments are 24 hours old'
  return review({ rule, values, text, flip })
}

/** A certain duplicate is refused. @returns pass or refuse. Errors: none. Source: CONTRACT.md 409, PITFALLS 3. */
export function duplicate(facts: Facts): Finding {
  const rule = 'duplicate'
  if (facts.duplicateOf === null) {
    return pass({ rule, text: 'No live or paid invoice has the same vendor and number.' })
  }
  const details = { invoice_id: facts.duplicateOf }
  const number = facts.invoice.number === null ? 'this number' : `number ${quoted(facts.invoice.number)}`
  const text = `An invoice of the same vendor with ${number} is being paid or has been paid.`
  const flip = 'would be decided anew if the first one were rejected'
  return refuse({ rule, values: details, text, flip, refusal: { code: 'DUPLICATE_INVOICE', details } })
}

/** Paying is not switched off. @returns pass or review. Errors: none. Source: POLICY.md "pause switch". */
export function pause(facts: Facts): Finding {
  const rule = 'pause'
  if (facts.pausedReason === null) return pass({ rule, text: 'Paying is switched on.' })
  const why = facts.pausedReason.trim() === '' ? '' : `: ${quoted(facts.pausedReason)}`
  return review({ rule, text: `Paying is paused${why}.`, flip: 'would pass once paying is resumed' })
}

/** Rules whose sources cannot be set up yet, traced so that nobody believes they were applied. Errors: none. Source: POLICY.md. */
export const unconfiguredRules: readonly (() => Finding)[] = [
  () => notConfigured({ rule: 'sanctions', text: 'No sanctions list is set up.' }),
  () => notConfigured({ rule: 'budget', text: 'No budget is set up.' }),
  () => notConfigured({ rule: 'exchange_rate', text: 'No exchange rates are set up.' }),
]
