import { decodeErrorResult, encodeFunctionData, toFunctionSelector } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dryRunBatch } from '#adapters/chain/batch-dry-run.ts'
import {
  batchPayerAbi,
  batchPayerAddress,
  batchPayerDeployment,
  payData,
} from '#adapters/chain/batch-payer.ts'
import { readTransfer } from '#adapters/chain/token.ts'
import { hexSchema, receiptSchema } from '#adapters/chain/wire.ts'
import type { Address, Hash, TransferLog } from '#flow/5-payment/core/chain-facts.ts'
import { matchBatch } from '#flow/5-payment/core/match-batch.ts'
import type { Batch } from '#flow/5-payment/core/plan-batch.ts'
import {
  account,
  type BatchScene,
  batchOf,
  batchScene,
  deployHostileToken,
  hostileAbi,
  hostileModes,
  payment,
  stranger,
  unlimited,
} from './batch-scene.ts'

const amount = 10_000n
const funds = 1_000_000n
let scene: BatchScene
let token: Address
let payer: Address
const next = { page: 0n, account: 500 }

beforeAll(async () => {
  scene = await batchScene()
  token = await deployHostileToken(scene)
  payer = await deployPayer(scene.chain.treasury)
  await tell(encodeFunctionData({ abi: hostileAbi, functionName: 'approve', args: [payer, unlimited] }))
})
afterAll(() => scene.chain.stop())
beforeEach(async () => {
  await setMode('Honest')
  const [held = 0n] = await scene.balances([scene.chain.treasury], token)
  const data = encodeFunctionData({
    abi: hostileAbi,
    functionName: 'mint',
    args: [scene.chain.treasury, funds - held],
  })
  await tell(data)
})

async function deployPayer(owner: Address): Promise<Address> {
  const { to, data } = batchPayerDeployment({ owner, token })
  expect((await scene.send(stranger, to, data)).status).toBe('success')
  return batchPayerAddress({ owner, token })
}

async function tell(data: `0x${string}`): Promise<void> {
  expect((await scene.send(scene.chain.treasury, token, data)).status).toBe('success')
}

function setMode(mode: (typeof hostileModes)[number]): Promise<void> {
  const args = [hostileModes.indexOf(mode)] as const
  return tell(encodeFunctionData({ abi: hostileAbi, functionName: 'set', args }))
}

function twoPayments(): { readonly batch: Batch; readonly recipients: readonly Address[] } {
  const base = next.page++ * 256n
  const recipients = [account(next.account++), account(next.account++)]
  return {
    recipients,
    batch: batchOf(...recipients.map((to, index) => payment(base + BigInt(index), to, amount))),
  }
}

/** What the contract reverts with, and whether it leaves all as it was. */
async function refusalOf(batch: Batch, recipients: readonly Address[]) {
  const call = { from: scene.chain.treasury, to: payer, data: payData(batch) }
  const said = await scene.chain.rpc.batch([{ method: 'eth_call', params: [call, 'latest'] }])
  const answer = said.ok ? said.value[0] : undefined
  if (answer?.kind !== 'error') throw new Error('the batch was not refused')
  const receipt = await scene.send(scene.chain.treasury, payer, payData(batch))
  const untouched = await scene.balances([scene.chain.treasury, ...recipients], token)
  expect(untouched).toEqual([funds, ...recipients.map(() => 0n)])
  expect(receipt.status).toBe('reverted')
  expect(await scene.paidBits(batch.page, payer)).toBe(0n)
  return decodeErrorResult({ abi: batchPayerAbi, data: hexSchema.parse(answer.data) })
}

async function transfersOf(hash: Hash): Promise<readonly TransferLog[]> {
  const receipt = receiptSchema.parse(await scene.chain.must('eth_getTransactionReceipt', hash))
  return receipt.logs.flatMap((log) => readTransfer(log, token) ?? [])
}

const callbackOf = async () => ({
  done: BigInt(
    await scene.read(token, encodeFunctionData({ abi: hostileAbi, functionName: 'callbackDone' })),
  ),
  answer: (
    await scene.read(token, encodeFunctionData({ abi: hostileAbi, functionName: 'callbackAnswer' }))
  ).slice(0, 10),
})
const selectorOf = (error: string) => toFunctionSelector(`function ${error}`)

