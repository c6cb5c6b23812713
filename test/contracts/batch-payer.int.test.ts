import { decodeErrorResult, encodeFunctionData, numberToHex, parseAbi, toEventSelector } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchGasLimit, dryRunBatch, dryRunEach } from '#adapters/chain/batch-dry-run.ts'
import {
  batchPayerAbi,
  batchPayerAddress,
  batchPayerDeployment,
  payData,
  serialsOf,
} from '#adapters/chain/batch-payer.ts'
import { hexSchema, receiptSchema } from '#adapters/chain/wire.ts'
import artifact from '#contracts/batch-payer.json' with { type: 'json' }
import type { Address } from '#flow/5-payment/core/chain-facts.ts'
import { matchBatch } from '#flow/5-payment/core/match-batch.ts'
import { type Batch, planBatch } from '#flow/5-payment/core/plan-batch.ts'
import { account, type BatchScene, batchOf, batchScene, payment, stranger, unlimited } from './batch-scene.ts'

let scene: BatchScene
const next = { page: 0n, account: 0 }
const freshPage = () => next.page++ * 256n
const fresh = () => account(next.account++)
const units = 10n ** 18n

beforeAll(async () => {
  scene = await batchScene({ balance: 1_000_000n })
})
afterAll(() => scene.chain.stop())

const caller = () => ({ owner: scene.chain.treasury, payer: scene.payer })
const allowed = () => ({ paymentsMax: 256, forbidden: [scene.token, scene.payer, scene.chain.treasury] })

/** The name of the error a call reverts with; null when it does not. */
async function refusal(from: Address, to: Address, data: `0x${string}`): Promise<string | null> {
  const said = await scene.chain.rpc.batch([{ method: 'eth_call', params: [{ from, to, data }, 'latest'] }])
  if (!said.ok) throw said.error
  const [answer] = said.value
  if (answer?.kind !== 'error') return null
  return decodeErrorResult({ abi: batchPayerAbi, data: hexSchema.parse(answer.data) }).errorName
}

function rawPay(page: bigint, bits: bigint, payments: readonly `0x${string}`[]): `0x${string}` {
  return encodeFunctionData({ abi: batchPayerAbi, functionName: 'pay', args: [page, bits, payments] })
}

