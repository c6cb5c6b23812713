import type { BroadcastAnswer } from '#flow/5-payment/core/chain-facts.ts'
import type { Attempt, Booking, Lease, SlotRecord } from '#flow/5-payment/core/payment-record.ts'
import type { Mined } from '#flow/5-payment/core/transitions.ts'
import type { Advance, CrashPointName, SignedSlot } from '#flow/5-payment/ports.ts'
import type { Json } from '#kernel/digest.ts'
import { type Instant, isoOf } from '#kernel/time.ts'

/** One call of a function of migration 0008: `body` is its only parameter. */
export type FencedCall = { readonly name: string; readonly sql: string; readonly body: Json }

// The node's words are kept for people; more than this is a page of HTML.
const saidCharsMax = 300

/**
 * Stores new slots with their signed bytes.
 * @param lease holder   @param signed first nonce, slots in nonce order, moment   @returns the call
 * Errors: none. Source: PAYMENTS.md rule 1.
 */
export function signedCall(
  lease: Lease,
  signed: { readonly firstNonce: number; readonly slots: readonly SignedSlot[]; readonly at: Instant },
): FencedCall {
  return {
    name: 'payment_store_signed',
    sql: 'select store_signed($1::jsonb) as answer',
    body: {
      ...fence(lease),
      at: isoOf(signed.at),
      first_nonce: signed.firstNonce,
      slots: signed.slots.map(({ payment, attempt }) => ({
        ...attemptJson(attempt),
        payment_id: payment.id,
        generation: payment.generation,
      })),
      events: signed.slots.map(({ payment, nonce, attempt }) => ({
        payment_id: payment.id,
        kind: 'scheduled',
        detail: { nonce: String(nonce), hash: attempt.hash, generation: String(payment.generation) },
      })),
      outbox: signed.slots.map(({ payment, attempt }) =>
        notice('scheduled', { payment_id: payment.id, invoice_id: payment.invoiceId, tx_hash: attempt.hash }),
      ),
    },
  }
}

/**
 * Stores one more attempt of a slot.
 * @param lease holder   @param more the slot, the attempt, moment   @returns the call
 * Errors: none. Source: PAYMENTS.md rule 3.
 */
export function attemptCall(
  lease: Lease,
  more: { readonly slot: SlotRecord; readonly attempt: Attempt; readonly at: Instant },
): FencedCall {
  const { slot, attempt } = more
  const kind = attempt.kind === 'pay' ? 'fee_raised' : 'cancel_signed'
  const detail = {
    nonce: String(slot.nonce),
    hash: attempt.hash,
    max_fee_wei: String(attempt.fees.maxFeePerGas),
  }
  return {
    name: 'payment_store_attempt',
    sql: 'select store_attempt($1::jsonb) as answer',
    body: {
      ...fence(lease),
      ...attemptJson(attempt),
      at: isoOf(more.at),
      nonce: slot.nonce,
      events: [{ payment_id: slot.payment.id, kind, detail }],
    },
  }
}

/** Counts broadcasts. @param lease holder @param answers what the node said @returns the call. Errors: none. */
export function answersCall(lease: Lease, answers: readonly BroadcastAnswer[]): FencedCall {
  return {
    name: 'payment_record_answers',
    sql: 'select record_answers($1::jsonb) as answer',
    body: {
      ...fence(lease),
      answers: answers.map(({ hash, said }) => ({
        hash,
        said: said.replaceAll('\0', '').slice(0, saidCharsMax),
      })),
    },
  }
}

/**
 * Stores decided steps with their bookings.
 * @param lease holder   @param steps advances, the token's symbol, moment   @returns the call and its crash points
 * Errors: none. Source: PAYMENTS.md "States"; POLICY.md "Ledger".
 */
export function advanceCall(
  lease: Lease,
  steps: { readonly advances: readonly Advance[]; readonly asset: string; readonly at: Instant },
): FencedCall & { readonly crashPoints: readonly CrashPointName[] } {
  const { advances } = steps
  return {
    name: 'payment_advance',
    sql: 'select advance_payments($1::jsonb) as answer',
    body: {
      ...fence(lease),
      at: isoOf(steps.at),
      asset: steps.asset,
      moves: advances.map(moveJson),
      postings: advances.flatMap((advance) => advance.bookings.map(bookingJson)),
      pause_reason: advances.find((advance) => advance.pauseReason !== null)?.pauseReason ?? null,
      events: advances.map(({ payment, event, detail }) => ({
        payment_id: payment.id,
        kind: event.name,
        detail,
      })),
      outbox: advances.map(({ payment, event }) =>
        notice(event.name, {
          payment_id: payment.id,
          invoice_id: payment.invoiceId,
          tx_hash: event.mined?.hash ?? null,
          reason: event.reason,
        }),
      ),
    },
    crashPoints: pointsOf(advances),
  }
}

