import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ballot, VoteError } from '#flow/4-approval/core/tally.ts'
import type { VoteOutcome } from '#flow/vote-outcome.ts'
import { parseId } from '#kernel/ids.ts'
import { principalOf } from './auth.ts'
import type { RouteDeps } from './deps.ts'
import type { ProblemParts } from './problem.ts'
import { type ProblemCode, problems } from './problem-codes.ts'
import { sendJson } from './send-json.ts'

/**
 * Casts the caller's vote and sends what it did.
 * @param route deps, request and reply   @param vote approval id, ballot, comment
 * Errors: problems NOT_FOUND, ALREADY_DECIDED, SELF_APPROVAL, FORBIDDEN, CONFLICT, INSUFFICIENT_*; thrown Fault.
 * Source: CONTRACT.md, approvals.
 */
export async function castVote(
  route: { readonly deps: RouteDeps; readonly request: FastifyRequest; readonly reply: FastifyReply },
  vote: { readonly approvalId: string; readonly ballot: Ballot; readonly comment: string | null },
): Promise<void> {
  const { deps, request, reply } = route
  const id = parseId<'approval'>(vote.approvalId)
  const by = principalOf(request)
  const done = id.ok
    ? await deps.treasury.vote({
        approvalId: id.value,
        voter: { id: by.userId, name: by.username },
        ballot: vote.ballot,
        comment: vote.comment,
        requestId: request.id,
      })
    : null
  if (done !== null && !done.ok) throw done.error
  const outcome: VoteOutcome = done === null ? { kind: 'not_found' } : done.value
  const problem = problemOf(outcome)
  if (problem !== null) {
    deps.problems.send(request, reply, problem)
    return
  }
  return sendJson(reply, 200, answerOf(outcome))
}

function answerOf(outcome: VoteOutcome): object {
  if (outcome.kind !== 'approved' && outcome.kind !== 'recorded' && outcome.kind !== 'rejected') return {}
  return {
    status: outcome.kind === 'recorded' ? 'APPROVAL_RECORDED' : outcome.kind.toUpperCase(),
    approval_id: outcome.approvalId,
    invoice_id: outcome.invoiceId,
    transaction_id: outcome.kind === 'approved' ? outcome.paymentId : null,
    tx_hash: outcome.kind === 'approved' ? outcome.txHash : null,
    self_approval: outcome.selfApproval,
  }
}

const voteProblems: { readonly [E in VoteError]: ProblemCode } = {
  not_eligible: 'FORBIDDEN',
  segregation_of_duties: 'SELF_APPROVAL',
  already_decided: 'ALREADY_DECIDED',
  expired: 'ALREADY_DECIDED',
  voided: 'ALREADY_DECIDED',
  already_voted: 'ALREADY_DECIDED',
  terms_changed: 'CONFLICT',
  reason_missing: 'VALIDATION_ERROR',
}

function problemOf(outcome: VoteOutcome): ProblemParts | null {
  switch (outcome.kind) {
    case 'not_found':
      return { code: 'NOT_FOUND', detail: 'There is no such approval.' }
    case 'refused_vote':
      return { code: voteProblems[outcome.error], detail: outcome.text }
    case 'blocked': {
      const code = isProblemCode(outcome.code) ? outcome.code : 'CONFLICT'
      return { code, detail: outcome.reasons.join(' '), details: outcome.details }
    }
    case 'approved':
    case 'recorded':
    case 'rejected':
      return null
  }
}

function isProblemCode(code: string): code is ProblemCode {
  return code in problems
}
