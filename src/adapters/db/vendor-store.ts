import { z } from 'zod'
import type { UserId, VendorId } from '#kernel/ids.ts'
import { minor, type TokenAmount } from '#kernel/money.ts'
import { type Instant, isoOf } from '#kernel/time.ts'
import type { VendorEntry, VendorStore, VendorWrite, WriteProblem } from '#vendors/ports.ts'
import { type Database, faultAsResult, type SqlRunner, type SqlValue } from './pool.ts'
import { ConstraintError } from './pool-failures.ts'

const userId = z
  .string()
  .transform((id) => id as UserId)
  .nullable()
const instant = z.number().transform((ms) => ms as Instant)

const entryRow = z.object({
  id: z.string().transform((id) => id as VendorId),
  name: z.string(),
  name_key: z.string(),
  tax_id: z.string().nullable(),
  tax_id_key: z.string().nullable(),
  wallet_address: z.string().nullable(),
  default_currency: z.string().nullable(),
  payment_terms_days: z.int().nullable(),
  category: z.string().nullable(),
  status: z.enum(['unverified', 'verified', 'blocked']),
  payee_set_by: userId,
  payee_set_at: instant,
  verified_by: userId,
  verified_at: instant.nullable(),
  created_by: userId,
  created_at: instant,
  is_sample: z.boolean(),
  revision: z.int(),
  total_paid: z.string().transform((digits): TokenAmount => minor('MNEE', BigInt(digits))),
  wallets: z.array(z.object({ wallet: z.string(), set_by: z.string().nullable(), set_at: instant })),
})

const walletRow = z
  .object({ id: z.string().transform((id) => id as VendorId), name: z.string(), wallet_address: z.string() })
  .transform((row) => ({ vendorId: row.id, vendor: row.name, wallet: row.wallet_address }))

const personRow = z
  .object({ id: z.string().transform((id) => id as UserId), active: z.boolean(), may: z.boolean() })
  .transform((row) => ({ id: row.id, active: row.active, mayAct: row.may }))

const entryColumns = `
  v.*,
  (select coalesce(sum(l.amount), 0) from ledger_postings l
   where l.from_account = 'treasury' and l.to_account = 'payable:' || v.id and l.kind in ('post', 'direct')) as total_paid,
  (select coalesce(jsonb_agg(jsonb_build_object('wallet', w.wallet_address, 'set_by', u.username,
      'set_at', (extract(epoch from w.set_at) * 1000)::bigint) order by w.id desc), '[]'::jsonb)
   from vendor_wallets w left join users u on u.id = w.set_by where w.vendor_id = v.id) as wallets`

/**
 * The vendor register in the database.
 * @param db the pool   @param rolesThatVerify from identity's table
 * Errors: Fault as data. Source: POLICY.md, Vendors.
 */
export function vendorStore(db: Database, rolesThatVerify: readonly string[]): VendorStore {
  return {
    find: (id) =>
      faultAsResult(async () => {
        const rows = await db.query('vendor_find', `select ${entryColumns} from vendors v where v.id = $1`, [
          id,
        ])
        return rows[0] === undefined ? null : entryOf(entryRow.parse(rows[0]))
      }),
    list: (page) =>
      faultAsResult(async () => {
        const rows = await db.query(
          'vendor_list',
          `select ${entryColumns} from vendors v where ($1::uuid is null or v.id < $1) order by v.id desc limit $2`,
          [page.before, page.limit],
        )
        return rows.map((row) => entryOf(entryRow.parse(row)))
      }),
    wallets: () =>
      faultAsResult(async () => {
        const rows = await db.query(
          'vendor_wallets',
          'select id, name, wallet_address from vendors where wallet_address is not null limit 10000',
        )
        return rows.map((row) => walletRow.parse(row))
      }),
    people: () =>
      faultAsResult(async () => {
        const rows = await db.query(
          'vendor_people',
          'select id, active, role = any ($1) as may from users order by active desc, created_at limit 1000',
          [rolesThatVerify],
        )
        return rows.map((row) => personRow.parse(row))
      }),
    insert: (write) => faultAsResult(() => writing(() => db.transaction((tx) => insert(tx, write)))),
    update: (write, revision) =>
      faultAsResult(() => writing(() => db.transaction((tx) => update(tx, write, revision)))),
  }
}

