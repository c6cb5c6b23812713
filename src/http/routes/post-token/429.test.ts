import { expect, test } from 'vitest'
import { testPassword } from '#test/support/http-server.ts'
import { codeOf, routeServer } from '#test/support/route-test.ts'

const at = routeServer()

test('PITFALL 13: after five failures the next try must wait, also with the right password', async () => {
  const { server, as, clock } = at()
  const { username } = await as('viewer')
  const ask = async (password: string) =>
    server.inject({ method: 'POST', url: '/token', payload: { username, password } })
  for (let failure = 0; failure < 5; failure += 1) expect((await ask('wrong-password')).statusCode).toBe(401)
  const answer = await ask(testPassword)
  expect(answer.statusCode).toBe(429)
  expect(codeOf(answer)).toBe('SIGN_IN_THROTTLED')
  expect(answer.headers['retry-after']).toBe('1')
  clock.advanceMs(1_000)
  expect((await ask(testPassword)).statusCode).toBe(200)
})
