import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sleep } from '#adapters/clock/system.ts'
import { openListener } from '#adapters/db/listen.ts'
import { outboxStore } from '#adapters/db/outbox-store.ts'
import { openPgBoss } from '#adapters/queue/pg-boss.ts'
import { Fault } from '#kernel/fault.ts'
import { err } from '#kernel/result.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { jobQueues } from './jobs.ts'
import { createOutboxRelay, type OutboxRelay, type RelayDeps, type RelayEvent } from './outbox-relay.ts'
import type { JobsPort } from './ports.ts'

let it: TestDatabase
let jobs: JobsPort
beforeAll(async () => {
  it = await testDatabase()
  const opened = await openPgBoss({ connectionString: it.connectionString, queues: [...jobQueues] })
  if (!opened.ok) throw opened.error
  jobs = opened.value
})
afterAll(async () => {
  await jobs.stop()
  await it.close()
})
beforeEach(async () => {
  await it.db.executeSql('truncate outbox restart identity')
  await it.db.executeSql('delete from pgboss.job')
})

const write = (topic: string, subject: string, payload: object): Promise<unknown> =>
  it.db.query(
    'test_write',
    `with row as (insert into outbox (topic, subject_id, payload, created_at) values ($1, $2, $3::jsonb, now()) returning 1)
     select pg_notify('outbox_new', '') from row`,
    [topic, subject, JSON.stringify(payload)],
  )

async function queued(): Promise<readonly (readonly [unknown, unknown])[]> {
  const rows = (await it.db.executeSql('select name, data from pgboss.job order by created_on, name')).rows
  return rows.map((row) => [row['name'], row['data']] as const)
}

async function numbers(): Promise<readonly unknown[]> {
  return (await it.db.executeSql('select seq::int as seq from outbox order by id')).rows.map(
    (row) => row['seq'],
  )
}

function relayWith(parts: Partial<RelayDeps>): {
  readonly relay: OutboxRelay
  readonly events: RelayEvent[]
} {
  const events: RelayEvent[] = []
  const relay = createOutboxRelay({
    outbox: outboxStore(it.db),
    jobs,
    mailTo: 'ops@example.com',
    sleep,
    report: (event) => events.push(event),
    ...parts,
  })
  return { relay, events }
}

test('each event becomes its jobs, once, in the transaction that numbers it', async () => {
  const { relay, events } = relayWith({})
  await write('invoice.reading', 'invoice-1', { invoice_id: 'invoice-1' })
  await write('payment.paid', 'payment-1', { tx_hash: '0xab' })
  await write('vendor.changed', 'vendor-1', { status: 'verified', action: 'vendor.verify' })
  await write('sender.paused', '0xsender', { reason: 'foreign_nonce' })
  relay.start()
  await expect.poll(numbers, { timeout: 5_000 }).toEqual([1, 2, 3, 4])
  expect(await queued()).toEqual([
    ['decide-invoice', { invoice_id: 'invoice-1', cause: 'reading' }],
    ['redecide-vendor', { vendor_id: 'vendor-1' }],
    ['send-mail', expect.objectContaining({ to: 'ops@example.com', subject: 'Paying has stopped' })],
  ])
  await relay.stop()
  expect(events).toEqual([{ kind: 'published', count: 4 }])
  expect(relay.health()).toEqual({ status: 'stopped', reason: null })
})

test('two relays: every job once', async () => {
  const one = relayWith({ pace: { batchMax: 3, pollMs: 5 } }).relay
  const two = relayWith({ pace: { batchMax: 3, pollMs: 5 } }).relay
  one.start()
  two.start()
  const ids = Array.from({ length: 30 }, (_, n) => `invoice-${n}`)
  for (const id of ids) await write('invoice.reading', id, { invoice_id: id })
  await expect
    .poll(async () => (await numbers()).every((seq) => seq !== null), { timeout: 10_000 })
    .toBe(true)
  await Promise.all([one.stop(), two.stop()])
  const jobIds = (await queued()).map(([, data]) => JSON.stringify(data)).toSorted()
  expect(jobIds).toEqual(ids.map((id) => `{"cause":"reading","invoice_id":"${id}"}`).toSorted())
})

test('a notice of the database wakes it long before its poll', async () => {
  const { relay } = relayWith({ pace: { pollMs: 60_000 } })
  let listening = false
  const listener = openListener({ connectionString: it.connectionString, applicationName: 'relay-listen' })
  listener.subscribe('outbox_new', {
    onNotice: relay.wake,
    onMaybeMissed: () => {
      listening = true
    },
  })
  relay.start()
  await expect.poll(() => listening, { timeout: 5_000 }).toBe(true)
  await write('payment.paid', 'payment-1', {})
  await expect.poll(numbers, { timeout: 5_000 }).toEqual([1])
  await relay.stop()
  await listener.close()
})

test('a queue that is away: nothing is numbered, everything is tried again', async () => {
  let broken = true
  const fault = new Fault({ code: 'QUEUE_UNAVAILABLE', internal: 'away', public: 'away', retryable: true })
  const { relay, events } = relayWith({
    jobs: { send: (...call) => (broken ? Promise.reject(fault) : jobs.send(...call)) },
    pace: { backoffMsMin: 5 },
  })
  await write('invoice.reading', 'invoice-1', { invoice_id: 'invoice-1' })
  relay.start()
  await expect
    .poll(() => events.filter((event) => event.kind === 'fault').length, { timeout: 5_000 })
    .toBeGreaterThan(1)
  expect(relay.health()).toEqual({ status: 'degraded', reason: 'QUEUE_UNAVAILABLE' })
  expect(await numbers()).toEqual([null])
  expect(await queued()).toEqual([])
  broken = false
  await expect.poll(numbers, { timeout: 5_000 }).toEqual([1])
  expect(await queued()).toEqual([['decide-invoice', { invoice_id: 'invoice-1', cause: 'reading' }]])
  expect(relay.health()).toEqual({ status: 'running', reason: null })
  await relay.stop()
})

test('a refusal of the queue that comes as data counts as one, too', async () => {
  const fault = new Fault({ code: 'QUEUE_UNAVAILABLE', internal: 'away', public: 'away', retryable: true })
  const { relay, events } = relayWith({ jobs: { send: () => Promise.resolve(err(fault)) } })
  await write('invoice.reading', 'invoice-1', { invoice_id: 'invoice-1' })
  relay.start()
  await expect.poll(() => events.length, { timeout: 5_000 }).toBeGreaterThan(0)
  await relay.stop()
  expect(await numbers()).toEqual([null])
})
