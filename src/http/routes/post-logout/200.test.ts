import { expect, test } from 'vitest'
import { testPassword } from '#test/support/http-server.ts'
import { routeServer } from '#test/support/route-test.ts'
import { tokenAnswer } from '../../wire/identity.ts'

const at = routeServer()

test('after logout neither the access token nor the refresh token works', async () => {
  const { server, as } = at()
  const { username } = await as('viewer')
  const signedIn = await server.inject({
    method: 'POST',
    url: '/token',
    payload: { username, password: testPassword },
  })
  const tokens = tokenAnswer.parse(signedIn.json())
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  expect((await server.inject({ url: '/session', headers })).statusCode).toBe(200)
  const answer = await server.inject({ method: 'POST', url: '/logout', headers })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({ status: 'signed_out' })
  expect((await server.inject({ url: '/session', headers })).statusCode).toBe(401)
  const payload = { refresh_token: tokens.refresh_token }
  expect((await server.inject({ method: 'POST', url: '/token/refresh', payload })).statusCode).toBe(401)
})
