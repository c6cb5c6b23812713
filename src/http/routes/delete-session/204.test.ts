import { expect, test } from 'vitest'
import { testPassword } from '#test/support/http-server.ts'
import { codeOf, cookieOf, routeServer } from '#test/support/route-test.ts'

const at = routeServer()
const ours = { origin: 'http://localhost:80', host: 'localhost:80' }

async function signedIn(): Promise<string> {
  const { server, as } = at()
  const payload = { username: (await as('viewer')).username, password: testPassword }
  return cookieOf(await server.inject({ method: 'POST', url: '/session', payload }))
}

test('the browser is signed out, its cookie is taken away, bearer tokens go on', async () => {
  const { server, as } = at()
  const cookie = await signedIn()
  const answer = await server.inject({ method: 'DELETE', url: '/session', headers: { ...ours, cookie } })
  expect(answer.statusCode).toBe(204)
  expect(answer.headers['set-cookie']).toContain('treasurer=; Max-Age=0;')
  expect((await server.inject({ url: '/session', headers: { cookie } })).statusCode).toBe(401)
  expect((await server.inject({ url: '/session', headers: (await as('viewer')).headers })).statusCode).toBe(
    200,
  )
})

test.each([
  ['another origin', { ...ours, origin: 'https://evil.example' }, 403],
  ['another port', { ...ours, origin: 'http://localhost:81' }, 403],
  ['neither header', { host: 'localhost:80' }, 403],
  ['a cross-site fetch', { ...ours, 'sec-fetch-site': 'cross-site' }, 403],
  [
    'a same-origin fetch through a development server',
    { host: 'localhost:80', origin: 'http://localhost:5173', 'sec-fetch-site': 'same-origin' },
    204,
  ],
] as const)('a change with a cookie from %s is %s', async (_name, headers, status) => {
  const { server } = at()
  const cookie = await signedIn()
  const answer = await server.inject({ method: 'DELETE', url: '/session', headers: { ...headers, cookie } })
  expect(answer.statusCode).toBe(status)
  if (status === 403) {
    expect(codeOf(answer)).toBe('CROSS_SITE_REFUSED')
    expect((await server.inject({ url: '/session', headers: { cookie } })).statusCode).toBe(200)
  }
})
