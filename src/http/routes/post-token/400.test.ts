import { expect, test } from 'vitest'
import { codeOf, routeServer } from '#test/support/route-test.ts'

const at = routeServer()
const form = { 'content-type': 'application/x-www-form-urlencoded' }

test.each([
  ['no password', 'username=a'],
  ['an empty body', ''],
  ['a field twice', 'username=a&username=b&password=c'],
  ['an unknown field', 'username=a&password=b&admin=true'],
  ['another grant', 'username=a&password=b&grant_type=client_credentials'],
  ['a NUL', 'username=a%00&password=b'],
  ['__proto__', 'username=a&password=b&__proto__=c'],
  ['a name too long', `username=${'a'.repeat(101)}&password=b`],
])('a form with %s is not valid', async (_name, payload) => {
  const answer = await at().server.inject({ method: 'POST', url: '/token', headers: form, payload })
  expect(answer.statusCode).toBe(400)
  expect(codeOf(answer)).toBe('VALIDATION_ERROR')
})

test('a refusal never repeats the password', async () => {
  const answer = await at().server.inject({
    method: 'POST',
    url: '/token',
    payload: { username: '', password: 'hunter2-hunter2', more: 1 },
  })
  expect(answer.statusCode).toBe(400)
  expect(answer.body).not.toContain('hunter2')
})
