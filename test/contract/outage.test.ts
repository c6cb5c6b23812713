import { afterAll, beforeAll, expect, test } from 'vitest'
import { approvedAnswer } from '#http/wire/invoices.ts'
import { invoiceText, refused, startApp, type TestApp, told, until } from '#test/support/app.ts'
import { startTcpGate, type TcpGate } from '#test/support/tcp-gate.ts'

let app: TestApp
let gate: TcpGate
beforeAll(async () => {
  app = await startApp({
    env: { DAILY_LIMIT: '100000', SAMPLE_DATA: 'false' },
    databaseThrough: async (connectionString) => {
      gate = await startTcpGate(connectionString)
      return gate.url
    },
  })
})
afterAll(async () => {
  gate.open()
  await app.close()
  await gate.stop()
})

const countOf = async (vendorId: string): Promise<number> => {
  const rows = await app.database.db.query(
    'outage_count',
    'select count(*)::int as n from invoices where vendor_id = $1',
    [vendorId],
  )
  return Number(rows[0]?.['n'])
}
const isHealed = () =>
  until(
    () => app.ask({ url: '/health/ready' }),
    (answer) => answer.status === 200,
  )

test('the database away: 503 with Retry-After, nothing committed, nothing paid, the process lives; then it heals by itself', async () => {
  const vendor = await app.vendor('Outage Insurance Ltd')
  await app.tokenFor('submitter')
  const text = invoiceText({ vendor: vendor.name, number: 'O-1', amount: '11.00' })
  gate.shut()
  const answer = await app.submit(text)
  expect(refused(answer, 503).code).toBe('SERVICE_UNAVAILABLE')
  expect(answer.headers['retry-after']).toMatch(/^[1-9]\d*$/)
  expect(answer.text).not.toMatch(/ECONN|postgres|127\.0\.0\.1/i)
  for (const url of ['/api/dashboard', '/api/transactions', '/api/settings/limit']) {
    expect(refused(await app.ask({ url, as: 'owner' }), 503).code, url).toBe('SERVICE_UNAVAILABLE')
  }
  // A wrong password cannot be told from a right one now: never 401.
  const signIn = await app.ask({
    method: 'POST',
    url: '/token',
    payload: { username: 'owner', password: 'x' },
  })
  expect(signIn.status).toBe(503)
  expect((await app.ask({ url: '/health/live' })).status).toBe(200)
  await until(
    () => app.ask({ url: '/health/ready' }),
    (seen) => seen.status === 503,
  )
  expect(await countOf(vendor.id)).toBe(0)
  gate.open()
  await isHealed()
  const approved = told(await app.submit(text), 200, approvedAnswer)
  const paid = await until(
    () => app.transfersTo(vendor.wallet),
    (found) => found.length > 0,
  )
  expect(paid).toMatchObject([{ hash: approved.tx_hash }])
  expect(await countOf(vendor.id)).toBe(1)
})

test('cut in the middle of 20 submits, three times: 200, 202 or 503, and after the next try each is paid exactly once', async () => {
  const vendor = await app.vendor('Cut Wires Ltd')
  const texts = Array.from({ length: 20 }, (_, turn) =>
    invoiceText({ vendor: vendor.name, number: `CW-${turn}`, amount: `1.${String(turn).padStart(2, '0')}` }),
  )
  for (const delayMs of [0, 15, 60]) {
    const all = Promise.all(texts.map((text) => app.submit(text)))
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    gate.shut()
    for (const answer of await all) expect([200, 202, 503], answer.text).toContain(answer.status)
    gate.open()
    await isHealed()
  }
  for (const text of texts) {
    const answer = await until(
      () => app.submit(text),
      (seen) => seen.status !== 503,
    )
    expect([200, 202], answer.text).toContain(answer.status)
  }
  const paid = await until(
    () => app.transfersTo(vendor.wallet),
    (found) => found.length >= 20,
  )
  const amounts = paid.map((transfer) => transfer.amount)
  expect([amounts.length, new Set(amounts).size]).toEqual([20, 20])
}, 120_000)
