import { createHmac } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Role, roles } from '#identity/core/roles.ts'
import { type AppRequest, refused, startApp, type TestApp } from '#test/support/app.ts'
import { type Operation, operationsOf } from '#test/support/wire-check.ts'

const secret = 'q7Zr1vXo9TnB4kLw2YhUe8MdPs5GcJ3aFi6RjKb0'
let app: TestApp
beforeAll(async () => {
  app = await startApp({ env: { JWT_SECRET: secret, SAMPLE_DATA: 'false' } })
})
afterAll(async () => {
  await app.close()
})

/** CONTRACT.md, the table "may", by route. Public routes are not in it. */
const everybody: readonly Role[] = roles
const submitters: readonly Role[] = ['owner', 'admin', 'submitter']
const deciders: readonly Role[] = ['owner', 'admin', 'approver']
const admins: readonly Role[] = ['owner', 'admin']
const matrix: Readonly<Record<string, readonly Role[]>> = {
  'POST /logout': everybody,
  'GET /session': everybody,
  'DELETE /session': everybody,
  'POST /users/': admins,
  'POST /users': admins,
  'GET /users': admins,
  // Everybody may change their own password; others are refused by rank.
  'PATCH /users/{id}': everybody,
  'GET /metrics': everybody,
  'GET /metrics/prometheus': everybody,
  'POST /metrics/reset': ['owner'],
  'GET /api/approvals': everybody,
  'GET /api/approvals/{id}': everybody,
  'POST /api/approvals/{id}/approve': deciders,
  'POST /api/approvals/{id}/reject': deciders,
  'GET /api/dashboard': everybody,
  'GET /api/dashboard/logs': everybody,
  'GET /api/events': everybody,
  'GET /api/invoices': everybody,
  'GET /api/invoices/{id}': everybody,
  'GET /api/invoices/{id}/document': everybody,
  'POST /api/invoices/{id}/redecide': submitters,
  'POST /api/process-invoice': submitters,
  'GET /api/ledger/accounts': everybody,
  'GET /api/ledger/entries': everybody,
  'GET /api/settings/limit': everybody,
  'POST /api/settings/limit': admins,
  'GET /api/transactions': everybody,
  'GET /api/transactions/{id}': everybody,
  'GET /api/vendors': everybody,
  'GET /api/vendors/{id}': everybody,
  'POST /api/vendors': admins,
  'PATCH /api/vendors/{id}': admins,
  'POST /api/vendors/{id}/verify': deciders,
  'GET /api/wallet': everybody,
  'POST /api/payments/pause': deciders,
  'POST /api/payments/resume': ['owner'],
}
const open = [
  'POST /token',
  'POST /token/refresh',
  'POST /session',
  'GET /health',
  'GET /health/live',
  'GET /health/ready',
  'GET /openapi.json',
  'GET /docs',
]

const nameOf = ({ method, path }: Operation) => `${method} ${path}`
const nobodys = '0190c2a4-7c1e-7b3a-9f5e-0000000000ff'
const requestOf = ({ method, path }: Operation): AppRequest => ({
  method,
  url: path.replaceAll(/\{\w+\}/g, nobodys),
  ...(method === 'GET' ? {} : { payload: {} }),
})
const guarded = (): readonly Operation[] => operationsOf(app.document).filter((each) => each.roles !== null)

test('the document names exactly the published routes, and the server has exactly those', async () => {
  const documented = operationsOf(app.document)
  expect(documented.map(nameOf).toSorted()).toEqual([...Object.keys(matrix), ...open].toSorted())
  expect(app.document.openapi).toMatch(/^3\.1\./)
  const server = app.app.server
  for (const { method, path } of documented) {
    expect(server.hasRoute({ method, url: path.replaceAll(/\{(\w+)\}/g, ':$1') }), `${method} ${path}`).toBe(
      true,
    )
  }
  // Without a built web app the server serves none of its files.
  const dist = fileURLToPath(new URL('../../web/dist', import.meta.url))
  const files = existsSync(dist) ? readdirSync(dist, { recursive: true, encoding: 'utf8' }) : []
  const pages = new Set(['/', '/docs/style.css', ...files.map((file) => `/${file}`)])
  const table = routesIn(server.printRoutes({ commonPrefix: false })).filter(({ path }) => !pages.has(path))
  const names = table.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  expect(names.toSorted()).toEqual(documented.map(nameOf).toSorted())
})

