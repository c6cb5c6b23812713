import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fault } from '#kernel/fault.ts'
import { InvariantError } from '#kernel/invariant.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { openListener } from './listen.ts'

let it: TestDatabase
beforeAll(async () => {
  it = await testDatabase({ empty: true })
})
afterAll(() => it.close())

const notify = (channel: string, payload: string): Promise<unknown> =>
  it.db.query('test_notify', 'select pg_notify($1, $2)', [channel, payload])

function recorder() {
  const notices: string[] = []
  const state = { missed: 0 }
  const handler = {
    onNotice: (payload: string) => {
      notices.push(payload)
    },
    onMaybeMissed: () => {
      state.missed += 1
    },
  }
  return { notices, state, handler }
}

test('a subscriber hears its channel only, until it leaves', async () => {
  const listener = openListener({ connectionString: it.connectionString, applicationName: 'listen-a' })
  const one = recorder()
  const other = recorder()
  const leave = listener.subscribe('one', one.handler)
  listener.subscribe('other', other.handler)
  await expect.poll(() => one.state.missed + other.state.missed).toBeGreaterThanOrEqual(2)
  const late = recorder()
  listener.subscribe('late', late.handler)
  await expect.poll(() => late.state.missed).toBe(1)
  await notify('one', 'hello')
  await notify('late', 'there')
  await expect.poll(() => [one.notices, late.notices]).toEqual([['hello'], ['there']])
  leave()
  await notify('one', 'again')
  await notify('other', 'end')
  await expect.poll(() => other.notices).toEqual(['end'])
  expect(one.notices).toEqual(['hello'])
  await listener.close()
  expect(listener.isListening()).toBe(false)
})

test('PITFALL 17: after a lost connection it listens again and tells that something may be missing', async () => {
  const faults: Fault[] = []
  const listener = openListener({
    connectionString: it.connectionString,
    applicationName: 'listen-b',
    onFault: (fault) => faults.push(fault),
  })
  const one = recorder()
  listener.subscribe('one', one.handler)
  await expect.poll(() => one.state.missed).toBe(1)
  await it.db.executeSql(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'listen-b'`,
  )
  await expect.poll(() => one.state.missed, { timeout: 5_000 }).toBe(2)
  await notify('one', 'back')
  await expect.poll(() => one.notices).toEqual(['back'])
  expect(faults.map((fault) => fault.code)).toEqual(['DATABASE_UNAVAILABLE'])
  await listener.close()
})

test('an absent server is tried again with growing pauses and close ends it at once', async () => {
  const faults: Fault[] = []
  const listener = openListener({
    connectionString: 'postgresql://u:p@127.0.0.1:1/none',
    applicationName: 'listen-c',
    onFault: (fault) => faults.push(fault),
  })
  await expect.poll(() => faults.length, { timeout: 5_000 }).toBe(3)
  const before = performance.now()
  await listener.close()
  expect(performance.now() - before).toBeLessThan(1_000)
})

test('a channel name that would need quoting is refused', async () => {
  const listener = openListener({ connectionString: it.connectionString, applicationName: 'listen-d' })
  expect(() => listener.subscribe('a"; drop table x; --', recorder().handler)).toThrow(InvariantError)
  await listener.close()
})
