import { z } from 'zod'
import type { WaitingPort } from '#flow/ports.ts'
import type { InvoiceId } from '#kernel/ids.ts'
import { isoOf } from '#kernel/time.ts'
import { type Database, faultAsResult } from './pool.ts'
import { storedReading } from './reading-row.ts'

const waitingRow = z
  .object({
    status: z.string(),
    content: z.string(),
    submitted_by: z.string().nullable(),
    channel: z.string(),
    reading: storedReading.nullable(),
    second_reader: z.enum(['not_configured', 'agrees', 'disagrees', 'missing']).nullable(),
  })
  .transform((row) => ({
    status: row.status,
    text: row.content,
    submittedBy: row.submitted_by,
    channel: row.channel,
    reading: row.reading,
    secondReader: row.second_reader ?? ('not_configured' as const),
  }))

/**
 * Invoices that wait for a decision.
 * @param db the pool   @returns the port
 * Errors: Fault as data. Source: CONTRACT.md, redecide.
 */
export function waitingStore(db: Database): WaitingPort {
  return {
    load: (id) =>
      faultAsResult(async () => {
        const rows = await db.query('waiting_load', loadSql, [id])
        return rows[0] === undefined ? null : waitingRow.parse(rows[0])
      }),
    close: (id, status, reason, at) =>
      faultAsResult(() =>
        db.transaction(async (tx) => {
          const closed = await tx.query(
            'waiting_close',
            `update invoices set status = $2, updated_at = $3
             where id = $1 and status in ('processing', 'awaiting_approval') returning id`,
            [id, status, isoOf(at)],
          )
          if (closed.length === 0) return null
          await tx.query(
            'waiting_void_approval',
            `update approvals set status = 'voided', decided_at = $2, reason = $3 where invoice_id = $1 and status = 'pending'`,
            [id, isoOf(at), reason],
          )
          await tx.query(
            'waiting_tell',
            `insert into outbox (topic, subject_id, payload, created_at) values ('invoice.decided', $1, $2::jsonb, $3)`,
            [id, JSON.stringify({ invoice_id: id, outcome: 'refuse', status, reason }), isoOf(at)],
          )
          await tx.query('waiting_notify', "select pg_notify('outbox_new', '')")
          return null
        }),
      ),
    ofVendor: (vendorId, limit) =>
      faultAsResult(async () => {
        const rows = await db.query('waiting_of_vendor', ofVendorSql, [vendorId, limit])
        return rows.map((row) => z.string().parse(row['id']) as InvoiceId)
      }),
  }
}

const loadSql = `
  select i.status, doc.content, i.submitted_by, doc.channel, i.reading,
         (select d.facts ->> 'second_reader' from decisions d where d.invoice_id = i.id
          order by d.decided_at desc limit 1) as second_reader
  from invoices i join documents doc on doc.id = i.document_id where i.id = $1`

// By the register's entry, or by name, tax id or wallet as read while the vendor was unknown. An invoice whose last
// decision saw these very payee details verified stays: deciding it again would void an approval people already hold.
const ofVendorSql = `
  select i.id from invoices i join vendors v on v.id = $1
  where i.status = 'awaiting_approval'
    and (i.vendor_id = v.id or i.vendor_key = v.name_key
         or lower(i.reading -> 'fields' -> 'wallet' ->> 'value') = lower(v.wallet_address)
         or regexp_replace(upper(i.reading -> 'fields' -> 'seller_tax_id' ->> 'value'), '[^A-Z0-9]', '', 'g') = v.tax_id_key)
    -- What was decided on these very payee details stands: its approval must not be taken from under a person.
    and (select d.facts -> 'vendor' @> jsonb_build_object('id', v.id, 'status', 'verified',
           'payee_set_at', (extract(epoch from v.payee_set_at) * 1000)::bigint)
         from decisions d where d.invoice_id = i.id order by d.decided_at desc, d.id desc limit 1) is not true
  order by i.id limit $2`
