import { expect, test } from 'vitest'
import { testPassword } from '#test/support/http-server.ts'
import { codeOf, routeServer } from '#test/support/route-test.ts'
import { userView } from '../../wire/identity.ts'

const at = routeServer()

test.each(['/users/', '/users'])('POST %s makes a viewer by default, who can sign in', async (url) => {
  const { server, as } = at()
  const { headers } = await as('admin')
  const username = `new.${url.length}@example.org`
  const answer = await server.inject({
    method: 'POST',
    url,
    headers,
    payload: { username, password: testPassword },
  })
  expect(answer.statusCode).toBe(201)
  expect(userView.strict().parse(answer.json())).toMatchObject({ username, role: 'viewer' })
  const signIn = await server.inject({
    method: 'POST',
    url: '/token',
    payload: { username, password: testPassword },
  })
  expect(signIn.statusCode).toBe(200)
})

test('the same Idempotency-Key makes one user and gives the same answer; another body is 422', async () => {
  const { server, as } = at()
  const headers = { ...(await as('admin')).headers, 'idempotency-key': 'make-kim-1' }
  const payload = { username: 'kim', password: testPassword, role: 'submitter' }
  const ask = async (body: object) => server.inject({ method: 'POST', url: '/users', headers, payload: body })
  const first = await ask(payload)
  const again = await ask(payload)
  expect([first.statusCode, again.statusCode]).toEqual([201, 201])
  expect(first.headers).not.toHaveProperty('idempotent-replayed')
  expect(again.headers['idempotent-replayed']).toBe('true')
  expect(again.body).toBe(first.body)
  const other = await ask({ ...payload, username: 'kim2' })
  expect(other.statusCode).toBe(422)
  expect(codeOf(other)).toBe('IDEMPOTENCY_MISMATCH')
})

test('twenty at once with one key: one user, the others the same answer or 409 while it is made', async () => {
  const { server, as } = at()
  const headers = { ...(await as('admin')).headers, 'idempotency-key': 'make-lee-1' }
  const payload = { username: 'lee', password: testPassword }
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => server.inject({ method: 'POST', url: '/users', headers, payload })),
  )
  const made = new Set(answers.filter((answer) => answer.statusCode === 201).map((answer) => answer.body))
  expect(made.size).toBe(1)
  for (const answer of answers) {
    if (answer.statusCode === 201) continue
    expect(answer.statusCode).toBe(409)
    expect(codeOf(answer)).toBe('IDEMPOTENCY_IN_FLIGHT')
    expect(answer.headers['retry-after']).toBe('1')
  }
})

test('a refusal is not kept: the same key works once the reason is gone', async () => {
  const { server, as } = at()
  const headers = { ...(await as('admin')).headers, 'idempotency-key': 'retry-1' }
  const ask = async (password: string) =>
    server.inject({ method: 'POST', url: '/users', headers, payload: { username: 'noa', password } })
  expect((await ask('password1234')).statusCode).toBe(400)
  expect((await ask(testPassword)).statusCode).toBe(201)
})
