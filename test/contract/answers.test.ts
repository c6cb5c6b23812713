import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tokenAnswer, userView } from '#http/wire/identity.ts'
import { approvedAnswer, pausedAnswer } from '#http/wire/invoices.ts'
import { transactionDetail } from '#http/wire/payments.ts'
import { problem } from '#http/wire/shared.ts'
import {
  type AppRequest,
  invoiceText,
  refused,
  startApp,
  type TestApp,
  told,
  until,
} from '#test/support/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp({ env: { CORS_ORIGINS: '["https://books.example", "https://desk.example"]' } })
})
afterAll(async () => {
  await app.close()
})

const json = { 'content-type': 'application/json' }
const nobodys = '0190c2a4-7c1e-7b3a-9f5e-0000000000ff'

describe('refusals', () => {
  const cases: readonly (readonly [string, AppRequest, number, string])[] = [
    ['no token', { url: '/api/dashboard' }, 401, 'UNAUTHORIZED'],
    [
      'a wrong password',
      { method: 'POST', url: '/token', payload: { username: 'x', password: 'y' } },
      401,
      'INVALID_CREDENTIALS',
    ],
    ['an unknown address', { url: '/api/nothing' }, 404, 'NOT_FOUND'],
    [
      'a known address with another method',
      { method: 'DELETE', url: '/api/vendors', as: 'owner' },
      404,
      'NOT_FOUND',
    ],
    ['an id that is none', { url: '/api/invoices/7', as: 'owner' }, 400, 'VALIDATION_ERROR'],
    ['an unknown query', { url: '/api/invoices?colour=red', as: 'owner' }, 400, 'VALIDATION_ERROR'],
    ['a limit of 0', { url: '/api/invoices?limit=0', as: 'owner' }, 400, 'VALIDATION_ERROR'],
    ['a limit of 201', { url: '/api/invoices?limit=201', as: 'owner' }, 400, 'VALIDATION_ERROR'],
    ['a limit that is no number', { url: '/api/invoices?limit=NaN', as: 'owner' }, 400, 'VALIDATION_ERROR'],
    ['an unknown status', { url: '/api/transactions?status=lost', as: 'owner' }, 400, 'VALIDATION_ERROR'],
    ['a NUL in the address', { url: '/api/invoices?cursor=%00', as: 'owner' }, 400, 'VALIDATION_ERROR'],
    [
      'no JSON',
      { method: 'POST', url: '/api/vendors', as: 'owner', headers: json, payload: '{"name"' },
      400,
      'VALIDATION_ERROR',
    ],
    [
      'another content type',
      {
        method: 'POST',
        url: '/api/vendors',
        as: 'owner',
        headers: { 'content-type': 'text/xml' },
        payload: '<a/>',
      },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a large body',
      {
        method: 'POST',
        url: '/api/vendors',
        as: 'owner',
        headers: json,
        payload: `{"name":"${'x'.repeat(70_000)}"}`,
      },
      413,
      'VALIDATION_ERROR',
    ],
    [
      'a short password',
      {
        method: 'POST',
        url: '/users/',
        as: 'owner',
        payload: { username: 'shorty', password: 'elevenchars' },
      },
      400,
      'VALIDATION_ERROR',
    ],
    [
      'a taken name',
      {
        method: 'POST',
        url: '/users/',
        as: 'owner',
        payload: { username: 'owner', password: 'long enough here' },
      },
      409,
      'USERNAME_TAKEN',
    ],
  ]
  test.each(cases)('%s', async (_name, request, status, code) => {
    expect(refused(await app.ask(request), status).code).toBe(code)
  })

  test.each([
    'GET /api/invoices',
    'GET /api/transactions',
    'GET /api/approvals',
    'GET /api/vendors',
    'POST /api/invoices/redecide',
    'POST /api/approvals/approve',
    'PATCH /api/vendors',
  ])('%s of an id that nobody has: 404', async (route) => {
    const [method = '', path = ''] = route.split(' ')
    const [, root = '', list = '', act] = path.split('/')
    const url = `/${root}/${list}/${nobodys}${act === undefined ? '' : `/${act}`}`
    const request: AppRequest =
      method === 'GET'
        ? { url, as: 'owner' }
        : { method: method === 'POST' ? 'POST' : 'PATCH', url, as: 'owner', payload: {} }
    expect(refused(await app.ask(request), 404).code).toBe('NOT_FOUND')
  })

  test('the shape: RFC 9457 and the member error, about this very request', async () => {
    const before = Date.now()
    const answer = await app.ask({ url: '/api/nothing?secret=1', headers: { 'x-request-id': 'mine-7' } })
    const said = told(answer, 404, problem)
    expect(Object.keys(Object(answer.body)).toSorted()).toEqual([
      'detail',
      'error',
      'instance',
      'status',
      'title',
      'type',
    ])
    expect(Object.keys(said.error).toSorted()).toEqual([
      'code',
      'details',
      'message',
      'request_id',
      'timestamp',
    ])
    expect(said).toMatchObject({ status: 404, instance: '/api/nothing', error: { request_id: 'mine-7' } })
    expect(said.type).toMatch(/^urn:/)
    expect(Date.parse(said.error.timestamp)).toBeGreaterThanOrEqual(before - 1)
    expect(Date.parse(said.error.timestamp)).toBeLessThanOrEqual(Date.now() + 1)
  })

  test('X-Request-ID is made where none is given, and differs from request to request', async () => {
    const seen = await Promise.all(Array.from({ length: 20 }, () => app.ask({ url: '/health' })))
    expect(new Set(seen.map((answer) => answer.headers['x-request-id'])).size).toBe(20)
  })
})

