import { invariant } from '#kernel/invariant.ts'
import type { TokenAmount } from '#kernel/money.ts'
import type { Address } from './chain-facts.ts'

/**
 * A payment as the batch contract sees it. `serial` is given to a payment once and to no other, ever: it is the bit
 * on the chain that says "paid".
 */
export type BatchPayment = { readonly serial: bigint; readonly to: Address; readonly amount: TokenAmount }

/** Payments of one transaction: 1 to 256, ascending serials, all of one page (serial / 256). */
export type Batch<P extends BatchPayment = BatchPayment> = {
  readonly page: bigint
  readonly payments: readonly P[]
}

/** One due payment and what a dry run of it alone said: null when it would go through, else why not, in words. */
export type Candidate<P extends BatchPayment> = { readonly payment: P; readonly refusal: string | null }

/** A payment no batch may carry: the chain would refuse it, or it does not fit the packed form. */
export type Eviction<P extends BatchPayment> = {
  readonly payment: P
  readonly kind: 'refused' | 'not_packable'
  readonly why: string
}

/** Every candidate is in exactly one of the three. */
export type BatchPlan<P extends BatchPayment> = {
  readonly batch: Batch<P> | null
  readonly evicted: readonly Eviction<P>[]
  readonly later: readonly P[]
}

/** The bits of one word of storage: the contract takes one page at a time. */
export const pagePayments = 256n
/** 12 bytes on the wire. With 18 decimals these are 79 billion tokens. */
export const packedAmountMax = 2n ** 96n - 1n
const serialMax = 2n ** 256n - 1n

/**
 * Chooses the next batch. One offender would revert all of it, so what a dry run refused stays out; the rest of the
 * page of the oldest good payment goes, oldest first.
 * @param due oldest first, each serial once   @param bounds `paymentsMax` 1..256; `forbidden` recipients: token,
 * batch contract, treasury
 * @returns batch (null when nothing is payable), evicted and left for later, in the order given
 * Errors: InvariantError on a serial twice or out of range (two payments would share one bit), or a bound out of range. Source: ADR-0019.
 */
export function planBatch<P extends BatchPayment>(
  due: readonly Candidate<P>[],
  bounds: { readonly paymentsMax: number; readonly forbidden: readonly Address[] },
): BatchPlan<P> {
  const { paymentsMax } = bounds
  invariant(
    Number.isInteger(paymentsMax) && paymentsMax >= 1 && BigInt(paymentsMax) <= pagePayments,
    'a batch holds 1 to 256 payments',
  )
  const serials = due.map(({ payment }) => payment.serial)
  invariant(new Set(serials).size === serials.length, 'a serial belongs to one payment')
  invariant(
    serials.every((serial) => serial >= 0n && serial <= serialMax),
    'a serial fits into 32 bytes',
  )
  const forbidden = new Set(bounds.forbidden.map((address) => address.toLowerCase()))
  const evicted: Eviction<P>[] = []
  const chosen: P[] = []
  const later: P[] = []
  for (const { payment, refusal } of due) {
    const unfit = unfitness(payment, forbidden)
    const first = chosen[0]
    if (unfit !== null) evicted.push({ payment, kind: 'not_packable', why: unfit })
    else if (refusal !== null) evicted.push({ payment, kind: 'refused', why: refusal })
    else if (first !== undefined && !fits(payment, { first, room: paymentsMax - chosen.length }))
      later.push(payment)
    else chosen.push(payment)
  }
  const payments = chosen.toSorted((a, b) => (a.serial < b.serial ? -1 : 1))
  const [lowest] = payments
  return { batch: lowest === undefined ? null : { page: pageOf(lowest), payments }, evicted, later }
}

function pageOf({ serial }: BatchPayment): bigint {
  return serial / pagePayments
}

function fits(payment: BatchPayment, open: { readonly first: BatchPayment; readonly room: number }): boolean {
  return open.room > 0 && pageOf(payment) === pageOf(open.first)
}

function unfitness({ to, amount }: BatchPayment, forbidden: ReadonlySet<string>): string | null {
  if (amount <= 0n) return 'the amount is not above zero'
  if (amount > packedAmountMax) return 'the amount needs more than 12 bytes'
  if (/^0x0{40}$/.test(to)) return 'the recipient is the zero address'
  return forbidden.has(to.toLowerCase()) ? 'the recipient is one of our own contracts or the treasury' : null
}
