import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CrashPointName } from '#flow/5-payment/ports.ts'
import type { Seeded } from './seed.ts'
import { createWorld, type Worker, type World } from './world.ts'

/** SECURITY.md asks for each named point at least three times. */
const roundsPerPoint = 3
const testMsMax = 240_000
const points: readonly CrashPointName[] = [
  'before_sign',
  'after_sign_before_commit',
  'after_commit_before_broadcast',
  'after_broadcast_before_record',
  'after_record_before_mined',
  'after_receipt_before_mined_commit',
  'after_mined_commit',
  'before_settle_commit',
  'after_settle_commit',
]
let world: World
let worker: Worker
const paid: Seeded[] = []
const failed: Seeded[] = []

beforeAll(async () => {
  world = await createWorld()
  worker = await world.start()
})
afterAll(() => world.end())

it.each(points)(
  'PITFALL 7: a payment is made once when the process is killed at %s',
  async (point) => {
    for (let round = 0; round < roundsPerPoint; round += 1) {
      await worker.arm(point)
      const seeded = await world.seed(2)
      expect(await worker.ended()).toBe('SIGKILL')
      worker = await world.start()
      await world.reach(seeded)
      paid.push(...seeded)
      expect(await world.violations(paid, failed)).toEqual([])
    }
  },
  testMsMax,
)

it(
  'a payment that reverts is failed once, its reservation given back, when killed inside that transaction',
  async () => {
    for (let round = 0; round < roundsPerPoint; round += 1) {
      await worker.arm('after_commit_before_broadcast')
      const seeded = await world.seed(1)
      expect(await worker.ended()).toBe('SIGKILL')
      // It passed the dry run and is signed; now the token refuses the payee.
      for (const { to } of seeded) await world.chain.mined(await world.chain.blockAccount(to, true))
      worker = await world.start({ crashAt: 'in_fail_void' })
      expect(await worker.ended()).toBe('SIGKILL')
      await world.reach(seeded, 'mined')
      worker = await world.start()
      await world.reach(seeded, 'failed_reverted')
      failed.push(...seeded)
      expect(await world.violations(paid, failed)).toEqual([])
    }
  },
  testMsMax,
)

it('the same process stops by itself on SIGTERM, gives the lease back, and the next one leads at once', async () => {
  const seeded = await world.seed(1)
  await world.reach(seeded)
  paid.push(...seeded)
  expect(await worker.stop()).toBe(0)
  const rows = await world.base.db.query('test_lease', 'select lease_owner from senders')
  expect(rows).toEqual([{ lease_owner: null }])
  expect(await world.violations(paid, failed)).toEqual([])
})
