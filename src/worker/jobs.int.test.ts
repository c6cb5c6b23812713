import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { openPgBoss } from '#adapters/queue/pg-boss.ts'
import type { Mail } from '#flow/7-notification/ports.ts'
import type { WaitingInvoice } from '#flow/ports.ts'
import { Fault } from '#kernel/fault.ts'
import type { InvoiceId, VendorId } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { type JobEvent, jobQueues, workOnJobs } from './jobs.ts'
import type { JobsPort } from './ports.ts'

let it: TestDatabase
let jobs: JobsPort

/** What the corridor and the register would answer; the queue is the real one. */
type World = {
  readonly statuses: Map<string, string>
  readonly waiting: Map<string, readonly InvoiceId[]>
  readonly decided: InvoiceId[]
  readonly mails: Mail[]
  readonly events: JobEvent[]
  /** Answers to give before the good one. */
  readonly faults: Fault[]
}
const world: World = {
  statuses: new Map(),
  waiting: new Map(),
  decided: [],
  mails: [],
  events: [],
  faults: [],
}
const away = (code: 'CHAIN_UNAVAILABLE' | 'MAIL_UNAVAILABLE', retryable = true): Fault =>
  new Fault({ code, internal: 'away', public: 'away', retryable })

function faultOr<T>(value: T): Promise<Result<T, Fault>> {
  const fault = world.faults.shift()
  return Promise.resolve(fault === undefined ? ok(value) : err(fault))
}

function invoiceOf(status: string): WaitingInvoice {
  return {
    status,
    text: 'x',
    submittedBy: null,
    channel: 'api',
    reading: null,
    secondReader: 'not_configured',
  }
}

beforeAll(async () => {
  it = await testDatabase({ empty: true })
  const opened = await openPgBoss({ connectionString: it.connectionString, queues: [...jobQueues] })
  if (!opened.ok) throw opened.error
  jobs = opened.value
  const started = await workOnJobs({
    jobs,
    waiting: {
      load: (id) => {
        const status = world.statuses.get(id)
        return Promise.resolve(ok(status === undefined ? null : invoiceOf(status)))
      },
      ofVendor: (id, limit) => Promise.resolve(ok((world.waiting.get(id) ?? []).slice(0, limit))),
    },
    redecide: (id) => {
      world.decided.push(id)
      return faultOr({ kind: 'not_waiting', status: 'paid' } as const)
    },
    mail: {
      send: (mail) => {
        world.mails.push(mail)
        return faultOr(null)
      },
    },
    report: (event) => world.events.push(event),
  })
  if (!started.ok) throw started.error
})
afterAll(async () => {
  await jobs.stop()
  await it.close()
})
beforeEach(() => {
  for (const list of [world.decided, world.mails, world.events, world.faults]) list.splice(0)
  world.statuses.clear()
  world.waiting.clear()
})

async function states(queue: string): Promise<readonly unknown[]> {
  const rows = (
    await it.db.query(
      'test_states',
      'select state, retry_count from pgboss.job where name = $1 order by created_on',
      [queue],
    )
  ).map((row) => [row['state'], row['retry_count']])
  return rows
}
const forget = (): Promise<unknown> => it.db.executeSql('delete from pgboss.job')
const patient = { timeout: 15_000, interval: 100 } as const

test('an invoice that was not read yet is decided; a Fault has it tried again', async () => {
  await forget()
  const invoice = uuidV7.next<'invoice'>()
  world.statuses.set(invoice, 'processing')
  world.faults.push(away('CHAIN_UNAVAILABLE'))
  await jobs.send('decide-invoice', { invoice_id: invoice, cause: 'reading' })
  await expect.poll(() => states('decide-invoice'), patient).toEqual([['completed', 1]])
  expect(world.decided).toEqual([invoice, invoice])
  expect(world.events).toMatchObject([
    { kind: 'failed', queue: 'decide-invoice', attempt: 1, error: { code: 'CHAIN_UNAVAILABLE' } },
  ])
})

