import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { FeedEvent, LiveFeed } from '#http/ports.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { openFeed } from './feed-store.ts'
import { type Listener, openListener } from './listen.ts'
import { outboxStore } from './outbox-store.ts'

let it: TestDatabase
let listener: Listener
const closers: (() => void)[] = []
beforeAll(async () => {
  it = await testDatabase()
  listener = openListener({ connectionString: it.connectionString, applicationName: 'feed-listen' })
  await vi.waitUntil(() => listener.isListening(), { timeout: 5_000 })
})
afterAll(async () => {
  await listener.close()
  await it.close()
})
beforeEach(() => it.db.executeSql('truncate outbox restart identity'))
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** Counts statements, so that what memory serves can be told from what the database serves. */
function counted() {
  const count = { since: 0 }
  const db = {
    query: (...call: Parameters<TestDatabase['db']['query']>) => {
      if (call[0] === 'feed_since') count.since += 1
      return it.db.query(...call)
    },
  }
  return { db, count }
}

function open(parts: Partial<Parameters<typeof openFeed>[0]> = {}): LiveFeed {
  const feed = openFeed({ db: it.db, listener, ...parts })
  closers.push(feed.close)
  return feed
}

async function publish(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await it.db.query(
      'test_write',
      `insert into outbox (topic, subject_id, payload, created_at)
       values ('payment.paid', $1, '{"amount": "12.50", "big": 12345678901234567890}', '2026-02-03T04:05:06.789Z')`,
      [name],
    )
  }
  await outboxStore(it.db).publishNext(1_000, () => Promise.resolve())
}

const subjects = (events: readonly FeedEvent[]): string[] =>
  events.map((event) => /"subject_id": "([^"]*)"/.exec(event.data)?.[1] ?? '')

async function readAll(feed: LiveFeed, after: bigint): Promise<string[]> {
  const seen: string[] = []
  for (let seq = after; ; ) {
    const page = await feed.since(seq, 3)
    if (page.length === 0) return seen
    seen.push(...subjects(page))
    seq = page.at(-1)?.seq ?? seq
  }
}

test('an event carries its number, topic, subject, time and payload; big numbers keep their digits', async () => {
  await publish('pay-1')
  const feed = open()
  const [event] = await feed.since(0n, 10)
  expect(event).toMatchObject({ seq: 1n, topic: 'payment.paid' })
  expect(JSON.parse(event?.data ?? '')).toMatchObject({
    subject_id: 'pay-1',
    at: '2026-02-03T04:05:06.789Z',
    amount: '12.50',
  })
  expect(event?.data).toContain('12345678901234567890')
  expect(event?.data).not.toMatch(/[\r\n]/)
})

test('who resumes at any number gets what followed, once and in order, from the database or from memory', async () => {
  await publish('a', 'b', 'c', 'd')
  const { db, count } = counted()
  const feed = open({ db })
  let rung = false
  feed.onNews(() => {
    rung = true
  })
  await expect.poll(() => rung, { timeout: 5_000 }).toBe(true)
  await publish('e', 'f', 'g', 'h', 'i')
  await expect.poll(() => readAll(feed, 4n), { timeout: 5_000 }).toEqual(['e', 'f', 'g', 'h', 'i'])
  const before = count.since
  expect(await readAll(feed, 6n)).toEqual(['g', 'h', 'i'])
  expect(await readAll(feed, 9n)).toEqual([])
  expect(count.since).toBe(before)
  expect(await readAll(feed, 0n)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'])
  expect(count.since).toBeGreaterThan(before)
  expect(await feed.latest()).toBe(9n)
})

test('news ring at once, and the beat rings without news', async () => {
  const feed = open({ beatMs: 60_000 })
  const rings: number[] = []
  feed.onNews(() => rings.push(performance.now()))
  // The feed must have found its place before: what it reads from then on rings.
  await expect.poll(() => feed.since(0n, 1)).toEqual([])
  await publish('a')
  const published = performance.now()
  await expect.poll(() => rings.length, { timeout: 5_000 }).toBeGreaterThan(0)
  expect((rings[0] ?? 0) - published).toBeLessThan(1_000)
  const beating = open({ beatMs: 20 })
  let beats = 0
  const leave = beating.onNews(() => {
    beats += 1
  })
  await expect.poll(() => beats, { timeout: 5_000 }).toBeGreaterThan(3)
  leave()
  const heard = beats
  await beating.latest()
  await beating.latest()
  expect(beats).toBe(heard)
})

test('what was published while it did not listen is read when it listens again', async () => {
  const feed = open()
  await publish('a')
  await expect.poll(() => readAll(feed, 0n), { timeout: 5_000 }).toEqual(['a'])
  await it.db.executeSql(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'feed-listen' and datname = current_database()`,
  )
  await publish('b', 'c')
  await expect.poll(() => readAll(feed, 1n), { timeout: 10_000 }).toEqual(['b', 'c'])
})

test('a reading that failed is reported and tried again', async () => {
  const problems: unknown[] = []
  let broken = true
  const db = {
    query: (...call: Parameters<TestDatabase['db']['query']>) =>
      broken ? Promise.reject(new Error('away')) : it.db.query(...call),
  }
  await publish('a')
  const feed = open({ db, beatMs: 20, onProblem: (error) => problems.push(error) })
  await expect.poll(() => problems.length, { timeout: 5_000 }).toBeGreaterThan(1)
  broken = false
  await expect.poll(() => feed.latest()).toBe(1n)
  await publish('b')
  await expect.poll(() => readAll(feed, 0n), { timeout: 5_000 }).toEqual(['a', 'b'])
})

test('memory holds a bounded tail; older ones come from the database', async () => {
  const { db, count } = counted()
  const feed = open({ db })
  await expect.poll(() => feed.since(0n, 1)).toEqual([])
  await it.db.executeSql(
    `insert into outbox (topic, subject_id, payload, created_at)
     select 't.n', n::text, '{}', now() from generate_series(1, 2500) n`,
  )
  for (let n = 0; n < 3; n += 1) await outboxStore(it.db).publishNext(1_000, () => Promise.resolve())
  await expect.poll(async () => (await feed.since(2_499n, 10)).length, { timeout: 5_000 }).toBe(1)
  const before = count.since
  expect(subjects(await feed.since(1_600n, 2))).toEqual(['1601', '1602'])
  expect(count.since).toBe(before)
  expect(subjects(await feed.since(10n, 2))).toEqual(['11', '12'])
  expect(count.since).toBe(before + 1)
})
