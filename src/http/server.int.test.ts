import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { type TestServer, testPassword, testServer } from '#test/support/http-server.ts'
import { problem } from './wire/shared.ts'

let database: TestDatabase
const servers: TestServer[] = []

beforeAll(async () => {
  database = await testDatabase({ max: 10 })
})
afterAll(async () => {
  for (const server of servers) await server.close()
  await database.close()
})

async function start(options: Parameters<typeof testServer>[1] = {}): Promise<TestServer> {
  const server = await testServer(database.db, options)
  servers.push(server)
  return server
}

const contractHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'content-security-policy':
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types vue",
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'geolocation=(), microphone=(), camera=()',
}

function expectHeaders(headers: object): void {
  expect(headers).toMatchObject(contractHeaders)
  expect(headers).toHaveProperty('x-request-id')
  expect(headers).not.toHaveProperty('server')
  expect(headers).not.toHaveProperty('x-powered-by')
}

/** Sends bytes as they are and reads until the server closes. */
async function raw(
  port: number,
  bytes: string,
): Promise<{ readonly status: number; readonly headers: object; readonly body: string }> {
  const socket: Socket = connect(port, '127.0.0.1')
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  socket.write(bytes)
  await once(socket, 'close')
  const [head = '', body = ''] = text.split('\r\n\r\n', 2)
  const [statusLine = '', ...lines] = head.split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  )
  return { status: Number(statusLine.split(' ')[1]), headers, body }
}

async function listening(server: TestServer): Promise<number> {
  await server.server.listen({ port: 0, host: '127.0.0.1' })
  const address = server.server.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('not listening')
  return address.port
}

