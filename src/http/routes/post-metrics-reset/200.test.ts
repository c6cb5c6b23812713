import { expect, test } from 'vitest'
import { routeServer } from '#test/support/route-test.ts'

const at = routeServer()

test('an owner resets the counters', async () => {
  const { server, as } = at()
  const { headers } = await as('owner')
  for (let turn = 0; turn < 5; turn += 1) await server.inject({ url: '/session', headers })
  const answer = await server.inject({ method: 'POST', url: '/metrics/reset', headers })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({ status: 'reset' })
  // The reset itself is answered, and so counted, after it happened.
  expect((await server.inject({ url: '/metrics', headers })).json()).toMatchObject({ api_requests: 1 })
})
