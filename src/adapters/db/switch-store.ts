import type { Fault } from '#kernel/fault.ts'
import type { Result } from '#kernel/result.ts'
import { type Instant, isoOf } from '#kernel/time.ts'
import { type Database, faultAsResult } from './pool.ts'

type Actor = { readonly id: string; readonly name: string; readonly requestId: string | null }

/**
 * The kill switch: while a reason stands, no batch commits a payment and no sender signs.
 * @param db the pool   @param reason null switches paying on   @param by who, for the audit log
 * Errors: Fault as data. Source: PAYMENTS.md loop 8, CONTRACT.md pause and resume.
 */
export async function switchPaying(
  db: Database,
  reason: string | null,
  by: Actor,
  at: Instant,
): Promise<Result<null, Fault>> {
  return faultAsResult(() =>
    db.transaction(async (tx) => {
      // Behind the same lock as every batch: whoever commits after us sees the switch.
      await tx.query('switch_lock', 'select 1 from treasury_balance order by asset limit 1 for update')
      await tx.query(
        'switch_set',
        'update payment_switch set paused_reason = $1, changed_by = $2, changed_at = $3',
        [reason, by.id, isoOf(at)],
      )
      await tx.query(
        'switch_audit',
        `insert into audit_events (at, actor_id, actor_name, action, object_kind, object_id, detail, request_id)
         values ($1, $2, $3, $4, 'payments', 'all', $5::jsonb, $6)`,
        [
          isoOf(at),
          by.id,
          by.name,
          reason === null ? 'payments.resume' : 'payments.pause',
          JSON.stringify({ reason }),
          by.requestId,
        ],
      )
      await tx.query(
        'switch_tell',
        `insert into outbox (topic, subject_id, payload, created_at) values ($1, 'all', $2::jsonb, $3)`,
        [
          reason === null ? 'payments.resumed' : 'payments.paused',
          JSON.stringify({ reason: reason ?? '', by: by.name }),
          isoOf(at),
        ],
      )
      await tx.query('switch_notify', "select pg_notify('outbox_new', ''), pg_notify('payment_due', '')")
      return null
    }),
  )
}
