import { readFile } from 'node:fs/promises'
import { beforeAll, expect, it } from 'vitest'
import { gasTables, readGasTables } from './gas-tables.ts'
import { batchSizes, type GasRow, gasPerPaymentMax, measureBatchGas } from './measure-batch-gas.ts'

let plain: readonly GasRow[]
let own: readonly GasRow[]
beforeAll(async () => {
  plain = await measureBatchGas({ plain: true })
  own = await measureBatchGas({ plain: false })
})

const largest = batchSizes.indexOf(100)
const gasOf = (rows: readonly GasRow[], strategy: RegExp) =>
  rows.filter((row) => strategy.test(row.strategy)).map((row) => row.gas[largest] ?? 0)

it(`a payment to a known recipient costs at most ${gasPerPaymentMax} gas in a batch of 100, whatever the page and allowance`, () => {
  const measured = gasOf(plain, /^batch, known/)
  expect(measured.length).toBe(4)
  expect(Math.max(...measured)).toBeLessThanOrEqual(gasPerPaymentMax)
  // The yardstick is the one of the limit: a single transfer of 34,287 gas there.
  expect(gasOf(plain, /^single `transfer`, known/)[0]).toBeGreaterThan(34_000)
})

it('a token of its own costs the batch what it costs a single transfer: the contract adds nothing to it', () => {
  const extra = (strategy: RegExp) => (gasOf(own, strategy)[0] ?? 0) - (gasOf(plain, strategy)[0] ?? 0)
  expect(extra(/known recipients, page begun$/)).toBeGreaterThan(0)
  expect(extra(/known recipients, page begun$/)).toBeLessThan(extra(/^single `transfer`, known/))
})

it('the tables in the documentation are what this command measures', async () => {
  const page = await readFile(gasTables.page, 'utf8')
  expect(readGasTables(page)).toEqual({ plain, own })
})
