import { expect, test } from 'vitest'
import { testPassword } from '#test/support/http-server.ts'
import { codeOf, routeServer } from '#test/support/route-test.ts'

const at = routeServer()

test.each([
  ['admin', 'owner'],
  ['admin', 'admin'],
  ['approver', 'viewer'],
  ['submitter', 'viewer'],
  ['viewer', 'viewer'],
] as const)('PITFALL 11: %s cannot make a user of role %s', async (maker, role) => {
  const { server, as } = at()
  const { headers } = await as(maker)
  const payload = { username: `x-${maker}-${role}`, password: testPassword, role }
  const answer = await server.inject({ method: 'POST', url: '/users/', headers, payload })
  expect(answer.statusCode).toBe(403)
  expect(codeOf(answer)).toBe('FORBIDDEN')
})
