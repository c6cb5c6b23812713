import { z } from 'zod'
import { type Database, faultAsResult } from './pool.ts'

const firstHashSql = `
  select t.hash from slot_payments sp
  join tx_attempts t on t.chain_id = sp.chain_id and t.sender = sp.sender and t.nonce = sp.nonce
  where sp.payment_id = $1 and t.kind = 'pay' order by sp.generation, t.created_at limit 1`

/**
 * The hash of a payment's first signed transaction, whichever process signed it.
 * @param db the pool   @param paymentId which   @returns the hash, null while nothing is signed or the database is away
 * Errors: none. Source: CONTRACT.md, "the hash is that of the committed, signed transaction".
 */
export async function readFirstHash(db: Database, paymentId: string): Promise<string | null> {
  const rows = await faultAsResult(() => db.query('hash_first', firstHashSql, [paymentId]))
  return rows.ok && rows.value[0] !== undefined ? z.string().parse(rows.value[0]['hash']) : null
}
