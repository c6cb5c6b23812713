import { invariant, never } from '#kernel/invariant.ts'
import type { Hash } from './chain-facts.ts'
import { isLegalPaymentMove, isLegalSlotMove, type PaymentState, type SlotState } from './payment-state.ts'

/** Where the winning attempt of a slot was mined. `feeWei` is what it cost in the chain's own coin. */
export type Mined = {
  readonly hash: Hash
  readonly blockNumber: bigint
  readonly blockHash: Hash
  readonly status: 'success' | 'reverted'
  readonly feeWei: bigint
}

/** One payment with its open slot, if it has one. */
export type Saga = {
  readonly payment: PaymentState
  readonly generation: number
  readonly slot: { readonly nonce: number; readonly state: SlotState } | null
}

/** What was seen. Silence, errors and refusals of a node are facts too: they prove nothing and move nothing. */
export type Fact =
  | { readonly kind: 'due' }
  | { readonly kind: 'would_revert'; readonly why: string }
  | { readonly kind: 'signed'; readonly nonce: number }
  | { readonly kind: 'node_answered'; readonly accepted: boolean; readonly said: string }
  | { readonly kind: 'node_silent'; readonly said: string }
  | { readonly kind: 'mined'; readonly as: 'pay' | 'cancel'; readonly mined: Mined }
  | { readonly kind: 'reorged' }
  | {
      readonly kind: 'settled'
      readonly as: 'pay' | 'cancel'
      readonly mined: Mined
      readonly depth: bigint
      readonly depthNeeded: bigint
      /** The receipt holds the exact Transfer(from, to, value) log of the token. */
      readonly transferSeen: boolean
    }
  | {
      readonly kind: 'nonce_taken'
      readonly depth: bigint
      readonly depthNeeded: bigint
      /** How often it was read, at different heads, that no attempt of the slot has a receipt. */
      readonly reads: number
    }
  | { readonly kind: 'released_by_person' }
  | { readonly kind: 'cancelled_by_person' }

export type SagaEventName =
  | 'scheduled'
  | 'sent'
  | 'mined'
  | 'reorged'
  | 'paid'
  | 'reverted'
  | 'blocked'
  | 'superseded'
  | 'released'
  | 'cancelled'

/** What happened, as stored: both moves belong to one transaction. */
export type SagaEvent = {
  readonly name: SagaEventName
  readonly payment: { readonly from: PaymentState; readonly to: PaymentState }
  readonly slot: { readonly nonce: number; readonly from: SlotState | null; readonly to: SlotState } | null
  readonly generation: number
  readonly mined: Mined | null
  readonly reason: string | null
}

/** What must be done, as data. Those on money are carried out in the transaction that stores the event. */
export type Effect =
  | { readonly kind: 'sign_and_store' }
  | { readonly kind: 'broadcast'; readonly nonce: number }
  | { readonly kind: 'read_receipts'; readonly nonce: number }
  | { readonly kind: 'post_transfer'; readonly mined: Mined }
  | { readonly kind: 'void_reservation' }
  | { readonly kind: 'book_gas'; readonly mined: Mined }
  | { readonly kind: 'notify'; readonly event: SagaEventName }
  | { readonly kind: 'pause_sender'; readonly reason: string }

/** `event` is null when the fact moves nothing. */
export type Step = { readonly event: SagaEvent | null; readonly effects: readonly Effect[] }

const nothing: Step = { event: null, effects: [] }

/** A foreign use of a nonce is concluded from two reads, so that one lagging node never decides it. */
const foreignReadsMin = 2

/**
 * Says what a fact means for one payment. Unknown is never failure: only a receipt at depth ends a slot.
 * @param saga where the payment stands   @param fact what was seen
 * @returns the event to store (null: nothing moves) and the effects to carry out
 * Errors: InvariantError when it would make an illegal move, which is a bug. Source: PAYMENTS.md, "States" and "The loop".
 */
export function decide(saga: Saga, fact: Fact): Step {
  switch (fact.kind) {
    case 'due':
      return saga.payment === 'approved' ? { event: null, effects: [{ kind: 'sign_and_store' }] } : nothing
    case 'would_revert':
      return saga.payment === 'approved' ? blockBeforeSigning(saga, fact.why) : nothing
    case 'signed':
      return saga.payment === 'approved' && saga.slot === null ? schedule(saga, fact.nonce) : nothing
    case 'node_silent':
      return nothing
    case 'node_answered':
      return fact.accepted ? noteSent(saga) : nothing
    case 'mined':
      return noteMined(saga, fact)
    case 'reorged':
      return noteReorg(saga)
    case 'settled':
      return fact.depth >= fact.depthNeeded ? settle(saga, fact) : nothing
    case 'nonce_taken':
      return fact.depth >= fact.depthNeeded && fact.reads >= foreignReadsMin ? supersede(saga) : nothing
    case 'released_by_person':
      return saga.payment === 'blocked' ? release(saga) : nothing
    case 'cancelled_by_person':
      return saga.payment === 'approved' || saga.payment === 'blocked' ? cancelUnsigned(saga) : nothing
    default:
      return never(fact)
  }
}

/**
 * Where the payment stands after an event.
 * @param saga before   @param event as decided   @returns after; a slot that ended is no longer the payment's open slot
 * Errors: InvariantError on an illegal move or a foreign event. Source: PAYMENTS.md, "States".
 */
