import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minor } from '#kernel/money.ts'
import type { Address, TransferLog } from './chain-facts.ts'
import { matchBatch } from './match-batch.ts'
import type { Batch, BatchPayment } from './plan-batch.ts'

const treasury: Address = `0x${'11'.repeat(20)}`
const vendors: readonly Address[] = [`0x${'aa'.repeat(20)}`, `0x${'bb'.repeat(20)}`]
const payment = fc
  .tuple(fc.constantFrom(...vendors), fc.bigInt({ min: 1n, max: 3n }))
  .map(([to, units]) => ({ to, amount: minor('MNEE', units) }))
const batches = fc.array(payment, { minLength: 1, maxLength: 40 }).map((payments): Batch => {
  return { page: 0n, payments: payments.map((each, index) => ({ ...each, serial: BigInt(index) })) }
})

function logOf({ to, amount }: Pick<BatchPayment, 'to' | 'amount'>, logIndex: number): TransferLog {
  const hash = `0x${'c'.repeat(64)}` as const
  return { transactionHash: hash, blockHash: hash, blockNumber: 1n, logIndex, from: treasury, to, amount }
}
const logsOf = (batch: Batch) => batch.payments.map((each, index) => logOf(each, index * 2))

describe('matchBatch', () => {
  it('gives each payment its own log, also among equals and in any order of reading', () => {
    fc.assert(
      fc.property(batches, fc.boolean(), (batch, isBackwards) => {
        const logs = logsOf(batch)
        const transfers = isBackwards ? logs.toReversed() : logs
        const matched = matchBatch(batch, { transfers, treasury })
        if (!matched.ok) throw new Error(`no match at ${matched.error.index}`)
        expect(matched.value.map((each) => each.payment)).toEqual(batch.payments)
        expect(matched.value.map((each) => each.transfer.logIndex)).toEqual(logs.map((log) => log.logIndex))
      }),
    )
  })

  it('proves nothing when one log is missing, changed or too many', () => {
    fc.assert(
      fc.property(batches, fc.nat(), (batch, chosen) => {
        const logs = logsOf(batch)
        const index = chosen % logs.length
        const short = logs.map((log, at) =>
          at === index ? { ...log, amount: minor('MNEE', log.amount - 1n) } : log,
        )
        const elsewhere = logs.map((log, at) => (at === index ? { ...log, to: treasury } : log))
        expect(matchBatch(batch, { transfers: short, treasury })).toEqual({ ok: false, error: { index } })
        expect(matchBatch(batch, { transfers: elsewhere, treasury })).toEqual({ ok: false, error: { index } })
        expect(matchBatch(batch, { transfers: logs.toSpliced(index, 1), treasury }).ok).toBe(false)
        const extra = [...logs, logOf({ to: treasury, amount: minor('MNEE', 1n) }, 1_000)]
        expect(matchBatch(batch, { transfers: extra, treasury })).toEqual({
          ok: false,
          error: { index: logs.length },
        })
      }),
    )
  })

  it('looks at what left the treasury only', () => {
    const batch: Batch = {
      page: 0n,
      payments: [{ serial: 0n, to: vendors[0] ?? treasury, amount: minor('MNEE', 1n) }],
    }
    const incoming = logOf({ to: treasury, amount: minor('MNEE', 9n) }, 7)
    const transfers = [{ ...incoming, from: `0x${'22'.repeat(20)}` as const }, ...logsOf(batch)]
    expect(matchBatch(batch, { transfers, treasury }).ok).toBe(true)
  })
})
