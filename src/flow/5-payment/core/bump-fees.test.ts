import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from '#kernel/time.ts'
import { bumpFees } from './bump-fees.ts'
import type { ChainHead } from './chain-facts.ts'

const time = instantOf(0)
if (!time.ok) throw new Error('the epoch is a moment')
const headAt = (baseFeePerGas: bigint): ChainHead => ({
  number: 1n,
  hash: `0x${'1'.repeat(64)}`,
  timestamp: time.value,
  baseFeePerGas,
})
const gwei = 1_000_000_000n
const wei = fc.bigInt({ min: 0n, max: 1_000n * gwei })

describe('bumpFees', () => {
  it('waits while the network can still take the transaction', () => {
    const offered = { maxFeePerGas: 10n * gwei, maxPriorityFeePerGas: gwei }
    const now = { maxFeePerGas: 9n * gwei, maxPriorityFeePerGas: gwei }
    expect(bumpFees(offered, { now, head: headAt(4n * gwei), maxFeeCap: 500n * gwei })).toEqual({
      kind: 'wait',
    })
  })

  it('raises both fees to the market when the base fee ran away', () => {
    const offered = { maxFeePerGas: 10n * gwei, maxPriorityFeePerGas: gwei }
    const now = { maxFeePerGas: 41n * gwei, maxPriorityFeePerGas: gwei }
    const fees = { maxFeePerGas: 41n * gwei, maxPriorityFeePerGas: 1_125_000_000n }
    expect(bumpFees(offered, { now, head: headAt(20n * gwei), maxFeeCap: 500n * gwei })).toEqual({
      kind: 'bump',
      fees,
    })
  })

  it('never goes over the cap: that is for a person', () => {
    const offered = { maxFeePerGas: 10n * gwei, maxPriorityFeePerGas: gwei }
    const now = { maxFeePerGas: 41n * gwei, maxPriorityFeePerGas: gwei }
    const verdict = bumpFees(offered, { now, head: headAt(20n * gwei), maxFeeCap: 40n * gwei })
    expect(verdict).toMatchObject({ kind: 'over_cap', needed: { maxFeePerGas: 41n * gwei } })
  })

  it('raises both fees by at least 10 %, stays under the cap, and keeps the tip within the fee, whatever the market', () => {
    fc.assert(
      fc.property(wei, wei, wei, wei, wei, wei, (fee, tip, nowFee, nowTip, base, cap) => {
        const offered = { maxFeePerGas: fee + tip, maxPriorityFeePerGas: tip }
        const now = { maxFeePerGas: nowFee + nowTip, maxPriorityFeePerGas: nowTip }
        const verdict = bumpFees(offered, { now, head: headAt(base), maxFeeCap: cap })
        if (verdict.kind !== 'bump') return
        const { maxFeePerGas, maxPriorityFeePerGas } = verdict.fees
        expect(maxFeePerGas * 10n >= offered.maxFeePerGas * 11n).toBe(true)
        expect(maxPriorityFeePerGas * 10n >= tip * 11n).toBe(true)
        expect(maxFeePerGas > offered.maxFeePerGas && maxPriorityFeePerGas > tip).toBe(true)
        expect(
          maxFeePerGas >= now.maxFeePerGas && maxPriorityFeePerGas <= maxFeePerGas && maxFeePerGas <= cap,
        ).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