describe('signing in', () => {
  test('by form as published and by JSON; the pair has a bearer token and seconds', async () => {
    await app.tokenFor('viewer')
    const form = 'grant_type=password&username=viewer&password=quiet-harbour-lantern-12'
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const pair = told(
      await app.ask({ method: 'POST', url: '/token', headers, payload: form }),
      200,
      tokenAnswer,
    )
    expect(pair.token_type).toBe('bearer')
    expect(pair.expires_in).toBeGreaterThanOrEqual(600)
    expect(pair.expires_in).toBeLessThanOrEqual(900)
  })

  test('a user made without a role is a viewer; the path with and without the slash is one', async () => {
    for (const [index, url] of ['/users/', '/users'].entries()) {
      const payload = { username: `plain-${index}`, password: 'walnut-copper-window' }
      const made = told(await app.ask({ method: 'POST', url, as: 'owner', payload }), 201, userView)
      expect(made).toMatchObject({ username: `plain-${index}`, role: 'viewer' })
    }
  })
})

describe('CORS', () => {
  test('exactly the listed origins, never with credentials', async () => {
    for (const [origin, allowed] of [
      ['https://books.example', true],
      ['https://desk.example', true],
      ['https://books.example.evil', false],
      ['http://books.example', false],
      ['null', false],
    ] as const) {
      const answer = await app.ask({ url: '/health', headers: { origin } })
      expect(answer.headers['access-control-allow-origin'], origin).toBe(allowed ? origin : undefined)
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials')
    }
  })
})

