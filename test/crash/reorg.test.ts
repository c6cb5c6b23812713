import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import type { Seeded } from './seed.ts'
import { type World, createWorld } from './world.ts'

const testMsMax = 180_000
let world: World
const paid: Seeded[] = []

beforeAll(async () => {
  world = await createWorld({ blockTimeMs: 150 })
})
afterEach(() => world.killAll())
afterAll(() => world.end())

async function allPaidOnce(seeded: readonly Seeded[]): Promise<void> {
  await world.reach(seeded)
  paid.push(...seeded)
  expect(await world.violations(paid)).toEqual([])
}
async function eventsOf(seeded: readonly Seeded[]): Promise<readonly string[]> {
  const ids = seeded.map((payment) => payment.paymentId)
  const rows = await world.base.db.query(
    'test_events',
    'select kind from payment_events where payment_id = any ($1::uuid[]) order by id',
    [ids],
  )
  return z.array(z.object({ kind: z.string() })).parse(rows).map((row) => row.kind)
}

it(
  'a reorg puts mined payments back to signed; the same bytes are mined again and paid once',
  async () => {
    await world.start()
    const all: Seeded[] = []
    for (const depth of [1, 2, 3]) {
      const seeded = await world.seed(2)
      all.push(...seeded)
      await world.reach(seeded, 'mined')
      await world.chain.must('anvil_reorg', depth, [])
    }
    await allPaidOnce(all)
    expect(await eventsOf(all)).toContain('reorged')
  },
  testMsMax,
)

it(
  'a pool that drops everything gets the stored bytes again',
  async () => {
    await world.start()
    const seeded = await world.seed(4)
    await world.reach(seeded, 'in_flight').catch(() => undefined)
    await world.chain.must('anvil_dropAllTransactions')
    await allPaidOnce(seeded)
  },
  testMsMax,
)

it(
  'a chain killed and restored from an older state than finality gets every lost final payment again, by itself',
  async () => {
    await world.start()
    const seeded = await world.seed(6)
    await world.reach(seeded)
    const killed = world.chain.local.pid()
    // Deeper than the confirmations: final payments are gone from the chain.
    await world.chain.must('anvil_rollback', 12)
    const later = await world.seed(2)
    await world.reach(later)
    if (killed === null) throw new Error('the chain runs')
    process.kill(killed, 'SIGKILL')
    const last = await world.seed(2)
    await world.reach(last)
    paid.push(...seeded, ...later, ...last)
    await expect.poll(() => world.violations(paid), { timeout: 60_000, interval: 500 }).toEqual([])
    expect(await world.pausedReason()).toBeNull()
    expect(await eventsOf(paid)).toContain('moved_block')
  },
  testMsMax,
)

it(
  'a stuck lowest nonce gets higher fees with the same nonce and transfer, stored before it is sent, and is paid once',
  async () => {
    await world.start({ bumpAfterMs: 300, crashAt: 'after_commit_before_broadcast', signal: 'SIGKILL' })
    const seeded = await world.seed(2)
    await expect.poll(async () => (await eventsOf(seeded)).filter((kind) => kind === 'scheduled').length).toBe(2)
    await world.killAll()
    // Signed at the old market; now the base fee is a hundred times higher.
    for (let block = 0; block < 5; block += 1) await world.chain.must('anvil_setNextBlockBaseFeePerGas', '0x2540be400')
    await world.start({ bumpAfterMs: 300 })
    for (let block = 0; block < 20; block += 1) {
      await world.chain.must('anvil_setNextBlockBaseFeePerGas', '0x2540be400')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await allPaidOnce(seeded)
    expect(await eventsOf(seeded)).toContain('fee_raised')
  },
  testMsMax,
)

it(
  'a nonce used elsewhere with our key stops the sender; the payment is neither failed nor paid with a new nonce',
  async () => {
    const counts = await world.chain.port.nonces(world.sender)
    if (!counts.ok) throw counts.error
    const doomed = await world.start({ crashAt: 'after_commit_before_broadcast' })
    const seeded = await world.seed(1)
    expect(await doomed.ended()).toBe('SIGKILL')
    const raw = await world.account.signTransaction({
      type: 'eip1559',
      chainId: world.token.chainId,
      nonce: counts.value.latest,
      to: world.sender,
      gas: 21_000n,
      maxFeePerGas: 100_000_000_000n,
      maxPriorityFeePerGas: 2_000_000_000n,
    })
    const sent = await world.chain.port.broadcast([raw])
    if (!sent.ok || sent.value[0] === undefined) throw new Error('the node takes the foreign transaction')
    await world.chain.mined(sent.value[0].hash)
    await world.start()
    await expect.poll(() => world.pausedReason(), { timeout: 30_000 }).toBe('foreign_nonce')
    const later = await world.seed(1)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const rows = await world.base.db.query(
      'test_states',
      'select state, generation from payments where id = any ($1::uuid[]) order by created_at',
      [[...seeded, ...later].map((payment) => payment.paymentId)],
    )
    expect(rows).toEqual([
      { state: 'scheduled', generation: 1 },
      { state: 'approved', generation: 1 },
    ])
  },
  testMsMax,
)
