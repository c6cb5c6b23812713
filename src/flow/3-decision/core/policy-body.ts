import { type MoneyError, parseMinor, type TokenAmount } from '#kernel/money.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { hourMs } from '#kernel/time.ts'
import type { PolicyVersion } from './facts.ts'

/** A policy as it is stored: amounts as decimals, because the token's decimals come from the chain. */
export type PolicyBody = {
  readonly approval_limit: string
  readonly daily_limit: string
  /** "20" means 2.0 months. */
  readonly critical_runway_tenths: string
  readonly vendor_cooling_off_hours: number
  readonly first_payment_review: boolean
}

/** Highest limit anyone may set, in whole tokens (CONTRACT.md, settings/limit). */
const limitWholeMax = 999_999_999n

/**
 * Turns a stored policy into the one `decide` reads.
 * @param body amounts as decimals   @param version its number   @param decimals of the token
 * @returns amounts in minor units, times in ms
 * Errors: MoneyError when an amount does not fit the token's decimals. Source: POLICY.md.
 */
export function policyOf(
  body: PolicyBody,
  version: number,
  decimals: number,
): Result<PolicyVersion, MoneyError> {
  const approvalLimit = parseMinor('MNEE', body.approval_limit, decimals)
  if (!approvalLimit.ok) return approvalLimit
  const dailyLimit = parseMinor('MNEE', body.daily_limit, decimals)
  if (!dailyLimit.ok) return dailyLimit
  return ok({
    version,
    approvalLimit: approvalLimit.value,
    dailyLimit: dailyLimit.value,
    criticalRunwayTenths: BigInt(body.critical_runway_tenths),
    vendorCoolingOffMs: body.vendor_cooling_off_hours * hourMs,
    firstPaymentReview: body.first_payment_review,
  })
}

export type LimitError = MoneyError | 'not_positive' | 'over_maximum'

/**
 * Checks a new auto-approval limit on integers.
 * @param text plain decimal   @param decimals of the token   @returns minor units > 0 and ≤ 999,999,999 tokens
 * Errors: LimitError. Source: CONTRACT.md, PITFALLS 10 and 11.
 */
export function checkLimit(text: string, decimals: number): Result<TokenAmount, LimitError> {
  const amount = parseMinor('MNEE', text, decimals)
  if (!amount.ok) return amount
  if (amount.value <= 0n) return err('not_positive')
  if (amount.value > limitWholeMax * 10n ** BigInt(decimals)) return err('over_maximum')
  return amount
}

/**
 * Whether `next` lets more money out than `now` in any respect: loosening needs time, tightening does not.
 * @param now the policy in force   @param next the proposed one   @returns true when any rule gets looser
 * Errors: none (total). Source: POLICY.md, ratchet.
 */
export function loosens(now: PolicyVersion, next: PolicyVersion): boolean {
  return (
    next.approvalLimit > now.approvalLimit ||
    next.dailyLimit > now.dailyLimit ||
    next.criticalRunwayTenths < now.criticalRunwayTenths ||
    next.vendorCoolingOffMs < now.vendorCoolingOffMs ||
    (now.firstPaymentReview && !next.firstPaymentReview)
  )
}
