import type { Digest, Json } from '#kernel/digest.ts'
import { Fault } from '#kernel/fault.ts'
import type { ApprovalId, IdSource, UserId } from '#kernel/ids.ts'
import { minor, type TokenAmount } from '#kernel/money.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { type Clock, type Instant, isoOf } from '#kernel/time.ts'
import type { Facts, PolicyVersion } from './3-decision/core/facts.ts'
import { policyOf } from './3-decision/core/policy-body.ts'
import { recheckApproved } from './3-decision/core/recheck.ts'
import { boundTerms } from './4-approval/core/bound-terms.ts'
import { type Ballot, castVote, type Tally } from './4-approval/core/tally.ts'
import { factsOf, factsQueryOf, type TokenContext } from './gather-facts.ts'
import { paymentItem } from './payment-item.ts'
import type { ApprovalPort, HashWaiter, IntakePort, PendingApproval } from './ports.ts'
import { chainUnknown } from './token-unknown.ts'
import { refusedVote, type VoteOutcome } from './vote-outcome.ts'

/** How often a vote is cast again after losing a race (another vote, a new policy, less money). */
const voteAttemptsMax = 5
const hashWaitMsMax = 2_000

export type ApproveParts = {
  readonly intake: IntakePort
  readonly approvals: ApprovalPort
  readonly token: () => TokenContext | null
  readonly hashes: HashWaiter
  readonly digest: Digest
  readonly ids: IdSource
  readonly clock: Clock
}

export type CastVote = {
  readonly approvalId: ApprovalId
  readonly voter: { readonly id: UserId; readonly name: string }
  readonly ballot: Ballot
  readonly comment: string | null
  readonly requestId: string | null
}

/**
 * The corridor from a person's word to a payment: tally, check again with the newest policy, commit vote, hold and
 * payment in one transaction. Approve and reject racing: exactly one wins.
 * @param parts ports   @param vote who says what   @returns what the vote did, or why it did nothing
 * Errors: Fault when the database or the token is not there; nothing was committed then.
 */
export async function approveInvoice(
  parts: ApproveParts,
  vote: CastVote,
): Promise<Result<VoteOutcome, Fault>> {
  for (let attempt = 0; attempt < voteAttemptsMax; attempt += 1) {
    const round = await voteOnce(parts, vote)
    if (!round.ok) return round
    if (round.value !== null) return ok(round.value)
  }
  return err(
    new Fault({
      code: 'OVERLOADED',
      internal: `a vote on ${vote.approvalId} lost ${voteAttemptsMax} races in a row`,
      public: 'Others are deciding at this moment. Please try again.',
      retryable: true,
    }),
  )
}

type Recheck = { readonly facts: Facts; readonly policy: PolicyVersion; readonly token: TokenContext }

async function voteOnce(parts: ApproveParts, vote: CastVote): Promise<Result<VoteOutcome | null, Fault>> {
  const token = parts.token()
  if (token === null) return err(chainUnknown())
  const at = parts.clock.now()
  const found = await parts.approvals.load(vote.approvalId, at)
  if (!found.ok) return found
  if (found.value === null) return ok({ kind: 'not_found' })
  const pending = found.value
  const recheck = await factsNow(parts, pending, token, at)
  if (!recheck.ok) return recheck
  const tally = castVote({
    approval: pending.approval,
    votes: pending.votes,
    voter: vote.voter.id,
    ballot: vote.ballot,
    people: pending.people,
    termsHash: termsHashNow(parts, pending, recheck.value),
    at,
  })
  if (!tally.ok) return ok(refusedVote(tally.error))
  if (tally.value.status !== 'approved') {
    return commitVote(parts, vote, pending, tally.value, { at, asset: token.symbol })
  }
  const checked = recheckApproved(recheck.value.facts, recheck.value.policy)
  if (checked.kind !== 'ok') {
    return ok({
      kind: 'blocked',
      code: checked.kind === 'refused' ? checked.code : 'APPROVAL_BLOCKED',
      reasons: checked.reasons.map((reason) => reason.text),
      details: checked.kind === 'refused' ? checked.details : {},
    })
  }
  const { payment, paymentId } = paymentItem(parts, {
    ...recheck.value,
    invoiceId: pending.invoiceId,
    decisionId: pending.decisionId,
    factsHash: pending.factsHash,
    approvalId: vote.approvalId,
  })
  return commitVote(parts, vote, pending, tally.value, {
    at,
    asset: token.symbol,
    payment: {
      paymentId,
      amount: recheck.value.facts.invoice.amount ?? minor('MNEE', 0n),
      item: {
        payment,
        policy_version: recheck.value.policy.version,
        headroom: { available_after_min: checked.headroom.availableAfterMin.toString() },
      },
    },
  })
}

