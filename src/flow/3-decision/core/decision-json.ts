import type { Json } from '#kernel/digest.ts'
import type { Decision } from './decision.ts'

/**
 * A decision as it is stored: snake case, amounts as minor-unit digits.
 * @param decision what was decided   @returns JSON with the whole trace
 * Errors: none (total).
 */
export function decisionToJson(decision: Decision): Json {
  const common = {
    outcome: decision.outcome,
    reasons: decision.reasons.map((reason) => ({ ...reason })),
    trace: decision.trace.map((line) => ({ ...line, values: { ...line.values } })),
    runway_tenths_after: decision.runwayTenthsAfter?.toString() ?? null,
  }
  switch (decision.outcome) {
    case 'pay':
      return {
        ...common,
        available_after_min: decision.headroom.availableAfterMin.toString(),
        auto_spent_24h_max: decision.headroom.autoSpent24hMax?.toString() ?? null,
      }
    case 'ask':
      return { ...common, approvals_needed: decision.approvalsNeeded }
    case 'refuse':
      return { ...common, code: decision.code, details: { ...decision.details } }
  }
}
