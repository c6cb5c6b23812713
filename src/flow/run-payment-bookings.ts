import { invariant } from '#kernel/invariant.ts'
import { ok, type Result } from '#kernel/result.ts'
import type { Instant } from '#kernel/time.ts'
import { isoOf } from '#kernel/time.ts'
import type { Booking, PaymentRecord } from './5-payment/core/payment-record.ts'
import type { Effect, Mined, SagaEvent } from './5-payment/core/transitions.ts'
import type { Advance, StoreProblem } from './5-payment/ports.ts'
import { accountKind } from './6-ledger/core/accounts.ts'
import { gasFee, holdFor, type Posting, settle, voidHold } from './6-ledger/core/postings.ts'
import { type EngineDeps, type EngineSettings, faulted } from './run-payment-engine.ts'

/** What booking needs: the block's time, new ids, the token's symbol. */
export type BookingDeps = {
  readonly chain: Pick<EngineDeps['chain'], 'blockTime'>
  readonly ids: EngineDeps['ids']
  readonly settings: Pick<EngineSettings, 'asset'>
}

/** Times of blocks, so that a batch asks once per block. */
export type BlockTimes = Map<bigint, Instant>

/**
 * Turns a decided step into what is stored: the effects on money become postings of room 6.
 * @param deps chain for the block's time, ids   @param step payment, event, effects; `times` is filled as it goes
 * @returns the advance. Errors: a Fault when the block's time cannot be read. Source: POLICY.md "Ledger".
 */
export async function advanceOf(
  deps: BookingDeps,
  step: {
    readonly payment: PaymentRecord
    readonly event: SagaEvent
    readonly effects: readonly Effect[]
    readonly times: BlockTimes
  },
): Promise<Result<Advance, StoreProblem>> {
  const { payment, event, effects } = step
  const posted = effects.find((effect) => effect.kind === 'post_transfer')
  let paidInMonth: string | null = null
  if (posted !== undefined) {
    const time = await blockTime(deps, posted.mined, step.times)
    if (!time.ok) return time
    paidInMonth = `${isoOf(time.value).slice(0, 7)}-01`
  }
  const pause = effects.find((effect) => effect.kind === 'pause_sender')
  return ok({
    payment,
    event,
    bookings: effects.flatMap((effect) => postingsOf(deps, payment, effect)).map(bookingOf),
    paidInMonth,
    pauseReason: pause?.reason ?? null,
    detail: detailOf(event),
  })
}

async function blockTime(
  deps: BookingDeps,
  mined: Mined,
  times: BlockTimes,
): Promise<Result<Instant, StoreProblem>> {
  const known = times.get(mined.blockNumber)
  if (known !== undefined) return ok(known)
  const read = await deps.chain.blockTime(mined.blockNumber)
  if (!read.ok) return faulted(read.error)
  if (read.value === null)
    return { ok: false, error: { kind: 'stale', why: 'the block of a final payment is gone' } }
  times.set(mined.blockNumber, read.value)
  return ok(read.value)
}

function postingsOf(deps: BookingDeps, payment: PaymentRecord, effect: Effect): readonly Posting[] {
  if (effect.kind === 'post_transfer') {
    return settle({
      hold: holdOf(deps, payment),
      postId: deps.ids.next(),
      expenseId: deps.ids.next(),
      category: payment.category,
      txHash: effect.mined.hash,
    })
  }
  if (effect.kind === 'void_reservation') {
    return [
      voidHold({ hold: holdOf(deps, payment), postingId: deps.ids.next(), memo: 'payment did not happen' }),
    ]
  }
  if (effect.kind !== 'book_gas' || effect.mined.feeWei === 0n) return []
  const fee = { postingId: deps.ids.next<'posting'>(), wei: effect.mined.feeWei, paymentId: payment.id }
  return [gasFee({ ...fee, txHash: effect.mined.hash, memo: 'network fee' })]
}

/** The hold as it was committed with the decision; its id is the stored one. */
function holdOf(deps: BookingDeps, payment: PaymentRecord) {
  return holdFor({
    postingId: payment.holdId,
    vendorId: payment.vendorId,
    asset: deps.settings.asset,
    amount: payment.amount,
    paymentId: payment.id,
    memo: `payment ${payment.id}`,
  })
}

function bookingOf(posting: Posting): Booking {
  return { ...posting, fromKind: accountKind(posting.from), toKind: accountKind(posting.to) }
}

function detailOf(event: SagaEvent): { readonly [name: string]: string } {
  const { mined, slot, reason } = event
  invariant(slot !== null || mined === null, 'only a slot is mined')
  return {
    from: event.payment.from,
    to: event.payment.to,
    ...(slot === null ? {} : { nonce: String(slot.nonce) }),
    ...(mined === null
      ? {}
      : {
          hash: mined.hash,
          block_number: String(mined.blockNumber),
          block_hash: mined.blockHash,
          status: mined.status,
          fee_wei: String(mined.feeWei),
        }),
    ...(reason === null ? {} : { reason }),
  }
}
