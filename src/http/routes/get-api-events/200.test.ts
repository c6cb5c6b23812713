import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ManualClock } from '#adapters/clock/manual.ts'
import { openFeed } from '#adapters/db/feed-store.ts'
import { type Listener, openListener } from '#adapters/db/listen.ts'
import { outboxStore } from '#adapters/db/outbox-store.ts'
import { createUserStore } from '#adapters/db/user-store.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { createArgon2Passwords } from '#adapters/password/argon2.ts'
import type { User } from '#identity/core/principal.ts'
import type { Identity } from '#identity/create-identity.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import {
  presentClock,
  recordingLog,
  testIdentity,
  testNetwork,
  testPassword,
} from '#test/support/http-server.ts'
import { callerOf, refusalOf } from '../../auth.ts'
import { createProblems } from '../../problem.ts'
import { getApiEvents } from './route.ts'

let it: TestDatabase
let listener: Listener
let passwordHash = ''
beforeAll(async () => {
  it = await testDatabase({ max: 8 })
  listener = openListener({ connectionString: it.connectionString, applicationName: 'events-listen' })
  passwordHash = await createArgon2Passwords().hash(testPassword)
  await vi.waitUntil(() => listener.isListening(), { timeout: 5_000 })
})
afterAll(async () => {
  await listener.close()
  await it.close()
})

type Scene = {
  readonly url: string
  readonly clock: ManualClock
  readonly identity: Identity
  readonly close: () => Promise<void>
}
let scene: Scene
beforeEach(async () => {
  await it.db.executeSql('truncate outbox restart identity')
  scene = await openScene()
})
afterEach(() => scene.close())

/** The route alone on a server of its own: real identity, real feed, real sockets. */
async function openScene(): Promise<Scene> {
  const clock = presentClock()
  const { log } = recordingLog()
  const identity = testIdentity(it.db, clock)
  const problems = createProblems({ clock, log })
  const feed = openFeed({ db: it.db, listener, beatMs: 50 })
  const server = fastify({
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  }).withTypeProvider<ZodTypeProvider>()
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  server.decorateRequest('principal', null)
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    const caller = await callerOf(identity.authenticator, request)
    if (caller.kind === 'known') request.principal = caller.principal
    const refusal = refusalOf(request.routeOptions.config.access ?? 'public', caller)
    if (refusal !== null) problems.send(request, reply, refusal)
  })
  server.setErrorHandler((error, request, reply) => problems.sendError(request, reply, error))
  getApiEvents(server, { clock, identity, log, problems, treasury: { feed } })
  await server.listen({ port: 0, host: '127.0.0.1' })
  const address: AddressInfo | string | null = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  let closed = false
  return {
    url: `http://127.0.0.1:${address.port}`,
    clock,
    identity,
    close: async () => {
      if (closed) return
      closed = true
      await server.close()
      feed.close()
    },
  }
}

async function newUser(): Promise<User> {
  const username = `viewer-${uuidV7.next().slice(-12)}`
  await createUserStore(it.db).insert(
    { id: uuidV7.next<'user'>(), username, passwordHash, role: 'viewer' },
    { actorId: null, actorName: 'test', requestId: null, at: scene.clock.now() },
  )
  const signedIn = await scene.identity.signIn({ username, password: testPassword, network: testNetwork })
  if (!signedIn.ok) throw new Error('cannot sign in')
  return signedIn.value
}

async function bearer(user: User): Promise<Record<string, string>> {
  return { authorization: `Bearer ${(await scene.identity.openTokens(user)).accessToken}` }
}

type Told = { readonly id: string; readonly event: string; readonly subject: string }
type Watch = {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: () => string
  readonly told: () => readonly Told[]
  readonly lastId: () => string
  readonly ended: () => boolean
  readonly response: IncomingMessage
  readonly cut: () => void
}

/** Opens the stream and reads it as a browser does. */
function watch(headers: Record<string, string>, query = ''): Promise<Watch> {
  return new Promise((resolve, reject) => {
    const request: ClientRequest = get(`${scene.url}/api/events${query}`, { headers, agent: false })
    request.on('error', reject)
    request.on('response', (response) => {
      let text = ''
      let ended = false
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('close', () => {
        ended = true
      })
      response.on('error', () => undefined)
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: () => text,
        told: () => toldIn(text),
        lastId: () => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? '',
        ended: () => ended,
        response,
        cut: () => {
          request.destroy()
        },
      })
    })
  })
}

function toldIn(text: string): readonly Told[] {
  return text.split('\n\n').flatMap((block) => {
    const found = /^id: (\d+)\nevent: ([^\n]+)\ndata: (\{[^\n]*\})$/.exec(block)
    if (found === null) return []
    const data: unknown = JSON.parse(found[3] ?? '')
    const subject =
      typeof data === 'object' && data !== null && 'subject_id' in data ? String(data.subject_id) : ''
    return [{ id: found[1] ?? '', event: found[2] ?? '', subject }]
  })
}

