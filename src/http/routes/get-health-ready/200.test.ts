import { expect, test } from 'vitest'
import { routeServer } from '#test/support/route-test.ts'

const services = {
  database: { status: 'healthy', type: 'embedded' },
  redis: { status: 'unavailable', type: 'redis' },
  blockchain: { status: 'unavailable', block_number: null },
}
const at = routeServer({ deps: { readiness: async () => ({ ready: true, status: 'degraded', services }) } })

test('a lost chain and a lost Redis are degraded, and still 200', async () => {
  const answer = await at().server.inject('/health/ready')
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({ status: 'degraded', services })
})
