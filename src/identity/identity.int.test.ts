import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createUserStore } from '#adapters/db/user-store.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { createArgon2Passwords } from '#adapters/password/argon2.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { presentClock, testIdentity, testNetwork, testPassword } from '#test/support/http-server.ts'
import { firstOwnerPasswordLengthMin } from './core/password-rules.ts'
import type { Principal, User } from './core/principal.ts'
import type { Role } from './core/roles.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase({ max: 10 })
})
afterAll(() => database.close())

function start() {
  const clock = presentClock()
  return { clock, identity: testIdentity(database.db, clock) }
}

async function newUser(role: Role = 'viewer'): Promise<User> {
  const id = uuidV7.next<'user'>()
  const username = `user-${id.slice(-12)}`
  const passwordHash = await createArgon2Passwords().hash(testPassword)
  await createUserStore(database.db).insert(
    { id, username, passwordHash, role },
    { actorId: null, actorName: 'test', requestId: null, at: presentClock().now() },
  )
  return { id, username, role, active: true, sessionVersion: 1 }
}

function principal(user: User): Principal {
  return { userId: user.id, username: user.username, role: user.role }
}

function credentials(user: { readonly username: string }, password = testPassword, network = testNetwork) {
  return { username: user.username, password, network }
}

describe('first owner', () => {
  test('PITFALL 13: ten processes at once make one owner; the given password is used, a random one is told once', async () => {
    const fresh = await testDatabase({ max: 10 })
    const identity = testIdentity(fresh.db, presentClock())
    const wanted = { username: 'admin', password: null, passwordLengthMin: firstOwnerPasswordLengthMin }
    const weak = await identity.ensureFirstOwner({ ...wanted, password: 'admin' })
    expect(weak).toEqual({ ok: false, error: { kind: 'password_refused', problem: 'too_short' } })
    expect((await identity.ensureFirstOwner({ ...wanted, password: 'changeme' })).ok).toBe(false)
    const made = await Promise.all(Array.from({ length: 10 }, () => identity.ensureFirstOwner(wanted)))
    const created = made.flatMap((result) =>
      result.ok && result.value.kind === 'created' ? [result.value] : [],
    )
    expect(created).toHaveLength(1)
    const password = created[0]?.passwordToPrint ?? ''
    expect(password).toHaveLength(24)
    expect((await identity.signIn(credentials({ username: 'admin' }, password))).ok).toBe(true)
    expect(await identity.ensureFirstOwner({ ...wanted, password: 'another-password-here' })).toEqual({
      ok: true,
      value: { kind: 'exists' },
    })
    await fresh.close()
  })

  test('PITFALL 13: the password of the variable is the password, and is not printed', async () => {
    const fresh = await testDatabase()
    const identity = testIdentity(fresh.db, presentClock())
    const given = { username: 'Boss@example.org', password: 'given-by-operator', passwordLengthMin: 12 }
    expect(await identity.ensureFirstOwner(given)).toEqual({
      ok: true,
      value: { kind: 'created', username: 'Boss@example.org', passwordToPrint: null },
    })
    const signedIn = await identity.signIn(credentials({ username: 'boss@example.org' }, given.password))
    expect(signedIn).toMatchObject({ ok: true, value: { role: 'owner' } })
    await fresh.close()
  })
})

