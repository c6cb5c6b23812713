import { describe, expect, it } from 'vitest'
import { type Id, parseId } from '#kernel/ids.ts'
import { minor } from '#kernel/money.ts'
import { instantOf } from '#kernel/time.ts'
import type { Address, ChainHead, Hash, Receipt } from './chain-facts.ts'
import { depthOf, readSlot, type SlotSight } from './observe-slot.ts'
import type { Attempt, PaymentRecord, SlotRecord } from './payment-record.ts'
import { type Capacity, takeAffordable } from './take-affordable.ts'

const hash = (digit: string): Hash => `0x${digit.repeat(64)}`
const sender: Address = `0x${'5'.repeat(40)}`
const payee: Address = '0xABcdEFABcdEFabcdEfAbCdefabcdeFABcDEFabCD'
const at = instantOf(0)
if (!at.ok) throw new Error('the epoch is a moment')
function someId<K extends string>(): Id<K> {
  const id = parseId<K>('00000000-0000-7000-8000-000000000001')
  if (!id.ok) throw new Error(id.error)
  return id.value
}

const payment: PaymentRecord = {
  id: someId(),
  invoiceId: someId(),
  vendorId: someId(),
  chainId: 31_337,
  token: `0x${'7'.repeat(40)}`,
  to: payee,
  amount: minor('MNEE', 42n),
  certificate: {
    hash: '',
    terms: {
      payment_id: '',
      invoice_id: '',
      decision_id: '',
      facts_hash: '',
      policy_version: 1,
      approval_id: null,
      payee,
      amount: '42',
      token: '',
      chain_id: 31_337,
    },
  },
  holdId: someId(),
  automatic: true,
  category: null,
  state: 'in_flight',
  generation: 1,
  createdAt: at.value,
}
const attempt = (of: string, kind: 'pay' | 'cancel' = 'pay'): Attempt => ({
  hash: hash(of),
  kind,
  raw: '0x02',
  fees: { maxFeePerGas: 1n, maxPriorityFeePerGas: 1n },
  createdAt: at.value,
  broadcasts: 1,
})
const receipt = (of: string, parts: Partial<Receipt> = {}): Receipt => ({
  transactionHash: hash(of),
  blockNumber: 10n,
  blockHash: hash('b'),
  status: 'success',
  gasUsed: 1n,
  feeWei: 1n,
  transfers: [
    {
      transactionHash: hash(of),
      logIndex: 0,
      blockNumber: 10n,
      blockHash: hash('b'),
      from: sender,
      to: payee,
      amount: minor('MNEE', 42n),
    },
  ],
  ...parts,
})
const head = (number: bigint): ChainHead => ({
  number,
  hash: hash('f'),
  timestamp: at.value,
  baseFeePerGas: 1n,
})
const open: SlotRecord = {
  nonce: 7,
  state: 'broadcast',
  mined: null,
  payment,
  attempts: [attempt('1'), attempt('2')],
}
const minedSlot: SlotRecord = {
  ...open,
  state: 'mined',
  mined: { hash: hash('1'), blockNumber: 10n, blockHash: hash('b'), status: 'success', feeWei: 1n },
}
const sight = (parts: Partial<SlotSight>): SlotSight => ({
  slot: open,
  sender,
  head: head(13n),
  receipts: new Map(),
  canonical: null,
  depthNeeded: 3n,
  ...parts,
})
const mined = (number: bigint, found: Receipt) =>
  readSlot(
    sight({
      slot: minedSlot,
      head: head(number),
      canonical: hash('b'),
      receipts: new Map([[hash('1'), found]]),
    }),
  )

describe('readSlot', () => {
  it('says nothing without a receipt, whatever the depth', () => {
    expect(readSlot(sight({}))).toBeNull()
    expect(readSlot(sight({ receipts: new Map([[hash('1'), null]]) }))).toBeNull()
  })

  it('finds the receipt of any attempt, also of the original after a fee bump', () => {
    for (const of of ['1', '2']) {
      const fact = readSlot(sight({ receipts: new Map([[hash(of), receipt(of)]]) }))
      expect(fact).toMatchObject({ kind: 'mined', as: 'pay', mined: { hash: hash(of) } })
    }
    const slot: SlotRecord = { ...open, attempts: [attempt('1'), attempt('3', 'cancel')] }
    const fact = readSlot(sight({ slot, receipts: new Map([[hash('3'), receipt('3')]]) }))
    expect(fact).toMatchObject({ kind: 'mined', as: 'cancel' })
  })

  it('counts blocks on top, and settles at exactly the depth needed', () => {
    expect([depthOf(10n, 10n), depthOf(13n, 10n), depthOf(9n, 10n)]).toEqual([0n, 3n, 0n])
    expect(mined(12n, receipt('1'))).toBeNull()
    expect(mined(13n, receipt('1'))).toMatchObject({
      kind: 'settled',
      as: 'pay',
      depth: 3n,
      transferSeen: true,
    })
  })

  it('sees a reorg by the canonical hash', () => {
    expect(readSlot(sight({ slot: minedSlot, canonical: hash('c') }))).toEqual({ kind: 'reorged' })
    expect(readSlot(sight({ slot: minedSlot, canonical: null }))).toEqual({ kind: 'reorged' })
  })

  it('believes no receipt that is missing or names another block than the canonical one', () => {
    expect(mined(20n, receipt('1', { blockHash: hash('c') }))).toBeNull()
    expect(readSlot(sight({ slot: minedSlot, canonical: hash('b'), head: head(20n) }))).toBeNull()
  })

  it('demands the exact Transfer log: payer, payee in any case, amount', () => {
    const [log] = receipt('1').transfers
    if (log === undefined) throw new Error('the fixture has a log')
    const seen = (change: Partial<typeof log>) =>
      mined(20n, receipt('1', { transfers: [{ ...log, ...change }] }))
    const lower: Address = `0x${payee.slice(2).toLowerCase()}`
    expect(seen({ to: lower })).toMatchObject({ transferSeen: true })
    expect(seen({ to: sender })).toMatchObject({ transferSeen: false })
    expect(seen({ from: lower })).toMatchObject({ transferSeen: false })
    expect(seen({ amount: minor('MNEE', 41n) })).toMatchObject({ transferSeen: false })
    expect(mined(20n, receipt('1', { transfers: [] }))).toMatchObject({ transferSeen: false })
  })
})

describe('takeAffordable', () => {
  const rich: Capacity = { tokenLeft: 100n, gasWeiLeft: 10n, gasWeiPerPayment: 3n, feeTooHigh: false }
  const due = [payment, payment, payment]

  it('takes what fits and names what was short', () => {
    expect(takeAffordable(due, rich)).toEqual({ payments: [payment, payment], short: 'treasury_short' })
    expect(takeAffordable(due, { ...rich, tokenLeft: 1_000n })).toEqual({ payments: due, short: null })
    expect(takeAffordable(due, { ...rich, tokenLeft: 1_000n, gasWeiLeft: 2n })).toEqual({
      payments: [],
      short: 'gas_empty',
    })
    expect(takeAffordable(due, { ...rich, feeTooHigh: true })).toEqual({ payments: [], short: 'fee_cap' })
    expect(takeAffordable([], { ...rich, feeTooHigh: true })).toEqual({ payments: [], short: null })
  })

  it('lets no small payment overtake a large one that does not fit', () => {
    const large: PaymentRecord = { ...payment, amount: minor('MNEE', 1_000n) }
    expect(takeAffordable([large, payment], rich)).toEqual({ payments: [], short: 'treasury_short' })
  })
})
