import { z } from 'zod'
import type { ChainIdentity } from '#flow/5-payment/core/chain-facts.ts'
import type { Fault } from '#kernel/fault.ts'
import type { Result } from '#kernel/result.ts'
import { type Instant, isoOf } from '#kernel/time.ts'
import { pinnedChain } from './payment-rows.ts'
import { type Database, faultAsResult } from './pool.ts'

/**
 * Stores who the chain is at first contact; afterwards that stays.
 * @param db the pool   @param identity as the chain says now   @param at now   @returns what is stored
 * Errors: Fault as data. Source: PAYMENTS failure 15.
 */
export async function pinChain(
  db: Database,
  identity: ChainIdentity,
  at: Instant,
): Promise<Result<ChainIdentity, Fault>> {
  return faultAsResult(async () => {
    const { token } = identity
    await db.query(
      'chain_pin',
      `insert into chain_identity (chain_id, genesis_hash, token_address, token_symbol, token_decimals, pinned_at)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [identity.chainId, identity.genesisHash, token.address, token.symbol, token.decimals, isoOf(at)],
    )
    return pinnedChain.parse((await db.query('chain_read', readSql))[0])
  })
}

/**
 * Who the chain was at first contact.
 * @param db the pool   @returns the identity, null before first contact
 * Errors (thrown): Fault DATABASE_UNAVAILABLE.
 */
export async function readPinned(db: Database): Promise<ChainIdentity | null> {
  const rows = await db.query('chain_read', readSql)
  return rows[0] === undefined ? null : pinnedChain.parse(rows[0])
}

/**
 * A wallet other than ours that has signed for this database on a chain.
 * @param db the pool   @param chainId which chain   @param address ours   @returns the other address, or null
 * Errors (thrown): Fault DATABASE_UNAVAILABLE.
 */
export async function readOtherSender(
  db: Database,
  chainId: number,
  address: string,
): Promise<string | null> {
  const rows = await db.query(
    'chain_other_sender',
    'select address from senders where chain_id = $1 and lower(address) <> lower($2) limit 1',
    [chainId, address],
  )
  return rows[0] === undefined ? null : z.string().parse(rows[0]['address'])
}

const readSql =
  'select chain_id, genesis_hash, token_address, token_symbol, token_decimals from chain_identity'
