import { expect, test } from 'vitest'
import { testPassword } from '#test/support/http-server.ts'
import { codeOf, routeServer } from '#test/support/route-test.ts'

const at = routeServer()

test.each([
  ['admin', 'owner', { active: false }],
  ['admin', 'owner', { password: 'another-fine-password' }],
  ['admin', 'viewer', { role: 'admin' }],
  ['admin', 'admin', { role: 'viewer' }],
  ['approver', 'viewer', { active: false }],
  ['viewer', 'viewer', { role: 'approver' }],
  ['viewer', 'viewer', { password: 'another-fine-password', current_password: 'wrong' }],
] as const)('%s cannot change %s by %j', async (by, target, payload) => {
  const { server, as } = at()
  const [actor, other] = [await as(by), await as(target)]
  const answer = await server.inject({
    method: 'PATCH',
    url: `/users/${other.id}`,
    headers: actor.headers,
    payload,
  })
  expect(answer.statusCode).toBe(403)
  expect(codeOf(answer)).toBe('FORBIDDEN')
  const signIn = await server.inject({
    method: 'POST',
    url: '/token',
    payload: { username: other.username, password: testPassword },
  })
  expect(signIn.statusCode).toBe(200)
})
