import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Fault } from '#kernel/fault.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { openListener } from './listen.ts'
import { outboxStore } from './outbox-store.ts'
import { type Database, openPool } from './pool.ts'

let it: TestDatabase
let second: Database
beforeAll(async () => {
  it = await testDatabase()
  // Another pool stands for another process.
  second = openPool({ connectionString: it.connectionString, applicationName: 'second-relay', max: 5 })
})
afterAll(async () => {
  await second.close()
  await it.close()
})
beforeEach(async () => {
  await it.db.executeSql('truncate outbox restart identity')
})

const insertSql = `insert into outbox (topic, subject_id, payload, created_at)
  values ('t.n', $1, jsonb_build_object('n', $1::text), now())`
const write = (name: string): Promise<unknown> => it.db.query('test_write', insertSql, [name])
const nothing = (): Promise<void> => Promise.resolve()

async function numbers(): Promise<readonly unknown[]> {
  const sql = 'select subject_id, seq::text as seq from outbox order by outbox.seq, id'
  return (await it.db.executeSql(sql)).rows.map((row) => [row['subject_id'], row['seq']])
}

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}

test('events are handed over oldest first and numbered without gaps, batch after batch', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await write(name)
  const seen: string[] = []
  const publish = () =>
    outboxStore(it.db).publishNext(2, (events) => {
      seen.push(...events.map((event) => `${event.id}:${event.subjectId}:${JSON.stringify(event.payload)}`))
      return Promise.resolve()
    })
  expect([await publish(), await publish(), await publish(), await publish()]).toEqual(
    [2, 2, 1, 0].map((value) => ({ ok: true, value })),
  )
  expect(seen).toEqual(['a', 'b', 'c', 'd', 'e'].map((name, n) => `${n + 1}:${name}:{"n":"${name}"}`))
  expect(await numbers()).toEqual([
    ['a', '1'],
    ['b', '2'],
    ['c', '3'],
    ['d', '4'],
    ['e', '5'],
  ])
})

test('an event that is written early and committed late gets a later number: who resumes by number misses nothing', async () => {
  const late = gate()
  const written = gate()
  const slow = it.db.transaction(async (tx) => {
    await tx.query('test_write', insertSql, ['early'])
    written.open()
    await late.opened
  })
  await written.opened
  await write('second')
  const store = outboxStore(it.db)
  expect(await store.publishNext(10, nothing)).toEqual({ ok: true, value: 1 })
  late.open()
  await slow
  expect(await store.publishNext(10, nothing)).toEqual({ ok: true, value: 1 })
  // Its id is the smaller one, yet a reader that saw number 1 finds it after that.
  const after = await it.db.executeSql('select id::int as id, subject_id from outbox where seq > 1')
  expect(after.rows).toEqual([{ id: 1, subject_id: 'early' }])
})

test('two relays at once: one works, the other does nothing; nothing is handed over twice', async () => {
  await write('a')
  const inside = gate()
  const leave = gate()
  const handled: string[] = []
  const first = outboxStore(it.db).publishNext(10, async (events) => {
    handled.push(...events.map((event) => event.subjectId))
    inside.open()
    await leave.opened
  })
  await inside.opened
  expect(
    await outboxStore(second).publishNext(10, () => Promise.reject(new Error('must not be handed over'))),
  ).toEqual({
    ok: true,
    value: 0,
  })
  leave.open()
  expect(await first).toEqual({ ok: true, value: 1 })
  expect(await outboxStore(second).publishNext(10, nothing)).toEqual({ ok: true, value: 0 })
  expect(handled).toEqual(['a'])
})

test('a crowd of writers and two relays: every event once, numbers in the order of publication', async () => {
  const handled: string[] = []
  const stop = { now: false }
  const relay = async (db: Database): Promise<void> => {
    const store = outboxStore(db)
    while (!stop.now) {
      const published = await store.publishNext(7, (events) => {
        handled.push(...events.map((event) => event.subjectId))
        return Promise.resolve()
      })
      if (!published.ok) throw published.error
    }
  }
  const relays = Promise.all([relay(it.db), relay(second)])
  const names = Array.from({ length: 120 }, (_, n) => `e${n}`)
  await Promise.all(
    [0, 1, 2].map(async (lane) => {
      for (const name of names.filter((_, n) => n % 3 === lane)) await write(name)
    }),
  )
  await expect.poll(() => handled.length, { timeout: 20_000 }).toBe(names.length)
  stop.now = true
  await relays
  expect(await numbers()).toEqual(handled.map((name, n) => [name, String(n + 1)]))
  expect(new Set(handled)).toEqual(new Set(names))
})

test('what the handler writes stands or falls with the numbers', async () => {
  await it.db.executeSql('create table job (name text)')
  await write('a')
  const store = outboxStore(it.db)
  const failing = store.publishNext(10, async (events, tx) => {
    await tx.executeSql('insert into job values ($1)', [events[0]?.subjectId])
    throw new RangeError('no')
  })
  await expect(failing).rejects.toThrow(RangeError)
  expect((await it.db.executeSql('select * from job')).rows).toEqual([])
  expect(await numbers()).toEqual([['a', null]])
  await store.publishNext(10, async (events, tx) => {
    await tx.executeSql('insert into job values ($1)', [events[0]?.subjectId])
  })
  expect((await it.db.executeSql('select * from job')).rows).toEqual([{ name: 'a' }])
  expect(await numbers()).toEqual([['a', '1']])
})

test('the newest number is told to whoever listens, after the commit', async () => {
  const heard: string[] = []
  let ready = false
  const listener = openListener({ connectionString: it.connectionString, applicationName: 'outbox-listen' })
  listener.subscribe('outbox_published', {
    onNotice: (payload) => heard.push(payload),
    onMaybeMissed: () => {
      ready = true
    },
  })
  await expect.poll(() => ready).toBe(true)
  await write('a')
  await write('b')
  await outboxStore(it.db).publishNext(10, nothing)
  await expect.poll(() => heard).toEqual(['2'])
  await listener.close()
})

test('a lost database is a Fault, and a Fault of the handler is one too', async () => {
  const gone = openPool({ connectionString: 'postgresql://u:p@127.0.0.1:1/none', applicationName: 'gone' })
  expect(await outboxStore(gone).publishNext(1, nothing)).toMatchObject({
    ok: false,
    error: { code: 'DATABASE_UNAVAILABLE' },
  })
  await gone.close()
  await write('a')
  const fault = new Fault({ code: 'QUEUE_UNAVAILABLE', internal: 'x', public: 'x', retryable: true })
  expect(await outboxStore(it.db).publishNext(1, () => Promise.reject(fault))).toEqual({
    ok: false,
    error: fault,
  })
  expect(await numbers()).toEqual([['a', null]])
})
