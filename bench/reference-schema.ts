import { z } from 'zod'
import type { Database } from '#adapters/db/pool.ts'

const row = z.record(z.string(), z.json())

/** Rows as the real server wrote them for one invoice, by table: the reference writes copies of the same size. */
export const templatesSchema = z.object({ ask: z.record(z.string(), row), pay: z.record(z.string(), row) })
export type Templates = z.infer<typeof templatesSchema>

/** Where the rows of one decided invoice are; $1 is the invoice. */
const decided = {
  documents: 'select * from documents where id = (select document_id from invoices where id = $1)',
  invoices: 'select * from invoices where id = $1',
  decisions: 'select * from decisions where invoice_id = $1 limit 1',
  intake_replays: 'select * from intake_replays where invoice_id = $1 limit 1',
  outbox: 'select * from outbox where subject_id = $1::uuid::text order by id limit 1',
} as const
const paymentOf = 'select id from payments where invoice_id = $1'
const slotOf = `select chain_id, sender, nonce from slot_payments where payment_id = (${paymentOf})`

const rowsOf = {
  ask: { ...decided, approvals: 'select * from approvals where invoice_id = $1 limit 1' },
  pay: {
    ...decided,
    payments: 'select * from payments where invoice_id = $1',
    ledger_postings: `select * from ledger_postings where payment_id = (${paymentOf}) and kind = 'hold'`,
    payment_events: `select * from payment_events where payment_id = (${paymentOf}) order by id limit 1`,
    slot_payments: `select * from slot_payments where payment_id = (${paymentOf}) limit 1`,
    tx_slots: `select * from tx_slots where (chain_id, sender, nonce) in (${slotOf}) limit 1`,
    tx_attempts: `select * from tx_attempts where (chain_id, sender, nonce) in (${slotOf}) limit 1`,
  },
} as const

/**
 * Makes the reference's own tables: the same columns and indexes, no foreign keys, no triggers, no rules. Appending there
 * is the least that a durable answer can cost.
 * @param db of a running server   @param invoices one that was asked about, one that was signed
 * @returns the rows to copy
 * Errors: throws when a row is missing; Fault DATABASE_UNAVAILABLE. Source: ENGINE.md, "append-only".
 */
export async function makeReferenceSchema(
  db: Database,
  invoices: { readonly ask: string; readonly pay: string },
): Promise<Templates> {
  const tables = new Set([...Object.keys(rowsOf.ask), ...Object.keys(rowsOf.pay), 'sessions'])
  await db.executeSql('create schema bench_reference')
  for (const table of tables) {
    await db.executeSql(`create table bench_reference.${table} (like public.${table} including indexes)`)
  }
  for (const kind of ['ask', 'pay'] as const) {
    await db.executeSql(appendFunction(kind, Object.keys(rowsOf[kind])))
  }
  return {
    ask: await templateOf(db, rowsOf.ask, invoices.ask),
    pay: await templateOf(db, rowsOf.pay, invoices.pay),
  }
}

function appendFunction(kind: 'ask' | 'pay', tables: readonly string[]): string {
  const inserts = tables.map(
    (table) =>
      `insert into bench_reference.${table} select * from jsonb_populate_record(null::bench_reference.${table}, p -> '${table}');`,
  )
  return `create function bench_reference.append_${kind}(p jsonb) returns void language plpgsql as $$ begin
    ${inserts.join('\n    ')}
  end $$`
}

async function templateOf(
  db: Database,
  selects: Readonly<Record<string, string>>,
  invoiceId: string,
): Promise<Templates['ask']> {
  const template: Record<string, z.infer<typeof row>> = {}
  for (const [table, select] of Object.entries(selects)) {
    const { rows } = await db.executeSql(`select to_jsonb(x) as row from (${select}) x`, [invoiceId])
    if (rows[0] === undefined) throw new Error(`invoice ${invoiceId} has no row in ${table} to copy`)
    template[table] = row.parse(rows[0]['row'])
  }
  return template
}
