import { keccak256 } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { payData } from '#adapters/chain/batch-payer.ts'
import { localChainId, type RawTransaction } from '#flow/5-payment/core/chain-facts.ts'
import type { Batch } from '#flow/5-payment/core/plan-batch.ts'
import { account, type BatchScene, batchOf, batchScene, payment } from './batch-scene.ts'

const owner = privateKeyToAccount(generatePrivateKey())
const units = 10n ** 18n
let scene: BatchScene
beforeAll(async () => {
  scene = await batchScene({ treasury: owner.address })
})
afterAll(() => scene.chain.stop())

function sign(batch: Batch, nonce: number): Promise<RawTransaction> {
  return owner.signTransaction({
    type: 'eip1559',
    chainId: localChainId,
    nonce,
    to: scene.payer,
    data: payData(batch),
    gas: 1_000_000n,
    maxFeePerGas: 10n ** 10n,
    maxPriorityFeePerGas: 10n ** 9n,
  })
}

async function nextNonce(): Promise<number> {
  const counts = await scene.chain.port.nonces(owner.address)
  if (!counts.ok) throw counts.error
  return counts.value.latest
}

async function broadcast(raw: RawTransaction): Promise<'success' | 'reverted'> {
  const sent = await scene.chain.port.broadcast([raw])
  if (!sent.ok) throw sent.error
  return scene.chain.mined(keccak256(raw))
}

/**
 * Takes away the block of a transaction and all after it, and puts others there. The miner adds 16 blocks after the
 * last transaction: only when it rests is the depth known.
 */
async function reorgFrom(
  raw: RawTransaction,
  others: readonly (readonly [RawTransaction, number])[],
): Promise<void> {
  const receipts = await scene.chain.port.receipts([keccak256(raw)])
  const mined = receipts.ok ? receipts.value[0] : null
  if (!mined) throw new Error('nothing to take away')
  const depth = (await restingHead()) - mined.blockNumber + 1n
  await scene.chain.must('anvil_reorg', Number(depth), others)
}

async function restingHead(): Promise<bigint> {
  let last = -1n
  for (let look = 0; look < 100; look += 1) {
    const head = await scene.chain.port.head()
    if (!head.ok) throw head.error
    if (head.value.number === last) return last
    last = head.value.number
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('the chain does not come to rest')
}

it('the same bytes after a reorg pay once: the bits went with the block and come back with it', async () => {
  const to = account(9_000)
  const batch = batchOf(payment(0n, to, units), payment(1n, to, units))
  const raw = await sign(batch, await nextNonce())
  expect(await broadcast(raw)).toBe('success')
  await reorgFrom(raw, [])
  await scene.chain.must('anvil_dropAllTransactions')
  expect(await scene.paidBits(0n)).toBe(0n)
  expect(await scene.balances([to])).toEqual([0n])
  expect(await broadcast(raw)).toBe('success')
  expect(await scene.paidBits(0n)).toBe(3n)
  expect(await scene.balances([to])).toEqual([2n * units])
  // The same bytes a third time: their nonce is spent.
  const again = await scene.chain.port.broadcast([raw])
  expect(again.ok && again.value[0]?.accepted).toBe(false)
  expect(await scene.balances([to])).toEqual([2n * units])
})

it('payments that were planned anew are not paid again when the old batch comes back after all', async () => {
  const to = account(9_001)
  const base = 256n
  const [a, b, c] = [0n, 1n, 2n].map((offset) => payment(base + offset, to, units))
  if (a === undefined || b === undefined || c === undefined) throw new Error('three payments')
  const nonce = await nextNonce()
  const old = await sign(batchOf(a, b), nonce)
  const anew = await sign(batchOf(a, b, c), nonce + 1)
  // Somebody else used the old nonce; the payments were planned anew and paid.
  const foreign = await owner.signTransaction({
    type: 'eip1559',
    chainId: localChainId,
    nonce,
    to: owner.address,
    gas: 21_000n,
    maxFeePerGas: 10n ** 10n,
    maxPriorityFeePerGas: 10n ** 9n,
  })
  expect(await broadcast(foreign)).toBe('success')
  expect(await broadcast(anew)).toBe('success')
  expect(await scene.balances([to])).toEqual([3n * units])
  // A reorg deeper than the proof puts the old batch under its nonce, and the new one after it.
  await reorgFrom(foreign, [
    [old, 0],
    [anew, 1],
  ])
  expect(await scene.chain.mined(keccak256(old))).toBe('success')
  expect(await scene.chain.mined(keccak256(anew))).toBe('reverted')
  expect(await scene.balances([to])).toEqual([2n * units])
  expect(await scene.paidBits(1n)).toBe(3n)
  // What the new one held besides is still to be paid, and can be.
  expect(await broadcast(await sign(batchOf(c), nonce + 2))).toBe('success')
  expect(await scene.balances([to])).toEqual([3n * units])
})
