import { systemClock } from '#adapters/clock/system.ts'
import type { Database } from '#adapters/db/pool.ts'
import { ensureSampleVendors } from '#adapters/db/sample-store.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { normaliseName } from '#flow/2-extraction/core/normalise-name.ts'
import { dayMs, plusMs } from '#kernel/time.ts'
import { vendorName, vendorsMax, vendorWallet } from './invoices.ts'

/** Older than any cooling-off. */
const detailsAgeDays = 180

/**
 * Adds the verified vendors of the bench.
 * @param db of a running server   Errors (thrown): Fault DATABASE_UNAVAILABLE.
 */
export async function seedVendors(db: Database): Promise<void> {
  const vendors = Array.from({ length: vendorsMax }, (_, index) => ({
    id: uuidV7.next<'vendor'>(),
    name: vendorName(index),
    nameKey: normaliseName(vendorName(index)).full,
    taxId: `US-BENCH-${String(index).padStart(6, '0')}`,
    wallet: vendorWallet(index),
    category: 'hosting',
    paymentTermsDays: 30,
  }))
  await ensureSampleVendors(db, vendors, plusMs(systemClock.now(), -detailsAgeDays * dayMs))
}

/**
 * Fills the tables with a past, so that reads are measured on a database that has been used: paid invoices of this month,
 * and some that wait for a person. Only rows: no money is moved and no balance changed.
 * @param db of a running server   @param size paid and waiting invoices
 * Errors (thrown): Fault DATABASE_UNAVAILABLE. Source: issue 2, item 10.
 */
export async function seedHistory(
  db: Database,
  size: { readonly paid: number; readonly waiting: number },
): Promise<void> {
  await db.transaction(async (tx) => {
    for (const [name, sql] of steps) await tx.query(name, sql, [size.paid + size.waiting, size.paid])
  })
  for (const table of analysed) await db.executeSql(`analyze ${table}`)
}

const analysed = [
  'documents',
  'invoices',
  'decisions',
  'approvals',
  'payments',
  'ledger_postings',
  'outbox',
] as const

/** Ids below every UUIDv7 of today, so that the newest page holds what the bench made; $1 all, $2 paid. */
const numbered = `
  select n, n <= $2::int as is_paid, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id, v.id as vendor_id,
    v.name, v.name_key, v.wallet_address, now() - interval '1 second' * (n % 60) as at
  from generate_series(1, $1::int) n
  join (select *, row_number() over (order by name) - 1 as place from vendors where is_sample) v
    on v.place = n % (select count(*) from vendors where is_sample)`

const steps = [
  [
    'bench_seed_documents',
    `insert into documents (id, sha256, media_type, content, size_bytes, channel, created_at)
     select h.id, sha256(h.id::text::bytea), 'text/plain', 'INVOICE ' || h.n, 12, 'api', h.at from (${numbered}) h`,
  ],
  [
    'bench_seed_invoices',
    `insert into invoices (id, document_id, vendor_id, vendor_key, seller_name, number, number_key, amount_text, currency,
                           amount, status, created_at, updated_at)
     select h.id, h.id, h.vendor_id, h.name_key, h.name, 'H-' || h.n, 'h' || h.n, '12.50', 'MNEE', 12500000000000000000,
            case when h.is_paid then 'paid' else 'awaiting_approval' end, h.at, h.at from (${numbered}) h`,
  ],
  [
    'bench_seed_decisions',
    `insert into decisions (id, invoice_id, policy_version, outcome, facts, facts_hash, decision, decided_at)
     select h.id, h.id, 1, case when h.is_paid then 'pay' else 'ask' end, '{}', '', '{"reasons": [], "trace": []}', h.at
     from (${numbered}) h`,
  ],
  [
    'bench_seed_approvals',
    `insert into approvals (id, invoice_id, decision_id, bound_terms, bound_hash, status, people_needed, created_at, expires_at)
     select h.id, h.id, h.id, '{}', '', 'pending', 1, h.at, h.at + interval '30 days' from (${numbered}) h where not h.is_paid`,
  ],
  [
    'bench_seed_decided',
    `insert into approvals (id, invoice_id, decision_id, bound_terms, bound_hash, status, people_needed, created_at, expires_at,
                            decided_at)
     select h.id, h.id, h.id, '{}', '', 'approved', 1, h.at, h.at + interval '30 days', h.at
     from (${numbered}) h where h.is_paid and h.n % 3 = 0`,
  ],
  [
    'bench_seed_accounts',
    `insert into ledger_accounts (code, kind, created_at)
     select c.code, c.kind, now() from (values ('bench:past', 'asset'), ('bench:payees', 'liability')) c (code, kind)
     where $1::int >= $2::int`,
  ],
  [
    'bench_seed_holds',
    `insert into ledger_postings (posting_id, kind, from_account, to_account, asset, amount, payment_id, memo, at)
     select h.id, 'hold', 'bench:past', 'bench:payees', 'PAST', 12500000000000000000, h.id, 'past', h.at
     from (${numbered}) h where h.is_paid`,
  ],
  [
    'bench_seed_payments',
    `insert into payments (id, invoice_id, decision_id, vendor_id, chain_id, token, to_address, amount, certificate, hold_id,
                           automatic, state, created_at, updated_at)
     select h.id, h.id, h.id, h.vendor_id, 1, '0x', h.wallet_address, 12500000000000000000, '{}', h.id, true, 'mined', h.at, h.at
     from (${numbered}) h where h.is_paid`,
  ],
  [
    'bench_seed_final',
    `update payments set state = 'final' where token = '0x' and state = 'mined' and $1::int >= $2::int`,
  ],
  [
    'bench_seed_outbox',
    `insert into outbox (topic, subject_id, payload, created_at, seq)
     select 'invoice.decided', h.id::text, jsonb_build_object('invoice_id', h.id, 'vendor', h.name, 'amount', '12.5',
       'currency', 'MNEE', 'outcome', 'pay', 'reason', 'past'), h.at, (select coalesce(max(seq), 0) from outbox) + h.n
     from (${numbered}) h order by h.n`,
  ],
] as const
