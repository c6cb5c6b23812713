import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startRpcProxy } from '#test/support/rpc-proxy.ts'
import { createWorld, type World } from './world.ts'

// The same chain, database, signer, payments and oracle; only the order of steps is the one everybody writes first.
const testMsMax = 120_000
let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterEach(() => world.killAll())
afterAll(() => world.end())

it(
  'the naive order (read nonce, send, record, retry) pays twice after a kill between send and record',
  async () => {
    const doomed = await world.start({ engine: 'naive', crashAt: 'after_broadcast_before_record' })
    const seeded = await world.seed(1)
    expect(await doomed.ended()).toBe('SIGKILL')
    await world.start({ engine: 'naive' })
    await world.reach(seeded, 'scheduled')
    const doubled = `exactly once: ${seeded[0]?.to} was paid 2 times`
    await expect.poll(() => world.violations(seeded), { timeout: 20_000 }).toContain(doubled)
  },
  testMsMax,
)

it(
  'the naive order pays twice when the node takes the transfer and the answer is lost',
  async () => {
    const proxy = await startRpcProxy(world.chain.url)
    proxy.inject({ kind: 'drop_after' }, { methods: ['eth_sendRawTransaction'] })
    await world.start({ engine: 'naive', rpcUrl: proxy.url })
    const seeded = await world.seed(1)
    await world.reach(seeded, 'scheduled')
    const doubled = `exactly once: ${seeded[0]?.to} was paid 2 times`
    await expect.poll(() => world.violations(seeded), { timeout: 20_000 }).toContain(doubled)
    await proxy.stop()
  },
  testMsMax,
)