describe('the batch contract', () => {
  it('lies at the address that its code, owner and token determine, whoever deployed it, and only once', async () => {
    const { owner, payer } = caller()
    const read = (functionName: 'owner' | 'token') =>
      scene.read(payer, encodeFunctionData({ abi: batchPayerAbi, functionName }))
    expect(await read('owner')).toBe(`0x${owner.slice(2).toLowerCase().padStart(64, '0')}`)
    expect(await read('token')).toBe(`0x${scene.token.slice(2).toLowerCase().padStart(64, '0')}`)
    const { to, data } = batchPayerDeployment({ owner, token: scene.token })
    expect((await scene.send(stranger, to, data)).status).toBe('reverted')
    // No contract without a token behind it.
    const bare = { owner, token: account(99_999) }
    const failed = batchPayerDeployment(bare)
    expect((await scene.send(stranger, failed.to, failed.data)).status).toBe('reverted')
    expect(await scene.chain.must('eth_getCode', batchPayerAddress(bare), 'latest')).toBe('0x')
  })

  it('pays each recipient exactly, and says which serials: every payment has its own log, also equal ones', async () => {
    const base = freshPage()
    const [a, b, c] = [fresh(), fresh(), fresh()]
    const batch = batchOf(
      payment(base + 1n, a, 5n * units),
      payment(base + 2n, b, 1n),
      payment(base + 7n, a, 5n * units),
      payment(base + 255n, c, 2n * units),
    )
    const receipt = await scene.pay(batch)
    expect(receipt.status).toBe('success')
    expect(await scene.balances([a, b, c, scene.payer])).toEqual([10n * units, 1n, 2n * units, 0n])
    const matched = matchBatch(batch, { transfers: receipt.transfers, treasury: scene.chain.treasury })
    if (!matched.ok) throw new Error('no match')
    const indexes = matched.value.map(({ transfer }) => transfer.logIndex)
    expect(indexes).toEqual([0, 1, 2, 3].map((index) => (indexes[0] ?? 0) + index))
    const whole = receiptSchema.parse(
      await scene.chain.must('eth_getTransactionReceipt', receipt.transactionHash),
    )
    const said = whole.logs.at(-1)
    expect(whole.logs.length).toBe(5)
    expect(said?.address).toBe(scene.payer)
    expect(said?.topics).toEqual([
      toEventSelector('BatchPaid(uint256,uint256)'),
      numberToHex(batch.page, { size: 32 }),
    ])
    const bits = BigInt(said?.data ?? 0)
    expect(serialsOf(batch.page, bits)).toEqual(batch.payments.map(({ serial }) => serial))
    expect(await scene.paidBits(batch.page)).toBe(bits)
  })

  it('pays a batch once: the same batch under a new nonce reverts and moves nothing', async () => {
    const base = freshPage()
    const to = fresh()
    const batch = batchOf(payment(base, to, units), payment(base + 9n, to, units))
    expect((await scene.pay(batch)).status).toBe('success')
    const again = await scene.pay(batch)
    expect([again.status, again.transfers.length]).toEqual(['reverted', 0])
    expect(await refusal(scene.chain.treasury, scene.payer, payData(batch))).toBe('AlreadyPaid')
    expect(await scene.balances([to])).toEqual([2n * units])
  })

  it('reverts a batch that overlaps another; what it held besides stays unpaid and is paid by a new plan', async () => {
    const base = freshPage()
    const recipients = [fresh(), fresh(), fresh()]
    const [first, both, last] = recipients.map((to, index) => payment(base + BigInt(index), to, units))
    if (first === undefined || both === undefined || last === undefined) throw new Error('three payments')
    await scene.pay(batchOf(first, both))
    const overlapping = batchOf(both, last)
    expect((await scene.pay(overlapping)).status).toBe('reverted')
    expect(await scene.balances(recipients)).toEqual([units, units, 0n])
    expect(await scene.paidBits(base / 256n)).toBe(0b11n)
    const whole = await dryRunBatch(scene.chain.rpc, caller(), overlapping)
    expect(whole).toEqual({
      ok: true,
      value: { kind: 'refused', why: 'the serial is taken on the chain', index: 0 },
    })
    const candidates = await dryRunEach(scene.chain.rpc, caller(), overlapping.payments)
    if (!candidates.ok) throw candidates.error
    const plan = planBatch(candidates.value, allowed())
    expect(plan.evicted).toEqual([
      { payment: both, kind: 'refused', why: 'the serial is taken on the chain' },
    ])
    expect((await scene.pay(plan.batch ?? overlapping)).status).toBe('success')
    expect(await scene.paidBits(base / 256n)).toBe(0b111n)
    expect(await scene.balances(recipients)).toEqual([units, units, units])
  })

  it('obeys its owner alone, and moves only the balance of its owner', async () => {
    const data = payData(batchOf(payment(freshPage(), stranger, units)))
    const tokenOwner: Address = '0x7e5700000000000000000000000000000000007e'
    for (const from of [stranger, scene.token, scene.payer, tokenOwner]) {
      expect(await refusal(from, scene.payer, data)).toBe('NotOwner')
    }
    expect((await scene.send(stranger, scene.payer, data)).status).toBe('reverted')
    // What somebody else allows it lies there for nobody; nor can a contract of somebody else use our allowance.
    const theirs = { owner: stranger, token: scene.token }
    const deployment = batchPayerDeployment(theirs)
    expect((await scene.send(stranger, deployment.to, deployment.data)).status).toBe('success')
    const before = await scene.balances([scene.chain.treasury, stranger])
    expect((await scene.send(stranger, batchPayerAddress(theirs), data)).status).toBe('reverted')
    expect(await scene.balances([scene.chain.treasury, stranger])).toEqual(before)
  })

  it('refuses a payment without amount or recipient, and a count that is not that of the bits', async () => {
    const owner = scene.chain.treasury
    const page = freshPage() / 256n
    const word = (to: string, amount: bigint): `0x${string}` =>
      `0x${to}${numberToHex(amount, { size: 12 }).slice(2)}`
    const good = word('ab'.repeat(20), 1n)
    const tried = (bits: bigint, words: readonly `0x${string}`[]) =>
      refusal(owner, scene.payer, rawPay(page, bits, words))
    expect(await tried(1n, [word('ab'.repeat(20), 0n)])).toBe('BadPayment')
    expect(await tried(3n, [good, word('00'.repeat(20), 1n)])).toBe('BadPayment')
    expect(await tried(0n, [])).toBe('WrongCount')
    expect(await tried(0n, [good])).toBe('WrongCount')
    expect(await tried(3n, [good])).toBe('WrongCount')
    expect(await tried(1n, [good, good])).toBe('WrongCount')
    // A serial is a bit: that is why a batch cannot hold one twice.
    expect(await tried(unlimited, Array(255).fill(good))).toBe('WrongCount')
    expect(await tried(unlimited, Array(256).fill(good))).toBeNull()
    expect(await tried(1n << 255n, [good])).toBeNull()
  })

  it('counts the bits of any word right', async () => {
    const good: `0x${string}` = `0x${'ab'.repeat(20)}${'00'.repeat(11)}01`
    const page = freshPage() / 256n
    for (let index = 0; index < 40; index += 1) {
      const bits = BigInt(account(1_000 + index)) ** 2n % 2n ** 256n
      const count = bits.toString(2).replaceAll('0', '').length
      const exact = rawPay(page, bits, Array(count).fill(good))
      const short = rawPay(page, bits, Array(count - 1).fill(good))
      expect(await refusal(scene.chain.treasury, scene.payer, exact)).toBeNull()
      expect(await refusal(scene.chain.treasury, scene.payer, short)).toBe('WrongCount')
    }
  })

  it('lets nobody move ownership: no such function, no delegated call, no end, no coin', async () => {
    const names = artifact.abi.flatMap((entry) => ('name' in entry ? [`${entry.type} ${entry.name}`] : []))
    expect(names.filter((name) => name.startsWith('function')).toSorted()).toEqual(
      ['function owner', 'function paid', 'function pay', 'function token'].toSorted(),
    )
    const code = hexSchema.parse(await scene.chain.must('eth_getCode', scene.payer, 'latest'))
    const forbidden = new Map([
      [0xf0, 'CREATE'],
      [0xf2, 'CALLCODE'],
      [0xf4, 'DELEGATECALL'],
      [0xf5, 'CREATE2'],
      [0xff, 'SELFDESTRUCT'],
    ])
    expect(opcodesOf(code).flatMap((opcode) => forbidden.get(opcode) ?? [])).toEqual([])
    expect(opcodesOf(code).filter((opcode) => opcode === 0x55).length).toBe(1)
    const others = parseAbi([
      'function transferOwnership(address)',
      'function setOwner(address)',
      'function upgradeTo(address)',
    ])
    for (const functionName of ['transferOwnership', 'setOwner', 'upgradeTo'] as const) {
      const data = encodeFunctionData({ abi: others, functionName, args: [stranger] })
      expect((await scene.send(scene.chain.treasury, scene.payer, data)).status).toBe('reverted')
    }
    const coin = await scene.chain.rpc.batch([
      { method: 'eth_call', params: [{ from: stranger, to: scene.payer, value: '0x1' }, 'latest'] },
    ])
    expect(coin.ok && coin.value[0]?.kind).toBe('error')
  })
})

