import type { PaymentId } from '#kernel/ids.ts'
import { invariant } from '#kernel/invariant.ts'
import { ok } from '#kernel/result.ts'
import type { ChainIdentity, Fees } from './5-payment/core/chain-facts.ts'
import type { Attempt, Lease, PaymentRecord, SlotRecord } from './5-payment/core/payment-record.ts'
import { type Capacity, takeAffordable } from './5-payment/core/take-affordable.ts'
import type { DueWork, SignedSlot } from './5-payment/ports.ts'
import {
  type EngineDeps,
  type EngineMemory,
  type EngineResult,
  faulted,
  isSameChain,
  type Turn,
} from './run-payment-engine.ts'
import { advanceSagas, broadcastSlots, sagaOf } from './run-payment-steps.ts'

// One batch of signing takes about 50 × 1 ms of CPU; a longer one would stall the routes of this process.
const signPerTurnMax = 50

/**
 * Signs what is due, oldest first, commits nonce and bytes, and only then sends them.
 * @param deps ports   @param lease holder   @param memory of the leader
 * @returns the turn; `waiting` names why due payments were left: paused, window, treasury or gas short
 * Errors: Fault, lease_lost, stale. Source: PAYMENTS.md loop 1, rules 1 and 2.
 */
export async function payDue(
  deps: EngineDeps,
  lease: Lease,
  memory: EngineMemory,
): Promise<EngineResult<Turn>> {
  const idle: Turn = { memory, waiting: null, again: false }
  const work = await deps.store.takeDue(lease.sender, signPerTurnMax)
  if (!work.ok) return faulted(work.error)
  const stopped = work.value.pausedReason ?? work.value.switchedOffReason
  if (work.value.due.length === 0) return ok({ ...idle, waiting: work.value.pausedReason })
  if (stopped !== null) return ok({ ...idle, waiting: stopped })
  const room = deps.settings.windowMax - work.value.unminedSlots
  if (room <= 0) return ok({ ...idle, waiting: 'window_full' })

  const candidates = work.value.due.slice(0, room)
  // Everything that is asked of the chain goes out at once: the idle way from approval to broadcast is mostly waiting.
  const [nonce, market, runs] = await Promise.all([
    nextNonce(deps, lease, work.value),
    readCapacity(deps, lease, work.value),
    dryRun(deps, lease, candidates),
  ])
  if (!nonce.ok) return nonce
  if (!market.ok) return market
  if (!runs.ok) return runs
  if (nonce.value.kind === 'wait') return ok({ ...idle, waiting: nonce.value.why })
  const { payments, short } = takeAffordable(candidates, market.value.capacity)
  if (payments.length === 0) return ok({ ...idle, waiting: short })

  const payable = await dropReverting(deps, lease, { payments, runs: runs.value, pinned: memory.pinned })
  if (!payable.ok) return payable
  const slots = await signAll(deps, lease, {
    ...market.value,
    payments: payable.value,
    firstNonce: nonce.value.nonce,
  })
  if (!slots.ok) return slots
  const changed = slots.value.length > 0 || payable.value.length < payments.length
  const again = changed && work.value.due.length > slots.value.length
  if (slots.value.length === 0) return ok({ ...idle, waiting: short, again })

  deps.crashPoints.at('after_sign_before_commit')
  const stored = await deps.store.storeSigned(lease, {
    firstNonce: nonce.value.nonce,
    slots: slots.value,
    at: deps.clock.now(),
  })
  if (!stored.ok) return stored
  for (const { payment, attempt } of slots.value) deps.onSigned(payment.id, attempt.hash)
  deps.crashPoints.at('after_commit_before_broadcast')
  const sent = await broadcastSlots(deps, lease, slots.value.map(slotOf))
  if (!sent.ok) return sent
  const openSlots = memory.openSlots + slots.value.length
  return ok({ memory: { ...memory, openSlots }, waiting: short, again })
}

type NextNonce =
  | { readonly kind: 'nonce'; readonly nonce: number }
  | { readonly kind: 'wait'; readonly why: string }

/** Our own count rules; the chain's may be behind it, never ahead: then somebody else uses the key. */
async function nextNonce(deps: EngineDeps, lease: Lease, work: DueWork): Promise<EngineResult<NextNonce>> {
  const counts = await deps.chain.nonces(lease.sender.address)
  if (!counts.ok) return faulted(counts.error)
  const { latest, pending } = counts.value
  if (work.nextNonce === null) {
    // A transaction in the pool that is not ours would be replaced or would replace ours.
    if (latest !== pending) return ok({ kind: 'wait', why: 'foreign_transaction_pending' })
    const set = await deps.store.setFirstNonce(lease, latest)
    return set.ok ? ok({ kind: 'nonce', nonce: latest }) : set
  }
  if (latest > work.nextNonce) {
    const paused = await deps.store.pauseSender(lease, 'foreign_nonce', deps.clock.now())
    return paused.ok ? ok({ kind: 'wait', why: 'foreign_nonce' }) : paused
  }
  return ok({ kind: 'nonce', nonce: work.nextNonce })
}

