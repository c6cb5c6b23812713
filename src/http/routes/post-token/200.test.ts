import { expect, test } from 'vitest'
import { testPassword } from '#test/support/http-server.ts'
import { routeServer } from '#test/support/route-test.ts'
import { tokenAnswer } from '../../wire/identity.ts'

const at = routeServer()

test.each([{}, { grant_type: 'password', scope: '', client_id: 'x', client_secret: 'y' }])(
  'a form with %j gives tokens that work',
  async (extra) => {
    const { server, as } = at()
    const user = await as('submitter')
    const answer = await server.inject({
      method: 'POST',
      url: '/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ username: user.username, password: testPassword, ...extra }).toString(),
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    const tokens = tokenAnswer.strict().parse(answer.json())
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 900 })
    const session = await server.inject({
      url: '/session',
      headers: { authorization: `bearer ${tokens.access_token}` },
    })
    expect(session.json()).toMatchObject({ user: { id: user.id, role: 'submitter' } })
  },
)

test('JSON is read as well, and the name without case', async () => {
  const { server, as } = at()
  const user = await as('viewer')
  const payload = { username: user.username.toUpperCase(), password: testPassword }
  const answer = await server.inject({ method: 'POST', url: '/token', payload })
  expect(tokenAnswer.parse(answer.json()).refresh_token).toMatch(/^[\w-]{43}$/)
})