async function factsNow(
  parts: ApproveParts,
  pending: PendingApproval,
  token: TokenContext,
  at: Instant,
): Promise<Result<Recheck, Fault>> {
  const query = factsQueryOf(pending.reading, {
    at,
    asset: token.symbol,
    textHash: null,
    invoiceId: pending.invoiceId,
  })
  const loaded = await parts.intake.loadFacts(query)
  if (!loaded.ok) return loaded
  const policy = policyOf(loaded.value.policy.body, loaded.value.policy.version, token.decimals)
  if (!policy.ok) {
    return err(
      new Fault({
        code: 'CONFIG_INVALID',
        internal: `policy version ${loaded.value.policy.version}: ${policy.error}`,
        public: 'The policy in force has an amount that the token cannot express.',
        retryable: false,
      }),
    )
  }
  const { facts } = factsOf({
    reading: pending.reading,
    loaded: loaded.value,
    token,
    at,
    secondReader: 'not_configured',
  })
  return ok({ facts, policy: policy.value, token })
}

function termsHashNow(parts: ApproveParts, pending: PendingApproval, now: Recheck): string {
  return parts.digest.ofRecord(
    boundTerms({
      invoiceId: pending.invoiceId,
      decisionId: pending.decisionId,
      vendorId: now.facts.vendor?.id ?? null,
      invoiceNumber: now.facts.invoice.number,
      payee: now.facts.vendor?.wallet ?? null,
      amount: now.facts.invoice.amount,
      token: now.token.address,
      chainId: now.token.chainId,
      policyVersion: pending.policyVersion,
    }),
  )
}

type Commit = {
  readonly at: Instant
  readonly asset: string
  readonly payment?: {
    readonly paymentId: string
    readonly amount: TokenAmount
    readonly item: { readonly [key: string]: Json }
  }
}

async function commitVote(
  parts: ApproveParts,
  vote: CastVote,
  pending: PendingApproval,
  tally: Tally,
  more: Commit,
): Promise<Result<VoteOutcome | null, Fault>> {
  const committed = await parts.approvals.commitVote({
    at: isoOf(more.at),
    asset: more.asset,
    approval_id: vote.approvalId,
    votes_seen: pending.votes.length,
    new_status: tally.status,
    invoice_status: tally.status === 'approved' ? 'paying' : 'rejected',
    vote: {
      user_id: vote.voter.id,
      vote: vote.ballot.kind,
      comment: vote.ballot.kind === 'reject' ? vote.ballot.reason : vote.comment,
      self_approval: tally.selfApproval,
    },
    payment: null,
    policy_version: null,
    headroom: null,
    ...more.payment?.item,
    audit: auditOf(vote, tally),
    outbox: [toldOf(vote, pending, tally)],
  })
  if (!committed.ok) return committed
  switch (committed.value.kind) {
    case 'lost_facts':
    case 'lost_headroom':
      return ok(null)
    case 'lost_state':
      return ok(refusedVote('already_decided'))
    case 'committed':
      return ok(await outcomeOf(parts, vote, pending, tally, more.payment ?? null))
  }
}

async function outcomeOf(
  parts: ApproveParts,
  vote: CastVote,
  pending: PendingApproval,
  tally: Tally,
  payment: { readonly paymentId: string; readonly amount: TokenAmount } | null,
): Promise<VoteOutcome> {
  const common = {
    approvalId: vote.approvalId,
    invoiceId: pending.invoiceId,
    selfApproval: tally.selfApproval,
  }
  if (tally.status === 'rejected') return { kind: 'rejected', ...common }
  if (payment === null) {
    return { kind: 'recorded', ...common, approvals: tally.approvals, needed: tally.needed }
  }
  const txHash = await parts.hashes.waitForHash(payment.paymentId, hashWaitMsMax)
  return { kind: 'approved', ...common, paymentId: payment.paymentId, amount: payment.amount, txHash }
}

function auditOf(vote: CastVote, tally: Tally): { readonly [key: string]: Json } {
  return {
    actor_id: vote.voter.id,
    actor_name: vote.voter.name,
    action: vote.ballot.kind === 'approve' ? 'approval.approve' : 'approval.reject',
    object_kind: 'approval',
    object_id: vote.approvalId,
    detail: {
      status: tally.status,
      self_approval: tally.selfApproval,
      approvals: tally.approvals,
      needed: tally.needed,
    },
    request_id: vote.requestId,
  }
}

function toldOf(vote: CastVote, pending: PendingApproval, tally: Tally): Json {
  return {
    topic: 'approval.decided',
    subject_id: vote.approvalId,
    payload: {
      invoice_id: pending.invoiceId,
      status: tally.status,
      by: vote.voter.name,
      reason: vote.ballot.kind === 'reject' ? vote.ballot.reason : (vote.comment ?? ''),
    },
  }
}