describe('sign in', () => {
  test('PITFALL 13: the sixth try waits, a stranger elsewhere does not, and the wait ends', async () => {
    const { clock, identity } = start()
    const user = await newUser()
    for (let failure = 0; failure < 5; failure += 1) {
      const wrong = await identity.signIn(credentials(user, 'wrong-password-here'))
      expect(wrong).toEqual({ ok: false, error: { kind: 'wrong_credentials' } })
    }
    const waiting = await identity.signIn(credentials(user))
    expect(waiting).toEqual({ ok: false, error: { kind: 'throttled', retryAfterMs: 1_000 } })
    expect((await identity.signIn(credentials(user, testPassword, '198.51.100.1'))).ok).toBe(true)
    clock.advanceMs(1_000)
    expect((await identity.signIn(credentials(user, 'still-the-wrong-one'))).ok).toBe(false)
    expect(await identity.signIn(credentials(user))).toMatchObject({
      error: { kind: 'throttled', retryAfterMs: 2_000 },
    })
    clock.advanceMs(2_000)
    expect((await identity.signIn(credentials(user))).ok).toBe(true)
    // A success clears the count: the next slip costs nothing.
    expect((await identity.signIn(credentials(user, 'wrong-password-here'))).ok).toBe(false)
    expect((await identity.signIn(credentials(user))).ok).toBe(true)
  })

  test('unknown names are throttled like known ones', async () => {
    const { identity } = start()
    const nobody = { username: `nobody-${uuidV7.next().slice(-12)}` }
    for (let failure = 0; failure < 5; failure += 1) await identity.signIn(credentials(nobody, 'wrong'))
    expect(await identity.signIn(credentials(nobody))).toMatchObject({ error: { kind: 'throttled' } })
  })

  test('PITFALL 14: unknown, known and disabled users get the same answer in the same time', async () => {
    const { identity } = start()
    const user = await newUser()
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let turn = 0; turn < 25; turn += 1) {
      // Alternating and from ever new networks, so that load and throttling touch both alike.
      known.push(await timed(() => identity.signIn(credentials(user, 'wrong-password', `10.0.0.${turn}`))))
      unknown.push(
        await timed(() =>
          identity.signIn(credentials({ username: `no-${turn}` }, 'wrong-password', `10.0.0.${turn}`)),
        ),
      )
    }
    const ratio = median(known) / median(unknown)
    expect(ratio).toBeGreaterThan(0.7)
    expect(ratio).toBeLessThan(1.4)
    const [wrong, absent] = [
      await identity.signIn(credentials(user, 'wrong-password')),
      await identity.signIn(credentials({ username: 'no-one' }, 'wrong-password')),
    ]
    expect(wrong).toEqual(absent)
    await identity.changeUser({
      by: principal(await newUser('owner')),
      id: user.id,
      active: false,
      network: '',
      requestId: 'r',
    })
    expect(await identity.signIn(credentials(user))).toEqual(absent)
  })
})

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

describe('sessions', () => {
  test('a refresh token is good once; a second use ends its whole family and nobody else’s', async () => {
    const { identity } = start()
    const user = await newUser()
    const [pair, other] = [await identity.openTokens(user), await identity.openTokens(user)]
    const second = await identity.refreshSession(pair.refreshToken)
    if (!second.ok) throw new Error('the first refresh was refused')
    expect(await identity.refreshSession(pair.refreshToken)).toEqual({ ok: false, error: 'refused' })
    expect(await identity.refreshSession(second.value.refreshToken)).toEqual({ ok: false, error: 'refused' })
    expect((await identity.refreshSession(other.refreshToken)).ok).toBe(true)
    expect(await identity.refreshSession('made-up')).toEqual({ ok: false, error: 'refused' })
  })

  test('a refresh token dies of age', async () => {
    const { clock, identity } = start()
    const pair = await identity.openTokens(await newUser())
    clock.advanceMs(14 * 86_400_000)
    expect((await identity.refreshSession(pair.refreshToken)).ok).toBe(false)
  })

  test('signing out ends access token, refresh token and cookie at once', async () => {
    const { identity } = start()
    const user = await newUser()
    const pair = await identity.openTokens(user)
    const cookie = await identity.openCookie(user)
    expect((await identity.authenticator.byAccessToken(pair.accessToken)).ok).toBe(true)
    expect((await identity.authenticator.byCookie(cookie.token)).ok).toBe(true)
    await identity.signOutEverywhere({ by: principal(user), requestId: 'r' })
    expect((await identity.authenticator.byAccessToken(pair.accessToken)).ok).toBe(false)
    expect((await identity.authenticator.byCookie(cookie.token)).ok).toBe(false)
    expect((await identity.refreshSession(pair.refreshToken)).ok).toBe(false)
  })

  test('ending one browser session leaves tokens and other browsers alone', async () => {
    const { identity } = start()
    const user = await newUser()
    const pair = await identity.openTokens(user)
    const [one, two] = [await identity.openCookie(user), await identity.openCookie(user)]
    await identity.authenticator.byCookie(one.token)
    await identity.signOutBrowser(one.token)
    expect((await identity.authenticator.byCookie(one.token)).ok).toBe(false)
    expect((await identity.authenticator.byCookie(two.token)).ok).toBe(true)
    expect((await identity.authenticator.byAccessToken(pair.accessToken)).ok).toBe(true)
  })

  test('a cookie session ends after twelve hours', async () => {
    const { clock, identity } = start()
    const cookie = await identity.openCookie(await newUser())
    clock.advanceMs(12 * 3_600_000 - 1)
    expect((await identity.authenticator.byCookie(cookie.token)).ok).toBe(true)
    clock.advanceMs(1)
    expect((await identity.authenticator.byCookie(cookie.token)).ok).toBe(false)
  })
})

