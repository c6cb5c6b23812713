import { z } from 'zod'
import type { VendorId } from '#kernel/ids.ts'
import { type Instant, isoOf } from '#kernel/time.ts'
import type { Database } from './pool.ts'

/** A vendor of the sample register, verified and old enough. */
export type SampleVendor = {
  readonly id: VendorId
  readonly name: string
  readonly nameKey: string
  readonly taxId: string
  readonly wallet: string
  readonly category: string
  readonly paymentTermsDays: number
}

/**
 * Adds the sample vendors that are missing; a vendor of the same name or tax id stays as it is.
 * @param db the pool   @param vendors fictional companies   @param since when their details count as set
 * @returns the register's ids by name key
 * Errors (thrown): Fault DATABASE_UNAVAILABLE. Source: CONTRACT.md, SAMPLE_DATA.
 */
export async function ensureSampleVendors(
  db: Database,
  vendors: readonly SampleVendor[],
  since: Instant,
): Promise<ReadonlyMap<string, VendorId>> {
  await db.transaction(async (tx) => {
    for (const vendor of vendors) {
      const made = await tx.query(
        'sample_vendor',
        `insert into vendors (id, name, name_key, tax_id, tax_id_key, wallet_address, category, payment_terms_days,
                              default_currency, status, payee_set_at, verified_at, created_at, is_sample)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'MNEE', 'verified', $9, $9, $9, true)
         on conflict do nothing returning id`,
        [
          vendor.id,
          vendor.name,
          vendor.nameKey,
          vendor.taxId,
          vendor.taxId.replace(/[^A-Z0-9]/g, ''),
          vendor.wallet,
          vendor.category,
          vendor.paymentTermsDays,
          isoOf(since),
        ],
      )
      if (made.length > 0) {
        await tx.query(
          'sample_vendor_wallet',
          'insert into vendor_wallets (vendor_id, wallet_address, set_at) values ($1, $2, $3)',
          [vendor.id, vendor.wallet, isoOf(since)],
        )
      }
    }
  })
  const rows = await db.query('sample_vendor_ids', 'select id, name_key from vendors where is_sample')
  return new Map(
    rows.map((row) => [z.string().parse(row['name_key']), z.string().parse(row['id']) as VendorId]),
  )
}
