import { invariant } from '#kernel/invariant.ts'
import { type Address, type ChainHead, type Hash, isSameAddress, type Receipt } from './chain-facts.ts'
import type { PaymentRecord, SlotRecord } from './payment-record.ts'
import type { Fact, Mined } from './transitions.ts'

/** One reading of the chain about one slot. A hash without an entry in `receipts` was not asked for. */
export type SlotSight = {
  readonly slot: SlotRecord
  readonly sender: Address
  readonly head: ChainHead
  readonly receipts: ReadonlyMap<Hash, Receipt | null>
  /** Hash of the canonical block at the slot's mined height; null when the chain has none there. */
  readonly canonical: Hash | null
  /** Blocks that must stand on top before a slot is final. */
  readonly depthNeeded: bigint
}

/**
 * Blocks on top of a block: the confirmations shown and counted.
 * @param head newest block number   @param block the block's number   @returns ≥ 0; 0 for the newest block
 * Errors: none. Source: PAYMENTS.md, loop 3.
 */
export function depthOf(head: bigint, block: bigint): bigint {
  return head > block ? head - block : 0n
}

/**
 * Reads what the chain says about a slot. Silence says nothing: null.
 * @param sight the slot and what was read for it   @returns a fact for `decide`, or null
 * Errors: none (total). Source: PAYMENTS.md, loop 3 and 4, invariant I5.
 */
export function readSlot(sight: SlotSight): Fact | null {
  const { slot } = sight
  if (slot.state === 'signed' || slot.state === 'broadcast') return readUnmined(sight)
  if (slot.state !== 'mined' || slot.mined === null) return null
  if (sight.canonical !== slot.mined.blockHash) return { kind: 'reorged' }
  const depth = depthOf(sight.head.number, slot.mined.blockNumber)
  if (depth < sight.depthNeeded) return null
  const receipt = sight.receipts.get(slot.mined.hash) ?? null
  // A node that names the block but not the receipt contradicts itself: ask again later.
  if (receipt === null || receipt.blockHash !== slot.mined.blockHash) return null
  return {
    kind: 'settled',
    as: kindOf(slot, receipt.transactionHash),
    mined: minedOf(receipt),
    depth,
    depthNeeded: sight.depthNeeded,
    transferSeen: hasTransfer(receipt, { from: sight.sender, payment: slot.payment }),
  }
}

/**
 * Whether the receipt proves the payment: the token's own log of exactly this transfer.
 * @param receipt of a transaction of ours   @param expected payer, and the payment with payee and amount
 * @returns true only with an exact Transfer(from, to, value)
 * Errors: none. Source: PAYMENTS.md, failure 13.
 */
export function hasTransfer(
  receipt: Receipt,
  expected: { readonly from: Address; readonly payment: PaymentRecord },
): boolean {
  return receipt.transfers.some(
    (log) =>
      isSameAddress(log.from, expected.from) &&
      isSameAddress(log.to, expected.payment.to) &&
      log.amount === expected.payment.amount,
  )
}

/**
 * The part of a receipt that is stored.
 * @param receipt as read   @returns where and how it was mined
 * Errors: none. Source: PAYMENTS.md, "Tables".
 */
export function minedOf(receipt: Receipt): Mined {
  return {
    hash: receipt.transactionHash,
    blockNumber: receipt.blockNumber,
    blockHash: receipt.blockHash,
    status: receipt.status,
    feeWei: receipt.feeWei,
  }
}

function readUnmined(sight: SlotSight): Fact | null {
  for (const attempt of sight.slot.attempts) {
    const receipt = sight.receipts.get(attempt.hash) ?? null
    if (receipt !== null) return { kind: 'mined', as: attempt.kind, mined: minedOf(receipt) }
  }
  return null
}

function kindOf(slot: SlotRecord, hash: Hash): 'pay' | 'cancel' {
  const attempt = slot.attempts.find((candidate) => candidate.hash === hash)
  invariant(attempt !== undefined, 'what was mined for a slot is one of its stored attempts')
  return attempt.kind
}
