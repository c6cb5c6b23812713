import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#adapters/clock/system.ts'
import { ensurePolicy } from '#adapters/db/policy-store.ts'
import { dashboardSql, logsSql, paymentsSql } from '#adapters/db/view-sql.ts'
import { viewsStore } from '#adapters/db/views-store.ts'
import { minor } from '#kernel/money.ts'
import { isoOf } from '#kernel/time.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { seedHistory, seedVendors } from './seed.ts'

const history = { paid: 19_500, waiting: 500 }
const each = 12_500_000_000_000_000_000n
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  await ensurePolicy(
    database.db,
    {
      approval_limit: '50.00',
      daily_limit: '1000.00',
      critical_runway_tenths: '20',
      vendor_cooling_off_hours: 24,
      first_payment_review: false,
    },
    systemClock.now(),
  )
  await database.db.executeSql("insert into treasury_balance (asset, posted, held) values ('MNEE', 100, 0)")
  await seedVendors(database.db)
  await seedHistory(database.db, history)
  // The plans of a database that its housekeeping has visited.
  for (const table of ['invoices', 'payments', 'approvals', 'outbox']) {
    await database.db.executeSql(`vacuum analyze ${table}`)
  }
})

afterAll(() => database.close())

test('the dashboard sums exactly what waits and what was paid this month', async () => {
  const row = await viewsStore(database.db).dashboard('MNEE', systemClock.now())
  expect(row).toMatchObject({
    ok: true,
    value: {
      pendingApprovals: history.waiting,
      pendingAmount: minor('MNEE', each * BigInt(history.waiting)),
      paidThisMonthCount: history.paid,
      paidThisMonth: minor('MNEE', each * BigInt(history.paid)),
    },
  })
})

test.each([
  { name: 'the dashboard', sql: dashboardSql, values: ['MNEE', isoOf(systemClock.now())] },
  { name: 'a page of transactions', sql: paymentsSql, values: [null, null, null, 51] },
  { name: 'a page of logs', sql: logsSql, values: [null, 51] },
])(
  '$name reads no table of the history as a whole, with 20,000 invoices present',
  async ({ sql, values }) => {
    expect((await scannedBy(sql, values)).filter((table) => growing.has(table ?? ''))).toEqual([])
  },
)

test('a sum over all invoices is seen to read them as a whole: the look at plans is not blind', async () => {
  expect(await scannedBy('select sum(amount) from invoices where number is not null', [])).toEqual([
    'invoices',
  ])
})

const growing = new Set([
  'invoices',
  'payments',
  'approvals',
  'outbox',
  'documents',
  'decisions',
  'ledger_postings',
])

/** Tables that the plan of a statement reads from end to end. */
async function scannedBy(sql: string, values: readonly unknown[]): Promise<readonly (string | undefined)[]> {
  const { rows } = await database.db.executeSql(`explain ${sql}`, values)
  const plan = rows.map((row) => String(row['QUERY PLAN'])).join('\n')
  return [...plan.matchAll(/Seq Scan on (\w+)/g)].map((match) => match[1])
}
