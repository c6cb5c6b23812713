import type { TokenAmount } from '#kernel/money.ts'

/** Why a decision is not a plain yes; `code` is stable, `text` is a full sentence for people. */
export type Reason = { readonly code: string; readonly text: string }

/** One rule's line in the trace: every rule appears, matched or not. */
export type TraceLine = {
  readonly rule: string
  /** pass: nothing to object; review/refuse: it objects; not_configured: its source is not set up. */
  readonly verdict: 'pass' | 'review' | 'refuse' | 'not_configured'
  readonly text: string
  /** The values compared, as text. */
  readonly values: { readonly [name: string]: string }
  /** The nearest change that would flip it, in words, or null. */
  readonly flip: string | null
}

export type RefusalCode =
  | 'INSUFFICIENT_RUNWAY'
  | 'INSUFFICIENT_FUNDS'
  | 'POLICY_VIOLATION'
  | 'DUPLICATE_INVOICE'

/** What must still be true when the decision is committed: checked by the database under one lock. */
export type Headroom = {
  /** Available (posted − held) after this payment must not be below this. Minor units. */
  readonly availableAfterMin: TokenAmount
  /** Sum of automatic payments in 24 h including this one must not be above this; null when approved by a person. */
  readonly autoSpent24hMax: TokenAmount | null
}

/** Pay, ask a person, or refuse. Carries no HTTP number: http/problem.ts maps kinds to statuses. */
export type Decision =
  | {
      readonly outcome: 'pay'
      readonly reasons: readonly Reason[]
      readonly trace: readonly TraceLine[]
      readonly headroom: Headroom
      readonly runwayTenthsAfter: bigint | null
    }
  | {
      readonly outcome: 'ask'
      readonly reasons: readonly Reason[]
      readonly trace: readonly TraceLine[]
      /** Distinct people needed. */
      readonly approvalsNeeded: number
      readonly runwayTenthsAfter: bigint | null
    }
  | {
      readonly outcome: 'refuse'
      readonly code: RefusalCode
      readonly reasons: readonly Reason[]
      readonly trace: readonly TraceLine[]
      /** The day or rule that breaks, as text values for the 403's `details`. */
      readonly details: { readonly [name: string]: string }
      readonly runwayTenthsAfter: bigint | null
    }