/** A unique constraint is an answer, not a failure. */
async function writing(work: () => Promise<WriteProblem | null>): Promise<WriteProblem | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ConstraintError && error.constraint === 'vendors_name_key_key') return 'name_taken'
    if (error instanceof ConstraintError && error.constraint === 'vendors_tax_id_key_key')
      return 'tax_id_taken'
    throw error
  }
}

const columns = `name, name_key, tax_id, tax_id_key, wallet_address, default_currency, payment_terms_days, category,
  status, payee_set_by, payee_set_at, verified_by, verified_at`

function valuesOf({ vendor }: VendorWrite): readonly SqlValue[] {
  return [
    vendor.id,
    vendor.name,
    vendor.nameKey,
    vendor.taxId,
    vendor.taxIdKey,
    vendor.wallet,
    vendor.defaultCurrency,
    vendor.paymentTermsDays,
    vendor.category,
    vendor.status,
    vendor.payeeSetBy,
    isoOf(vendor.payeeSetAt),
    vendor.verifiedBy,
    vendor.verifiedAt === null ? null : isoOf(vendor.verifiedAt),
  ]
}

async function insert(tx: SqlRunner, write: VendorWrite): Promise<null> {
  await tx.query(
    'vendor_insert',
    `insert into vendors (id, ${columns}, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [...valuesOf(write), write.vendor.createdBy, isoOf(write.vendor.createdAt)],
  )
  await recordWallet(tx, write)
  await tell(tx, write)
  return null
}

async function update(tx: SqlRunner, write: VendorWrite, revision: number): Promise<WriteProblem | null> {
  const changed = await tx.query(
    'vendor_update',
    `update vendors set (${columns}, revision) =
       ($2, $3, $4, $5, $6, $7::text, $8::int, $9, $10, $11::uuid, $12::timestamptz, $13::uuid, $14::timestamptz, revision + 1)
     where id = $1 and revision = $15 returning id`,
    [...valuesOf(write), revision],
  )
  if (changed.length === 0) return 'moved_on'
  await recordWallet(tx, write)
  await tell(tx, write)
  return null
}

/** Every wallet a vendor ever had stays on record; the same one twice in a row is one entry. */
async function recordWallet(tx: SqlRunner, write: VendorWrite): Promise<void> {
  if (write.vendor.wallet === null) return
  await tx.query(
    'vendor_record_wallet',
    `insert into vendor_wallets (vendor_id, wallet_address, set_by, set_at)
     select $1, $2, $3, $4
     where lower($2) is distinct from (
       select lower(wallet_address) from vendor_wallets where vendor_id = $1 order by id desc limit 1)`,
    [write.vendor.id, write.vendor.wallet, write.by.id, isoOf(write.at)],
  )
}

async function tell(tx: SqlRunner, write: VendorWrite): Promise<void> {
  await tx.query(
    'vendor_audit',
    `insert into audit_events (at, actor_id, actor_name, action, object_kind, object_id, detail, request_id)
     values ($1, $2, $3, $4, 'vendor', $5, $6::jsonb, $7)`,
    [
      isoOf(write.at),
      write.by.id,
      write.by.name,
      write.action,
      write.vendor.id,
      JSON.stringify(write.detail),
      write.by.requestId,
    ],
  )
  await tx.query(
    'vendor_tell',
    `insert into outbox (topic, subject_id, payload, created_at) values ('vendor.changed', $1, $2::jsonb, $3)`,
    [
      write.vendor.id,
      JSON.stringify({ vendor: write.vendor.name, action: write.action, status: write.vendor.status }),
      isoOf(write.at),
    ],
  )
  await tx.query('vendor_notify', "select pg_notify('outbox_new', '')")
}

function entryOf(row: z.infer<typeof entryRow>): VendorEntry {
  return {
    vendor: {
      id: row.id,
      name: row.name,
      nameKey: row.name_key,
      taxId: row.tax_id,
      taxIdKey: row.tax_id_key,
      wallet: row.wallet_address,
      defaultCurrency: row.default_currency,
      paymentTermsDays: row.payment_terms_days,
      category: row.category,
      status: row.status,
      payeeSetBy: row.payee_set_by,
      payeeSetAt: row.payee_set_at,
      verifiedBy: row.verified_by,
      verifiedAt: row.verified_at,
      createdBy: row.created_by,
      createdAt: row.created_at,
    },
    isSample: row.is_sample,
    revision: row.revision,
    totalPaid: row.total_paid,
    wallets: row.wallets.map((past) => ({ wallet: past.wallet, setBy: past.set_by, setAt: past.set_at })),
  }
}
