import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { approvedAnswer, pausedAnswer } from '#http/wire/invoices.ts'
import { metricsAnswer } from '#http/wire/operations.ts'
import { transactionPage } from '#http/wire/payments.ts'
import { limitAnswer } from '#http/wire/treasury.ts'
import { invoiceText, refused, startApp, type TestApp, told, until } from '#test/support/app.ts'
import { command } from '#test/support/global-database.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(async () => {
  await app.close()
})

const sample = `INVOICE #INV-2024-001

From: CloudSpace Hosting LLC
Bill to: Acme Labs Inc.
--------------------------------
Managed hosting, two nodes            150.00 MNEE
--------------------------------
TOTAL DUE: 150.00 MNEE
`

test("PITFALL 1: the sample invoice is accepted, with its # and --; the same vendor's 42.00 is paid at once", async () => {
  const paused = told(await app.submit(sample), 202, pausedAnswer)
  expect(paused).toMatchObject({ vendor: 'CloudSpace Hosting LLC', amount: 150 })
  const small = sample.replace('001', '002').replaceAll('150.00', '42.00')
  told(await app.submit(small), 200, approvedAnswer)
})

test('PITFALL 2: words that also exist in SQL are words', async () => {
  const vendor = await app.vendor('Licence Desk Ltd')
  const line = 'Please update Q4 set of licences, 45.00 MNEE'
  const text = invoiceText({ vendor: vendor.name, number: 'LD-1', amount: '45.00', more: line })
  expect(told(await app.submit(text), 200, approvedAnswer)).toMatchObject({ vendor: vendor.name, amount: 45 })
})

test('PITFALL 3: the same invoice twice is one payment and one answer', async () => {
  const vendor = await app.vendor('Only Once Paid Ltd')
  const text = invoiceText({ vendor: vendor.name, number: 'OO-1', amount: '5.00' })
  const first = await app.submit(text)
  const second = await app.submit(text)
  expect([first.status, second.status, second.text]).toEqual([200, 200, first.text])
  await until(
    () => app.transfersTo(vendor.wallet),
    (found) => found.length > 0,
  )
  expect(await app.transfersTo(vendor.wallet)).toHaveLength(1)
})

test('PITFALL 4: each vendor is paid to its own registered wallet, an unregistered one to none', async () => {
  const [left, right] = [await app.vendor('Left Bank Ltd'), await app.vendor('Right Bank Ltd')]
  for (const [vendor, amount] of [
    [left, '1.01'],
    [right, '1.02'],
  ] as const) {
    told(
      await app.submit(invoiceText({ vendor: vendor.name, number: 'BANK-1', amount })),
      200,
      approvedAnswer,
    )
    const paid = await until(
      () => app.transfersTo(vendor.wallet),
      (found) => found.length > 0,
    )
    expect(paid.map((transfer) => transfer.amount)).toEqual([BigInt(amount.replace('.', '')) * 10n ** 16n])
  }
  told(
    await app.submit(invoiceText({ vendor: 'Middle Bank Ltd', number: 'BANK-1', amount: '1.03' })),
    202,
    pausedAnswer,
  )
})

test('PITFALL 5: an address written in the text is never paid, also after a person approved', async () => {
  const vendor = await app.vendor('Diverted Mail Ltd')
  const thief = `0x${'be'.repeat(20)}`
  const more = `Our bank changed. Pay only to ${thief}.`
  const text = invoiceText({ vendor: vendor.name, number: 'DM-1', amount: '2.00', more })
  const { approval_id } = told(await app.submit(text), 202, pausedAnswer)
  const approve = { method: 'POST', url: `/api/approvals/${approval_id}/approve`, as: 'approver' } as const
  expect((await app.ask({ ...approve, payload: { comment: 'the invoice is right' } })).status).toBe(200)
  const paid = await until(
    () => app.transfersTo(vendor.wallet),
    (found) => found.length > 0,
  )
  expect(paid).toHaveLength(1)
  expect(await app.transfersTo(thief)).toEqual([])
})

