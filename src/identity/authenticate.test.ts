import { expect, test } from 'vitest'
import { createBoundedCache } from '#adapters/cache/bounded.ts'
import { manualClock } from '#adapters/clock/manual.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { createAccessTokens } from '#adapters/token/jwt.ts'
import { createOpaqueTokens } from '#adapters/token/opaque.ts'
import { instantOf } from '#kernel/time.ts'
import { createAuthenticator } from './authenticate.ts'
import type { User } from './core/principal.ts'
import type { SessionStore, UserStore } from './ports.ts'

function unused(): never {
  throw new Error('not used by this test')
}

/** A table of one user whose reads wait until told, so that a test decides the order of events. */
function start() {
  const at = instantOf(1_780_000_000_000)
  if (!at.ok) throw new Error('bad instant in a test')
  const clock = manualClock(at.value)
  const state: { user: User; reads: readonly (() => void)[] } = { user: userOf(1), reads: [] }
  const users: Pick<UserStore, 'findById'> = {
    findById: () => {
      const seen = state.user
      return new Promise((resolve) => {
        state.reads = [...state.reads, () => resolve(seen)]
      })
    },
  }
  const accessTokens = createAccessTokens({ secret: 'x'.repeat(32), clock, ids: uuidV7 })
  const authenticator = createAuthenticator({
    accessTokens,
    opaqueTokens: createOpaqueTokens(),
    users: { ...absentUsers, ...users },
    sessions: absentSessions,
    principals: createBoundedCache({ entriesMax: 10, ttlMs: 60_000 }),
    cookies: createBoundedCache({ entriesMax: 10, ttlMs: 60_000 }),
    clock,
  })
  const tokenOf = (sessionVersion: number) =>
    accessTokens.issue({ userId: state.user.id, sessionVersion }).token
  return { state, authenticator, tokenOf }
}

const id = uuidV7.next<'user'>()

function userOf(sessionVersion: number): User {
  return { id, username: 'mara', role: 'admin', active: true, sessionVersion }
}

const absentUsers: UserStore = {
  findById: unused,
  findSecretByName: unused,
  findSecretById: unused,
  list: unused,
  insert: unused,
  insertFirst: unused,
  changeLocked: unused,
  raiseSessionVersion: unused,
}
const absentSessions: SessionStore = {
  insert: unused,
  rotate: unused,
  revokeFamily: unused,
  findCookie: unused,
  revokeCookie: unused,
  deleteExpired: unused,
}

test('a hundred requests at once read the user once', async () => {
  const { state, authenticator, tokenOf } = start()
  const token = tokenOf(1)
  const asked = Array.from({ length: 100 }, () => authenticator.byAccessToken(token))
  expect(state.reads).toHaveLength(1)
  state.reads[0]?.()
  expect((await Promise.all(asked)).every((answer) => answer.ok)).toBe(true)
  expect((await authenticator.byAccessToken(token)).ok).toBe(true)
  expect(state.reads).toHaveLength(1)
})

test('a read that began before the change is never kept', async () => {
  const { state, authenticator, tokenOf } = start()
  const old = tokenOf(1)
  const early = authenticator.byAccessToken(old)
  // Signed out meanwhile: the notice comes before the old row has arrived.
  state.user = userOf(2)
  authenticator.invalidateUser(id)
  state.reads[0]?.()
  await early
  const late = authenticator.byAccessToken(old)
  expect(state.reads).toHaveLength(2)
  state.reads[1]?.()
  expect(await late).toEqual({ ok: false, error: 'refused' })
})

test('after a lost listener everything is read anew', async () => {
  const { state, authenticator, tokenOf } = start()
  const first = authenticator.byAccessToken(tokenOf(1))
  state.reads[0]?.()
  expect((await first).ok).toBe(true)
  state.user = { ...userOf(1), active: false }
  authenticator.invalidateAll()
  const second = authenticator.byAccessToken(tokenOf(1))
  state.reads[1]?.()
  expect(await second).toEqual({ ok: false, error: 'refused' })
})
