import { ok } from '#kernel/result.ts'
import type { BroadcastAnswer } from './5-payment/core/chain-facts.ts'
import type { Lease, PaymentRecord, SlotRecord } from './5-payment/core/payment-record.ts'
import { decide, evolve, type Fact, type Saga } from './5-payment/core/transitions.ts'
import type { Advance } from './5-payment/ports.ts'
import { advanceOf, type BlockTimes } from './run-payment-bookings.ts'
import { type EngineDeps, type EngineResult, faulted } from './run-payment-engine.ts'

// One transaction stays short: this many steps hold the sender's row for some milliseconds.
const stepsPerCallMax = 100

/**
 * Sends stored bytes, lowest nonce first: of each slot the newest attempt, since a pool keeps only the best paid.
 * What the node says is counted; a node that has the bytes moves the slot to broadcast, nothing else moves anything.
 * @param deps ports   @param lease holder   @param slots unmined, in nonce order
 * @returns how many were sent. Errors: Fault, lease_lost, stale. Source: PAYMENTS.md rules 2 and 3.
 */
export async function broadcastSlots(
  deps: EngineDeps,
  lease: Lease,
  slots: readonly SlotRecord[],
): Promise<EngineResult<number>> {
  if (slots.length === 0) return ok(0)
  const newest = slots.flatMap((slot) => slot.attempts.at(-1) ?? [])
  const said = await deps.chain.broadcast(newest.map((attempt) => attempt.raw))
  if (!said.ok) return faulted(said.error)
  deps.crashPoints.at('after_broadcast_before_record')
  const recorded = await deps.store.recordAnswers(lease, said.value)
  if (!recorded.ok) return recorded
  const facts = slots.map((slot, index) => ({ slot, fact: factOf(said.value[index]) }))
  const advanced = await advanceSlots(deps, lease, facts)
  if (!advanced.ok) return advanced
  deps.crashPoints.at('after_record_before_mined')
  return ok(newest.length)
}

function factOf(answer: BroadcastAnswer | undefined): Fact {
  if (answer === undefined) return { kind: 'node_silent', said: '' }
  // geth says "already known", anvil "transaction already imported": the node has our bytes.
  const known = /already (?:known|imported)/i.test(answer.said)
  return { kind: 'node_answered', accepted: answer.accepted || known, said: answer.said }
}

/**
 * Decides facts about open slots and stores what they mean, bookings included.
 * @param deps ports   @param lease holder   @param facts one per slot
 * @returns how many slots moved. Errors: Fault, lease_lost, stale. Source: PAYMENTS.md "States".
 */
export async function advanceSlots(
  deps: EngineDeps,
  lease: Lease,
  facts: readonly { readonly slot: SlotRecord; readonly fact: Fact | null }[],
): Promise<EngineResult<number>> {
  const steps = facts.flatMap(({ slot, fact }) => {
    if (fact === null) return []
    const saga: Saga = { ...sagaOf(slot.payment), slot: { nonce: slot.nonce, state: slot.state } }
    return [{ payment: slot.payment, saga, fact }]
  })
  return advanceSagas(deps, lease, steps)
}

/**
 * Decides facts about payments and stores what they mean.
 * @param deps ports   @param lease holder   @param steps payment, where it stands, what was seen
 * @returns how many moved. Errors: Fault, lease_lost, stale. Source: PAYMENTS.md "States".
 */
export async function advanceSagas(
  deps: EngineDeps,
  lease: Lease,
  steps: readonly { readonly payment: PaymentRecord; readonly saga: Saga; readonly fact: Fact }[],
): Promise<EngineResult<number>> {
  const times: BlockTimes = new Map()
  const advances: Advance[] = []
  for (const { payment, saga, fact } of steps) {
    const { event, effects } = decide(saga, fact)
    if (event === null) continue
    evolve(saga, event)
    const advance = await advanceOf(deps, { payment, event, effects, times })
    if (!advance.ok) return advance
    advances.push(advance.value)
  }
  for (let start = 0; start < advances.length; start += stepsPerCallMax) {
    const stored = await storeAdvances(deps, lease, advances.slice(start, start + stepsPerCallMax))
    if (!stored.ok) return stored
  }
  return ok(advances.length)
}

/** A payment without a slot, as the state machine sees it. @param payment as stored @returns its saga. Errors: none. */
export function sagaOf(payment: PaymentRecord): Saga {
  return { payment: payment.state, generation: payment.generation, slot: null }
}

async function storeAdvances(
  deps: EngineDeps,
  lease: Lease,
  advances: readonly Advance[],
): Promise<EngineResult<void>> {
  const at = deps.clock.now()
  let stored = await deps.store.advance(lease, { advances, at })
  if (!stored.ok && stored.error.kind === 'stale' && advances.length > 1) {
    // One row that does not fit must not hold the others up: each by itself, the last refusal is told.
    stored = ok(undefined)
    for (const advance of advances) {
      const alone = await deps.store.advance(lease, { advances: [advance], at })
      if (alone.ok) continue
      if (alone.error.kind !== 'stale') return alone
      stored = alone
    }
  }
  if (!stored.ok) return stored
  if (advances.some((advance) => advance.event.name === 'mined')) deps.crashPoints.at('after_mined_commit')
  if (advances.some((advance) => advance.event.name === 'paid')) deps.crashPoints.at('after_settle_commit')
  return stored
}
