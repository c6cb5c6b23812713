import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import type { Seeded } from './seed.ts'
import { createWorld, type World } from './world.ts'

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
  return z
    .array(z.object({ kind: z.string() }))
    .parse(rows)
    .map((row) => row.kind)
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
    await expect
      .poll(async () => (await eventsOf(seeded)).filter((kind) => kind === 'scheduled').length)
      .toBe(4)
    await world.chain.must('anvil_dropAllTransactions')
    await allPaidOnce(seeded)
  },
  testMsMax,
)

it(
  'a node killed and restored from an older state, also older than finality, gets the lost bytes again by itself',
  async () => {
    await world.start()
    for (let round = 0; round < 3; round += 1) {
      const before = await world.seed(2)
      await world.reach(before)
      const during = await world.seed(2)
      const pid = world.chain.local.pid()
      if (pid === null) throw new Error('the chain runs')
      process.kill(pid, 'SIGKILL')
      const after = await world.seed(2)
      await world.reach([...during, ...after])
      paid.push(...before, ...during, ...after)
      // What was final may have been lost again: the engine restores it block by block.
      await expect
        .poll(() => world.violations(paid).catch((error) => [String(error)]), {
          timeout: 60_000,
          interval: 500,
        })
        .toEqual([])
      expect(await world.pausedReason()).toBeNull()
    }
  },
  testMsMax,
)
