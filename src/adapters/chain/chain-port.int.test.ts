import { getAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Address, Fees, RawTransaction } from '#flow/5-payment/core/chain-facts.ts'
import type { Fault } from '#kernel/fault.ts'
import { minor } from '#kernel/money.ts'
import type { Result } from '#kernel/result.ts'
import { type TestChain, testChain } from '#test/support/chain.ts'
import { transferData } from './token.ts'
import { openChain } from './viem.ts'

const payee: Address = getAddress('0xabcdefabcdefabcdefabcdefabcdefabcdefabcd')
const absentHash = `0x${'ab'.repeat(32)}` as const

function must<T>(result: Result<T, Fault>): T {
  if (!result.ok) throw result.error
  return result.value
}

describe.each([
  { name: '18 decimals, chain 31337', decimals: 18, chainId: 31_337 },
  { name: '6 decimals, chain 1946', decimals: 6, chainId: 1_946 },
])('the chain port on anvil: $name', ({ decimals, chainId }) => {
  const account = privateKeyToAccount(generatePrivateKey())
  let chain: TestChain

  beforeAll(async () => {
    // Blocks are made by the tests: a block time of a minute keeps the miner out of their way.
    chain = await testChain({ decimals, chainId, treasury: account.address, blockTimeMs: 60_000 })
  }, 30_000)
  afterAll(() => chain?.stop())

  const signed = async (nonce: number, whole: bigint, fees: Fees): Promise<RawTransaction> =>
    account.signTransaction({
      type: 'eip1559',
      chainId,
      nonce,
      to: chain.token,
      data: transferData(payee, chain.tokens(whole)),
      gas: 100_000n,
      ...fees,
    })

  test('identity names chain, genesis and token, and gives the address in EIP-55 whatever its case', async () => {
    const identity = must(await chain.port.identity())
    expect(identity.chainId).toBe(chainId)
    expect(identity.genesisHash).toBe(must(await chain.port.blockHash(0n)))
    expect(identity.token).toEqual({ address: chain.token, symbol: 'MNEE', decimals })
    const lower: Address = `0x${chain.token.slice(2).toLowerCase()}`
    const again = must(await openChain({ url: chain.url, chainId, token: lower }).identity())
    expect(again.token.address).toBe(chain.token)
  })

  test('another chain id, a token address without code and a broken address are a CHAIN_MISMATCH', async () => {
    const wrong = [
      { url: chain.url, chainId: chainId + 1, token: chain.token },
      { url: chain.url, chainId, token: payee },
      { url: chain.url, chainId, token: '0x12' as const },
    ]
    for (const options of wrong) {
      const refused = await openChain(options).identity()
      expect(refused).toMatchObject({ ok: false, error: { code: 'CHAIN_MISMATCH', retryable: false } })
    }
  })

  test('head, block hashes, balances and fees are those of the chain', async () => {
    await chain.mine()
    const head = must(await chain.port.head())
    expect(must(await chain.port.blockHash(head.number))).toBe(head.hash)
    expect(must(await chain.port.blockHash(head.number + 1_000n))).toBeNull()
    expect(Math.abs(head.timestamp - Date.now())).toBeLessThan(30_000)
    const balances = must(await chain.port.balances(account.address))
    expect(balances).toEqual({ token: chain.tokens(100_000n), gasWei: 10n ** 22n, blockNumber: head.number })
    const fees = must(await chain.port.fees())
    expect(fees.maxFeePerGas).toBe(2n * head.baseFeePerGas + fees.maxPriorityFeePerGas)
  })

  test('bytes sent in one batch are mined in order, their logs and receipts say what was moved and what it cost', async () => {
    const fees = must(await chain.port.fees())
    const raw = await Promise.all([0, 1, 2].map((nonce) => signed(nonce, BigInt(nonce) + 1n, fees)))
    const before = must(await chain.port.balances(account.address))
    const answers = must(await chain.port.broadcast(raw))
    expect(answers.map((answer) => answer.accepted)).toEqual([true, true, true])
    expect(must(await chain.port.nonces(account.address))).toEqual({ latest: 0, pending: 3 })
    const hashes = answers.map((answer) => answer.hash)
    expect(must(await chain.port.receipts(hashes))).toEqual([null, null, null])
    await chain.mine()
    const receipts = must(
      await chain.port.receipts([hashes[0] ?? absentHash, absentHash, hashes[2] ?? absentHash]),
    )
    expect(receipts[1]).toBeNull()
    const head = must(await chain.port.head())
    expect(receipts[2]).toMatchObject({ transactionHash: hashes[2], status: 'success', blockHash: head.hash })
    expect(receipts[0]?.transfers).toMatchObject([
      { from: account.address, to: payee, amount: chain.tokens(1n) },
    ])
    const all = must(await chain.port.receipts(hashes))
    const cost = all.reduce((total, receipt) => total + (receipt?.feeWei ?? 0n), 0n)
    const after = must(await chain.port.balances(account.address))
    expect(before.gasWei - after.gasWei).toBe(cost)
    expect(before.token - after.token).toBe(chain.tokens(6n))
    const logs = must(
      await chain.port.transfers({ from: account.address, fromBlock: head.number, toBlock: head.number }),
    )
    expect(logs.map((log) => [log.transactionHash, log.amount])).toEqual(
      hashes.map((hash, index) => [hash, chain.tokens(BigInt(index) + 1n)]),
    )
    expect(must(await chain.port.nonces(account.address))).toEqual({ latest: 3, pending: 3 })
    expect(must(await chain.port.nonceAt(account.address, head.number - 1n))).toBe(0)
    expect(must(await chain.port.nonceAt(account.address, head.number))).toBe(3)
  })

  test('the same bytes again, and a nonce that is used up, are answers and not faults', async () => {
    const fees = must(await chain.port.fees())
    const next = must(await chain.port.nonces(account.address)).latest
    const raw = await signed(next, 1n, fees)
    const old = await signed(0, 9n, fees)
    expect(must(await chain.port.broadcast([raw]))[0]?.accepted).toBe(true)
    const again = must(await chain.port.broadcast([raw, old]))
    expect(again.map((answer) => answer.accepted)).toEqual([false, false])
    expect(again[0]?.said).toMatch(/already|known|imported/i)
    expect(again[1]?.said).toMatch(/nonce/i)
    await chain.mine()
    expect(must(await chain.port.receipts([again[0]?.hash ?? absentHash]))[0]?.status).toBe('success')
  })

  test('more bytes than one batch holds arrive in order', async () => {
    const fees = must(await chain.port.fees())
    const next = must(await chain.port.nonces(account.address)).latest
    const raw = await Promise.all(Array.from({ length: 130 }, (_, index) => signed(next + index, 1n, fees)))
    const answers = must(await chain.port.broadcast(raw))
    expect(answers.every((answer) => answer.accepted)).toBe(true)
    await chain.mine()
    const receipts = must(await chain.port.receipts(answers.map((answer) => answer.hash)))
    expect(receipts.map((receipt) => receipt?.status)).toEqual(raw.map(() => 'success'))
  }, 20_000)

  test('transfers by receiver, over several chunks, come oldest first and never from another token', async () => {
    const head = must(await chain.port.head())
    const port = openChain({
      url: chain.url,
      chainId,
      token: chain.token,
      logBounds: { blocksPerCallMax: 1, callsMax: 50 },
    })
    const whole = must(await chain.port.transfers({ to: payee, fromBlock: 0n, toBlock: head.number }))
    const inChunks = must(await port.transfers({ to: payee, fromBlock: 0n, toBlock: head.number }))
    expect(inChunks).toEqual(whole)
    expect(whole.length).toBeGreaterThanOrEqual(134)
    expect(must(await port.transfers({ to: payee, fromBlock: 5n, toBlock: 4n }))).toEqual([])
    const bounded = openChain({
      url: chain.url,
      chainId,
      token: chain.token,
      logBounds: { blocksPerCallMax: 1, callsMax: 2 },
    })
    const refused = await bounded.transfers({ to: payee, fromBlock: 0n, toBlock: head.number })
    expect(refused).toMatchObject({ ok: false, error: { code: 'CHAIN_UNAVAILABLE' } })
  })

  test('a dry run tells in words why a transfer would revert, and null when it would not', async () => {
    const transfer = { from: account.address, to: payee, amount: chain.tokens(1n) }
    expect(must(await chain.port.simulateTransfer(transfer))).toBeNull()
    const tooMuch = { ...transfer, amount: chain.tokens(10_000_000n) }
    expect(must(await chain.port.simulateTransfer(tooMuch))).toBe('MNEE: insufficient balance')
    const blocked = await chain.blockAccount(payee, true)
    await chain.mine()
    expect(await chain.mined(blocked)).toBe('success')
    expect(must(await chain.port.simulateTransfer(transfer))).toBe('MNEE: blocked account')
    await chain.blockAccount(payee, false)
    await chain.pauseToken(true)
    await chain.mine()
    expect(must(await chain.port.simulateTransfer(transfer))).toBe('MNEE: paused')
  })

  test('a transfer that reverts on the chain has a receipt that says so, and no Transfer log', async () => {
    const fees = must(await chain.port.fees())
    const raw = await signed(must(await chain.port.nonces(account.address)).latest, 1n, fees)
    const [answer] = must(await chain.port.broadcast([raw]))
    await chain.mine()
    const [receipt] = must(await chain.port.receipts([answer?.hash ?? absentHash]))
    expect(receipt).toMatchObject({ status: 'reverted', transfers: [] })
    expect(receipt?.feeWei).toBeGreaterThan(0n)
    await chain.pauseToken(false)
    await chain.mine()
  })

  test('a mint is a transfer from the zero address, so nothing of the token is invisible', async () => {
    await chain.mint(payee, minor('MNEE', 7n))
    await chain.mine()
    const { number } = must(await chain.port.head())
    const logs = must(await chain.port.transfers({ to: payee, fromBlock: number, toBlock: number }))
    expect(logs).toMatchObject([{ from: '0x0000000000000000000000000000000000000000', amount: 7n }])
  })
})
