import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type RpcFault, type RpcProxy, startRpcProxy } from '#test/support/rpc-proxy.ts'
import type { Seeded } from './seed.ts'
import { createWorld, type World } from './world.ts'

const testMsMax = 180_000
let world: World
let proxy: RpcProxy
const paid: Seeded[] = []

beforeAll(async () => {
  world = await createWorld()
  proxy = await startRpcProxy(world.chain.url)
})
afterEach(() => world.killAll())
afterAll(async () => {
  await world.end()
  await proxy.stop()
})

async function allPaidOnce(seeded: readonly Seeded[]): Promise<void> {
  await world.reach(seeded)
  paid.push(...seeded)
  expect(await world.violations(paid)).toEqual([])
}

it(
  'PITFALL 9: 4 concurrent payments are 4 of 4',
  async () => {
    await world.start()
    await allPaidOnce(await world.seed(4))
  },
  testMsMax,
)

const faults: readonly RpcFault[] = [
  { kind: 'drop_before' },
  { kind: 'drop_after' },
  { kind: 'status', status: 429, forwarded: false },
  { kind: 'status', status: 503, forwarded: true },
  { kind: 'html', forwarded: true },
  { kind: 'truncated', forwarded: true },
  { kind: 'rpc_error', code: -32_603, message: 'internal error', forwarded: true },
  { kind: 'delay', ms: 2_500 },
]

it(
  'every lie and loss of the RPC on every kind of call leaves each payment made once',
  async () => {
    await world.start({ rpcUrl: proxy.url })
    const all: Seeded[] = []
    for (const fault of faults) {
      for (const method of [
        'eth_sendRawTransaction',
        'eth_getTransactionReceipt',
        'eth_getTransactionCount',
      ]) {
        proxy.inject(fault, { methods: [method] })
      }
      const seeded = await world.seed(2)
      all.push(...seeded)
      await world.reach(seeded)
    }
    expect(proxy.faultsUsed()).toBe(faults.length * 3)
    await allPaidOnce(all)
  },
  testMsMax,
)

it(
  'an endpoint that is away loses nothing: payments wait and are made when it is back',
  async () => {
    const away = await startRpcProxy(world.chain.url)
    await world.start({ rpcUrl: away.url })
    away.inject({ kind: 'drop_before' }, { times: 30 })
    const seeded = await world.seed(2)
    await allPaidOnce(seeded)
    expect(away.faultsUsed()).toBe(30)
    await away.stop()
  },
  testMsMax,
)

it(
  'another chain behind the endpoint pauses the sender; nothing is signed or believed until the right one is back',
  async () => {
    const genesis = (answer: unknown) => rewriteGenesis(answer)
    proxy.clear()
    proxy.inject({ kind: 'rewrite', with: genesis }, { methods: ['eth_getBlockByNumber'], times: 40 })
    await world.start({ rpcUrl: proxy.url })
    await expect.poll(() => world.pausedReason(), { timeout: 20_000 }).toBe('chain_mismatch')
    const seeded = await world.seed(1)
    await allPaidOnce(seeded)
    expect(await world.pausedReason()).toBeNull()
  },
  testMsMax,
)

it(
  'a signer that refuses blocks that one payment for a person; the others are paid',
  async () => {
    await world.start()
    const [forged] = await world.seed(1, { payeeSigned: `0x${'d'.repeat(40)}` })
    if (forged === undefined) throw new Error('a payment was seeded')
    const seeded = await world.seed(2)
    await world.reach([forged], 'blocked')
    await world.reach(seeded)
    paid.push(...seeded)
    const held = await world.base.db.query('test_held', 'select held from treasury_balance')
    expect(held).toEqual([{ held: forged.amount.toString() }])
  },
  testMsMax,
)

/** The hash of block 0 with one digit changed, in single answers and batches. */
function rewriteGenesis(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(rewriteGenesis)
  if (typeof answer !== 'object' || answer === null || !('result' in answer)) return answer
  const { result } = answer
  if (typeof result !== 'object' || result === null || !('number' in result) || result.number !== '0x0')
    return answer
  return { ...answer, result: { ...result, hash: `0x${'e'.repeat(64)}` } }
}
