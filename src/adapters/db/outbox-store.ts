import { z } from 'zod'
import type { OutboxEvent } from '#flow/7-notification/core/outbox-event.ts'
import type { Instant } from '#kernel/time.ts'
import type { OutboxPort } from '#worker/ports.ts'
import { type Database, faultAsResult, type SqlRunner } from './pool.ts'

const publishedRow = z
  .object({
    id: z.bigint(),
    seq: z.bigint(),
    topic: z.string(),
    subject_id: z.string(),
    payload: z.record(z.string(), z.json()),
    created_at: z.number().transform((ms) => ms as Instant),
  })
  .transform((row): { readonly seq: bigint; readonly event: OutboxEvent } => ({
    seq: row.seq,
    event: {
      id: row.id,
      topic: row.topic,
      subjectId: row.subject_id,
      payload: row.payload,
      at: row.created_at,
    },
  }))

/**
 * The outbox in the database. `seq` is given at publication, in order and without gaps, under one lock for all processes:
 * a row that was written early but committed late gets a later number, so a reader that resumes by `seq` misses nothing.
 * @param db the pool   @returns the port
 * Errors: Fault as data. Source: PAYMENTS.md, outbox.
 */
export function outboxStore(db: Database): OutboxPort {
  return {
    publishNext: (limit, handle) => faultAsResult(() => db.transaction((tx) => publish(tx, limit, handle))),
  }
}

async function publish(
  tx: SqlRunner,
  limit: number,
  handle: Parameters<OutboxPort['publishNext']>[1],
): Promise<number> {
  // A statement of its own: the next one's snapshot must see what the previous holder committed.
  const lock = await tx.query('outbox_lock', lockSql)
  if (lock[0]?.['held'] !== true) return 0
  const rows = await tx.query('outbox_publish', publishSql, [limit])
  const published = rows.map((row) => publishedRow.parse(row)).toSorted((a, b) => (a.seq < b.seq ? -1 : 1))
  const last = published.at(-1)
  if (last === undefined) return 0
  await handle(
    published.map((row) => row.event),
    { executeSql: tx.executeSql },
  )
  await tx.query('outbox_tell', "select pg_notify('outbox_published', $1)", [last.seq.toString()])
  return published.length
}

const lockSql = "select pg_try_advisory_xact_lock(hashtextextended('treasurer outbox relay', 0)) as held"

const publishSql = `
  with next as (select id, row_number() over (order by id) as n
                from (select id from outbox where seq is null order by id limit $1) oldest),
       base as (select coalesce(max(seq), 0) as top from outbox)
  update outbox o set seq = base.top + next.n
  from next, base where o.id = next.id
  returning o.id, o.seq, o.topic, o.subject_id, o.payload, o.created_at`
