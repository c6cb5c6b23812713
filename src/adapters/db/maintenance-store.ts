import { z } from 'zod'
import { type Instant, isoOf } from '#kernel/time.ts'
import type { MaintenancePort } from '#worker/ports.ts'
import { type Database, faultAsResult } from './pool.ts'

const countRow = z.object({ done: z.bigint().transform(Number) })

/**
 * What is past its time, in the database.
 * @param db the pool   @returns the port
 * Errors: Fault as data. Source: POLICY.md "expires"; CONTRACT.md, replay window and rolling 24 h.
 */
export function maintenanceStore(db: Database): MaintenancePort {
  const count = (
    name: string,
    sql: string,
    at: Instant,
    rowsMax: number,
  ): ReturnType<MaintenancePort['deleteReplays']> =>
    faultAsResult(async () => countRow.parse((await db.query(name, sql, [isoOf(at), rowsMax]))[0]).done)
  return {
    expireApprovals: (at, rowsMax) => count('maintenance_expire_approvals', expireApprovalsSql, at, rowsMax),
    deleteReplays: (before, rowsMax) =>
      count('maintenance_delete_replays', deleteReplaysSql, before, rowsMax),
    deleteSpendMinutes: (before, rowsMax) =>
      count('maintenance_delete_spend', deleteSpendSql, before, rowsMax),
  }
}

// Both rows are taken before either changes, and held ones are left for the next minute: whoever decides locks the
// invoice first, whoever votes the approval, so waiting here could stand against either. The invoice must leave the
// queue with its approval: an open one would refuse the same invoice when it is submitted again.
const expireApprovalsSql = `
  with due as (
    select a.id, a.invoice_id from approvals a join invoices i on i.id = a.invoice_id
    where a.status = 'pending' and a.expires_at <= $1
    order by a.expires_at limit $2 for update of i, a skip locked),
  expired as (
    update approvals a set status = 'expired', decided_at = $1, reason = 'not decided in time' from due where a.id = due.id),
  closed as (
    update invoices i set status = 'rejected', updated_at = $1 from due
    where i.id = due.invoice_id and i.status = 'awaiting_approval'),
  audited as (
    insert into audit_events (at, actor_name, action, object_kind, object_id, detail)
    select $1, 'system', 'approval.expire', 'approval', id::text, jsonb_build_object('invoice_id', invoice_id) from due),
  told as (
    insert into outbox (topic, subject_id, payload, created_at)
    select 'approval.decided', id::text, jsonb_build_object(
      'invoice_id', invoice_id, 'status', 'expired', 'by', 'system', 'reason', 'Nobody decided in time.'), $1
    from due returning 1)
  select count(*) as done, case when count(*) > 0 then pg_notify('outbox_new', '') end from told`

// The time is compared again at the delete: a text sent anew meanwhile has renewed its row.
const deleteReplaysSql = `
  with deleted as (
    delete from intake_replays where text_hash in (
      select text_hash from intake_replays where created_at < $1 order by created_at limit $2)
      and created_at < $1 returning 1)
  select count(*) as done from deleted`

const deleteSpendSql = `
  with deleted as (
    delete from auto_spend where (asset, minute) in (
      select asset, minute from auto_spend where minute < $1 order by minute limit $2) returning 1)
  select count(*) as done from deleted`
