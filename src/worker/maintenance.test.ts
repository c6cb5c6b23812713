import { expect, test } from 'vitest'
import { manualClock } from '#adapters/clock/manual.ts'
import { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { dayMs, type Instant, instantOf, minuteMs } from '#kernel/time.ts'
import { createMaintenance, type Maintenance, type MaintenanceEvent } from './maintenance.ts'

const away = new Fault({ code: 'DATABASE_UNAVAILABLE', internal: 'x', public: 'x', retryable: true })

/** A store with so many rows past their time per task; it remembers what it was asked. */
function house(rows: Readonly<Record<string, number>>, failing: string | null = null) {
  const left = new Map(Object.entries(rows))
  const asked: { readonly task: string; readonly agoMs: number; readonly rowsMax: number }[] = []
  const start = instantOf(Date.UTC(2026, 1, 3))
  if (!start.ok) throw new Error(start.error)
  const clock = manualClock(start.value)
  const take = (task: string, at: Instant, rowsMax: number): Promise<Result<number, Fault>> => {
    asked.push({ task, agoMs: clock.now() - at, rowsMax })
    if (task === failing) return Promise.resolve(err(away))
    const done = Math.min(left.get(task) ?? 0, rowsMax)
    left.set(task, (left.get(task) ?? 0) - done)
    return Promise.resolve(ok(done))
  }
  const thrown = async (task: string, at: Instant, rowsMax: number): Promise<number> => {
    const taken = await take(task, at, rowsMax)
    if (!taken.ok) throw taken.error
    return taken.value
  }
  const events: MaintenanceEvent[] = []
  const sleeps: (() => void)[] = []
  const maintenance: Maintenance = createMaintenance({
    store: {
      expireApprovals: (at, max) => take('expire_approvals', at, max),
      deleteReplays: (at, max) => take('delete_replays', at, max),
      deleteSpendMinutes: (at, max) => take('delete_spend_minutes', at, max),
    },
    deleteIdempotencyKeys: (at, max) => thrown('delete_idempotency_keys', at, max),
    deleteExpiredSessions: (at, max) => thrown('delete_sessions', at, max),
    clock,
    sleep: (ms) =>
      new Promise((resolve) => {
        sleeps.push(() => {
          clock.advanceMs(ms)
          resolve()
        })
      }),
    report: (event) => events.push(event),
    rowsMax: 10,
  })
  return { maintenance, asked, events, sleeps, left, clock }
}

test('every task is asked for what is past its own time', async () => {
  const { maintenance, asked } = house({})
  await maintenance.runOnce()
  expect(asked.map(({ task, agoMs }) => [task, agoMs])).toEqual([
    ['expire_approvals', 0],
    ['delete_idempotency_keys', dayMs],
    ['delete_replays', dayMs],
    ['delete_sessions', 7 * dayMs],
    ['delete_spend_minutes', 40 * dayMs],
  ])
})

test('a task goes on in bounded batches until nothing is left, and says how much it was', async () => {
  const { maintenance, asked, events } = house({ delete_replays: 25 })
  await maintenance.runOnce()
  expect(asked.filter(({ task }) => task === 'delete_replays').map(({ rowsMax }) => rowsMax)).toEqual([
    10, 10, 10,
  ])
  expect(events).toEqual([{ kind: 'done', task: 'delete_replays', rows: 25 }])
})

test('a flood is not worked off in one round', async () => {
  const { maintenance, asked, left } = house({ delete_replays: 1_000 })
  await maintenance.runOnce()
  expect(asked.filter(({ task }) => task === 'delete_replays')).toHaveLength(20)
  expect(left.get('delete_replays')).toBe(800)
})

test.each(['expire_approvals', 'delete_sessions'])('%s failing does not stop the others', async (failing) => {
  const { maintenance, asked, events } = house({ delete_spend_minutes: 3 }, failing)
  await maintenance.runOnce()
  expect(new Set(asked.map(({ task }) => task)).size).toBe(5)
  expect(events).toContainEqual({ kind: 'failed', task: failing, error: away })
  expect(events).toContainEqual({ kind: 'done', task: 'delete_spend_minutes', rows: 3 })
})

test('it comes again after a minute, and stops without waiting one', async () => {
  const { maintenance, asked, sleeps, clock } = house({})
  const began = clock.now()
  maintenance.start()
  await expect.poll(() => asked.length).toBe(5)
  while (asked.length < 10) {
    await expect.poll(() => sleeps.length + asked.length).toBeGreaterThan(5)
    sleeps.shift()?.()
    await Promise.resolve()
  }
  expect(clock.now() - began).toBe(minuteMs)
  await maintenance.stop()
  await expect.poll(() => asked.length).toBe(10)
})
