import { bindingRules } from './all-rules.ts'
import { firstRefusal, floorOf, reasonsOf, refusalReasons, runwayOf } from './decide.ts'
import type { Headroom, Reason, RefusalCode, TraceLine } from './decision.ts'
import type { Facts, PolicyVersion } from './facts.ts'

/** Whether what a person approves may be paid now. */
export type ApprovedCheck =
  | {
      readonly kind: 'ok'
      readonly headroom: Headroom
      readonly trace: readonly TraceLine[]
      readonly runwayTenthsAfter: bigint | null
    }
  | {
      /** Cannot be approved as it stands, but may be once `reasons` are put right. */
      readonly kind: 'blocked'
      readonly reasons: readonly Reason[]
      readonly trace: readonly TraceLine[]
      readonly runwayTenthsAfter: bigint | null
    }
  | {
      readonly kind: 'refused'
      readonly code: RefusalCode
      readonly reasons: readonly Reason[]
      readonly details: { readonly [name: string]: string }
      readonly trace: readonly TraceLine[]
      readonly runwayTenthsAfter: bigint | null
    }

/**
 * Checks an invoice again at the moment a person approves it, by the rules nobody can wave through.
 * @param facts gathered now; `duplicateOf` must not be this invoice itself   @param policy the newest version
 * @returns ok with the headroom the database checks, blocked, or refused
 * Errors: none. Source: POLICY.md "checked again with the newest policy; no bypass for anyone".
 */
export function recheckApproved(facts: Facts, policy: PolicyVersion): ApprovedCheck {
  const findings = bindingRules.map((rule) => rule(facts, policy))
  const shared = { trace: findings.map((finding) => finding.line), runwayTenthsAfter: runwayOf(facts) }
  const refusal = firstRefusal(findings)
  if (refusal !== null) {
    return {
      kind: 'refused',
      code: refusal.code,
      details: refusal.details,
      reasons: refusalReasons(findings),
      ...shared,
    }
  }
  const doubts = reasonsOf(findings, 'review')
  if (doubts.length > 0) return { kind: 'blocked', reasons: doubts, ...shared }
  return {
    kind: 'ok',
    headroom: { availableAfterMin: floorOf(facts, policy), autoSpent24hMax: null },
    ...shared,
  }
}
