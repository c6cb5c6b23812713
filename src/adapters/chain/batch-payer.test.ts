import fc from 'fast-check'
import { decodeFunctionData, getAddress, numberToHex, toHex } from 'viem'
import { describe, expect, it } from 'vitest'
import type { Batch } from '#flow/5-payment/core/plan-batch.ts'
import { minor } from '#kernel/money.ts'
import {
  batchPayerAbi,
  batchPayerAddress,
  batchPayerDeployment,
  payData,
  readPayData,
} from './batch-payer.ts'

const owner = getAddress(`0x${'11'.repeat(20)}`)
const token = getAddress(`0x${'22'.repeat(20)}`)
const address = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => getAddress(toHex(bytes)))
const payments = fc.uniqueArray(
  fc.record({
    serial: fc.bigInt({ min: 0n, max: 255n }),
    to: address,
    amount: fc.bigInt({ min: 1n, max: 2n ** 96n - 1n }).map((units) => minor('MNEE', units)),
  }),
  { selector: ({ serial }) => serial, minLength: 1, maxLength: 256 },
)
const batches = fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 248n - 1n }), payments).map(([page, all]): Batch => {
  const sorted = all.toSorted((a, b) => (a.serial < b.serial ? -1 : 1))
  return { page, payments: sorted.map((each) => ({ ...each, serial: page * 256n + each.serial })) }
})

describe('calldata of a batch', () => {
  it('reads back as exactly the batch it was written from', () => {
    fc.assert(
      fc.property(batches, (batch) => {
        expect(readPayData(payData(batch))).toEqual(batch)
      }),
    )
  })

  it('holds 32 bytes for a payment: 20 recipient, 12 amount', () => {
    const one = { serial: 259n, to: owner, amount: minor('MNEE', 2n ** 96n - 1n) }
    const { args } = decodeFunctionData({
      abi: batchPayerAbi,
      data: payData({ page: 1n, payments: [one] }),
    })
    expect(args).toEqual([1n, 8n, [`0x${'11'.repeat(20)}${'ff'.repeat(12)}`]])
  })

  it('is not written for serials that descend, repeat or lie on another page, nor for an amount of 13 bytes', () => {
    const at = (serial: bigint, units = 1n) => ({ serial, to: owner, amount: minor('MNEE', units) })
    for (const serials of [
      [2n, 1n],
      [1n, 1n],
      [1n, 256n],
    ]) {
      expect(() => payData({ page: 0n, payments: serials.map((each) => at(each)) })).toThrow('ascend')
    }
    expect(() => payData({ page: 0n, payments: [at(1n, 2n ** 96n)] })).toThrow(
      '79228162514264337593543950336',
    )
  })

  it('is read only when every byte is as it would be written', () => {
    const data = payData({ page: 0n, payments: [{ serial: 1n, to: owner, amount: minor('MNEE', 5n) }] })
    expect(readPayData(`${data}00`)).toBeNull()
    expect(readPayData(`0xa9059cbb${data.slice(10)}`)).toBeNull()
    // A second bit without a second payment.
    const twoBits = `${data.slice(0, 74)}${numberToHex(3n, { size: 32 }).slice(2)}${data.slice(138)}`
    expect(readPayData(`0x${twoBits.slice(2)}`)).toBeNull()
  })
})

describe('the address of a batch contract', () => {
  it('is one for each owner and token, and does not depend on how they are written', () => {
    const here = batchPayerAddress({ owner, token })
    expect(batchPayerAddress({ owner: token, token: owner })).not.toBe(here)
    expect(batchPayerAddress({ owner, token: owner })).not.toBe(here)
    expect(batchPayerAddress({ owner: `0x${owner.slice(2).toLowerCase()}`, token })).toBe(here)
    expect(batchPayerDeployment({ owner, token }).data.endsWith(token.slice(2).toLowerCase())).toBe(true)
  })
})
