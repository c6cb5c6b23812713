import { minor, minus } from '#kernel/money.ts'
import { runwayFloor, runwayTenths } from '#treasury/core/runway.ts'
import { allRules } from './all-rules.ts'
import type { Decision, Headroom, Reason, RefusalCode } from './decision.ts'
import type { Facts, PolicyVersion } from './facts.ts'
import type { Finding, Refusal, Rule } from './rules/rule.ts'
import { payable } from './rules/rule.ts'
import { availableOf, policyBurn } from './rules/treasury-rules.ts'

/**
 * Decides one invoice: pay, ask a person, or refuse.
 * @param facts everything that may be looked at, amounts in token minor units   @param policy one pinned version
 * @returns the decision with every rule's line in its trace
 * Errors: none (total on valid facts). Source: POLICY.md "Decision".
 */
export function decide(facts: Facts, policy: PolicyVersion): Decision {
  return decideBy(allRules, facts, policy)
}

/**
 * Decides by a given set of rules. Their order never changes the outcome, only the order of trace and reasons:
 * refusal > review > explicit yes > review by default.
 * @param rules any rules   @returns the decision, 'ask' for no rules at all
 * Errors: none. Source: POLICY.md "Order-free".
 */
export function decideBy(rules: readonly Rule[], facts: Facts, policy: PolicyVersion): Decision {
  const findings = rules.map((rule) => rule(facts, policy))
  const shared = { trace: findings.map((finding) => finding.line), runwayTenthsAfter: runwayOf(facts) }
  const refusal = firstRefusal(findings)
  if (refusal !== null) {
    return {
      outcome: 'refuse',
      code: refusal.code,
      reasons: refusalReasons(findings),
      details: refusal.details,
      ...shared,
    }
  }
  const doubts = reasonsOf(findings, 'review')
  if (doubts.length > 0) return { outcome: 'ask', reasons: doubts, approvalsNeeded, ...shared }
  if (!findings.some((finding) => finding.allows)) {
    return { outcome: 'ask', reasons: [defaultReview], approvalsNeeded, ...shared }
  }
  const headroom = { availableAfterMin: floorOf(facts, policy), autoSpent24hMax: policy.dailyLimit }
  return { outcome: 'pay', reasons: reasonsOf(findings, 'pass'), headroom, ...shared }
}

/**
 * What must remain available after a payment. @returns minor units, zero when the runway is infinite.
 * Errors: none. Source: POLICY.md "runway after payment ≥ critical".
 */
export function floorOf(facts: Facts, policy: PolicyVersion): Headroom['availableAfterMin'] {
  return runwayFloor(policyBurn(facts), policy.criticalRunwayTenths)
}

/**
 * Runway after this payment, in tenths of a month. Without a payable amount it is today's runway.
 * @returns tenths, null = infinite. Errors: none. Source: POLICY.md "runway (ratio)".
 */
export function runwayOf(facts: Facts): bigint | null {
  return runwayTenths(minus(availableOf(facts), payable(facts) ?? minor('MNEE', 0n)), policyBurn(facts))
}

/** Of several refusals the one that binds: what is forbidden comes before what cannot be afforded. Errors: none. */
export function firstRefusal(findings: readonly Finding[]): Refusal | null {
  return refusing(findings)[0]?.refusal ?? null
}

/** Reasons of all refusals, the binding one first. Errors: none. */
export function refusalReasons(findings: readonly Finding[]): readonly Reason[] {
  return refusing(findings).flatMap((finding) => (finding.reason === null ? [] : [finding.reason]))
}

/** Reasons of the findings with one verdict, each code once. Errors: none. */
export function reasonsOf(findings: readonly Finding[], verdict: 'pass' | 'review'): readonly Reason[] {
  const reasons = new Map<string, Reason>()
  for (const { line, reason } of findings) {
    if (line.verdict === verdict && reason !== null && !reasons.has(reason.code))
      reasons.set(reason.code, reason)
  }
  return [...reasons.values()]
}

const refusalOrder: readonly RefusalCode[] = [
  'POLICY_VIOLATION',
  'DUPLICATE_INVOICE',
  'INSUFFICIENT_FUNDS',
  'INSUFFICIENT_RUNWAY',
]

/** One person, until the policy has tiers by amount. */
const approvalsNeeded = 1

const defaultReview: Reason = {
  code: 'no_rule_allows',
  text: 'No rule allows this payment by itself, so a person decides.',
}

function refusing(findings: readonly Finding[]): readonly Finding[] {
  const rank = (finding: Finding) =>
    finding.refusal === null ? refusalOrder.length : refusalOrder.indexOf(finding.refusal.code)
  return findings
    .filter((finding) => finding.refusal !== null)
    .toSorted((a, b) => rank(a) - rank(b) || (a.line.rule < b.line.rule ? -1 : 1))
}
