import { ok } from '#kernel/result.ts'
import type { Hash } from './5-payment/core/chain-facts.ts'
import { hasTransfer, minedOf } from './5-payment/core/observe-slot.ts'
import type { Lease, SlotRecord } from './5-payment/core/payment-record.ts'
import { type EngineDeps, type EngineResult, faulted, healingReasons } from './run-payment-engine.ts'

const pageSize = 64
// 64 pages a turn: 4,096 slots looked at; a deeper loss goes on with the next turn.
const pagesPerTurnMax = 64

/** `whole`: every ended slot looked at stands where the books say. */
export type EndedState = 'whole' | 'restoring'

/**
 * Checks that what is final still stands, and restores it when the chain lost it: a reorg deeper than finality, or a
 * node that came back with an old state. No new nonces or signatures meanwhile; the stored bytes are sent again in
 * nonce order, which is safe at any depth, and the pause ends by itself once every slot stands again.
 * @param deps ports   @param lease holder   @param paused whether this pause stands already
 * @returns whole or restoring. Errors: Fault, lease_lost, stale. Source: PAYMENTS.md failure 10.
 */
export async function checkEnded(
  deps: EngineDeps,
  lease: Lease,
  paused: boolean,
): Promise<EngineResult<EndedState>> {
  const newest = await deps.store.endedSlots(lease.sender, { nonce: nonceMax, direction: 'down', limit: 1 })
  if (!newest.ok) return faulted(newest.error)
  const gone = await goneOf(deps, newest.value)
  if (!gone.ok) return gone
  if (gone.value.length === 0 && !paused) return ok('whole')

  const at = deps.clock.now()
  if (!paused) {
    const stopped = await deps.store.pauseSender(lease, healingReasons.rolledBack, at)
    if (!stopped.ok) return stopped
  }
  const resent = await resendLost(deps, lease)
  if (!resent.ok) return resent
  const reseated = await reseatMoved(deps, lease)
  if (!reseated.ok) return reseated
  if (resent.value > 0 || !reseated.value) return ok('restoring')
  const cleared = await deps.store.clearPause(lease, healingReasons.rolledBack, deps.clock.now())
  return cleared.ok ? ok('whole') : cleared
}

const nonceMax = Number.MAX_SAFE_INTEGER

/** Ended slots above the chain's count: their transactions are gone, their bytes are not. */
async function resendLost(deps: EngineDeps, lease: Lease): Promise<EngineResult<number>> {
  const counts = await deps.chain.nonces(lease.sender.address)
  if (!counts.ok) return faulted(counts.error)
  const page = { nonce: counts.value.latest, direction: 'up', limit: pageSize } as const
  const lost = await deps.store.endedSlots(lease.sender, page)
  if (!lost.ok) return faulted(lost.error)
  const raw = lost.value.flatMap((slot) => slot.attempts.find((a) => a.hash === slot.mined?.hash)?.raw ?? [])
  if (raw.length === 0) return ok(0)
  const said = await deps.chain.broadcast(raw)
  if (!said.ok) return faulted(said.error)
  const recorded = await deps.store.recordAnswers(lease, said.value)
  return recorded.ok ? ok(raw.length) : recorded
}

/** Ended slots whose block is not canonical any more, newest first, until a whole page stands. */
async function reseatMoved(deps: EngineDeps, lease: Lease): Promise<EngineResult<boolean>> {
  let below = nonceMax
  let whole = true
  for (let page = 0; page < pagesPerTurnMax; page += 1) {
    const read = await deps.store.endedSlots(lease.sender, {
      nonce: below,
      direction: 'down',
      limit: pageSize,
    })
    if (!read.ok) return faulted(read.error)
    const gone = await goneOf(deps, read.value)
    if (!gone.ok) return gone
    if (gone.value.length === 0) return ok(whole)
    const done = await reseat(deps, lease, gone.value)
    if (!done.ok) return done
    whole = whole && done.value
    below = read.value.at(-1)?.nonce ?? 0
  }
  return ok(false)
}

async function reseat(
  deps: EngineDeps,
  lease: Lease,
  slots: readonly SlotRecord[],
): Promise<EngineResult<boolean>> {
  const hashes = slots.flatMap((slot) => slot.mined?.hash ?? [])
  const receipts = await deps.chain.receipts(hashes)
  if (!receipts.ok) return faulted(receipts.error)
  let whole = true
  for (const [index, slot] of slots.entries()) {
    const receipt = receipts.value[index] ?? null
    if (receipt === null || slot.mined === null) {
      whole = false
      continue
    }
    const paid = slot.payment.state === 'final'
    const same =
      receipt.status === slot.mined.status &&
      (!paid || hasTransfer(receipt, { from: lease.sender.address, payment: slot.payment }))
    const stored = same
      ? await deps.store.reseat(lease, { ...slot, mined: minedOf(receipt) }, deps.clock.now())
      : await deps.store.clearPause(lease, healingReasons.rolledBack, deps.clock.now())
    if (!stored.ok) return stored
    if (same) continue
    // The same bytes ended differently this time: the books and the chain disagree, only a person can settle that.
    const stopped = await deps.store.pauseSender(lease, 'final_payment_changed', deps.clock.now())
    if (!stopped.ok) return stopped
    whole = false
  }
  return ok(whole)
}

async function goneOf(
  deps: EngineDeps,
  slots: readonly SlotRecord[],
): Promise<EngineResult<readonly SlotRecord[]>> {
  const heights = [...new Set(slots.flatMap((slot) => slot.mined?.blockNumber ?? []))]
  const hashes = await Promise.all(heights.map((height) => deps.chain.blockHash(height)))
  const canonical = new Map<bigint, Hash | null>()
  for (const [index, height] of heights.entries()) {
    const hash = hashes[index]
    if (hash === undefined) continue
    if (!hash.ok) return faulted(hash.error)
    canonical.set(height, hash.value)
  }
  return ok(slots.filter((s) => s.mined !== null && canonical.get(s.mined.blockNumber) !== s.mined.blockHash))
}
