import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { CrashPointName } from '#flow/5-payment/ports.ts'
import type { Seeded } from './seed.ts'
import { createWorld, type World } from './world.ts'

const testMsMax = 180_000
let world: World
const paid: Seeded[] = []

beforeAll(async () => {
  world = await createWorld()
})
afterEach(() => world.killAll())
afterAll(() => world.end())

const frozenAt: readonly CrashPointName[] = [
  'before_sign',
  'after_sign_before_commit',
  'after_commit_before_broadcast',
  'after_broadcast_before_record',
  'before_settle_commit',
]

it.each(frozenAt)(
  'split brain: a leader frozen at %s past its lease, overtaken, then woken, pays nothing twice',
  async (point) => {
    const first = await world.start({ crashAt: point, signal: 'SIGSTOP' })
    await first.said('"lease_claimed"')
    const second = await world.start()
    const seeded = await world.seed(2)
    const later = await world.seed(2)
    if (point === 'before_settle_commit') {
      // It sleeps inside a transaction that holds the sender's row: nobody overtakes it before that ends.
      await new Promise((resolve) => setTimeout(resolve, 2_000))
      expect(second.lines.join()).not.toContain('lease_claimed')
      first.signal('SIGCONT')
    } else {
      await second.said('"lease_claimed"')
      await world.reach([...seeded, ...later])
      first.signal('SIGCONT')
      await first.said('"lease_lost"')
    }
    const last = await world.seed(2)
    await world.reach([...seeded, ...later, ...last])
    paid.push(...seeded, ...later, ...last)
    expect(await world.violations(paid)).toEqual([])
  },
  testMsMax,
)

it(
  'of many workers started at once one leads, and each payment is made once',
  async () => {
    await Promise.all([world.start(), world.start(), world.start()])
    const seeded = await world.seed(12)
    await world.reach(seeded)
    paid.push(...seeded)
    expect(await world.violations(paid)).toEqual([])
  },
  testMsMax,
)
