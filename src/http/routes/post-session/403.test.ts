import { expect, test } from 'vitest'
import { testPassword } from '#test/support/http-server.ts'
import { codeOf, routeServer } from '#test/support/route-test.ts'

const at = routeServer()

test.each([
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
])('another site (%j) cannot sign a visitor in', async (headers) => {
  const { server, as } = at()
  const payload = { username: (await as('viewer')).username, password: testPassword }
  const answer = await server.inject({ method: 'POST', url: '/session', headers, payload })
  expect(answer.statusCode).toBe(403)
  expect(codeOf(answer)).toBe('CROSS_SITE_REFUSED')
  expect(answer.headers).not.toHaveProperty('set-cookie')
})
