import { z } from 'zod'
import type { PolicyBody } from '#flow/3-decision/core/policy-body.ts'
import type { PolicyPort, StoredPolicy } from '#flow/3-decision/ports.ts'
import { type Instant, isoOf } from '#kernel/time.ts'
import { policyBody } from './intake-rows.ts'
import { type Database, faultAsResult, type SqlRunner } from './pool.ts'

const policyRow = z
  .object({ version: z.int(), body: policyBody, effective_at: z.number().transform((ms) => ms as Instant) })
  .transform((row): StoredPolicy => ({ version: row.version, body: row.body, effectiveAt: row.effective_at }))

/**
 * Policy versions in the database.
 * @param db the pool   @param rolesThatChange roles that may change settings, from identity's table
 * Errors: Fault as data. Source: POLICY.md, changing the policy.
 */
export function policyStore(db: Database, rolesThatChange: readonly string[]): PolicyPort {
  return {
    current: (at) =>
      faultAsResult(async () => {
        const rows = await db.query(
          'policy_current',
          'select version, body, effective_at from current_policy($1) where version is not null',
          [isoOf(at)],
        )
        return rows[0] === undefined ? null : policyRow.parse(rows[0])
      }),
    publish: (next) => faultAsResult(() => db.transaction((tx) => publish(tx, next))),
    someoneElseMayChange: (user) =>
      faultAsResult(async () => {
        const rows = await db.query(
          'policy_others',
          'select exists (select 1 from users where active and role = any ($1) and id <> $2) as others',
          [rolesThatChange, user],
        )
        return rows[0]?.['others'] === true
      }),
  }
}

/**
 * Writes the first policy from the configuration, unless there is one already.
 * @param db the pool   @param body from config   @param at now   @returns nothing; safe in several processes at once
 * Errors (thrown): Fault DATABASE_UNAVAILABLE. Source: CONTRACT.md, "initial policy values only".
 */
export async function ensurePolicy(db: Database, body: PolicyBody, at: Instant): Promise<void> {
  await db.query(
    'policy_ensure',
    `insert into policy_versions (version, body, reason, created_at, effective_at)
     values (1, $1::jsonb, 'initial configuration', $2, $2) on conflict (version) do nothing`,
    [JSON.stringify(body), isoOf(at)],
  )
}

async function publish(
  tx: SqlRunner,
  next: Parameters<PolicyPort['publish']>[0],
): Promise<'published' | 'moved_on'> {
  // One writer at a time, and never beside a batch that decides under the old version.
  await tx.query('policy_lock', 'select 1 from treasury_balance order by asset limit 1 for update')
  const newest = await tx.query(
    'policy_newest',
    `select max(version) as newest, (select version from current_policy($1)) as current from policy_versions`,
    [isoOf(next.at)],
  )
  if (newest[0]?.['current'] !== next.basedOn) return 'moved_on'
  await tx.query(
    'policy_cancel_scheduled',
    'update policy_versions set cancelled_at = $1 where effective_at > $1 and cancelled_at is null',
    [isoOf(next.at)],
  )
  const version = Number(newest[0]['newest']) + 1
  await tx.query(
    'policy_insert',
    `insert into policy_versions (version, body, reason, created_by, created_at, effective_at)
     values ($1, $2::jsonb, $3, $4, $5, $6)`,
    [
      version,
      JSON.stringify(next.body),
      next.reason,
      next.by?.id ?? null,
      isoOf(next.at),
      isoOf(next.effectiveAt),
    ],
  )
  await tx.query(
    'policy_audit',
    `insert into audit_events (at, actor_id, actor_name, action, object_kind, object_id, detail, request_id)
     values ($1, $2, $3, 'policy.publish', 'policy', $4, $5::jsonb, $6)`,
    [
      isoOf(next.at),
      next.by?.id ?? null,
      next.by?.name ?? 'system',
      String(version),
      JSON.stringify({ reason: next.reason, effective_at: isoOf(next.effectiveAt), alone: next.alone }),
      next.requestId,
    ],
  )
  await tx.query(
    'policy_tell',
    `insert into outbox (topic, subject_id, payload, created_at) values ('policy.changed', $1, $2::jsonb, $3)`,
    [
      String(version),
      JSON.stringify({ reason: next.reason, status: next.effectiveAt > next.at ? 'scheduled' : 'updated' }),
      isoOf(next.at),
    ],
  )
  await tx.query('policy_notify', "select pg_notify('outbox_new', '')")
  return 'published'
}