describe('change user', () => {
  test('disabling takes effect on the next request; a changed role on the next sign-in', async () => {
    const { identity } = start()
    const [owner, user] = [await newUser('owner'), await newUser('submitter')]
    const pair = await identity.openTokens(user)
    expect((await identity.authenticator.byAccessToken(pair.accessToken)).ok).toBe(true)
    const request = { by: principal(owner), id: user.id, network: testNetwork, requestId: 'r' }
    expect(await identity.changeUser({ ...request, role: 'viewer' })).toMatchObject({
      ok: true,
      value: { role: 'viewer' },
    })
    expect((await identity.authenticator.byAccessToken(pair.accessToken)).ok).toBe(false)
    const again = await identity.signIn(credentials(user))
    if (!again.ok) throw new Error('the user cannot sign in again')
    const next = await identity.openTokens(again.value)
    expect(await identity.authenticator.byAccessToken(next.accessToken)).toMatchObject({
      value: { role: 'viewer' },
    })
    await identity.changeUser({ ...request, active: false })
    expect((await identity.authenticator.byAccessToken(next.accessToken)).ok).toBe(false)
    expect((await identity.signIn(credentials(user))).ok).toBe(false)
  })

  test('one’s own password needs the present one; failures are throttled', async () => {
    const { identity } = start()
    const user = await newUser('viewer')
    const request = { by: principal(user), id: user.id, network: testNetwork, requestId: 'r' }
    const password = 'another-fine-password'
    expect(await identity.changeUser({ ...request, password })).toEqual({
      ok: false,
      error: { kind: 'current_password_wrong' },
    })
    expect((await identity.changeUser({ ...request, password, currentPassword: testPassword })).ok).toBe(true)
    expect((await identity.signIn(credentials(user))).ok).toBe(false)
    expect((await identity.signIn(credentials(user, password))).ok).toBe(true)
    for (let failure = 0; failure < 5; failure += 1) {
      await identity.changeUser({ ...request, password: testPassword, currentPassword: 'wrong' })
    }
    expect(
      await identity.changeUser({ ...request, password: testPassword, currentPassword: password }),
    ).toMatchObject({
      error: { kind: 'throttled' },
    })
  })

  test('somebody who manages nobody learns nothing about others', async () => {
    const { identity } = start()
    const [viewer, other] = [await newUser('viewer'), await newUser('viewer')]
    const request = { by: principal(viewer), network: testNetwork, requestId: 'r', active: false }
    const known = await identity.changeUser({ ...request, id: other.id })
    const unknown = await identity.changeUser({ ...request, id: uuidV7.next<'user'>() })
    expect(known).toEqual({ ok: false, error: { kind: 'not_allowed' } })
    expect(unknown).toEqual(known)
  })
})
