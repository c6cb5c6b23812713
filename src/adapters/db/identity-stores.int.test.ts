import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { createOpaqueTokens } from '#adapters/token/opaque.ts'
import type { User } from '#identity/core/principal.ts'
import type { Role } from '#identity/core/roles.ts'
import type { Attribution, NewSession, NewUser } from '#identity/ports.ts'
import type { UserId } from '#kernel/ids.ts'
import { ok } from '#kernel/result.ts'
import { type Instant, minuteMs, plusMs } from '#kernel/time.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { presentClock } from '#test/support/http-server.ts'
import { createIdempotencyStore } from './idempotency-store.ts'
import { openListener } from './listen.ts'
import { createSessionStore } from './session-store.ts'
import { createUserStore } from './user-store.ts'

let database: TestDatabase
const clock = presentClock()
const opaque = createOpaqueTokens()

beforeAll(async () => {
  database = await testDatabase({ max: 10 })
})
afterAll(() => database.close())

function newUser(role: Role = 'viewer'): NewUser {
  const id = uuidV7.next<'user'>()
  return { id, username: `user-${id.slice(-12)}`, passwordHash: 'hash', role }
}

function by(at: Instant = clock.now()): Attribution {
  return { actorId: null, actorName: 'test', requestId: 'r1', at }
}

function newSession(
  user: NewUser,
  kind: 'refresh' | 'cookie',
  life: number = minuteMs,
): NewSession & { readonly token: string } {
  const made = opaque.make()
  const now = clock.now()
  return {
    token: made.token,
    tokenHash: made.hash,
    familyId: uuidV7.next(),
    kind,
    userId: user.id,
    sessionVersion: 1,
    createdAt: now,
    expiresAt: plusMs(now, life),
  }
}

async function auditActions(objectId: string): Promise<readonly unknown[]> {
  const rows = await database.db.query(
    'test_audit_actions',
    'select action from audit_events where object_id = $1 order by id',
    [objectId],
  )
  return rows.map((row) => row['action'])
}

describe('user store', () => {
  test('a stored user is found by id and by name without case, with an audit event', async () => {
    const users = createUserStore(database.db)
    const user = newUser('approver')
    expect((await users.insert(user, by())).ok).toBe(true)
    expect(await users.findById(user.id)).toEqual({
      id: user.id,
      username: user.username,
      role: 'approver',
      active: true,
      sessionVersion: 1,
    })
    expect((await users.findSecretByName(user.username.toUpperCase()))?.passwordHash).toBe('hash')
    expect((await users.findSecretById(user.id))?.user.id).toBe(user.id)
    expect(await users.findSecretByName('nobody-of-this-name')).toBeNull()
    expect(await auditActions(user.id)).toEqual(['user_created'])
  })

  test('of ten inserts of one name, in any case, one wins and leaves one audit event', async () => {
    const users = createUserStore(database.db)
    const name = `race-${uuidV7.next().slice(-12)}`
    const tries = Array.from({ length: 10 }, (_, index) => ({
      ...newUser(),
      username: index % 2 === 0 ? name : name.toUpperCase(),
    }))
    const results = await Promise.all(tries.map((user) => users.insert(user, by())))
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    const events = await Promise.all(tries.map((user) => auditActions(user.id)))
    expect(events.flat()).toEqual(['user_created'])
  })

  test('pages come in order, without gaps or repeats', async () => {
    const users = createUserStore(database.db)
    for (let count = 0; count < 5; count += 1) await users.insert(newUser(), by())
    const all = await users.list({ after: null, limit: 1_000 })
    const paged: string[] = []
    let after: UserId | null = null
    for (;;) {
      const page: readonly User[] = await users.list({ after, limit: 2 })
      paged.push(...page.map((user) => user.id))
      after = page.at(-1)?.id ?? null
      if (page.length < 2) break
    }
    expect(paged).toEqual(all.map((user) => user.id))
  })

  test('two owners who remove each other at once leave one', async () => {
    const users = createUserStore(database.db)
    const [one, two] = [newUser('owner'), newUser('owner')]
    await users.insert(one, by())
    await users.insert(two, by())
    const remove = (user: NewUser) =>
      users.changeLocked(user.id, { passwordHash: null, by: by() }, (target, others) =>
        others === 0
          ? { ok: false as const, error: 'last_owner' as const }
          : ok({ ...target, active: false }),
      )
    const results = await Promise.all([remove(one), remove(two)])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    const left = (await users.list({ after: null, limit: 1_000 })).filter(
      (user) => user.role === 'owner' && user.active,
    )
    expect(left).toHaveLength(1)
    // Also away from here, so that other tests begin without owners.
    await database.db.query('test_no_owners', `update users set role = 'viewer' where role = 'owner'`)
  })

  test('every change is told to every process', async () => {
    const users = createUserStore(database.db)
    const user = newUser()
    await users.insert(user, by())
    const heard: string[] = []
    const listener = openListener({ connectionString: database.connectionString, applicationName: 'test' })
    let ready = false
    listener.subscribe('user_changed', {
      onNotice: (payload) => heard.push(payload),
      onMaybeMissed: () => {
        ready = true
      },
    })
    await expect.poll(() => ready).toBe(true)
    await users.raiseSessionVersion(user.id, by())
    await expect.poll(() => heard).toEqual([user.id])
    expect(await auditActions(user.id)).toEqual(['user_created', 'user_signed_out'])
    const sessions = createSessionStore(database.db)
    const session = newSession(user, 'cookie')
    await sessions.insert(session)
    await sessions.revokeCookie(session.tokenHash, clock.now())
    await expect.poll(() => heard).toEqual([user.id, user.id])
    await listener.close()
  })
})

