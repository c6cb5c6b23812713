import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { dayMs, type Instant, instantOf, isoOf, plusMs } from '#kernel/time.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { maintenanceStore } from './maintenance-store.ts'

let it: TestDatabase
beforeAll(async () => {
  it = await testDatabase()
})
afterAll(() => it.close())
beforeEach(async () => {
  await it.db.executeSql(
    'truncate approvals, intake_replays, invoices, documents, auto_spend, outbox restart identity cascade',
  )
})

const now = at(Date.UTC(2026, 1, 3, 12))

function at(ms: number): Instant {
  const read = instantOf(ms)
  if (!read.ok) throw new Error(read.error)
  return read.value
}

/** An invoice that waits with an approval which ends at `expires`. */
async function waiting(expires: Instant): Promise<{ readonly invoice: string; readonly approval: string }> {
  const [invoice, approval, document, decision] = [uuidV7.next(), uuidV7.next(), uuidV7.next(), uuidV7.next()]
  const iso = isoOf(now)
  await it.db.transaction(async (tx) => {
    await tx.executeSql(
      `insert into policy_versions (version, body, reason, created_at, effective_at) values (1, '{}', 'r', $1, $1)
       on conflict do nothing`,
      [iso],
    )
    await tx.executeSql(
      `insert into documents (id, sha256, media_type, content, size_bytes, channel, created_at)
       values ($1, sha256('x'), 'text/plain', 'x', 1, 'api', $2)`,
      [document, iso],
    )
    await tx.executeSql(
      `insert into invoices (id, document_id, vendor_key, seller_name, amount_text, currency, status, created_at, updated_at)
       values ($1, $2, 'acme', 'Acme', '1.00', 'USD', 'awaiting_approval', $3, $3)`,
      [invoice, document, iso],
    )
    await tx.executeSql(
      `insert into decisions (id, invoice_id, policy_version, outcome, facts, facts_hash, decision, decided_at)
       values ($1, $2, 1, 'ask', '{}', 'h', '{}', $3)`,
      [decision, invoice, iso],
    )
    await tx.executeSql(
      `insert into approvals (id, invoice_id, decision_id, bound_terms, bound_hash, status, people_needed, created_at, expires_at)
       values ($1, $2, $3, '{}', 'h', 'pending', 1, $4, $5)`,
      [approval, invoice, decision, iso, isoOf(expires)],
    )
  })
  return { invoice, approval }
}

async function one(sql: string): Promise<unknown> {
  return (await it.db.executeSql(sql)).rows
}

test('an approval nobody decided in time expires with its invoice, is told and on record; others stay', async () => {
  const due = await waiting(now)
  const open = await waiting(plusMs(now, 1))
  const store = maintenanceStore(it.db)
  expect(await store.expireApprovals(now, 10)).toEqual({ ok: true, value: 1 })
  expect(await one('select id::text, status, decided_at from approvals order by id')).toEqual([
    { id: due.approval, status: 'expired', decided_at: now },
    { id: open.approval, status: 'pending', decided_at: null },
  ])
  expect(await one('select id::text, status from invoices order by id')).toEqual([
    { id: due.invoice, status: 'rejected' },
    { id: open.invoice, status: 'awaiting_approval' },
  ])
  expect(
    await one(
      "select topic, subject_id, payload->>'status' as status, payload->>'invoice_id' as invoice from outbox",
    ),
  ).toEqual([
    { topic: 'approval.decided', subject_id: due.approval, status: 'expired', invoice: due.invoice },
  ])
  const audited = `select actor_name, action from audit_events where object_id = '${due.approval}'`
  expect(await one(audited)).toEqual([{ actor_name: 'system', action: 'approval.expire' }])
  expect(await store.expireApprovals(now, 10)).toEqual({ ok: true, value: 0 })
  expect(await one('select count(*)::int as n from outbox')).toEqual([{ n: 1 }])
})

test('a row that somebody decides on at this moment is left for the next round, without waiting for it', async () => {
  const { approval } = await waiting(now)
  const other = await waiting(now)
  const store = maintenanceStore(it.db)
  await it.db.transaction(async (tx) => {
    await tx.executeSql('select 1 from approvals where id = $1 for update', [approval])
    await tx.executeSql('select 1 from invoices where id = $1 for update', [other.invoice])
    expect(await store.expireApprovals(now, 10)).toEqual({ ok: true, value: 0 })
  })
  expect(await store.expireApprovals(now, 10)).toEqual({ ok: true, value: 2 })
})

test('each call does at most what it may', async () => {
  for (let n = 0; n < 3; n += 1) await waiting(now)
  const store = maintenanceStore(it.db)
  expect([await store.expireApprovals(now, 2), await store.expireApprovals(now, 2)]).toEqual([
    { ok: true, value: 2 },
    { ok: true, value: 1 },
  ])
})

test('old replays and spend minutes go, the ones inside the time stay', async () => {
  const { invoice } = await waiting(plusMs(now, dayMs))
  for (const [name, age] of [
    ['old', dayMs + 1],
    ['new', dayMs],
  ] as const) {
    await it.db.executeSql(
      `insert into intake_replays (text_hash, invoice_id, answer, created_at) values (sha256($1), $2, '{}', $3)`,
      [Buffer.from(name), invoice, isoOf(plusMs(now, -age))],
    )
    await it.db.executeSql(
      `insert into auto_spend (asset, minute, amount, payments) values ('MNEE', $1, 1, 1)`,
      [isoOf(plusMs(now, -age))],
    )
  }
  const store = maintenanceStore(it.db)
  const before = plusMs(now, -dayMs)
  expect(await store.deleteReplays(before, 10)).toEqual({ ok: true, value: 1 })
  expect(await store.deleteSpendMinutes(before, 10)).toEqual({ ok: true, value: 1 })
  expect(await one(`select text_hash = sha256('new') as kept from intake_replays`)).toEqual([{ kept: true }])
  expect(await one('select minute from auto_spend')).toEqual([{ minute: before }])
})
