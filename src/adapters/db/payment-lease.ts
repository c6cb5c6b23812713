import { z } from 'zod'
import type { PaymentStore } from '#flow/5-payment/ports.ts'
import { type Database, faultAsResult } from './pool.ts'

const claimedRow = z.object({ epoch: z.bigint() })

/**
 * The sender's lease. Times are the database's, so that clocks of several machines never decide who leads; the
 * epoch alone fences, so that a clock that jumps can cost a hand-over but never a payment.
 * @param db the pool   @returns the port's three lease calls
 * Errors: Fault as data. Source: ENGINE.md "Work across processes and machines".
 */
export function leaseCalls(db: Database): Pick<PaymentStore, 'claimLease' | 'renewLease' | 'releaseLease'> {
  return {
    claimLease: (sender, claim) =>
      faultAsResult(async () => {
        await db.query(
          'payment_add_sender',
          'insert into senders (chain_id, address) values ($1, $2) on conflict do nothing',
          [sender.chainId, sender.address],
        )
        const rows = await db.query(
          'payment_claim_lease',
          `update senders set lease_owner = $3, lease_epoch = lease_epoch + 1,
             lease_until = clock_timestamp() + make_interval(secs => $4::double precision / 1000)
           where (chain_id, address) in (
             select chain_id, address from senders
             where chain_id = $1 and address = $2 and (lease_until is null or lease_until < clock_timestamp())
             for update skip locked)
           returning lease_epoch as epoch`,
          [sender.chainId, sender.address, claim.owner, claim.ttlMs],
        )
        if (rows[0] === undefined) return null
        return { sender, owner: claim.owner, epoch: claimedRow.parse(rows[0]).epoch }
      }),
    renewLease: (lease, ttlMs) =>
      faultAsResult(async () => {
        const rows = await db.query(
          'payment_renew_lease',
          `update senders set lease_until = clock_timestamp() + make_interval(secs => $5::double precision / 1000)
           where chain_id = $1 and address = $2 and lease_owner = $3 and lease_epoch = $4 returning 1`,
          [lease.sender.chainId, lease.sender.address, lease.owner, lease.epoch, ttlMs],
        )
        return rows.length === 1
      }),
    releaseLease: (lease) =>
      faultAsResult(async () => {
        await db.query(
          'payment_release_lease',
          `update senders set lease_owner = null, lease_until = null
           where chain_id = $1 and address = $2 and lease_owner = $3 and lease_epoch = $4`,
          [lease.sender.chainId, lease.sender.address, lease.owner, lease.epoch],
        )
      }),
  }
}