describe('Idempotency-Key', () => {
  const create = (key: string, name: string, as: 'owner' | 'admin' = 'owner') =>
    app.ask({
      method: 'POST',
      url: '/api/vendors',
      as,
      headers: { 'idempotency-key': key },
      payload: { name },
    })

  test('the same key and body: the first answer again; another body: 422; another person: a key of their own', async () => {
    const first = await create('vendor-1', 'Keyed Once Ltd')
    expect([first.status, first.headers['idempotent-replayed']]).toEqual([201, undefined])
    const again = await create('vendor-1', 'Keyed Once Ltd')
    expect([again.status, again.text, again.headers['idempotent-replayed']]).toEqual([
      201,
      first.text,
      'true',
    ])
    expect(refused(await create('vendor-1', 'Keyed Twice Ltd'), 422).code).toBe('IDEMPOTENCY_MISMATCH')
    expect(refused(await create('vendor-1', 'Keyed Once Ltd', 'admin'), 409).code).toBe('CONFLICT')
  })

  test('a refusal is not kept: the next try with the key is decided anew', async () => {
    const body = { username: 'keyed-user', password: 'short' }
    const post = (payload: object) =>
      app.ask({
        method: 'POST',
        url: '/users/',
        as: 'owner',
        headers: { 'idempotency-key': 'user-1' },
        payload,
      })
    refused(await post(body), 400)
    expect((await post({ ...body, password: 'walnut-copper-window' })).status).toBe(201)
  })

  test('in flight: 409 with Retry-After; 20 at once make one row, and every later answer is the first one', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create('vendor-2', 'Keyed Storm Ltd')))
    for (const answer of answers) {
      if (answer.status === 201) continue
      expect(refused(answer, 409).code).toBe('IDEMPOTENCY_IN_FLIGHT')
      expect(answer.headers['retry-after']).toBe('1')
    }
    const made = answers.filter((answer) => answer.status === 201)
    expect(made.length).toBeGreaterThanOrEqual(1)
    expect(new Set(made.map((answer) => answer.text)).size).toBe(1)
    expect((await create('vendor-2', 'Keyed Storm Ltd')).text).toBe(made[0]?.text)
  })

  test.each(['', ' ', 'a b', 'x'.repeat(256)])('%j is no key', async (key) => {
    if (key.trim() === '') return expect((await create(key, 'No Key Ltd')).status).toBeGreaterThanOrEqual(201)
    refused(await create(key, 'No Key Ltd'), 400)
  })

  test('the same key and body for another approval: 422, and nothing is done there', async () => {
    const waiting = await Promise.all(
      ['Keyed Left Ltd', 'Keyed Right Ltd'].map(async (vendor) => {
        const answer = await app.submit(invoiceText({ vendor, number: 'K-1', amount: '2.00' }))
        return told(answer, 202, pausedAnswer).approval_id
      }),
    )
    const reject = (id: string | undefined) =>
      app.ask({
        method: 'POST',
        url: `/api/approvals/${id}/reject`,
        as: 'approver',
        headers: { 'idempotency-key': 'reject-1' },
        payload: { reason: 'Not ordered' },
      })
    const first = await reject(waiting[0])
    const second = await reject(waiting[1])
    expect([first.status, refused(second, 422).code]).toEqual([200, 'IDEMPOTENCY_MISMATCH'])
    const left = await app.ask({ url: `/api/approvals/${waiting[1]}`, as: 'approver' })
    expect(left.body).toMatchObject({ status: 'pending' })
  })

  test('submitting and approving take a key too', async () => {
    const vendor = await app.vendor('Keyed Invoices Ltd')
    const submit = (amount: string) =>
      app.ask({
        method: 'POST',
        url: '/api/process-invoice',
        as: 'submitter',
        headers: { 'idempotency-key': 'invoice-1' },
        payload: { raw_text: invoiceText({ vendor: vendor.name, number: 'KI-1', amount }) },
      })
    const first = await submit('2.00')
    told(first, 200, approvedAnswer)
    await app.database.db.query(
      'age_replays',
      "update intake_replays set created_at = created_at - interval '1 hour'",
    )
    const again = await submit('2.00')
    expect([again.status, again.text, again.headers['idempotent-replayed']]).toEqual([
      200,
      first.text,
      'true',
    ])
    expect(refused(await submit('3.00'), 422).code).toBe('IDEMPOTENCY_MISMATCH')
    // 200 tells the hash; the block that holds it comes within its time.
    const story = `/api/transactions/${approvedAnswer.parse(first.body).transaction_id}`
    await until(
      async () => told(await app.ask({ url: story, as: 'viewer' }), 200, transactionDetail).status,
      (status) => status === 'final',
    )
    expect(await app.transfersTo(vendor.wallet)).toHaveLength(1)
  })
})
