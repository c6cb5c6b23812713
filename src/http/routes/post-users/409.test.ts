import { expect, test } from 'vitest'
import { testPassword } from '#test/support/http-server.ts'
import { codeOf, routeServer } from '#test/support/route-test.ts'

const at = routeServer()

test('a name that exists, in any case, is taken', async () => {
  const { server, as } = at()
  const { headers, username } = await as('owner')
  const payload = { username: username.toUpperCase(), password: testPassword, role: 'viewer' }
  const answer = await server.inject({ method: 'POST', url: '/users/', headers, payload })
  expect(answer.statusCode).toBe(409)
  expect(codeOf(answer)).toBe('USERNAME_TAKEN')
})
