import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ChainPort } from '#flow/5-payment/ports.ts'
import type { Fault } from '#kernel/fault.ts'
import type { Result } from '#kernel/result.ts'
import { type TestChain, testChain } from '#test/support/chain.ts'
import { type RpcFault, type RpcProxy, startRpcProxy } from '#test/support/rpc-proxy.ts'
import { transferData } from './token.ts'
import { openChain } from './viem.ts'

const account = privateKeyToAccount(generatePrivateKey())
const payee = '0x2222222222222222222222222222222222222222'
let chain: TestChain
let proxy: RpcProxy
let port: ChainPort

beforeAll(async () => {
  chain = await testChain({ treasury: account.address, blockTimeMs: 60_000 })
  proxy = await startRpcProxy(chain.url)
  port = openChain({ url: proxy.url, chainId: 31_337, token: chain.token, timeoutMs: 500 })
}, 30_000)
afterEach(() => proxy.clear())
afterAll(async () => {
  await proxy?.stop()
  await chain?.stop()
})

const faults: readonly (readonly [string, RpcFault])[] = [
  ['a connection cut before', { kind: 'drop_before' }],
  ['a connection cut after', { kind: 'drop_after' }],
  ['an answer that comes too late', { kind: 'delay', ms: 800 }],
  ['status 429', { kind: 'status', status: 429, forwarded: false }],
  ['status 503', { kind: 'status', status: 503, forwarded: true }],
  ['a page of HTML', { kind: 'html', forwarded: false }],
  ['JSON that breaks off', { kind: 'truncated', forwarded: true }],
  ['answers with other ids', { kind: 'rewrite', with: (answer) => renumber(answer) }],
  [
    'an answer without a result',
    { kind: 'rewrite', with: () => ({ jsonrpc: '2.0', id: 1, result: 'maybe' }) },
  ],
  ['an answer that is null', { kind: 'rewrite', with: () => null }],
]

function renumber(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(renumber)
  return typeof answer === 'object' && answer !== null ? { ...answer, id: 99 } : answer
}

const questions: readonly (readonly [string, () => Promise<Result<unknown, Fault>>])[] = [
  ['identity', () => port.identity()],
  ['head', () => port.head()],
  ['nonces', () => port.nonces(account.address)],
  ['balances', () => port.balances(account.address)],
  ['receipts', () => port.receipts([`0x${'11'.repeat(32)}`])],
  ['transfers', () => port.transfers({ from: account.address, fromBlock: 0n, toBlock: 1n })],
  [
    'simulateTransfer',
    () => port.simulateTransfer({ from: account.address, to: payee, amount: chain.tokens(1n) }),
  ],
]

describe.each(faults)('%s', (_, fault) => {
  test.each(questions)(
    'is CHAIN_UNAVAILABLE for %s, asked once, and hides the address of the endpoint',
    async (__, ask) => {
      const before = proxy.seen().length
      proxy.inject(fault)
      const answer = await ask()
      expect(answer).toMatchObject({ ok: false, error: { code: 'CHAIN_UNAVAILABLE', retryable: true } })
      const said = answer.ok ? proxy.url : answer.error.internal + answer.error.public
      expect(said).not.toContain(proxy.url.slice('http://'.length))
      expect(proxy.seen().length - before).toBe(1)
      expect((await ask()).ok).toBe(true)
    },
  )
})

test('a broadcast whose answer was lost is a fault, was sent once, and the bytes are on the chain', async () => {
  const fees = await port.fees()
  if (!fees.ok) throw fees.error
  for (const [nonce, fault] of ([{ kind: 'drop_after' }, { kind: 'delay', ms: 800 }] as const).entries()) {
    const raw = await account.signTransaction({
      type: 'eip1559',
      chainId: 31_337,
      nonce,
      to: chain.token,
      data: transferData(payee, chain.tokens(1n)),
      gas: 100_000n,
      ...fees.value,
    })
    proxy.inject(fault, { methods: ['eth_sendRawTransaction'] })
    const sent = proxy.seen().length
    expect(await port.broadcast([raw])).toMatchObject({ ok: false, error: { code: 'CHAIN_UNAVAILABLE' } })
    expect(proxy.seen().length - sent).toBe(1)
    const again = await port.broadcast([raw])
    expect(again).toMatchObject({ ok: true, value: [{ accepted: false }] })
    await chain.mine()
    const receipts = again.ok ? await port.receipts([again.value[0]?.hash ?? '0x']) : again
    expect(receipts).toMatchObject({ ok: true, value: [{ status: 'success' }] })
  }
})

test("a node's own error to a broadcast is an answer, to a question it is a fault", async () => {
  const lie: RpcFault = { kind: 'rpc_error', code: -32_603, message: 'internal error', forwarded: false }
  proxy.inject(lie, { times: 3 })
  expect(await port.broadcast(['0x02', '0x03'])).toMatchObject({
    ok: true,
    value: [{ accepted: false }, { accepted: false }],
  })
  expect(await port.head()).toMatchObject({ ok: false, error: { code: 'CHAIN_UNAVAILABLE' } })
  expect(
    await port.simulateTransfer({ from: account.address, to: payee, amount: chain.tokens(1n) }),
  ).toMatchObject({ ok: false })
})

test('a receipt of another transaction is never taken for the one that was asked for', async () => {
  const hash = await chain.transferAs(account.address, payee, chain.tokens(1n))
  await chain.mine()
  proxy.inject({ kind: 'rewrite', with: (answer) => answerWith(answer, hash) })
  const asked = await port.receipts([`0x${'22'.repeat(32)}`])
  expect(asked).toMatchObject({ ok: true, value: [null] })
  const real = await chain.must('eth_getTransactionReceipt', hash)
  proxy.inject({ kind: 'rewrite', with: (answer) => answerWith(answer, real) })
  expect(await port.receipts([`0x${'22'.repeat(32)}`])).toMatchObject({
    ok: false,
    error: { code: 'CHAIN_UNAVAILABLE' },
  })
})

function answerWith(answer: unknown, result: unknown): unknown {
  if (typeof result === 'string') return answer
  return typeof answer === 'object' && answer !== null ? { ...answer, result } : answer
}

test('an endpoint that refuses wide spans of logs is asked for narrower ones', async () => {
  const head = await port.head()
  if (!head.ok) throw head.error
  const query = { to: payee, fromBlock: 0n, toBlock: head.value.number } as const
  const whole = await port.transfers(query)
  proxy.inject(
    { kind: 'rpc_error', code: -32_005, message: 'query returned more than 10000 results', forwarded: false },
    { methods: ['eth_getLogs'], times: 2 },
  )
  expect(await port.transfers(query)).toEqual(whole)
  expect(whole.ok && whole.value.length).toBe(3)
})