export function evolve(saga: Saga, event: SagaEvent): Saga {
  invariant(event.payment.from === saga.payment, `event ${event.name} belongs to another state`)
  invariant(
    isLegalPaymentMove(event.payment.from, event.payment.to),
    `payment may not go ${text(event.payment)}`,
  )
  const slot = event.slot
  if (slot === null) return { payment: event.payment.to, generation: event.generation, slot: saga.slot }
  invariant(slot.from === (saga.slot?.state ?? null), `event ${event.name} belongs to another slot state`)
  invariant(
    slot.from === null ? slot.to === 'signed' : isLegalSlotMove(slot.from, slot.to),
    `slot may not go ${text(slot)}`,
  )
  const open = slot.to === 'signed' || slot.to === 'broadcast' || slot.to === 'mined'
  return {
    payment: event.payment.to,
    generation: event.generation,
    slot: open ? { nonce: slot.nonce, state: slot.to } : null,
  }
}

function schedule(saga: Saga, nonce: number): Step {
  const event = move(saga, 'scheduled', 'scheduled', { nonce, from: null, to: 'signed' })
  return { event, effects: [{ kind: 'broadcast', nonce }, notify('scheduled')] }
}

function noteSent(saga: Saga): Step {
  if (saga.slot?.state !== 'signed' || saga.payment !== 'scheduled') return nothing
  const event = move(saga, 'sent', 'in_flight', slotTo(saga, 'broadcast'))
  return { event, effects: [{ kind: 'read_receipts', nonce: saga.slot.nonce }, notify('sent')] }
}

function noteMined(saga: Saga, fact: Extract<Fact, { kind: 'mined' }>): Step {
  if (saga.slot?.state !== 'signed' && saga.slot?.state !== 'broadcast') return nothing
  if (saga.payment !== 'scheduled' && saga.payment !== 'in_flight') return nothing
  // A mined cancel does not touch the payment yet: until it is final, the original may still win.
  const to = fact.as === 'pay' ? 'mined' : saga.payment
  const event = { ...move(saga, 'mined', to, slotTo(saga, 'mined')), mined: fact.mined }
  return { event, effects: [notify('mined')] }
}

function noteReorg(saga: Saga): Step {
  if (saga.slot?.state !== 'mined') return nothing
  const to = saga.payment === 'mined' ? 'scheduled' : saga.payment
  const event = move(saga, 'reorged', to, slotTo(saga, 'signed'))
  return { event, effects: [{ kind: 'broadcast', nonce: saga.slot.nonce }, notify('reorged')] }
}

function settle(saga: Saga, fact: Extract<Fact, { kind: 'settled' }>): Step {
  if (saga.slot?.state !== 'mined') return nothing
  const gas: Effect = { kind: 'book_gas', mined: fact.mined }
  if (fact.as === 'cancel') {
    if (saga.payment !== 'scheduled' && saga.payment !== 'in_flight') return nothing
    const cancelled = move(saga, 'cancelled', 'cancelled', slotTo(saga, 'cancelled'))
    const effects: readonly Effect[] = [{ kind: 'void_reservation' }, gas, notify('cancelled')]
    return { event: { ...cancelled, mined: fact.mined }, effects }
  }
  if (saga.payment !== 'mined') return nothing
  const slot = slotTo(saga, 'final')
  if (fact.mined.status === 'reverted') {
    const reverted = {
      ...move(saga, 'reverted', 'failed_reverted', slot),
      mined: fact.mined,
      reason: revertReason,
    }
    return { event: reverted, effects: [{ kind: 'void_reservation' }, gas, notify('reverted')] }
  }
  if (!fact.transferSeen) {
    const blocked = { ...move(saga, 'blocked', 'blocked', slot), mined: fact.mined, reason: noLogReason }
    const pause: Effect = { kind: 'pause_sender', reason: 'transfer_without_log' }
    return { event: blocked, effects: [gas, pause, notify('blocked')] }
  }
  const paid = { ...move(saga, 'paid', 'final', slot), mined: fact.mined }
  return { event: paid, effects: [{ kind: 'post_transfer', mined: fact.mined }, gas, notify('paid')] }
}

const revertReason = 'The token refused the transfer: the transaction was mined and reverted.'
const noLogReason = 'The transaction succeeded without a Transfer log of the token: nothing proves a payment.'

function supersede(saga: Saga): Step {
  if (saga.slot?.state !== 'signed' && saga.slot?.state !== 'broadcast') return nothing
  if (saga.payment !== 'scheduled' && saga.payment !== 'in_flight') return nothing
  const event = move(saga, 'superseded', 'approved', slotTo(saga, 'superseded'))
  const pause: Effect = { kind: 'pause_sender', reason: 'foreign_nonce' }
  return { event: { ...event, generation: saga.generation + 1 }, effects: [pause, notify('superseded')] }
}

function blockBeforeSigning(saga: Saga, why: string): Step {
  return { event: { ...move(saga, 'blocked', 'blocked', null), reason: why }, effects: [notify('blocked')] }
}

function release(saga: Saga): Step {
  const event = { ...move(saga, 'released', 'approved', null), generation: saga.generation + 1 }
  return { event, effects: [{ kind: 'sign_and_store' }, notify('released')] }
}

function cancelUnsigned(saga: Saga): Step {
  const event = move(saga, 'cancelled', 'cancelled', null)
  return { event, effects: [{ kind: 'void_reservation' }, notify('cancelled')] }
}

function move(saga: Saga, name: SagaEventName, to: PaymentState, slot: SagaEvent['slot']): SagaEvent {
  return {
    name,
    payment: { from: saga.payment, to },
    slot,
    generation: saga.generation,
    mined: null,
    reason: null,
  }
}

function slotTo(saga: Saga, to: SlotState): SagaEvent['slot'] {
  invariant(saga.slot !== null, 'only an open slot moves')
  return { nonce: saga.slot.nonce, from: saga.slot.state, to }
}

function notify(event: SagaEventName): Effect {
  return { kind: 'notify', event }
}

function text(move: { readonly from: string | null; readonly to: string }): string {
  return `from ${move.from ?? 'nothing'} to ${move.to}`
}