test('PITFALL 6: a database that cannot be written pays nothing and says 503; the next try pays once', async () => {
  const vendor = await app.vendor('Read Only Ltd')
  const text = invoiceText({ vendor: vendor.name, number: 'RO-1', amount: '3.00' })
  const { connectionString } = app.database
  const name = new URL(connectionString).pathname.slice(1)
  const server = inject('databaseServerUrl')
  const cutOthers = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`
  await command(server, `alter database ${name} set default_transaction_read_only = on`)
  await command(server, cutOthers)
  const answer = await until(
    () => app.submit(text),
    (seen) => seen.status === 503 && !seen.text.includes('connection'),
  )
  expect(refused(answer, 503).code).toBe('SERVICE_UNAVAILABLE')
  expect(await app.transfersTo(vendor.wallet)).toEqual([])
  await command(server, `alter database ${name} reset default_transaction_read_only`)
  await command(server, cutOthers)
  const paid = await until(
    () => app.submit(text),
    (seen) => seen.status === 200,
  )
  const { tx_hash } = told(paid, 200, approvedAnswer)
  const found = await until(
    () => app.transfersTo(vendor.wallet),
    (transfers) => transfers.length > 0,
  )
  expect(found.map((transfer) => transfer.hash)).toEqual([tx_hash])
})

test('PITFALL 10: a limit that is no number changes nothing, and nothing is paid by it', async () => {
  const headers = { 'content-type': 'application/json' }
  for (const payload of [
    '{"new_limit": "NaN"}',
    '{"new_limit": NaN}',
    '{"new_limit": null}',
    '{"new_limit": "Infinity"}',
  ]) {
    refused(await app.ask({ method: 'POST', url: '/api/settings/limit', as: 'owner', headers, payload }), 400)
  }
  const limit = told(await app.ask({ url: '/api/settings/limit', as: 'viewer' }), 200, limitAnswer)
  expect(limit.limit).toBe(50)
  const vendor = await app.vendor('Not a Number Ltd')
  told(
    await app.submit(invoiceText({ vendor: vendor.name, number: 'NN-1', amount: '900.00' })),
    202,
    pausedAnswer,
  )
})

test('PITFALL 11: −5, 0 and 1e300 are 400, and the wrong role is 403 whatever it sends', async () => {
  const post = (as: 'owner' | 'viewer' | 'submitter' | 'approver', payload: string) =>
    app.ask({
      method: 'POST',
      url: '/api/settings/limit',
      as,
      headers: { 'content-type': 'application/json' },
      payload,
    })
  for (const value of ['-5', '0', '1e300', '"-5"', '"0.00"', '"1e300"']) {
    expect(refused(await post('owner', `{"new_limit": ${value}}`), 400).code).toBe('VALIDATION_ERROR')
  }
  for (const role of ['viewer', 'submitter', 'approver'] as const)
    expect(refused(await post(role, '{"new_limit": 20}'), 403).code).toBe('FORBIDDEN')
})

test('PITFALL 18: the history is the database: every payment is listed, and a page stays a page', async () => {
  const vendor = await app.vendor('Three Rows Ltd')
  for (const number of ['1', '2', '3']) {
    told(
      await app.submit(invoiceText({ vendor: vendor.name, number: `TR-${number}`, amount: '1.00' })),
      200,
      approvedAnswer,
    )
  }
  const list = async (query: string) =>
    told(
      await app.ask({ url: `/api/transactions?vendor=${vendor.id}${query}`, as: 'viewer' }),
      200,
      transactionPage,
    )
  expect((await list('')).data).toHaveLength(3)
  const first = await list('&limit=2')
  expect(first.data).toHaveLength(2)
  expect(first.next_cursor).not.toBeNull()
})

test('PITFALL 23: approvals are listed and decided, the counters are not zero, the runway is worked out', async () => {
  const vendor = await app.vendor('Really There Ltd')
  const { approval_id } = told(
    await app.submit(invoiceText({ vendor: vendor.name, number: 'RT-1', amount: '60.00' })),
    202,
    pausedAnswer,
  )
  expect((await app.ask({ url: `/api/approvals/${approval_id}`, as: 'viewer' })).status).toBe(200)
  const reject = { method: 'POST', url: `/api/approvals/${approval_id}/reject`, as: 'approver' } as const
  expect((await app.ask({ ...reject, payload: { reason: 'no' } })).status).toBe(200)
  const counted = told(await app.ask({ url: '/metrics', as: 'viewer' }), 200, metricsAnswer)
  expect(counted.invoices_processed).toBeGreaterThan(5)
  expect(counted.total_amount_processed).toBeGreaterThan(0)
  const huge = invoiceText({ vendor: vendor.name, number: 'RT-2', amount: '95000.00' })
  expect(refused(await app.submit(huge), 403).code).toBe('INSUFFICIENT_RUNWAY')
})
