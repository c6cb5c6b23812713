import { expect, test } from 'vitest'
import { testPassword } from '#test/support/http-server.ts'
import { codeOf, routeServer } from '#test/support/route-test.ts'

const at = routeServer()

test.each([
  ['a short password', { username: 'a', password: 'elevenchars' }],
  ['a common password', { username: 'a', password: 'Password1234!' }],
  ['an odd username', { username: 'a b', password: testPassword }],
  ['an unknown role', { username: 'a', password: testPassword, role: 'root' }],
  ['the role of keys', { username: 'a', password: testPassword, role: 'agent' }],
  ['an unknown field', { username: 'a', password: testPassword, active: true }],
  ['no password', { username: 'a' }],
  ['a list', []],
])('%s is not valid', async (_name, payload) => {
  const { server, as } = at()
  const { headers } = await as('owner')
  const answer = await server.inject({ method: 'POST', url: '/users/', headers, payload })
  expect(answer.statusCode).toBe(400)
  expect(codeOf(answer)).toBe('VALIDATION_ERROR')
  expect(answer.body).not.toContain(testPassword)
})

test.each(['', 'a b', 'ž', 'x'.repeat(256)])('Idempotency-Key %j is not valid', async (key) => {
  const { server, as } = at()
  const headers = { ...(await as('owner')).headers, 'idempotency-key': key }
  const payload = { username: 'a', password: testPassword }
  const answer = await server.inject({ method: 'POST', url: '/users/', headers, payload })
  expect(answer.statusCode).toBe(400)
})
