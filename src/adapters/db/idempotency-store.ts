import { z } from 'zod'
import type { IdempotencyClaim, IdempotencySlot, IdempotencyStore } from '#http/ports.ts'
import { type Instant, isoOf } from '#kernel/time.ts'
import type { Database } from './pool.ts'

const storedRow = z.object({ body_hash: z.string(), status: z.int().nullable(), body: z.string().nullable() })
const countRow = z.object({ deleted: z.bigint() })

/**
 * Answers of creating POSTs by Idempotency-Key, on PostgreSQL.
 * @param db the pool   @returns the port
 * Errors: thrown Fault DATABASE_UNAVAILABLE. Source: migration 0001, CONTRACT.md "Idempotency-Key".
 */
export function createIdempotencyStore(db: Database): IdempotencyStore {
  return {
    claim: (slot, at, abandonedBefore) => claim(db, slot, at, abandonedBefore),
    complete: (slot, answer) => complete(db, slot, answer),
    release: (slot) => release(db, slot),
    deleteOlder: (before, rowsMax) => deleteOlder(db, before, rowsMax),
  }
}

async function claim(
  db: Database,
  slot: IdempotencySlot,
  at: Instant,
  abandonedBefore: Instant,
): Promise<IdempotencyClaim> {
  if (await take(db, slot, at, abandonedBefore)) return { kind: 'taken' }
  const stored = await find(db, slot)
  // Released between the two statements: whoever held it is done, and the client's next try will take it.
  if (stored === null) return { kind: 'in_flight' }
  if (stored.body_hash !== slot.bodyHash) return { kind: 'other_body' }
  if (stored.status === null || stored.body === null) return { kind: 'in_flight' }
  return { kind: 'answered', status: stored.status, body: stored.body }
}

/** Takes a new key, or one whose holder died before answering. */
async function take(
  db: Database,
  slot: IdempotencySlot,
  at: Instant,
  abandonedBefore: Instant,
): Promise<boolean> {
  const rows = await db.query(
    'idempotency_take',
    `insert into idempotency_keys as held (user_id, key, route, body_hash, created_at)
     values ($1, $2, $3, $4, $5)
     on conflict (user_id, key, route) do update set created_at = excluded.created_at
     where held.status is null and held.created_at < $6 and held.body_hash = excluded.body_hash
     returning 1`,
    [slot.userId, slot.key, slot.route, slot.bodyHash, isoOf(at), isoOf(abandonedBefore)],
  )
  return rows.length === 1
}

async function find(db: Database, slot: IdempotencySlot): Promise<z.infer<typeof storedRow> | null> {
  const rows = await db.query(
    'idempotency_find',
    'select body_hash, status, body from idempotency_keys where user_id = $1 and key = $2 and route = $3',
    [slot.userId, slot.key, slot.route],
  )
  return rows[0] === undefined ? null : storedRow.parse(rows[0])
}

async function complete(
  db: Database,
  slot: IdempotencySlot,
  answer: { readonly status: number; readonly body: string },
): Promise<void> {
  await db.query(
    'idempotency_complete',
    'update idempotency_keys set status = $4, body = $5 where user_id = $1 and key = $2 and route = $3',
    [slot.userId, slot.key, slot.route, answer.status, answer.body],
  )
}

async function release(db: Database, slot: IdempotencySlot): Promise<void> {
  await db.query(
    'idempotency_release',
    'delete from idempotency_keys where user_id = $1 and key = $2 and route = $3 and status is null',
    [slot.userId, slot.key, slot.route],
  )
}

async function deleteOlder(db: Database, before: Instant, rowsMax: number): Promise<number> {
  const rows = await db.query(
    'idempotency_delete_older',
    `with deleted as (
      delete from idempotency_keys where ctid in (
        select ctid from idempotency_keys where created_at < $1 order by created_at limit $2
      ) returning 1
    )
    select count(*) as deleted from deleted`,
    [isoOf(before), rowsMax],
  )
  return Number(countRow.parse(rows[0]).deleted)
}