describe('a batch over a token that misbehaves', () => {
  it.each(['Honest', 'AnswersNothing'] as const)(
    'pays when the token is as EIP-20 or nearly: %s',
    async (mode) => {
      await setMode(mode)
      const { batch, recipients } = twoPayments()
      expect((await scene.send(scene.chain.treasury, payer, payData(batch))).status).toBe('success')
      const held = await scene.balances([scene.chain.treasury, ...recipients], token)
      expect(held).toEqual([funds - 2n * amount, amount, amount])
    },
  )

  it.each([
    ['AnswersFalse', 'the token answered false'],
    ['AnswersTwo', 'the token answered false'],
    ['AnswersOneByte', 'refused with 0x01'],
    ['RevertsSilently', 'the token refused without a word'],
    ['AnswersAtLength', 'refused with 0x00000000'],
  ] as const)('reverts whole when the token %s', async (mode, words) => {
    await setMode(mode)
    const { batch, recipients } = twoPayments()
    const { errorName, args } = await refusalOf(batch, recipients)
    expect([errorName, args?.[0]]).toEqual(['TransferFailed', 0n])
    // A refusal of 40,000 bytes is not carried on.
    expect(String(args?.[1]).length <= 2 + 2 * 512).toBe(true)
    const said = await dryRunBatch(scene.chain.rpc, { owner: scene.chain.treasury, payer }, batch)
    expect(said).toMatchObject({ value: { kind: 'refused', index: 0, why: words } })
  })

  it.each([
    ['MovesNothing', [funds, funds, 2n * amount]],
    ['FeeOnTop', [funds, funds - 2n * amount - 200n, 2n * amount]],
  ] as const)('reverts whole when the token says true but %s', async (mode, expected) => {
    await setMode(mode)
    const { batch, recipients } = twoPayments()
    const { errorName, args } = await refusalOf(batch, recipients)
    expect(errorName).toBe('WrongSum')
    expect(args).toEqual(expected)
  })

  it('does not take a payment as made when the token kept a fee from it: the log is not the promised one', async () => {
    await setMode('FeeFromRecipient')
    const { batch } = twoPayments()
    const { transactionHash, status } = await scene.send(scene.chain.treasury, payer, payData(batch))
    expect(status).toBe('success')
    const transfers = await transfersOf(transactionHash)
    expect(transfers.map((transfer) => transfer.amount)).toEqual([amount - 100n, amount - 100n])
    expect(matchBatch(batch, { transfers, treasury: scene.chain.treasury })).toEqual({
      ok: false,
      error: { index: 0 },
    })
  })
})

describe('a token that calls back while it is called', () => {
  const setCallback = (target: Address, data: `0x${string}`) =>
    tell(encodeFunctionData({ abi: hostileAbi, functionName: 'setCallback', args: [target, data] }))

  it('cannot pay: it is not the owner, and each payment is made once', async () => {
    const { batch, recipients } = twoPayments()
    const other = twoPayments()
    for (const inner of [batch, other.batch]) {
      const outer = inner === batch ? batch : twoPayments().batch
      await setCallback(payer, payData(inner))
      expect((await scene.send(scene.chain.treasury, payer, payData(outer))).status).toBe('success')
      expect(await callbackOf()).toEqual({ done: 0n, answer: selectorOf('NotOwner()') })
    }
    expect(await scene.balances(recipients, token)).toEqual([amount, amount])
    expect(await scene.balances(other.recipients, token)).toEqual([0n, 0n])
  })

  it('cannot pay a serial twice even as the owner itself: bits are set before the token is called', async () => {
    const own = await deployPayer(token)
    await tell(encodeFunctionData({ abi: hostileAbi, functionName: 'mint', args: [token, funds] }))
    await tell(encodeFunctionData({ abi: hostileAbi, functionName: 'approveFor', args: [own, unlimited] }))
    const { batch, recipients } = twoPayments()
    await setCallback(own, payData(batch))
    await tell(encodeFunctionData({ abi: hostileAbi, functionName: 'kick' }))
    expect(await callbackOf()).toEqual({ done: 0n, answer: selectorOf('AlreadyPaid(uint256)') })
    expect(await scene.balances([token, ...recipients], token)).toEqual([funds - 2n * amount, amount, amount])
    expect(await scene.paidBits(batch.page, own)).toBe(3n)
  })

  it('as the owner that pays other serials meanwhile is told by the sum: nothing happens', async () => {
    const own = batchPayerAddress({ owner: token, token })
    const outer = twoPayments()
    const inner = twoPayments()
    const before = await scene.balances([token], token)
    await setCallback(own, payData(inner.batch))
    // The outer batch is sent in the name of the token; the callback then pays the inner one.
    await scene.chain.must('anvil_setBalance', token, '0xde0b6b3a7640000')
    const said = await dryRunBatch(scene.chain.rpc, { owner: token, payer: own }, outer.batch)
    expect(said).toMatchObject({ value: { kind: 'refused', why: 'the batch contract refused: WrongSum' } })
    const receipt = await scene.send(token, own, payData(outer.batch))
    expect(receipt.status).toBe('reverted')
    expect(await scene.balances([token, ...outer.recipients, ...inner.recipients], token)).toEqual([
      ...before,
      0n,
      0n,
      0n,
      0n,
    ])
  })
})
