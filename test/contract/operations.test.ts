import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pausedAnswer } from '#http/wire/invoices.ts'
import { healthAnswer, metricsAnswer, readinessAnswer } from '#http/wire/operations.ts'
import { ledgerAccounts } from '#http/wire/payments.ts'
import { dashboard, wallet } from '#http/wire/treasury.ts'
import { invoiceText, startApp, type TestApp, told, until, variants } from '#test/support/app.ts'

const redisUrl = process.env['TEST_REDIS_URL'] ?? ''

describe.each(variants)('operations, %s chain', (variant) => {
  let app: TestApp
  let vendor: string
  beforeAll(async () => {
    app = await startApp({ variant })
    vendor = (await app.vendor('Counting House Ltd')).name
  })
  afterAll(async () => {
    await app.close()
  })

  test('health and liveness are public and small', async () => {
    expect(told(await app.ask({ url: '/health' }), 200, healthAnswer)).toMatchObject({
      status: 'healthy',
      version: '0.0.0-test',
    })
    expect(told(await app.ask({ url: '/health/live' }), 200, healthAnswer).status).toBe('alive')
  })

  test('readiness names every service, and says which are stand-ins', async () => {
    const ready = await until(
      async () => told(await app.ask({ url: '/health/ready' }), 200, readinessAnswer),
      (answer) => answer.status === 'healthy',
    )
    expect(ready.services).toMatchObject({
      database: { status: 'healthy', type: 'configured' },
      blockchain: { status: 'healthy', type: variant },
    })
    expect(ready.services.blockchain.block_number).toBeGreaterThanOrEqual(0)
    const isRedis = variant === 'configured' && redisUrl !== ''
    expect(ready.services.redis).toEqual({ status: 'healthy', type: isRedis ? 'redis' : 'memory' })
  })

  test('the configured variant runs on a real Redis', async (context) => {
    if (variant === 'embedded') return
    context.skip(redisUrl === '', 'TEST_REDIS_URL is not set: the cache is in this process')
    const answer = told(await app.ask({ url: '/metrics', as: 'owner' }), 200, metricsAnswer)
    expect(answer.cache_type).toBe('redis')
  })

  test('the wallet is what the chain says: own token, decimals, exact balance', async () => {
    const facts = told(await app.ask({ url: '/api/wallet', as: 'viewer' }), 200, wallet)
    expect(facts.chain_id).toBe(variant === 'embedded' ? 31_337 : 1946)
    expect(facts.token).toMatchObject({ symbol: 'MNEE', decimals: variant === 'embedded' ? 18 : 6 })
    expect(facts.balance).toMatch(/^100000\.00$/)
    expect(facts.gas_balance).toMatch(/^\d+\.\d{2,}$/)
    const data = `0x70a08231${facts.address.slice(2).toLowerCase().padStart(64, '0')}`
    const said = await app.rpc.call('eth_call', { to: facts.token.address, data }, 'latest')
    if (!said.ok) throw said.error
    expect(BigInt(String(said.value))).toBe(100_000n * 10n ** BigInt(app.decimals))
  })

  test('counters are true: what was decided is counted once, the sum keeps every digit, and a reset begins anew', async () => {
    const read = async () => told(await app.ask({ url: '/metrics', as: 'viewer' }), 200, metricsAnswer)
    const before = await read()
    const paid = invoiceText({ vendor, number: 'M-1', amount: '1.25' })
    expect((await app.submit(paid)).status).toBe(200)
    expect((await app.submit(paid)).headers['idempotent-replayed']).toBe('true')
    expect((await app.submit(invoiceText({ vendor, number: 'M-2', amount: '2.000001' }))).status).toBe(200)
    const asked = told(
      await app.submit(invoiceText({ vendor, number: 'M-3', amount: '51.00' })),
      202,
      pausedAnswer,
    )
    expect((await app.submit(invoiceText({ vendor, number: 'M-4', amount: '900000.00' }))).status).toBe(403)
    const reject = {
      method: 'POST',
      url: `/api/approvals/${asked.approval_id}/reject`,
      as: 'approver',
    } as const
    expect((await app.ask({ ...reject, payload: { reason: 'no' } })).status).toBe(200)
    const after = await read()
    expect(after.invoices_processed - before.invoices_processed).toBe(4)
    expect(after.transactions_approved - before.transactions_approved).toBe(2)
    expect(after.transactions_rejected - before.transactions_rejected).toBe(2)
    expect(after.total_amount_processed_text).toBe('3.250001')
    expect(after.total_amount_processed).toBe(3.250001)
    expect(after.api_requests).toBeGreaterThan(before.api_requests + 5)
    expect(after.errors).toBe(0)
    expect(after.uptime).toMatch(/^(?:\d+d )?\d+h \d+m$|^\d+m$|^\d+h$|\d+s/)
    expect(after.cache_hit_rate).toBeGreaterThanOrEqual(0)
    const text = await app.ask({ url: '/metrics/prometheus', as: 'viewer' })
    expect([text.status, text.headers['content-type']]).toEqual([200, expect.stringContaining('text/plain')])
    expect(text.text).toMatch(/^# TYPE \w+ counter$/m)
    const asText = await app.ask({ url: '/metrics', as: 'viewer', headers: { accept: 'text/plain' } })
    expect(asText.headers['content-type']).toBe(text.headers['content-type'])
    expect((await app.ask({ method: 'POST', url: '/metrics/reset', as: 'owner' })).status).toBe(200)
    expect(await read()).toMatchObject({ invoices_processed: 0, total_amount_processed_text: '0.00' })
  })

  test('the dashboard: numbers with exact twins, the burn of the history, and what waits', async () => {
    const answer = await app.ask({ url: '/api/dashboard', as: 'viewer' })
    const seen = told(answer, 200, dashboard)
    expect(seen.currency).toBe('MNEE')
    expect(answer.text).toContain(`"treasury_balance":${seen.balance_text}`)
    expect(answer.text).toContain(`"monthly_burn":${seen.monthly_burn_text}`)
    if (variant === 'embedded') {
      expect(seen.runway_months).toBeGreaterThan(2)
      expect(seen.mode).toMatchObject({ chain: 'local', sample_data: true })
    } else {
      // No history, no cost: infinite, written as null.
      expect(answer.text).toContain('"runway_months":null')
      expect(seen.mode).toMatchObject({ chain: 'configured', chain_id: 1946, sample_data: false })
    }
    const waits = seen.pending_approvals
    await app.submit(invoiceText({ vendor, number: 'D-1', amount: '88.00' }))
    const later = told(await app.ask({ url: '/api/dashboard', as: 'viewer' }), 200, dashboard)
    expect(later.pending_approvals).toBe(waits + 1)
    expect(later.alerts.map((alert) => alert.code)).toContain('APPROVALS_PENDING')
  })

  test('the ledger: per asset everything sums to zero, and the treasury account is the chain', async () => {
    const books = await until(
      async () =>
        told(await app.ask({ url: '/api/ledger/accounts', as: 'viewer' }), 200, ledgerAccounts).data,
      (accounts) => accounts.every((account) => !/[1-9]/.test(account.held)),
    )
    for (const asset of new Set(books.map((account) => account.asset))) {
      const sum = books
        .filter((account) => account.asset === asset)
        .reduce((total, account) => total + minorOf(account.balance, 18), 0n)
      expect(sum, asset).toBe(0n)
    }
    const onChain = told(await app.ask({ url: '/api/wallet', as: 'viewer' }), 200, wallet)
    const treasury = books.find((account) => account.code === 'treasury' && account.asset === 'MNEE')
    expect(treasury?.balance).toBe(onChain.balance)
  })

  test('the documentation is public here, closed in production elsewhere, and names its own routes', async () => {
    expect((await app.ask({ url: '/openapi.json' })).status).toBe(200)
    const page = await app.ask({ url: '/docs' })
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.text).toContain('/api/process-invoice')
    expect(page.text).not.toMatch(/<script/)
  })
})

function minorOf(amount: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = amount.replace('-', '').split('.')
  const units = BigInt(whole + fraction.padEnd(decimals, '0'))
  return amount.startsWith('-') ? -units : units
}
