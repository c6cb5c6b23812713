import type { ApprovalId, InvoiceId } from '#kernel/ids.ts'
import type { TokenAmount } from '#kernel/money.ts'
import type { VoteError } from './4-approval/core/tally.ts'

/** What a vote did. No HTTP number: http/problem.ts maps kinds to statuses. */
export type VoteOutcome =
  | {
      readonly kind: 'approved'
      readonly approvalId: ApprovalId
      readonly invoiceId: InvoiceId
      readonly selfApproval: boolean
      readonly paymentId: string
      readonly amount: TokenAmount
      /** Null when no hash was there within two seconds: the payment is queued and goes on by itself. */
      readonly txHash: string | null
    }
  | {
      readonly kind: 'recorded'
      readonly approvalId: ApprovalId
      readonly invoiceId: InvoiceId
      readonly selfApproval: boolean
      readonly approvals: number
      readonly needed: number
    }
  | {
      readonly kind: 'rejected'
      readonly approvalId: ApprovalId
      readonly invoiceId: InvoiceId
      readonly selfApproval: boolean
    }
  /** Nobody may wave these through; the approval stays open. */
  | {
      readonly kind: 'blocked'
      readonly code: string
      readonly reasons: readonly string[]
      readonly details: { readonly [name: string]: string }
    }
  | { readonly kind: 'refused_vote'; readonly error: VoteError; readonly text: string }
  | { readonly kind: 'not_found' }

const texts: { readonly [E in VoteError]: string } = {
  not_eligible: 'Your role does not decide approvals.',
  segregation_of_duties:
    'You submitted this invoice or set its payee details: another person must approve it.',
  already_decided: 'This approval has already been decided.',
  expired: 'This approval has expired; submit the invoice again.',
  voided: 'This approval was replaced by a newer decision on the same invoice.',
  already_voted: 'You have already voted on this approval.',
  terms_changed:
    'Payee, amount or token changed since this approval was asked for; it is being decided again.',
  reason_missing: 'A rejection needs a reason.',
}

/** A vote that did nothing, with its sentence. @param error why @returns the outcome. Errors: none. */
export function refusedVote(error: VoteError): VoteOutcome {
  return { kind: 'refused_vote', error, text: texts[error] }
}
