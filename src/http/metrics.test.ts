import { expect, test } from 'vitest'
import { manualClock } from '#adapters/clock/manual.ts'
import { minor } from '#kernel/money.ts'
import { instantOf } from '#kernel/time.ts'
import { createMetrics, uptimeText } from './metrics.ts'
import { exactNumber } from './raw-json.ts'

function start() {
  const at = instantOf(1_780_000_000_000)
  if (!at.ok) throw new Error('bad instant in a test')
  const clock = manualClock(at.value)
  const metrics = createMetrics({
    clock,
    decimals: () => 18,
    cacheState: () => ({ type: 'memory', reachable: true, hits: 3, misses: 1 }),
    passwordsPending: () => 2,
    runtime: false,
  })
  return { clock, metrics }
}

test('PITFALL 23: the counters count, and the sum keeps every digit', () => {
  const { clock, metrics } = start()
  metrics.invoiceProcessed()
  metrics.invoiceProcessed()
  metrics.transactionApproved(minor('MNEE', 9_007_199_254_740_993_000_000_000_000_000_001n))
  metrics.transactionApproved(minor('MNEE', 1_000_000_000_000_000_000n))
  metrics.transactionRejected()
  metrics.requestAnswered({ method: 'GET', route: '/x', status: 200, ms: 3 })
  metrics.requestAnswered({ method: 'GET', route: '/x', status: 503, ms: 3 })
  clock.advanceMs(5 * 3_600_000 + 23 * 60_000 + 59_000)
  const text = metrics.json()
  expect(text).toContain('"total_amount_processed":9007199254740994.000000000000000001,')
  expect(JSON.parse(text)).toMatchObject({
    invoices_processed: 2,
    transactions_approved: 2,
    transactions_rejected: 1,
    total_amount_processed_text: '9007199254740994.000000000000000001',
    api_requests: 2,
    errors: 1,
    uptime: '5h 23m',
    cache_hit_rate: 0.75,
  })
})

test('Prometheus text has the same counts, is at most a second old, and a reset begins at zero', async () => {
  const { clock, metrics } = start()
  metrics.transactionApproved(minor('MNEE', 1_500_000_000_000_000_000n))
  metrics.requestAnswered({ method: 'GET', route: '/api/x', status: 200, ms: 3 })
  const text = await metrics.text()
  expect(text).toContain('treasurer_amount_processed_total 1.50\n')
  expect(text).toContain('treasurer_http_requests_total{method="GET",status="200",route="/api/x"} 1')
  expect(text).toContain('treasurer_http_request_duration_seconds_count 1')
  metrics.invoiceProcessed()
  expect(await metrics.text()).toContain('treasurer_invoices_processed_total 0')
  clock.advanceMs(1_000)
  expect(await metrics.text()).toContain('treasurer_invoices_processed_total 1')
  metrics.reset()
  expect(await metrics.text()).toContain('treasurer_invoices_processed_total 0')
  expect(JSON.parse(metrics.json())).toMatchObject({
    transactions_approved: 0,
    total_amount_processed: 0,
    api_requests: 0,
  })
})

test('uptime is hours and minutes', () => {
  expect(uptimeText(0)).toBe('0h 0m')
  expect(uptimeText(100 * 3_600_000 + 59 * 60_000)).toBe('100h 59m')
})

test('an exact number is a plain decimal or nothing', () => {
  expect(JSON.stringify({ a: exactNumber('-0.000000000000000001') })).toBe('{"a":-0.000000000000000001}')
  for (const bad of ['1e3', 'NaN', '', '01', '1.', '.5', '1,5', '1;alert(1)', '{}']) {
    expect(() => exactNumber(bad)).toThrow(RangeError)
  }
})