async function publish(...subjects: readonly string[]): Promise<void> {
  for (const subject of subjects) {
    await it.db.query(
      'test_write',
      `insert into outbox (topic, subject_id, payload, created_at) values ('payment.paid', $1, '{"amount": "1.00"}', now())`,
      [subject],
    )
  }
  await outboxStore(it.db).publishNext(1_000, () => Promise.resolve())
}

const subjectsOf = (stream: Watch): readonly string[] => stream.told().map((one) => one.subject)
const soon = { timeout: 10_000, interval: 20 } as const

describe('GET /api/events', () => {
  test('tells what happens from now on, as Server-Sent Events with the headers of every answer', async () => {
    await publish('before')
    const stream = await watch(await bearer(await newUser()))
    expect(stream.status).toBe(200)
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    await expect.poll(stream.text, soon).toBe('retry: 3000\nid: 1\n\n')
    await publish('a', 'b')
    await expect.poll(stream.told, soon).toEqual([
      { id: '2', event: 'payment.paid', subject: 'a' },
      { id: '3', event: 'payment.paid', subject: 'b' },
    ])
    stream.cut()
  })

  test('three events during a cut arrive once after it, also when none had arrived before', async () => {
    await publish('before')
    const headers = await bearer(await newUser())
    const first = await watch(headers)
    await expect.poll(first.lastId, soon).toBe('1')
    first.cut()
    await publish('a', 'b', 'c')
    const second = await watch({ ...headers, 'last-event-id': first.lastId() })
    await expect.poll(() => subjectsOf(second), soon).toEqual(['a', 'b', 'c'])
    await publish('d')
    await expect.poll(() => subjectsOf(second), soon).toEqual(['a', 'b', 'c', 'd'])
    second.cut()
  })

  test('cut at random moments while events flow, a reader ends with each of them once and in order', async () => {
    const headers = await bearer(await newUser())
    const names = Array.from({ length: 60 }, (_, n) => `e${n}`)
    const writing = (async () => {
      for (const name of names) await publish(name)
    })()
    const seen: Told[] = []
    let last = '0'
    while (seen.length < names.length) {
      const stream = await watch({ ...headers, 'last-event-id': last })
      await expect.poll(() => stream.told().length, soon).toBeGreaterThan(0)
      stream.cut()
      seen.push(...stream.told())
      last = seen.at(-1)?.id ?? last
    }
    await writing
    expect(seen.map((one) => one.subject)).toEqual(names)
  })

  test('a long gap is read page by page without a hole', async () => {
    await it.db.executeSql(
      `insert into outbox (topic, subject_id, payload, created_at)
       select 't.n', n::text, '{}', now() from generate_series(1, 1234) n`,
    )
    for (let n = 0; n < 2; n += 1) await outboxStore(it.db).publishNext(1_000, () => Promise.resolve())
    const stream = await watch(await bearer(await newUser()), '?last_event_id=34')
    await expect.poll(() => stream.told().length, soon).toBe(1_200)
    expect(subjectsOf(stream)).toEqual(Array.from({ length: 1_200 }, (_, n) => String(n + 35)))
    stream.cut()
  })

  test('the header of a browser that reconnects goes before the address it began with', async () => {
    await publish('a', 'b', 'c')
    const headers = await bearer(await newUser())
    const stream = await watch({ ...headers, 'last-event-id': '2' }, '?last_event_id=0')
    await expect.poll(() => subjectsOf(stream), soon).toEqual(['c'])
    stream.cut()
  })

  test('a number from another data directory begins now', async () => {
    await publish('a')
    const stream = await watch({ ...(await bearer(await newUser())), 'last-event-id': '999999' })
    await expect.poll(stream.lastId, soon).toBe('1')
    await publish('b')
    await expect.poll(() => subjectsOf(stream), soon).toEqual(['b'])
    stream.cut()
  })

  test('a browser session works like a token', async () => {
    const { token } = await scene.identity.openCookie(await newUser())
    const stream = await watch({ cookie: `treasurer=${token}` })
    expect(stream.status).toBe(200)
    await publish('a')
    await expect.poll(() => subjectsOf(stream), soon).toEqual(['a'])
    stream.cut()
  })

  test('a quiet stream has a heartbeat every 15 s', async () => {
    const stream = await watch(await bearer(await newUser()))
    await expect.poll(stream.lastId, soon).toBe('0')
    scene.clock.advanceMs(13_000)
    await publish('a')
    await expect.poll(() => subjectsOf(stream), soon).toEqual(['a'])
    expect(stream.text()).not.toContain('still here')
    for (const beats of [1, 2]) {
      scene.clock.advanceMs(14_500)
      await expect.poll(() => stream.text().split(': still here\n\n').length - 1, soon).toBe(beats)
    }
    expect(stream.ended()).toBe(false)
    stream.cut()
  })

  test.each(['token', 'cookie'])(
    'signing out ends the stream of a %s at the next heartbeat',
    async (kind) => {
      const user = await newUser()
      const other = await watch(await bearer(await newUser()))
      const cookie = await scene.identity.openCookie(user)
      const stream = await watch(
        kind === 'token' ? await bearer(user) : { cookie: `treasurer=${cookie.token}` },
      )
      await expect.poll(stream.lastId, soon).toBe('0')
      await scene.identity.signOutEverywhere({
        by: { userId: user.id, username: user.username, role: user.role },
        requestId: 'test',
      })
      scene.clock.advanceMs(14_500)
      await expect.poll(stream.ended, soon).toBe(true)
      await expect.poll(other.text, soon).toContain('still here')
      expect(other.ended()).toBe(false)
      other.cut()
    },
  )

  test('a reader that takes nothing is dropped, and its place is free again; what it got has no hole', async () => {
    const user = await newUser()
    const headers = await bearer(user)
    const stream = await watch(headers)
    await expect.poll(stream.lastId, soon).toBe('0')
    stream.response.pause()
    await it.db.executeSql(
      `insert into outbox (topic, subject_id, payload, created_at)
       select 't.n', n::text, jsonb_build_object('filler', repeat('x', 200000)), now() from generate_series(1, 150) n`,
    )
    await outboxStore(it.db).publishNext(1_000, () => Promise.resolve())
    const others = await Promise.all(Array.from({ length: 9 }, () => watch(headers, '?last_event_id=150')))
    expect(others.map((one) => one.status)).toEqual(Array(9).fill(200))
    await expect
      .poll(
        async () => {
          scene.clock.advanceMs(16_000)
          const more = await watch(headers, '?last_event_id=150')
          more.cut()
          return more.status
        },
        { timeout: 15_000, interval: 200 },
      )
      .toBe(200)
    stream.response.resume()
    await expect.poll(stream.ended, soon).toBe(true)
    const seen = subjectsOf(stream)
    expect(seen.length).toBeLessThan(150)
    expect(seen).toEqual(seen.map((_, n) => String(n + 1)))
    for (const one of others) one.cut()
  })

  test('a server that closes ends its streams and is not held by them, stalled ones included', async () => {
    const headers = await bearer(await newUser())
    const streams = [await watch(headers), await watch(headers)]
    await expect.poll(() => streams.map((one) => one.lastId()), soon).toEqual(['0', '0'])
    streams[0]?.response.pause()
    await it.db.executeSql(
      `insert into outbox (topic, subject_id, payload, created_at)
       select 't.n', n::text, jsonb_build_object('filler', repeat('x', 200000)), now() from generate_series(1, 100) n`,
    )
    await outboxStore(it.db).publishNext(1_000, () => Promise.resolve())
    await expect.poll(() => subjectsOf(streams[1] ?? raise()).length, soon).toBe(100)
    const began = performance.now()
    await scene.close()
    expect(performance.now() - began).toBeLessThan(1_000)
    await expect.poll(() => streams[1]?.ended(), soon).toBe(true)
  })
})

