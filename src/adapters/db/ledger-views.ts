import { z } from 'zod'
import type { LedgerViews } from '#views/ports.ts'
import { type Database, faultAsResult } from './pool.ts'
import { postingRow } from './view-rows.ts'

const accountRow = z.object({
  code: z.string(),
  kind: z.string(),
  asset: z.string(),
  balance: z.string().transform((digits) => BigInt(digits)),
  held: z.string().transform((digits) => BigInt(digits)),
})

// A hold moves nothing until it is posted; what it reserves is shown beside the balance.
const accountsSql = `
  with moved as (
    select to_account as code, asset, amount, 0::numeric as held from ledger_postings where kind in ('post', 'direct')
    union all
    select from_account, asset, -amount, 0 from ledger_postings where kind in ('post', 'direct')
    union all
    select h.from_account, h.asset, 0, h.amount from ledger_postings h
    where h.kind = 'hold' and not exists (select 1 from ledger_postings r where r.hold_id = h.posting_id))
  select a.code, a.kind, m.asset, sum(m.amount) as balance, sum(m.held) as held
  from moved m join ledger_accounts a on a.code = m.code
  group by a.code, a.kind, m.asset order by a.code, m.asset limit 2000`

const entriesSql = `
  select id as seq, posting_id as id, kind, from_account, to_account, asset, amount, memo, tx_hash, at
  from ledger_postings
  where ($1::bigint is null or id < $1) and ($2::text is null or from_account = $2 or to_account = $2)
  order by ledger_postings.id desc limit $3`

/**
 * The books for reading.
 * @param db the pool   @returns the port; amounts in minor units of each asset
 * Errors: Fault as data. Source: POLICY.md, Ledger.
 */
export function ledgerViews(db: Database): LedgerViews {
  return {
    accounts: () =>
      faultAsResult(async () =>
        (await db.query('ledger_accounts', accountsSql)).map((row) => accountRow.parse(row)),
      ),
    entries: (query) =>
      faultAsResult(async () => {
        const rows = await db.query('ledger_entries', entriesSql, [query.before, query.account, query.limit])
        return rows.map((row) => ({ ...postingRow.parse(row), seq: z.bigint().parse(row['seq']) }))
      }),
  }
}