describe('headers', () => {
  test.each([
    ['200', { method: 'GET', url: '/health' }, 200],
    ['404', { method: 'GET', url: '/api/nothing' }, 404],
    [
      '404 of a POST with a strange body',
      { method: 'POST', url: '/x', headers: { 'content-type': 'a/b' }, payload: 'x' },
      404,
    ],
    ['401', { method: 'GET', url: '/metrics' }, 401],
    ['400 of a bad path', { method: 'GET', url: '/users/%E0%A4%A' }, 400],
    ['400 of a NUL', { method: 'GET', url: '/health?a=%00' }, 400],
    [
      '413',
      {
        method: 'POST',
        url: '/session',
        headers: { 'content-type': 'application/json' },
        payload: `"${'x'.repeat(70_000)}"`,
      },
      413,
    ],
    [
      '415',
      { method: 'POST', url: '/session', headers: { 'content-type': 'text/xml' }, payload: '<a/>' },
      415,
    ],
    [
      '400 of JSON',
      { method: 'POST', url: '/session', headers: { 'content-type': 'application/json' }, payload: '{' },
      400,
    ],
  ] satisfies readonly (readonly [string, InjectOptions, number])[])(
    'are on %s',
    async (_name, request, status) => {
      const { server } = await start()
      const answer = await server.inject(request)
      expect(answer.statusCode).toBe(status)
      expectHeaders(answer.headers)
      if (status >= 400) {
        expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
        expect(problem.parse(answer.json())).toMatchObject({ status })
      }
    },
  )

  test('are on answers to what is not HTTP, on a real socket', async () => {
    const port = await listening(await start())
    const cases = [
      ['garbage\r\n\r\n', 400],
      [`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
      ['GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
      ['POST /session HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n', 400],
      ['TRACE /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 405],
      ['GET /health HTTP/1.1\r\nHost: a\r\nExpect: teapot\r\nConnection: close\r\n\r\n', 200],
    ] as const
    for (const [bytes, status] of cases) {
      const answer = await raw(port, bytes)
      expect([bytes.slice(0, 40), answer.status]).toEqual([bytes.slice(0, 40), status])
      expectHeaders(answer.headers)
      if (status >= 400) expect(problem.parse(JSON.parse(answer.body))).toMatchObject({ status })
    }
  })

  test('X-Request-ID is the given one when it is sane, else a new one, and stands in the problem', async () => {
    const { server } = await start()
    const given = await server.inject({ url: '/api/x', headers: { 'x-request-id': 'abc-123' } })
    expect(given.headers['x-request-id']).toBe('abc-123')
    expect(problem.parse(given.json()).error.request_id).toBe('abc-123')
    for (const bad of ['', ' ', 'a b', 'ž', 'x'.repeat(129)]) {
      const answer = await server.inject({ url: '/health', headers: { 'x-request-id': bad } })
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}-[0-9a-z]+$/)
    }
  })

  test('a bug is a 500 that shows nothing and is logged', async () => {
    const broken = await start({
      deps: {
        readiness: () => Promise.reject(new TypeError('secret internals of /srv/treasurer/x.ts')),
      },
    })
    const answer = await broken.server.inject('/health/ready')
    expect(answer.statusCode).toBe(500)
    expectHeaders(answer.headers)
    expect(answer.body).not.toContain('internals')
    expect(answer.body).not.toContain('TypeError')
    expect(problem.parse(answer.json()).error.code).toBe('INTERNAL_ERROR')
    expect(broken.log.filter((line) => line.level === 'error')).toHaveLength(1)
  })
})

describe('rate limit', () => {
  test('PITFALL 15: the 101st request is 429 problem+json with every header; the window ends; probes go on', async () => {
    const { server, clock, as } = await start({ config: { rateLimitPerMinute: 100 } })
    const { headers } = await as('viewer')
    for (let count = 1; count <= 100; count += 1) {
      const answer = await server.inject({ url: '/session', headers })
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['x-ratelimit-remaining']).toBe(String(100 - count))
    }
    clock.advanceMs(20_000)
    const refused = await server.inject({ url: '/session', headers })
    expect(refused.statusCode).toBe(429)
    expectHeaders(refused.headers)
    expect(refused.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'retry-after': '40',
      'ratelimit-policy': '"default";q=100;w=60',
      ratelimit: '"default";r=0;t=40',
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '0',
    })
    expect(problem.parse(refused.json()).error.code).toBe('RATE_LIMIT_EXCEEDED')
    expect((await server.inject('/health/live')).statusCode).toBe(200)
    // Another person is counted apart.
    expect((await server.inject({ url: '/session', headers: (await as('admin')).headers })).statusCode).toBe(
      200,
    )
    clock.advanceMs(40_000)
    const fresh = await as('viewer')
    expect((await server.inject({ url: '/session', headers: fresh.headers })).statusCode).toBe(200)
  })

  test('before sign-in the socket address counts, for bad tokens and unknown paths as well', async () => {
    const { server } = await start({ config: { rateLimitPerMinute: 3 } })
    const statuses: number[] = []
    for (const url of ['/metrics', '/api/nothing', '/metrics', '/metrics']) {
      statuses.push((await server.inject({ url, headers: { authorization: 'Bearer nonsense' } })).statusCode)
    }
    expect(statuses).toEqual([401, 404, 401, 429])
  })

  test('PITFALL 16: a made-up X-Forwarded-For changes nothing without trusted proxies', async () => {
    const { server } = await start({ config: { rateLimitPerMinute: 5 } })
    const statuses: number[] = []
    for (let turn = 0; turn < 7; turn += 1) {
      const answer = await server.inject({
        url: '/metrics',
        headers: { 'x-forwarded-for': `203.0.113.${turn}` },
      })
      statuses.push(answer.statusCode)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
  })

  test('PITFALL 16: behind a trusted proxy the right-most untrusted hop counts, whatever the client wrote before', async () => {
    const { server } = await start({
      config: { rateLimitPerMinute: 2, trustedProxies: ['127.0.0.1', '10.0.0.0/8'] },
    })
    const ask = async (chain: string) =>
      (await server.inject({ url: '/metrics', headers: { 'x-forwarded-for': chain } })).statusCode
    expect(await ask('203.0.113.1, 198.51.100.7, 10.1.2.3')).toBe(401)
    expect(await ask('203.0.113.2, 198.51.100.7, 10.1.2.3')).toBe(401)
    expect(await ask('203.0.113.3, 198.51.100.7')).toBe(429)
    expect(await ask('198.51.100.8')).toBe(401)
    // Not an address: counted as the proxy itself, not as a client of its own.
    expect(await ask('made-up-1')).toBe(401)
    expect(await ask('made-up-2')).toBe(401)
    expect(await ask('made-up-3')).toBe(429)
  })

  test('0 switches the limit off', async () => {
    const { server } = await start()
    for (let turn = 0; turn < 150; turn += 1) expect((await server.inject('/metrics')).statusCode).toBe(401)
    expect((await server.inject('/metrics')).headers).not.toHaveProperty('x-ratelimit-limit')
  })
})

const methodNames = { get: 'GET', post: 'POST', patch: 'PATCH', put: 'PUT', delete: 'DELETE' } as const
const operation = z.looseObject({ security: z.array(z.unknown()), 'x-roles': z.array(z.string()).optional() })
const methods = z.partialRecord(z.enum(['get', 'post', 'patch', 'put', 'delete']), operation)
const document = z.looseObject({ openapi: z.string(), paths: z.record(z.string(), methods) })

/** The operations of one path; a method the list above does not know fails the parse. */
function operationsOf(path: z.infer<typeof methods>) {
  return methods.keyType.options.flatMap((method) => {
    const found = path[method]
    return found === undefined ? [] : [[method, found] as const]
  })
}

describe('access', () => {
  test('every route that is not public refuses no token and a forged one, before it reads anything', async () => {
    const { server } = await start()
    const { paths } = document.parse((await server.inject('/openapi.json')).json())
    const forged = `Bearer ${forgedToken('secret')}`
    let guarded = 0
    const open: string[] = []
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, operation] of operationsOf(methods)) {
        const request: InjectOptions = {
          method: methodNames[method],
          url: path.replaceAll(/\{\w+\}/g, '0'),
          payload: '',
        }
        if (operation.security.length === 0) {
          open.push(`${methodNames[method]} ${path}`)
          continue
        }
        guarded += 1
        for (const headers of [
          {},
          { authorization: forged },
          { authorization: 'Basic YTpi' },
          { cookie: 'treasurer=made-up' },
        ]) {
          const answer = await server.inject({ ...request, headers })
          expect(answer.statusCode, `${request.method} ${path}`).toBe(401)
          expect(answer.headers['www-authenticate']).toBe('Bearer')
        }
      }
    }
    expect(guarded).toBeGreaterThanOrEqual(10)
    expect(open.toSorted()).toEqual(
      [
        'GET /docs',
        'GET /health',
        'GET /health/live',
        'GET /health/ready',
        'GET /openapi.json',
        'POST /session',
        'POST /token',
        'POST /token/refresh',
      ].toSorted(),
    )
  })

  test('PITFALL 12: tokens signed with well-known secrets are refused', async () => {
    const { server } = await start()
    for (const secret of ['secret', 'changeme', 'your-secret-key', 'supersecret', '']) {
      const answer = await server.inject({
        url: '/session',
        headers: { authorization: `Bearer ${forgedToken(secret)}` },
      })
      expect(answer.statusCode).toBe(401)
    }
  })

  test('PITFALL 11: role × route, as the document says', async () => {
    const { server, as } = await start()
    const { paths } = document.parse((await server.inject('/openapi.json')).json())
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, operation] of operationsOf(methods)) {
        const allowed = operation['x-roles']
        if (allowed === undefined || path === '/logout') continue
        for (const role of ['owner', 'admin', 'approver', 'submitter', 'viewer'] as const) {
          if (allowed.includes(role)) continue
          const { headers } = await as(role)
          const url = path.replaceAll(/\{\w+\}/g, '0')
          const answer = await server.inject({ method: methodNames[method], url, headers })
          expect(answer.statusCode, `${role} ${method} ${path}`).toBe(403)
        }
      }
    }
    expect(
      (await server.inject({ method: 'POST', url: '/metrics/reset', headers: (await as('admin')).headers }))
        .statusCode,
    ).toBe(403)
    expect(
      (await server.inject({ method: 'POST', url: '/metrics/reset', headers: (await as('owner')).headers }))
        .statusCode,
    ).toBe(200)
  })

  test('PITFALL 20: /docs and /openapi.json need a user in production, and no answer names the software', async () => {
    const { server, as } = await start({ config: { production: true } })
    for (const url of ['/docs', '/openapi.json']) {
      const answer = await server.inject(url)
      expect(answer.statusCode).toBe(401)
      expect(answer.headers).not.toHaveProperty('server')
      expect((await server.inject({ url, headers: (await as('viewer')).headers })).statusCode).toBe(200)
    }
  })

  test('without the database nobody is let in: 503 with Retry-After, never 401 or 200', async () => {
    const lost = await testDatabase()
    const { server, as } = await testServer(lost.db)
    const { headers } = await as('viewer')
    await lost.close()
    const answer = await server.inject({ url: '/session', headers })
    // The user may still be cached for a moment; a new one is not.
    expect([200, 503]).toContain(answer.statusCode)
    const signIn = await server.inject({
      method: 'POST',
      url: '/session',
      payload: { username: 'x', password: testPassword },
    })
    expect(signIn.statusCode).toBe(503)
    expect(signIn.headers['retry-after']).toBe('5')
    expectHeaders(signIn.headers)
    expect((await server.inject({ url: '/health/live', headers })).statusCode).toBe(200)
    await server.close()
  })
})

function forgedToken(secret: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const iat = Math.floor(Date.now() / 1_000)
  const claims = {
    sub: '00000000-0000-7000-8000-000000000001',
    sv: 1,
    jti: 'x',
    iat,
    exp: iat + 600,
    iss: 'autonomous-treasurer',
    aud: 'autonomous-treasurer-api',
  }
  const input = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

describe('other sites', () => {
  test('PITFALL 19: exactly the listed origins are told yes', async () => {
    const { server } = await start({
      config: { corsOrigins: ['https://a.example', 'https://b.example:8443'] },
    })
    const preflight = async (origin: string) =>
      server.inject({
        method: 'OPTIONS',
        url: '/api/process-invoice',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      })
    for (const origin of ['https://a.example', 'https://b.example:8443']) {
      const answer = await preflight(origin)
      expect(answer.statusCode).toBe(204)
      expectHeaders(answer.headers)
      expect(answer.headers['access-control-allow-origin']).toBe(origin)
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials')
      expect(
        (await server.inject({ url: '/health', headers: { origin } })).headers['access-control-allow-origin'],
      ).toBe(origin)
    }
    for (const origin of [
      'https://evil.example',
      'http://a.example',
      'https://a.example.evil',
      'null',
      'https://b.example',
    ]) {
      expect((await preflight(origin)).headers).not.toHaveProperty('access-control-allow-origin')
    }
  })

  test('without a list nobody is', async () => {
    const { server } = await start()
    const answer = await server.inject({ url: '/health', headers: { origin: 'https://a.example' } })
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
  })
})

test('PITFALL 22: the probe answers while logins are hashed, and too many logins are told to come back', async () => {
  const server = await start()
  const { username } = await server.as('viewer')
  const port = await listening(server)
  const base = `http://127.0.0.1:${port}`
  const login = () =>
    fetch(`${base}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: testPassword }),
    })
  await login()
  const logins = Array.from({ length: 40 }, login)
  const times: number[] = []
  const finished = Promise.all(logins)
  let running = true
  void finished.finally(() => {
    running = false
  })
  while (running) {
    const started = performance.now()
    expect((await fetch(`${base}/health/live`)).status).toBe(200)
    times.push(performance.now() - started)
  }
  const answers = await finished
  const statuses = new Set(answers.map((answer) => answer.status))
  expect([...statuses].every((status) => status === 200 || status === 503)).toBe(true)
  for (const answer of answers) if (answer.status === 503) expect(answer.headers.get('retry-after')).toBe('5')
  expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThanOrEqual(22)
  const sorted = times.toSorted((a, b) => a - b)
  // Client and server share this process and the machine: the figure of the design (50 ms) is for the bench.
  expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThan(150)
})