test('the same job again after the invoice was decided does nothing: its approval is not replaced', async () => {
  await forget()
  const [decided, gone] = [uuidV7.next<'invoice'>(), uuidV7.next<'invoice'>()]
  world.statuses.set(decided, 'awaiting_approval')
  await jobs.send('decide-invoice', { invoice_id: decided, cause: 'reading' })
  await jobs.send('decide-invoice', { invoice_id: gone, cause: 'reading' })
  await expect
    .poll(() => states('decide-invoice'), patient)
    .toEqual([
      ['completed', 0],
      ['completed', 0],
    ])
  expect(world.decided).toEqual([])
})

test('a verified vendor: each of its waiting invoices is decided again, by a job of its own', async () => {
  await forget()
  const vendor = uuidV7.next<'vendor'>()
  const invoices = [uuidV7.next<'invoice'>(), uuidV7.next<'invoice'>(), uuidV7.next<'invoice'>()]
  world.waiting.set(vendor, invoices)
  for (const invoice of invoices) world.statuses.set(invoice, 'awaiting_approval')
  world.faults.push(away('CHAIN_UNAVAILABLE'))
  await jobs.send('redecide-vendor', { vendor_id: vendor })
  await expect.poll(() => world.decided.length, patient).toBe(4)
  expect(new Set(world.decided)).toEqual(new Set(invoices))
  await expect
    .poll(async () => (await states('decide-invoice')).map(String).toSorted(), patient)
    .toEqual(['completed,0', 'completed,0', 'completed,1'])
})

test('more waiting invoices than a vendor may have is said, not hidden', async () => {
  const vendor: VendorId = uuidV7.next<'vendor'>()
  const invoice = uuidV7.next<'invoice'>()
  world.waiting.set(
    vendor,
    Array.from({ length: 2_000 }, () => invoice),
  )
  await jobs.send('redecide-vendor', { vendor_id: vendor })
  await expect
    .poll(() => world.events, patient)
    .toContainEqual({ kind: 'vendor_has_more_waiting', vendorId: vendor })
}, 60_000)

test('a mail goes out with the name it was given; a server that is away is tried again', async () => {
  await forget()
  const mail: Mail = { to: 'ops@example.com', subject: 's', text: 't', key: '20260203T040506007Z-0000000012' }
  world.faults.push(away('MAIL_UNAVAILABLE'))
  await jobs.send('send-mail', mail)
  await expect.poll(() => states('send-mail'), patient).toEqual([['completed', 1]])
  expect(world.mails).toEqual([mail, mail])
})

test('a mail refused for good is given up aloud, not tried again', async () => {
  await forget()
  world.faults.push(away('MAIL_UNAVAILABLE', false))
  await jobs.send('send-mail', { to: 'ops@example.com', subject: 's', text: 't', key: 'k' })
  await expect.poll(() => states('send-mail'), patient).toEqual([['completed', 0]])
  expect(world.events).toMatchObject([
    { kind: 'mail_given_up', key: 'k', fault: { code: 'MAIL_UNAVAILABLE' } },
  ])
})

test('a job whose data is none of ours fails and is reported', async () => {
  await forget()
  await jobs.send('decide-invoice', { invoice_id: "'; drop table x; --", cause: 'reading' })
  await expect.poll(() => world.events.length, patient).toBeGreaterThan(0)
  expect(world.events[0]).toMatchObject({ kind: 'failed', queue: 'decide-invoice', attempt: 1 })
  expect(world.decided).toEqual([])
  expect((await states('decide-invoice'))[0]).toEqual(
    expect.arrayContaining([expect.stringMatching(/retry|active/)]),
  )
})

test('every queue has a bound on attempts and on time', () => {
  for (const queue of jobQueues) {
    expect(queue.attemptsMax).toBeGreaterThan(1)
    expect(queue.attemptsMax).toBeLessThanOrEqual(1_000)
    expect(queue.timeoutSeconds).toBeLessThanOrEqual(120)
  }
})
