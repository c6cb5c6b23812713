import { expect, test } from 'vitest'
import { testPassword } from '#test/support/http-server.ts'
import { cookieOf, routeServer } from '#test/support/route-test.ts'

const at = routeServer({ config: { trustedProxies: ['127.0.0.1'] } })

test('on http the cookie is HttpOnly and SameSite=Strict, and opens GET /session', async () => {
  const { server, as } = at()
  const user = await as('approver')
  const payload = { username: user.username, password: testPassword }
  const answer = await server.inject({ method: 'POST', url: '/session', payload })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({ user: { id: user.id, username: user.username, role: 'approver' } })
  expect(answer.headers['set-cookie']).toMatch(
    /^treasurer=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
  )
  const session = await server.inject({
    url: '/session',
    headers: { cookie: `x=1; ${cookieOf(answer)}; y=2` },
  })
  expect(session.json()).toEqual({
    user: { id: user.id, username: user.username, role: 'approver' },
    permissions: ['read', 'decide_approval', 'verify_vendor', 'pause'],
  })
})

test('on https it is Secure and bound to the host', async () => {
  const { server, as } = at()
  const { username } = await as('viewer')
  const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.1' }
  const payload = { username, password: testPassword }
  const answer = await server.inject({ method: 'POST', url: '/session', headers: https, payload })
  expect(answer.headers['set-cookie']).toMatch(
    /^__Host-treasurer=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
  )
  const cookie = cookieOf(answer)
  expect((await server.inject({ url: '/session', headers: { ...https, cookie } })).statusCode).toBe(200)
  // Without the prefix it is not the session of https.
  const plain = cookie.replace('__Host-', '')
  expect((await server.inject({ url: '/session', headers: { ...https, cookie: plain } })).statusCode).toBe(
    401,
  )
})
