import { expect, test } from 'vitest'
import { codeOf, routeServer } from '#test/support/route-test.ts'

const services = {
  database: { status: 'unavailable' },
  redis: { status: 'healthy' },
  blockchain: { status: 'healthy', block_number: 7 },
}
const at = routeServer({ deps: { readiness: async () => ({ ready: false, status: 'degraded', services }) } })

test('without the database it is not ready, and says which part is away', async () => {
  const answer = await at().server.inject('/health/ready')
  expect(answer.statusCode).toBe(503)
  expect(codeOf(answer)).toBe('SERVICE_UNAVAILABLE')
  expect(answer.json()).toMatchObject({ error: { details: { services } } })
  expect(answer.headers['retry-after']).toBe('5')
})
