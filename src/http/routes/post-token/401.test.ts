import { expect, test } from 'vitest'
import { codeOf, routeServer } from '#test/support/route-test.ts'

const at = routeServer()

test('PITFALL 14: a wrong password and an unknown user get the same words', async () => {
  const { server, as } = at()
  const { username } = await as('viewer')
  const ask = async (name: string, password: string) =>
    server.inject({
      method: 'POST',
      url: '/token',
      headers: { 'x-request-id': 'same' },
      payload: { username: name, password },
    })
  const [wrong, unknown, short] = [
    await ask(username, 'wrong-password-here'),
    await ask('nobody-here', 'wrong-password-here'),
    await ask(username, 'x'),
  ]
  for (const answer of [wrong, unknown, short]) {
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer')
    expect(codeOf(answer)).toBe('INVALID_CREDENTIALS')
  }
  expect(unknown.body).toBe(wrong.body)
})
