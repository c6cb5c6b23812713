import { ok } from '#kernel/result.ts'
import { bumpFees } from './5-payment/core/bump-fees.ts'
import type { ChainHead } from './5-payment/core/chain-facts.ts'
import type { Attempt, Lease, SlotRecord } from './5-payment/core/payment-record.ts'
import { type EngineDeps, type EngineResult, faulted } from './run-payment-engine.ts'

// A node keeps one transaction per nonce; this many raises of 12.5 % are a factor of ten.
const attemptsPerSlotMax = 20

/**
 * Raises the fees of the lowest open nonce when it is stuck under the market: it alone blocks the others. Same nonce,
 * payee, amount and data, at least 12.5 % more on both fees, stored before anything is sent; the turn's broadcast
 * then sends it and its successors.
 * @param deps ports   @param lease holder   @param seen head and the lowest unmined slot
 * @returns the new attempt, or why there is none. Errors: Fault, lease_lost, stale. Source: PAYMENTS.md rule 3, loop 5.
 */
export async function bumpLowest(
  deps: EngineDeps,
  lease: Lease,
  seen: { readonly head: ChainHead; readonly slot: SlotRecord },
): Promise<EngineResult<{ readonly attempt: Attempt | null; readonly overCap: boolean }>> {
  const none = { attempt: null, overCap: false }
  const { slot } = seen
  const newest = slot.attempts.at(-1)
  const isYoung = newest === undefined || deps.clock.now() - newest.createdAt < deps.settings.bumpAfterMs
  if (isYoung || newest.kind !== 'pay' || slot.attempts.length >= attemptsPerSlotMax) return ok(none)
  const now = await deps.chain.fees()
  if (!now.ok) return faulted(now.error)
  const market = { now: now.value, head: seen.head, maxFeeCap: deps.settings.maxFeeCap }
  const verdict = bumpFees(newest.fees, market)
  if (verdict.kind !== 'bump') return ok({ ...none, overCap: verdict.kind === 'over_cap' })
  const { payment } = slot
  const signed = await deps.signer.sign({
    kind: 'transfer',
    certificate: payment.certificate,
    to: payment.to,
    amount: payment.amount,
    token: payment.token,
    chainId: deps.settings.chainId,
    nonce: slot.nonce,
    gasLimit: deps.settings.gasLimit,
    fees: verdict.fees,
  })
  if (!signed.ok) return faulted(signed.error)
  const at = deps.clock.now()
  const { hash, raw } = signed.value
  const attempt: Attempt = { hash, kind: 'pay', raw, fees: verdict.fees, createdAt: at, broadcasts: 0 }
  const stored = await deps.store.storeAttempt(lease, { slot, attempt, at })
  return stored.ok ? ok({ attempt, overCap: false }) : stored
}
