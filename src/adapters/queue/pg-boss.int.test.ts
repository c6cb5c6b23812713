import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fault } from '#kernel/fault.ts'
import { InvariantError } from '#kernel/invariant.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import type { Job, JobsPort } from '#worker/ports.ts'
import { openPgBoss } from './pg-boss.ts'

const script = fileURLToPath(new URL('../../../test/support/queue-child.ts', import.meta.url))
const names = ['plain', 'keyed', 'later', 'failing', 'held', 'tx', 'batch', 'running'] as const
const queues = names.map((name) => ({ name, attemptsMax: 3, timeoutSeconds: 300 }))

let it: TestDatabase
let jobs: JobsPort
const faults: Fault[] = []
beforeAll(async () => {
  it = await testDatabase({ empty: true })
  jobs = await open()
  await it.db.executeSql('create table thing (id int primary key)')
})
afterAll(async () => {
  await jobs.stop()
  await it.close()
})

async function open(): Promise<JobsPort> {
  const opened = await openPgBoss({
    connectionString: it.connectionString,
    queues,
    onFault: (fault) => faults.push(fault),
  })
  if (!opened.ok) throw opened.error
  return opened.value
}

const waiting = async (queue: string): Promise<number> => {
  const rows = await it.db.query('test_waiting', `select count(*) as n from pgboss.job where name = $1`, [
    queue,
  ])
  return Number(rows[0]?.['n'])
}

test('a job reaches the worker once, with its data', async () => {
  const seen: Job[] = []
  await jobs.work('plain', {}, (job) => {
    seen.push(job)
    return Promise.resolve()
  })
  expect(await jobs.send('plain', { invoice: 'a' })).toEqual({ ok: true, value: 'queued' })
  expect(await jobs.send('plain', { invoice: 'b' })).toEqual({ ok: true, value: 'queued' })
  await expect.poll(() => seen.length, { timeout: 5_000 }).toBe(2)
  // Which of two waiting jobs comes first is not promised.
  expect(new Set(seen.map((job) => JSON.stringify(job.data)))).toEqual(
    new Set(['{"invoice":"a"}', '{"invoice":"b"}']),
  )
  expect(seen.map((job) => job.attempt)).toEqual([1, 1])
})

test('a job sent in a transaction that rolls back was never sent; one that commits is', async () => {
  const rolledBack = it.db.transaction(async (tx) => {
    await tx.executeSql('insert into thing values (1)')
    expect(await jobs.send('tx', { n: 1 }, { tx })).toEqual({ ok: true, value: 'queued' })
    throw new RangeError('changed my mind')
  })
  await expect(rolledBack).rejects.toThrow(RangeError)
  expect(await waiting('tx')).toBe(0)
  await it.db.transaction(async (tx) => {
    await tx.executeSql('insert into thing values (2)')
    await jobs.send('tx', { n: 2 }, { tx })
    expect(await waiting('tx')).toBe(0)
  })
  expect(await waiting('tx')).toBe(1)
  expect((await it.db.executeSql('select id from thing')).rows).toEqual([{ id: 2 }])
})

test('one job per key waits; jobs without a key are never merged', async () => {
  const answers = [
    await jobs.send('keyed', {}, { singletonKey: 'payment-1' }),
    await jobs.send('keyed', {}, { singletonKey: 'payment-1' }),
    await jobs.send('keyed', {}, { singletonKey: 'payment-2' }),
    await jobs.send('keyed', {}),
    await jobs.send('keyed', {}),
  ]
  expect(answers.map((answer) => (answer.ok ? answer.value : 'fault'))).toEqual([
    'queued',
    'duplicate',
    'queued',
    'queued',
    'queued',
  ])
})

test('a key is free again while its job runs, so that a wake-up during work is not lost', async () => {
  const runs: unknown[] = []
  const answers: unknown[] = []
  await jobs.work('running', {}, async (job) => {
    runs.push(job.data)
    if (runs.length > 1) return
    answers.push(await jobs.send('running', { n: 2 }, { singletonKey: 'payment-1' }))
    answers.push(await jobs.send('running', { n: 3 }, { singletonKey: 'payment-1' }))
  })
  await jobs.send('running', { n: 1 }, { singletonKey: 'payment-1' })
  await expect.poll(() => runs, { timeout: 5_000 }).toEqual([{ n: 1 }, { n: 2 }])
  expect(answers).toEqual([
    { ok: true, value: 'queued' },
    { ok: true, value: 'duplicate' },
  ])
})

test('a delayed job waits', async () => {
  const times: number[] = []
  await jobs.work('later', {}, () => {
    times.push(performance.now())
    return Promise.resolve()
  })
  const sent = performance.now()
  await jobs.send('later', {}, { startAfterSeconds: 2 })
  await expect.poll(() => times.length, { timeout: 8_000 }).toBe(1)
  expect((times[0] ?? 0) - sent).toBeGreaterThan(1_900)
})

test('a failing job is tried again and fails alone: its neighbours of the batch are done', async () => {
  const tries: string[] = []
  await it.db.transaction(async (tx) => {
    for (const name of ['good', 'bad', 'fine']) await jobs.send('failing', { name }, { tx })
  })
  await jobs.work('failing', { batchSize: 10 }, (job) => {
    const text = JSON.stringify(job.data)
    tries.push(text)
    return text.includes('bad') ? Promise.reject(new Error('no')) : Promise.resolve()
  })
  const states = async (): Promise<unknown> => {
    const text = `select data->>'name' as name, state from pgboss.job where name = 'failing' order by 1`
    return (await it.db.executeSql(text)).rows
  }
  await expect.poll(states, { timeout: 20_000, interval: 200 }).toEqual([
    { name: 'bad', state: 'failed' },
    { name: 'fine', state: 'completed' },
    { name: 'good', state: 'completed' },
  ])
  expect(tries.filter((text) => text.includes('bad'))).toHaveLength(3)
  expect(tries).toHaveLength(5)
}, 30_000)

test('kill -9 of the worker: another process takes its jobs over within 20 s', async () => {
  const child = spawn(process.execPath, [script, it.connectionString, 'held'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const begun: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => begun.push(line))
  await jobs.send('held', { n: 1 })
  await expect.poll(() => begun.length, { timeout: 20_000 }).toBe(1)
  const taken: Job[] = []
  await jobs.work('held', {}, (job) => {
    taken.push(job)
    return Promise.resolve()
  })
  await wait(1_500)
  expect(taken).toEqual([])
  child.kill('SIGKILL')
  const killedAt = performance.now()
  await expect.poll(() => taken.length, { timeout: 20_000, interval: 100 }).toBe(1)
  expect(performance.now() - killedAt).toBeLessThan(20_000)
  expect(taken[0]).toMatchObject({ id: begun[0], attempt: 2 })
}, 60_000)

test('an unknown queue is a bug, an absent database a Fault', async () => {
  expect(() => jobs.send('nowhere', {})).toThrow(InvariantError)
  const opened = await openPgBoss({ connectionString: 'postgresql://u:p@127.0.0.1:1/none', queues: [] })
  expect(opened).toMatchObject({ ok: false, error: { code: 'QUEUE_UNAVAILABLE' } })
})

test('stop waits for a running handler', async () => {
  const own = await open()
  const done: string[] = []
  let begun = false
  await own.work('batch', {}, async () => {
    begun = true
    await wait(700)
    done.push('done')
  })
  await own.send('batch', {})
  await expect.poll(() => begun, { timeout: 5_000 }).toBe(true)
  await own.stop()
  expect(done).toEqual(['done'])
})

test('none of all this was reported as a fault', () => {
  expect(faults).toEqual([])
})