/** The new place of an ended slot. @param lease holder @param of slot with the new `mined` @returns the call. Errors: none. */
export function reseatCall(
  lease: Lease,
  of: { readonly slot: SlotRecord; readonly at: Instant },
): FencedCall {
  const { slot } = of
  const detail = { nonce: String(slot.nonce), block: String(slot.mined?.blockNumber ?? '') }
  return {
    name: 'payment_reseat',
    sql: 'select reseat_slot($1::jsonb) as answer',
    body: {
      ...fence(lease),
      at: isoOf(of.at),
      nonce: slot.nonce,
      mined: minedJson(slot.mined),
      events: [{ payment_id: slot.payment.id, kind: 'moved_block', detail }],
    },
  }
}

/** Sets or clears the sender's pause. @param lease holder @param change new reason and the one it replaces @returns the call. Errors: none. */
export function pauseCall(
  lease: Lease,
  change: { readonly reason: string | null; readonly clears: string | null; readonly at: Instant },
): FencedCall {
  const topic = change.reason === null ? 'sender.resumed' : 'sender.paused'
  const payload = { sender: lease.sender.address, reason: change.reason ?? change.clears }
  return {
    name: 'payment_change_pause',
    sql: 'select change_pause($1::jsonb) as answer',
    body: {
      ...fence(lease),
      at: isoOf(change.at),
      reason: change.reason,
      clears: change.clears,
      outbox: [{ topic, subject_id: lease.sender.address, payload }],
    },
  }
}

function fence(lease: Lease): { readonly [key: string]: Json } {
  return {
    chain_id: lease.sender.chainId,
    sender: lease.sender.address,
    owner: lease.owner,
    epoch: lease.epoch.toString(),
  }
}

function attemptJson(attempt: Attempt): { readonly [key: string]: Json } {
  return {
    hash: attempt.hash,
    kind: attempt.kind,
    raw: attempt.raw,
    max_fee: attempt.fees.maxFeePerGas.toString(),
    tip: attempt.fees.maxPriorityFeePerGas.toString(),
  }
}

/** A post takes the amount out of both the book and the reservations; a void only ends the reservation. */
function moveJson(advance: Advance): Json {
  const { payment, event } = advance
  const posts = advance.bookings.some((booking) => booking.kind === 'post')
  const voids = advance.bookings.some((booking) => booking.kind === 'void')
  const out = `-${payment.amount}`
  return {
    payment_id: payment.id,
    invoice_id: payment.invoiceId,
    payment_from: event.payment.from,
    payment_to: event.payment.to,
    generation: event.generation,
    reason: event.reason,
    nonce: event.slot?.nonce ?? null,
    slot_from: event.slot?.from ?? null,
    slot_to: event.slot?.to ?? null,
    mined: minedJson(event.mined),
    money: posts ? 'post' : voids ? 'void' : null,
    posted_delta: posts ? out : '0',
    held_delta: posts || voids ? out : '0',
    month: posts ? advance.paidInMonth : null,
    cash_out: payment.amount.toString(),
    invoice_status: posts ? 'paid' : voids ? 'failed' : null,
  }
}

function bookingJson(booking: Booking): Json {
  return {
    posting_id: booking.postingId,
    kind: booking.kind,
    hold_id: booking.holdId,
    from_account: booking.from,
    from_kind: booking.fromKind,
    to_account: booking.to,
    to_kind: booking.toKind,
    asset: booking.asset,
    amount: booking.amount.toString(),
    payment_id: booking.paymentId,
    tx_hash: booking.txHash,
    memo: booking.memo,
  }
}

function minedJson(mined: Mined | null): Json {
  if (mined === null) return null
  return {
    hash: mined.hash,
    block_number: mined.blockNumber.toString(),
    block_hash: mined.blockHash,
    status: mined.status,
    fee_wei: mined.feeWei.toString(),
  }
}

function notice(event: string, payload: { readonly payment_id: string; readonly [key: string]: Json }): Json {
  return { topic: `payment.${event}`, subject_id: payload.payment_id, payload }
}

function pointsOf(advances: readonly Advance[]): readonly CrashPointName[] {
  const has = (name: Advance['event']['name']) => advances.some((advance) => advance.event.name === name)
  const points: CrashPointName[] = []
  if (has('mined')) points.push('after_receipt_before_mined_commit')
  if (has('paid')) points.push('before_settle_commit')
  if (has('reverted') || has('cancelled')) points.push('in_fail_void')
  return points
}
