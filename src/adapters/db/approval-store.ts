import { z } from 'zod'
import type { ApprovalPort, PendingApproval } from '#flow/ports.ts'
import type { ApprovalId, DecisionId, InvoiceId, UserId } from '#kernel/ids.ts'
import type { Instant } from '#kernel/time.ts'
import { type Database, faultAsResult } from './pool.ts'
import { storedReading } from './reading-row.ts'

const userId = z.string().transform((id) => id as UserId)

const pendingRow = z.object({
  id: z.string().transform((id) => id as ApprovalId),
  invoice_id: z.string().transform((id) => id as InvoiceId),
  decision_id: z.string().transform((id) => id as DecisionId),
  bound_hash: z.string(),
  status: z.enum(['pending', 'approved', 'rejected', 'expired', 'voided']),
  people_needed: z.int(),
  expires_at: z.number().transform((ms) => ms as Instant),
  facts_hash: z.string(),
  policy_version: z.int(),
  reading: storedReading,
  submitted_by: userId.nullable(),
  payee_set_by: userId.nullable(),
  votes: z.array(z.object({ user_id: userId, vote: z.enum(['approve', 'reject']) })),
  people: z.array(z.object({ id: userId, active: z.boolean(), may: z.boolean() })),
})

/**
 * Approvals as the corridor needs them.
 * @param db the pool   @param rolesThatDecide roles that may vote, from identity's table   @returns the port
 * Errors: Fault as data. Source: POLICY.md, Approvals.
 */
export function approvalStore(db: Database, rolesThatDecide: readonly string[]): ApprovalPort {
  return {
    load: (id) =>
      faultAsResult(async () => {
        const rows = await db.query('approval_load', loadSql, [id, rolesThatDecide])
        return rows[0] === undefined ? null : pendingOf(pendingRow.parse(rows[0]))
      }),
    commitVote: (entry) =>
      faultAsResult(async () => {
        const rows = await db.query('approval_commit_vote', 'select commit_vote($1::jsonb) as answer', [
          JSON.stringify(entry),
        ])
        return z
          .object({ kind: z.enum(['committed', 'lost_facts', 'lost_headroom', 'lost_state']) })
          .parse(rows[0]?.['answer'])
      }),
  }
}

const loadSql = `
  select a.id, a.invoice_id, a.decision_id, a.bound_hash, a.status, a.people_needed, a.expires_at,
         d.facts_hash, d.policy_version, i.reading, i.submitted_by, v.payee_set_by,
         (select coalesce(jsonb_agg(jsonb_build_object('user_id', w.user_id, 'vote', w.vote)), '[]'::jsonb)
          from approval_votes w where w.approval_id = a.id) as votes,
         (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'active', u.active,
                                                       'may', u.role = any ($2))), '[]'::jsonb)
          from (select * from users order by active desc, created_at limit 1000) u) as people
  from approvals a
  join decisions d on d.id = a.decision_id
  join invoices i on i.id = a.invoice_id
  left join vendors v on v.id = i.vendor_id
  where a.id = $1`

function pendingOf(row: z.infer<typeof pendingRow>): PendingApproval {
  return {
    approval: {
      id: row.id,
      status: row.status,
      needed: row.people_needed,
      expiresAt: row.expires_at,
      boundHash: row.bound_hash,
      submittedBy: row.submitted_by,
      payeeEditedBy: row.payee_set_by,
    },
    invoiceId: row.invoice_id,
    decisionId: row.decision_id,
    factsHash: row.facts_hash,
    policyVersion: row.policy_version,
    reading: row.reading,
    votes: row.votes.map((vote) => ({ userId: vote.user_id, vote: vote.vote })),
    people: row.people.map((person) => ({ id: person.id, active: person.active, mayAct: person.may })),
  }
}
