import { expect, test } from 'vitest'
import { testPassword } from '#test/support/http-server.ts'
import { routeServer } from '#test/support/route-test.ts'

const at = routeServer()

test('an admin raises a viewer, whose old token ends at once', async () => {
  const { server, as } = at()
  const [admin, viewer] = [await as('admin'), await as('viewer')]
  expect((await server.inject({ url: '/session', headers: viewer.headers })).statusCode).toBe(200)
  const answer = await server.inject({
    method: 'PATCH',
    url: `/users/${viewer.id}`,
    headers: admin.headers,
    payload: { role: 'approver' },
  })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({ id: viewer.id, username: viewer.username, role: 'approver', active: true })
  expect((await server.inject({ url: '/session', headers: viewer.headers })).statusCode).toBe(401)
})

test('everybody changes their own password with the present one', async () => {
  const { server, as } = at()
  const user = await as('submitter')
  const password = 'another-fine-password'
  const answer = await server.inject({
    method: 'PATCH',
    url: `/users/${user.id}`,
    headers: user.headers,
    payload: { password, current_password: testPassword },
  })
  expect(answer.statusCode).toBe(200)
  const signIn = await server.inject({
    method: 'POST',
    url: '/token',
    payload: { username: user.username, password },
  })
  expect(signIn.statusCode).toBe(200)
})