describe('a batch before it is signed', () => {
  it('with a blocked recipient would revert whole; the offender is found, left out, and the rest is paid', async () => {
    const base = freshPage()
    const recipients = [fresh(), fresh(), fresh()]
    const payments = recipients.map((to, index) => payment(base + BigInt(index), to, units))
    const batch = batchOf(...payments)
    await scene.chain.mined(await scene.chain.blockAccount(recipients[1] ?? stranger, true))
    expect((await scene.pay(batch)).status).toBe('reverted')
    expect(await scene.balances(recipients)).toEqual([0n, 0n, 0n])
    expect(await dryRunBatch(scene.chain.rpc, caller(), batch)).toEqual({
      ok: true,
      value: { kind: 'refused', why: 'MNEE: blocked account', index: 1 },
    })
    const candidates = await dryRunEach(scene.chain.rpc, caller(), payments)
    if (!candidates.ok) throw candidates.error
    const plan = planBatch(candidates.value, allowed())
    expect(plan.evicted.map(({ payment: { serial }, why }) => [serial, why])).toEqual([
      [base + 1n, 'MNEE: blocked account'],
    ])
    expect((await scene.pay(plan.batch ?? batch)).status).toBe('success')
    expect(await scene.balances(recipients)).toEqual([units, 0n, units])
  })

  it('is refused as a whole when only its sum is too much, or the token is paused', async () => {
    const [held = 0n] = await scene.balances([scene.chain.treasury])
    const base = freshPage()
    const batch = batchOf(payment(base, fresh(), held), payment(base + 1n, fresh(), 1n))
    const each = await dryRunEach(scene.chain.rpc, caller(), batch.payments)
    expect(each.ok && each.value.map(({ refusal: why }) => why)).toEqual([null, null])
    expect(await dryRunBatch(scene.chain.rpc, caller(), batch)).toMatchObject({
      value: { kind: 'refused', why: 'MNEE: insufficient balance', index: 1 },
    })
    await scene.chain.mined(await scene.chain.pauseToken(true))
    const paused = await dryRunEach(scene.chain.rpc, caller(), batch.payments)
    expect(paused.ok && paused.value.map(({ refusal: why }) => why)).toEqual(['MNEE: paused', 'MNEE: paused'])
    await scene.chain.mined(await scene.chain.pauseToken(false))
  })

  it('never gets more than was allowed: an allowance of the exact sum is used up by it', async () => {
    const base = freshPage()
    const recipients = [fresh(), fresh()]
    await scene.allow(3n * units)
    const batch = batchOf(...recipients.map((to, index) => payment(base + BigInt(index), to, units)))
    expect((await scene.pay(batch)).status).toBe('success')
    const more = batchOf(payment(base + 2n, fresh(), 2n * units))
    expect(await dryRunBatch(scene.chain.rpc, caller(), more)).toMatchObject({
      value: { kind: 'refused', why: 'MNEE: insufficient allowance', index: 0 },
    })
    expect((await scene.pay(more)).status).toBe('reverted')
    await scene.allow(unlimited)
  })

  it('gets no verdict from an address without code: that it does not revert says nothing', async () => {
    const nobody = { owner: scene.chain.treasury, payer: account(77_777) }
    const batch = batchOf(payment(freshPage(), fresh(), units))
    expect((await scene.send(scene.chain.treasury, nobody.payer, payData(batch))).status).toBe('success')
    for (const said of [
      await dryRunBatch(scene.chain.rpc, nobody, batch),
      await dryRunEach(scene.chain.rpc, nobody, batch.payments),
    ]) {
      expect(said).toMatchObject({ ok: false, error: { code: 'CHAIN_UNAVAILABLE' } })
    }
  })

  it('of the full page, all recipients fresh, fits into one transaction with a fifth to spare', async () => {
    const base = freshPage()
    const payments = Array.from({ length: 256 }, (_, index) => payment(base + BigInt(index), fresh(), units))
    const batch: Batch = { page: base / 256n, payments }
    const candidates = await dryRunEach(scene.chain.rpc, caller(), payments)
    if (!candidates.ok) throw candidates.error
    expect(planBatch(candidates.value, allowed()).batch).toEqual(batch)
    const verdict = await dryRunBatch(scene.chain.rpc, caller(), batch)
    if (!verdict.ok || verdict.value.kind !== 'passes') throw new Error('the full page is refused')
    const limit = batchGasLimit(verdict.value.gas)
    const receipt = await scene.pay(batch)
    expect(receipt.status).toBe('success')
    expect(limit).not.toBeNull()
    expect((limit ?? 0n) >= receipt.gasUsed).toBe(true)
    expect(batchGasLimit(14_000_000n)).toBeNull()
    expect(await scene.paidBits(batch.page)).toBe(unlimited)
    const matched = matchBatch(batch, { transfers: receipt.transfers, treasury: scene.chain.treasury })
    expect(matched.ok && matched.value.length).toBe(256)
  })
})

/** The operations of a program; the bytes that PUSH carries are data. */
function opcodesOf(code: `0x${string}`): readonly number[] {
  const bytes = Buffer.from(code.slice(2), 'hex')
  const found: number[] = []
  for (let index = 0; index < bytes.length; index += 1) {
    const opcode = bytes[index] ?? 0
    found.push(opcode)
    if (opcode >= 0x60 && opcode <= 0x7f) index += opcode - 0x5f
  }
  return found
}
