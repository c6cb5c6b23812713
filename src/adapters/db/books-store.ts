import { z } from 'zod'
import { accountKind } from '#flow/6-ledger/core/accounts.ts'
import type { TokenPosting } from '#flow/6-ledger/core/postings.ts'
import type { BooksPort, Opening } from '#flow/6-ledger/ports.ts'
import type { Json } from '#kernel/digest.ts'
import { type Instant, isoOf } from '#kernel/time.ts'
import { type Database, faultAsResult, type SqlRunner } from './pool.ts'

/**
 * The treasury's books in the database.
 * @param db the pool   @returns the port
 * Errors: Fault as data. Source: POLICY.md, Ledger.
 */
export function booksStore(db: Database): BooksPort {
  return {
    areOpen: (asset) =>
      faultAsResult(async () => {
        const rows = await db.query('books_are_open', 'select 1 from treasury_balance where asset = $1', [
          asset,
        ])
        return rows.length > 0
      }),
    open: (opening) => faultAsResult(() => db.transaction((tx) => open(tx, opening))),
    bookedBlock: (asset) =>
      faultAsResult(async () => {
        const rows = await db.query(
          'books_booked_block',
          'select booked_block from treasury_balance where asset = $1',
          [asset],
        )
        return rows[0] === undefined ? null : z.bigint().parse(rows[0]['booked_block'])
      }),
    bookIncoming: (step, incoming) =>
      faultAsResult(() =>
        db.transaction(async (tx) => {
          const total = incoming.reduce((sum, { posting }) => sum + posting.amount, 0n)
          const moved = await tx.query(
            'books_advance',
            `update treasury_balance set posted = posted + $4, booked_block = $3
             where asset = $1 and booked_block = $2 returning asset`,
            [step.asset, step.from, step.to, total],
          )
          if (moved.length === 0) return false
          for (const { posting, at, told } of incoming) {
            await insertPosting(tx, posting, at)
            await insertTold(tx, [told])
          }
          if (incoming.length > 0) await tx.query('books_notify', "select pg_notify('outbox_new', '')")
          return true
        }),
      ),
  }
}

async function open(tx: SqlRunner, opening: Opening): Promise<boolean> {
  const made = await tx.query(
    'books_open',
    `insert into treasury_balance (asset, posted, held, booked_block) values ($1, $2, 0, $3)
     on conflict (asset) do nothing returning asset`,
    [opening.asset, opening.posted, opening.bookedBlock],
  )
  if (made.length === 0) return false
  for (const { posting, at } of opening.postings) await insertPosting(tx, posting, at)
  for (const { month, out } of opening.months) {
    await tx.query(
      'books_open_month',
      'insert into treasury_months (asset, month, cash_out) values ($1, $2, $3) on conflict do nothing',
      [opening.asset, month, out],
    )
  }
  await insertTold(tx, opening.told)
  await tx.query('books_notify', "select pg_notify('outbox_new', '')")
  return true
}

async function insertPosting(tx: SqlRunner, posting: TokenPosting, at: Instant): Promise<void> {
  await tx.query(
    'books_accounts',
    `insert into ledger_accounts (code, kind, created_at)
     select code, kind, $3::timestamptz from unnest($1::text[], $2::text[]) as a (code, kind) on conflict do nothing`,
    [[posting.from, posting.to], [accountKind(posting.from), accountKind(posting.to)], isoOf(at)],
  )
  await tx.query(
    'books_posting',
    `insert into ledger_postings (posting_id, kind, hold_id, from_account, to_account, asset, amount, payment_id, tx_hash, memo, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      posting.postingId,
      posting.kind,
      posting.holdId,
      posting.from,
      posting.to,
      posting.asset,
      posting.amount,
      posting.paymentId,
      posting.txHash,
      posting.memo,
      isoOf(at),
    ],
  )
}

async function insertTold(tx: SqlRunner, told: readonly Json[]): Promise<void> {
  await tx.query(
    'books_tell',
    `insert into outbox (topic, subject_id, payload, created_at)
     select o ->> 'topic', o ->> 'subject_id', o -> 'payload', (o ->> 'at')::timestamptz
     from jsonb_array_elements($1::jsonb) with ordinality as t (o, n) order by n`,
    [JSON.stringify(told)],
  )
}