describe('session store', () => {
  test('of twenty uses of one refresh token one wins, the others see reuse', async () => {
    const user = newUser()
    await createUserStore(database.db).insert(user, by())
    const sessions = createSessionStore(database.db)
    const session = newSession(user, 'refresh')
    await sessions.insert(session)
    const turns = await Promise.all(
      Array.from({ length: 20 }, () =>
        sessions.rotate({
          oldHash: session.tokenHash,
          newHash: opaque.make().hash,
          at: clock.now(),
          expiresAt: plusMs(clock.now(), minuteMs),
        }),
      ),
    )
    expect(turns.filter((turn) => turn.kind === 'rotated')).toHaveLength(1)
    expect(turns.filter((turn) => turn.kind === 'reused')).toHaveLength(19)
  })

  test('a cookie session is found until it ends, is revoked or is of another kind', async () => {
    const user = newUser()
    await createUserStore(database.db).insert(user, by())
    const sessions = createSessionStore(database.db)
    const [cookie, refresh] = [newSession(user, 'cookie'), newSession(user, 'refresh')]
    await sessions.insert(cookie)
    await sessions.insert(refresh)
    expect((await sessions.findCookie(cookie.tokenHash, clock.now()))?.userId).toBe(user.id)
    expect(await sessions.findCookie(refresh.tokenHash, clock.now())).toBeNull()
    expect(await sessions.findCookie(cookie.tokenHash, cookie.expiresAt)).toBeNull()
    await sessions.revokeCookie(cookie.tokenHash, clock.now())
    expect(await sessions.findCookie(cookie.tokenHash, clock.now())).toBeNull()
  })

  test('expired rows are deleted in bounded portions, live ones stay', async () => {
    const user = newUser()
    await createUserStore(database.db).insert(user, by())
    const sessions = createSessionStore(database.db)
    const live = newSession(user, 'cookie', 10 * minuteMs)
    await sessions.insert(live)
    for (let count = 0; count < 5; count += 1) await sessions.insert(newSession(user, 'cookie', -minuteMs))
    expect(await sessions.deleteExpired(clock.now(), 3)).toBe(3)
    expect(await sessions.deleteExpired(clock.now(), 3)).toBe(2)
    expect(await sessions.findCookie(live.tokenHash, clock.now())).not.toBeNull()
  })
})

describe('idempotency store', () => {
  const slot = () => ({ userId: uuidV7.next<'user'>(), key: 'k', route: 'POST /x', bodyHash: 'h' })
  const claimNow = (at: Instant) => [at, plusMs(at, -2 * minuteMs)] as const

  test('of twenty claims one takes the key; afterwards all get its answer', async () => {
    const store = createIdempotencyStore(database.db)
    const wanted = slot()
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => store.claim(wanted, ...claimNow(clock.now()))),
    )
    expect(claims.filter((claim) => claim.kind === 'taken')).toHaveLength(1)
    expect(claims.filter((claim) => claim.kind === 'in_flight')).toHaveLength(19)
    await store.complete(wanted, { status: 201, body: '{"id":1}' })
    expect(await store.claim(wanted, ...claimNow(clock.now()))).toEqual({
      kind: 'answered',
      status: 201,
      body: '{"id":1}',
    })
    expect(await store.claim({ ...wanted, bodyHash: 'other' }, ...claimNow(clock.now()))).toEqual({
      kind: 'other_body',
    })
    expect((await store.claim({ ...wanted, route: 'POST /y' }, ...claimNow(clock.now()))).kind).toBe('taken')
  })

  test('a key whose holder died is taken over after two minutes, by one', async () => {
    const store = createIdempotencyStore(database.db)
    const wanted = slot()
    await store.claim(wanted, ...claimNow(clock.now()))
    const later = plusMs(clock.now(), 3 * minuteMs)
    const claims = await Promise.all(
      Array.from({ length: 10 }, () => store.claim(wanted, ...claimNow(later))),
    )
    expect(claims.filter((claim) => claim.kind === 'taken')).toHaveLength(1)
  })

  test('a released key is free, an answered one is not released', async () => {
    const store = createIdempotencyStore(database.db)
    const wanted = slot()
    await store.claim(wanted, ...claimNow(clock.now()))
    await store.release(wanted)
    expect((await store.claim(wanted, ...claimNow(clock.now()))).kind).toBe('taken')
    await store.complete(wanted, { status: 200, body: '{}' })
    await store.release(wanted)
    expect((await store.claim(wanted, ...claimNow(clock.now()))).kind).toBe('answered')
    expect(await store.deleteOlder(plusMs(clock.now(), 10 * minuteMs), 1_000)).toBeGreaterThan(0)
  })
})