describe('GET /api/events refuses', () => {
  const codeOf = async (stream: Watch): Promise<unknown> => {
    await expect.poll(stream.ended, soon).toBe(true)
    const body: unknown = JSON.parse(stream.text())
    return [stream.status, /"code":"([A-Z_]+)"/.exec(JSON.stringify(body))?.[1]]
  }

  test('nobody, and a token that is none', async () => {
    expect(await codeOf(await watch({}))).toEqual([401, 'UNAUTHORIZED'])
    expect(await codeOf(await watch({ authorization: 'Bearer x.y.z' }))).toEqual([401, 'UNAUTHORIZED'])
  })

  test.each(['abc', '-1', '1.5', '9'.repeat(19), '1 2'])('the number %j', async (number) => {
    const headers = await bearer(await newUser())
    expect(await codeOf(await watch({ ...headers, 'last-event-id': number }))).toEqual([
      400,
      'VALIDATION_ERROR',
    ])
    expect(await codeOf(await watch(headers, `?last_event_id=${encodeURIComponent(number)}`))).toEqual([
      400,
      'VALIDATION_ERROR',
    ])
  })

  test('the eleventh stream of one user, until one of theirs ends; others are not touched by it', async () => {
    const headers = await bearer(await newUser())
    const streams = await Promise.all(Array.from({ length: 10 }, () => watch(headers)))
    expect(streams.map((one) => one.status)).toEqual(Array(10).fill(200))
    const refused = await watch(headers)
    expect(await codeOf(refused)).toEqual([429, 'RATE_LIMIT_EXCEEDED'])
    expect(refused.headers['retry-after']).toBe('15')
    const other = await watch(await bearer(await newUser()))
    expect(other.status).toBe(200)
    streams[0]?.cut()
    await expect
      .poll(async () => {
        const again = await watch(headers)
        again.cut()
        return again.status
      }, soon)
      .toBe(200)
    for (const one of [...streams, other]) one.cut()
  })

  test('a HEAD, which would hold a place for nothing', async () => {
    const response = await fetch(`${scene.url}/api/events`, {
      method: 'HEAD',
      headers: await bearer(await newUser()),
    })
    expect(response.status).toBe(404)
  })
})

function raise(): never {
  throw new Error('missing')
}