async function readCapacity(
  deps: EngineDeps,
  lease: Lease,
  work: DueWork,
): Promise<EngineResult<{ readonly fees: Fees; readonly capacity: Capacity }>> {
  const { chain, settings } = deps
  const [fees, balances] = await Promise.all([chain.fees(), chain.balances(lease.sender.address)])
  if (!fees.ok) return faulted(fees.error)
  if (!balances.ok) return faulted(balances.error)
  const gasPerPayment = settings.gasLimit * fees.value.maxFeePerGas
  const capacity: Capacity = {
    tokenLeft: balances.value.token - work.unminedAmount,
    gasWeiLeft: balances.value.gasWei - gasPerPayment * BigInt(work.unminedSlots),
    gasWeiPerPayment: gasPerPayment,
    feeTooHigh: fees.value.maxFeePerGas > settings.maxFeeCap,
  }
  return ok({ fees: fees.value, capacity })
}

/** Why each transfer would revert, null where it would not. */
async function dryRun(
  deps: EngineDeps,
  lease: Lease,
  payments: readonly PaymentRecord[],
): Promise<EngineResult<ReadonlyMap<PaymentId, string | null>>> {
  const from = lease.sender.address
  const runs = await Promise.all(
    payments.map(({ to, amount }) => deps.chain.simulateTransfer({ from, to, amount })),
  )
  const verdicts = new Map<PaymentId, string | null>()
  for (const [index, payment] of payments.entries()) {
    const run = runs[index]
    invariant(run !== undefined, 'every payment was tried')
    if (!run.ok) return faulted(run.error)
    verdicts.set(payment.id, run.value)
  }
  return ok(verdicts)
}

/** A payment the token would refuse is shown to a person instead of burning a nonce and gas on it. */
async function dropReverting(
  deps: EngineDeps,
  lease: Lease,
  tried: {
    readonly payments: readonly PaymentRecord[]
    readonly runs: ReadonlyMap<PaymentId, string | null>
    readonly pinned: ChainIdentity | null
  },
): Promise<EngineResult<readonly PaymentRecord[]>> {
  const verdictOf = (payment: PaymentRecord) => tried.runs.get(payment.id) ?? null
  const good = tried.payments.filter((payment) => verdictOf(payment) === null)
  const bad = tried.payments.filter((payment) => verdictOf(payment) !== null)
  if (bad.length === 0) return ok(good)
  // On a wrong chain everything reverts: prove the chain before blocking anything.
  const identity = await deps.chain.identity()
  if (!identity.ok) return faulted(identity.error)
  if (tried.pinned === null || !isSameChain(identity.value, tried.pinned)) {
    return { ok: false, error: { kind: 'stale', why: 'the chain is not the pinned one' } }
  }
  const steps = bad.map((payment) => ({
    payment,
    saga: sagaOf(payment),
    fact: {
      kind: 'would_revert',
      why: `The token would refuse the transfer: ${verdictOf(payment) ?? ''}`,
    } as const,
  }))
  const blocked = await advanceSagas(deps, lease, steps)
  return blocked.ok ? ok(good) : blocked
}

/** Signs in order and keeps the prefix that succeeded: nonces have no gaps. */
async function signAll(
  deps: EngineDeps,
  lease: Lease,
  batch: { readonly fees: Fees; readonly payments: readonly PaymentRecord[]; readonly firstNonce: number },
): Promise<EngineResult<readonly SignedSlot[]>> {
  if (batch.payments.length === 0) return ok([])
  deps.crashPoints.at('before_sign')
  const slots: SignedSlot[] = []
  for (const payment of batch.payments) {
    const nonce = batch.firstNonce + slots.length
    const signed = await deps.signer.sign({
      kind: 'transfer',
      certificate: payment.certificate,
      to: payment.to,
      amount: payment.amount,
      token: payment.token,
      chainId: deps.settings.chainId,
      nonce,
      gasLimit: deps.settings.gasLimit,
      fees: batch.fees,
    })
    if (signed.ok) {
      const { hash, raw } = signed.value
      const attempt: Attempt = {
        hash,
        kind: 'pay',
        raw,
        fees: batch.fees,
        createdAt: deps.clock.now(),
        broadcasts: 0,
      }
      slots.push({ nonce, payment, attempt })
      continue
    }
    if (signed.error.retryable) return slots.length > 0 ? ok(slots) : faulted(signed.error)
    // The signer refuses these terms for good: a person must look; the others go on.
    const why = `The signer refused: ${signed.error.public}`
    const fact = { kind: 'would_revert', why } as const
    const blocked = await advanceSagas(deps, lease, [{ payment, saga: sagaOf(payment), fact }])
    if (!blocked.ok) return blocked
  }
  return ok(slots)
}

function slotOf(slot: SignedSlot): SlotRecord {
  const payment: PaymentRecord = { ...slot.payment, state: 'scheduled' }
  return { nonce: slot.nonce, state: 'signed', mined: null, payment, attempts: [slot.attempt] }
}
