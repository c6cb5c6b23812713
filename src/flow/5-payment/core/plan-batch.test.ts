import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minor } from '#kernel/money.ts'
import type { Address } from './chain-facts.ts'
import { type BatchPayment, type Candidate, packedAmountMax, pagePayments, planBatch } from './plan-batch.ts'

const vendor: Address = `0x${'aa'.repeat(20)}`
const token: Address = `0x${'bb'.repeat(20)}`
const bounds = { paymentsMax: 256, forbidden: [token] }
const good = (serial: bigint, change: Partial<BatchPayment> = {}): Candidate<BatchPayment> => ({
  payment: { serial, to: vendor, amount: minor('MNEE', 1n), ...change },
  refusal: null,
})
const serialsOf = (payments: readonly BatchPayment[] | undefined) =>
  (payments ?? []).map(({ serial }) => serial)

describe('planBatch', () => {
  it('keeps out what a dry run refused and says why; the rest is paid, in ascending order of serials', () => {
    const refused = { ...good(2n), refusal: 'MNEE: blocked account' }
    const plan = planBatch([good(3n), refused, good(1n)], bounds)
    expect(plan.batch?.page).toBe(0n)
    expect(serialsOf(plan.batch?.payments)).toEqual([1n, 3n])
    expect(plan.evicted).toEqual([
      { payment: refused.payment, kind: 'refused', why: 'MNEE: blocked account' },
    ])
    expect(plan.later).toEqual([])
  })

  it('never packs what would be cut off or lead home', () => {
    const unfit = [
      good(1n, { amount: minor('MNEE', packedAmountMax + 1n) }),
      good(2n, { amount: minor('MNEE', 0n) }),
      good(3n, { to: `0x${'0'.repeat(40)}` }),
      good(4n, { to: `0x${'BB'.repeat(20)}` }),
    ]
    const plan = planBatch([...unfit, good(5n, { amount: minor('MNEE', packedAmountMax) })], bounds)
    expect(serialsOf(plan.batch?.payments)).toEqual([5n])
    expect(plan.evicted.map(({ kind }) => kind)).toEqual(Array(4).fill('not_packable'))
  })

  it('takes the page of the oldest payment, also when another page has more', () => {
    const plan = planBatch([good(300n), good(1n), good(2n), good(301n)], bounds)
    expect(plan.batch?.page).toBe(1n)
    expect(serialsOf(plan.batch?.payments)).toEqual([300n, 301n])
    expect(serialsOf(plan.later)).toEqual([1n, 2n])
  })

  it('has no batch when nothing is payable', () => {
    expect(planBatch([], bounds).batch).toBeNull()
    expect(planBatch([{ ...good(1n), refusal: 'no' }], bounds).batch).toBeNull()
  })

  it('refuses to go on when two payments share a serial, or a serial or bound makes no sense', () => {
    expect(() => planBatch([good(1n), good(1n)], bounds)).toThrow('one payment')
    expect(() => planBatch([good(-1n)], bounds)).toThrow('32 bytes')
    expect(() => planBatch([good(2n ** 256n)], bounds)).toThrow('32 bytes')
    expect(() => planBatch([good(1n)], { ...bounds, paymentsMax: 0 })).toThrow('1 to 256')
    expect(() => planBatch([good(1n)], { ...bounds, paymentsMax: 257 })).toThrow('1 to 256')
  })
})

const candidate = fc.record({
  payment: fc.record({
    serial: fc.bigInt({ min: 0n, max: 1_000n }),
    to: fc.constantFrom(vendor, token),
    amount: fc
      .oneof(fc.bigInt({ min: 0n, max: 3n }), fc.constantFrom(packedAmountMax, packedAmountMax + 1n))
      .map((units) => minor('MNEE', units)),
  }),
  refusal: fc.option(fc.string({ minLength: 1 }), { freq: 3 }),
})
const dueList = fc.uniqueArray(candidate, { selector: ({ payment }) => payment.serial, maxLength: 600 })

describe('planBatch, whatever is due', () => {
  it('loses no payment and doubles none: batch, evicted and later are what was due', () => {
    fc.assert(
      fc.property(dueList, fc.integer({ min: 1, max: 256 }), (due, paymentsMax) => {
        const plan = planBatch(due, { ...bounds, paymentsMax })
        const all = [
          ...serialsOf(plan.batch?.payments),
          ...plan.evicted.map(({ payment }) => payment.serial),
          ...serialsOf(plan.later),
        ]
        const ascending = (a: bigint, b: bigint) => (a < b ? -1 : 1)
        expect(all.toSorted(ascending)).toEqual(due.map(({ payment }) => payment.serial).toSorted(ascending))
      }),
    )
  })

  it('pays only what may be paid, one page, ascending, within the bound, and the oldest payable first', () => {
    fc.assert(
      fc.property(dueList, fc.integer({ min: 1, max: 256 }), (due, paymentsMax) => {
        const { batch } = planBatch(due, { ...bounds, paymentsMax })
        const isPayable = ({ payment, refusal }: Candidate<BatchPayment>) =>
          refusal === null && payment.to !== token && payment.amount > 0n && payment.amount <= packedAmountMax
        const payable = due.filter(isPayable).map(({ payment }) => payment)
        const page = payable[0] === undefined ? null : payable[0].serial / pagePayments
        const expected = payable.filter(({ serial }) => serial / pagePayments === page).slice(0, paymentsMax)
        expect(batch?.page ?? null).toBe(page)
        expect(batch?.payments ?? []).toEqual(expected.toSorted((a, b) => (a.serial < b.serial ? -1 : 1)))
      }),
    )
  })

  it('pays everything payable in the end, when it is asked again with what was left', () => {
    fc.assert(
      fc.property(dueList, fc.integer({ min: 1, max: 256 }), (due, paymentsMax) => {
        let open: readonly Candidate<BatchPayment>[] = due
        const paid: bigint[] = []
        const evicted: bigint[] = []
        for (let round = 0; round <= due.length && open.length > 0; round += 1) {
          const plan = planBatch(open, { ...bounds, paymentsMax })
          paid.push(...serialsOf(plan.batch?.payments))
          evicted.push(...plan.evicted.map(({ payment }) => payment.serial))
          open = plan.later.map((payment) => ({ payment, refusal: null }))
        }
        expect(open).toEqual([])
        expect(new Set([...paid, ...evicted]).size).toBe(due.length)
        expect(paid.length + evicted.length).toBe(due.length)
      }),
    )
  })
})