/** The server's own table, printed as a tree: four characters of indent a level, each line the next part of a path. */
function routesIn(tree: string): readonly { readonly method: string; readonly path: string }[] {
  const parts: string[] = []
  return tree.split('\n').flatMap((line) => {
    const found = /^((?:│ {3}| {4})*)(?:├|└)── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line)
    if (found === null) return []
    const [, indent = '', part = '', methods = ''] = found
    parts.splice(indent.length / 4, parts.length, part)
    return methods
      .split(', ')
      .filter((method) => !['', 'HEAD', 'OPTIONS'].includes(method))
      .map((method) => ({ method, path: parts.join('') }))
  })
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const claims = () => {
  const now = Math.floor(Date.now() / 1_000)
  return {
    sub: nobodys,
    role: 'owner',
    iss: 'autonomous-treasurer',
    aud: 'treasurer',
    iat: now,
    exp: now + 600,
  }
}

function sign(header: object, payload: object, key: string): string {
  const signed = `${encode(header)}.${encode(payload)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

/** The claims of a real token, so that forged ones differ from it in one thing alone. */
function claimsOf(token: string): Record<string, unknown> {
  const part = token.split('.')[1] ?? ''
  return { ...JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) }
}

function headerOf(token: string): Record<string, unknown> {
  return { ...JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8')) }
}

describe('who is let in', () => {
  test('a token made with our own secret is accepted: the refusals below are refused for their one difference', async () => {
    const token = await app.tokenFor('owner')
    const copy = sign(headerOf(token), claimsOf(token), secret)
    const answer = await app.ask({ url: '/session', headers: { authorization: `Bearer ${copy}` } })
    expect(answer.status).toBe(200)
  })

  test('every route that is not public refuses no, forged, expired, unsigned and mistyped tokens', async () => {
    const token = await app.tokenFor('owner')
    const real = claimsOf(token)
    const header = headerOf(token)
    const now = Math.floor(Date.now() / 1_000)
    const bad: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      none: {},
      garbage: { authorization: 'Bearer nonsense' },
      basic: { authorization: `Basic ${Buffer.from('owner:x').toString('base64')}` },
      'alg none': { authorization: `Bearer ${encode({ alg: 'none', typ: 'JWT' })}.${encode(real)}.` },
      'another secret': {
        authorization: `Bearer ${sign(header, real, 'another-secret-of-32-bytes-or-more')}`,
      },
      'known secret': { authorization: `Bearer ${sign(header, claims(), 'your-secret-key')}` },
      expired: {
        authorization: `Bearer ${sign(header, { ...real, iat: now - 900, exp: now - 60 }, secret)}`,
      },
      'no exp': { authorization: `Bearer ${sign(header, { ...real, exp: undefined }, secret)}` },
      'another audience': { authorization: `Bearer ${sign(header, { ...real, aud: 'other' }, secret)}` },
      'another issuer': { authorization: `Bearer ${sign(header, { ...real, iss: 'other' }, secret)}` },
      'alg RS256': { authorization: `Bearer ${sign({ ...header, alg: 'RS256' }, real, secret)}` },
      'changed payload': {
        authorization: `Bearer ${token.split('.')[0]}.${encode({ ...real, sub: nobodys })}.${token.split('.')[2]}`,
      },
      'made-up cookie': { cookie: 'treasurer=made-up; __Host-treasurer=made-up' },
    }
    expect(guarded().length).toBe(Object.keys(matrix).length)
    for (const operation of guarded()) {
      for (const [name, headers] of Object.entries(bad)) {
        const answer = await app.ask({ ...requestOf(operation), headers })
        expect(answer.status, `${name}: ${nameOf(operation)}`).toBe(401)
        expect(refused(answer, 401).code).toBe('UNAUTHORIZED')
      }
    }
  })

  test('role × route: 403 exactly where the table says, and the document says the same', async () => {
    for (const operation of guarded()) {
      const name = nameOf(operation)
      const allowed = matrix[name] ?? []
      const people = (operation.roles ?? []).filter((role) => role !== 'agent')
      expect(people.toSorted(), name).toEqual([...allowed].toSorted())
      for (const role of roles) {
        if (allowed.includes(role)) continue
        const no = refused(await app.ask({ ...requestOf(operation), as: role }), 403)
        expect(no, `${role}: ${name}`).toMatchObject({ code: 'FORBIDDEN', details: { role } })
      }
    }
    // The API key may submit and read, never approve or change.
    const agents = guarded().filter((operation) => operation.roles?.includes('agent'))
    for (const operation of agents) {
      const mayChange = [
        '/api/process-invoice',
        '/api/invoices/{id}/redecide',
        '/logout',
        '/session',
        '/users/{id}',
      ]
      if (operation.method !== 'GET') expect(mayChange, nameOf(operation)).toContain(operation.path)
    }
  })

  test('whoever is allowed passes the door', async () => {
    // A live feed does not end, and signing out ends the token the other routes need.
    const aside = ['GET /api/events', 'POST /logout', 'DELETE /session']
    for (const operation of guarded().filter((each) => !aside.includes(nameOf(each)))) {
      for (const role of matrix[nameOf(operation)] ?? []) {
        if (nameOf(operation) === 'POST /api/payments/pause' && role !== 'owner') continue
        const answer = await app.ask({ ...requestOf(operation), as: role })
        const isDoor = [401, 403].includes(answer.status) && nameOf(operation) !== 'PATCH /users/{id}'
        expect(isDoor, `${role}: ${nameOf(operation)} ${answer.text}`).toBe(false)
      }
    }
    expect((await app.ask({ method: 'POST', url: '/api/payments/resume', as: 'owner' })).status).toBe(200)
  })

  test('signing out, a changed role and a disabled user count at once', async () => {
    const make = async (name: string) => {
      const password = 'walnut-copper-window'
      const made = await app.ask({
        method: 'POST',
        url: '/users/',
        as: 'owner',
        payload: { username: name, password, role: 'submitter' },
      })
      expect(made.status, made.text).toBe(201)
      const signed = await app.ask({ method: 'POST', url: '/token', payload: { username: name, password } })
      const { access_token, refresh_token } = Object(signed.body)
      return {
        id: String(Object(made.body).id),
        headers: { authorization: `Bearer ${access_token}` },
        refresh_token,
      }
    }
    const session = (headers: Readonly<Record<string, string>>) => app.ask({ url: '/session', headers })
    const [leaver, moved, disabled] = [await make('leaver'), await make('moved'), await make('disabled')]
    expect((await app.ask({ method: 'POST', url: '/logout', headers: leaver.headers })).status).toBe(200)
    const refresh = {
      method: 'POST',
      url: '/token/refresh',
      payload: { refresh_token: leaver.refresh_token },
    } as const
    expect((await session(leaver.headers)).status).toBe(401)
    expect(refused(await app.ask(refresh), 401).code).toBe('UNAUTHORIZED')
    const patch = (id: string, payload: object) =>
      app.ask({ method: 'PATCH', url: `/users/${id}`, as: 'owner', payload })
    expect((await patch(moved.id, { role: 'viewer' })).status).toBe(200)
    expect((await patch(disabled.id, { active: false })).status).toBe(200)
    expect((await session(moved.headers)).status).toBe(401)
    expect((await session(disabled.headers)).status).toBe(401)
  })

  test('a refresh token is good once; using it again revokes its whole family', async () => {
    const username = 'refresher'
    const password = 'walnut-copper-window'
    await app.ask({ method: 'POST', url: '/users/', as: 'owner', payload: { username, password } })
    const pairOf = async (request: AppRequest) => {
      const answer = await app.ask(request)
      const { access_token, refresh_token } = Object(answer.body)
      return { status: answer.status, access: String(access_token), refresh: String(refresh_token) }
    }
    const refresh = (token: string) =>
      pairOf({ method: 'POST', url: '/token/refresh', payload: { refresh_token: token } })
    const first = await pairOf({ method: 'POST', url: '/token', payload: { username, password } })
    const second = await refresh(first.refresh)
    expect([first.status, second.status]).toEqual([200, 200])
    expect(
      (await app.ask({ url: '/session', headers: { authorization: `Bearer ${second.access}` } })).status,
    ).toBe(200)
    expect((await refresh(first.refresh)).status).toBe(401)
    expect((await refresh(second.refresh)).status).toBe(401)
  })
})
