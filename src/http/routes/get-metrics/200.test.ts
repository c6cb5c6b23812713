import { expect, test } from 'vitest'
import { routeServer } from '#test/support/route-test.ts'
import { metricsAnswer } from '../../wire/operations.ts'

const at = routeServer()

test.each([undefined, '*/*', 'application/json', 'application/json, text/plain, */*', 'text/html,*/*;q=0.8'])(
  'Accept %j gives JSON with true counters',
  async (accept) => {
    const { server, as } = at()
    const headers = { ...(await as('viewer')).headers, ...(accept === undefined ? {} : { accept }) }
    const before = metricsAnswer.strict().parse((await server.inject({ url: '/metrics', headers })).json())
    await server.inject({ url: '/session', headers })
    const after = metricsAnswer.parse((await server.inject({ url: '/metrics', headers })).json())
    expect(after.api_requests - before.api_requests).toBe(2)
    expect(after.uptime).toMatch(/^\d+h \d+m$/)
  },
)

test.each([
  ['/metrics', 'text/plain'],
  ['/metrics', 'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1'],
  ['/metrics/prometheus', 'application/json'],
])('%s with Accept %s gives Prometheus text', async (url, accept) => {
  const { server, as } = at()
  const answer = await server.inject({ url, headers: { ...(await as('viewer')).headers, accept } })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toContain('text/plain; version=0.0.4')
  expect(answer.body).toContain('# TYPE treasurer_http_requests_total counter')
})
