import type { ApprovalId, UserId } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Instant } from '#kernel/time.ts'
import { type DutyError, type Person, poolOf, separateDuty } from './separate-duty.ts'

export type ApprovalStatus = 'pending' | 'approved' | 'rejected' | 'expired' | 'voided'

/** One question to people about one invoice, bound to exact terms. */
export type Approval = {
  readonly id: ApprovalId
  readonly status: ApprovalStatus
  /** Distinct people the policy asks for, at least 1. */
  readonly needed: number
  readonly expiresAt: Instant
  /** Hash of bound-terms.ts: a yes is a yes to these terms only. */
  readonly boundHash: string
  /** Null for an API key or the system. */
  readonly submittedBy: UserId | null
  readonly payeeEditedBy: UserId | null
}

export type Vote = { readonly userId: UserId; readonly vote: 'approve' | 'reject' }

/** What somebody wants to say now. A rejection says why. */
export type Ballot = { readonly kind: 'approve' } | { readonly kind: 'reject'; readonly reason: string }

export type VoteError =
  | DutyError
  | 'already_decided'
  | 'expired'
  | 'voided'
  | 'already_voted'
  | 'terms_changed'
  | 'reason_missing'

/** Where the approval stands with this vote in it. `selfApproval`: said on screen and marked in the audit log. */
export type Tally = {
  readonly status: 'pending' | 'approved' | 'rejected'
  readonly selfApproval: boolean
  /** Yes votes that count so far, and how many it takes: never more than there are people who may vote. */
  readonly approvals: number
  readonly needed: number
}

/**
 * Casts one vote. One rejection ends it; m distinct eligible people approve it; whoever submitted the invoice or last
 * edited the payee does not count unless nobody else could. Rejecting moves no money, so it is open to them too.
 * @param of approval, votes so far, who votes what, everybody with their right to decide, the terms as they are now, time
 * @returns the new standing
 * Errors: VoteError. Source: POLICY.md "Approvals".
 */
export function castVote(of: {
  readonly approval: Approval
  readonly votes: readonly Vote[]
  readonly voter: UserId
  readonly ballot: Ballot
  readonly people: readonly Person[]
  readonly termsHash: string
  readonly at: Instant
}): Result<Tally, VoteError> {
  const { approval, votes, voter, ballot, people } = of
  const closed = closedBy(approval, of.at)
  if (closed !== null) return err(closed)
  const involved = [approval.submittedBy, approval.payeeEditedBy]
  if (votes.some((vote) => vote.userId === voter)) return err('already_voted')
  const duty = separateDuty({ people, involved: ballot.kind === 'reject' ? [] : involved, actor: voter })
  if (!duty.ok) return duty
  const pool = poolOf(people, involved)
  const needed = Math.max(1, Math.min(approval.needed, pool.length))
  const yes = votes.filter((vote) => vote.vote === 'approve' && pool.includes(vote.userId))
  const counted = new Set(yes.map((vote) => vote.userId))
  if (ballot.kind === 'reject') {
    if (ballot.reason.trim() === '') return err('reason_missing')
    return ok({ status: 'rejected', selfApproval: false, approvals: counted.size, needed })
  }
  if (of.termsHash !== approval.boundHash) return err('terms_changed')
  const approvals = counted.size + 1
  const selfApproval = duty.value.self || involved.some((id) => id !== null && counted.has(id))
  return ok({ status: approvals >= needed ? 'approved' : 'pending', selfApproval, approvals, needed })
}

/** Why an approval takes no more votes, or null. A decided one stays decided whatever the time. */
function closedBy(approval: Approval, at: Instant): 'already_decided' | 'expired' | 'voided' | null {
  switch (approval.status) {
    case 'approved':
    case 'rejected':
      return 'already_decided'
    case 'voided':
      return 'voided'
    case 'expired':
      return 'expired'
    case 'pending':
      return at >= approval.expiresAt ? 'expired' : null
  }
}
