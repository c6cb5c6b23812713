import { expect, test } from 'vitest'
import { testPassword } from '#test/support/http-server.ts'
import { codeOf, routeServer } from '#test/support/route-test.ts'
import { tokenAnswer } from '../../wire/identity.ts'

const at = routeServer()

test('a refresh token gives a new pair once; its second use is 401 and ends the pair it gave', async () => {
  const { server, as } = at()
  const { username } = await as('viewer')
  const refresh = async (token: string) =>
    server.inject({ method: 'POST', url: '/token/refresh', payload: { refresh_token: token } })
  const first = await server.inject({
    method: 'POST',
    url: '/token',
    payload: { username, password: testPassword },
  })
  const old = tokenAnswer.parse(first.json())
  const answer = await refresh(old.refresh_token)
  expect(answer.statusCode).toBe(200)
  const next = tokenAnswer.strict().parse(answer.json())
  expect(next.refresh_token).not.toBe(old.refresh_token)
  const used = await server.inject({
    url: '/session',
    headers: { authorization: `Bearer ${next.access_token}` },
  })
  expect(used.statusCode).toBe(200)
  const again = await refresh(old.refresh_token)
  expect(again.statusCode).toBe(401)
  expect(codeOf(again)).toBe('UNAUTHORIZED')
  expect((await refresh(next.refresh_token)).statusCode).toBe(401)
})
