import { createBoundedCache } from '#adapters/cache/bounded.ts'
import { createMemoryCache, createMemoryRateLimits } from '#adapters/cache/memory.ts'
import { createSignInThrottle } from '#adapters/cache/sign-in-throttle.ts'
import { type ManualClock, manualClock } from '#adapters/clock/manual.ts'
import { createIdempotencyStore } from '#adapters/db/idempotency-store.ts'
import type { Database } from '#adapters/db/pool.ts'
import { createSessionStore } from '#adapters/db/session-store.ts'
import { createUserStore } from '#adapters/db/user-store.ts'
import { sha256Digest } from '#adapters/digest/sha256.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { createArgon2Passwords } from '#adapters/password/argon2.ts'
import { createAccessTokens } from '#adapters/token/jwt.ts'
import { createOpaqueTokens } from '#adapters/token/opaque.ts'
import type { HttpConfig, HttpDeps } from '#http/deps.ts'
import type { HttpServer } from '#http/http-server.ts'
import { createMetrics } from '#http/metrics.ts'
import type { Log } from '#http/ports.ts'
import { buildServer } from '#http/server.ts'
import type { Role } from '#identity/core/roles.ts'
import { createIdentity, type Identity } from '#identity/create-identity.ts'
import type { UserId } from '#kernel/ids.ts'
import { instantOf } from '#kernel/time.ts'
import { absentTreasury } from './absent-treasury.ts'

const testSecret = 'a-secret-of-tests-with-enough-bytes-0123456789'
export const testPassword = 'quiet-harbour-lantern'
export const testNetwork = '192.0.2.7'

export type LogLine = { readonly level: keyof Log; readonly fields: object; readonly message: string }

/** A clock that starts at the machine's present, so that certificates of time in libraries agree with it. */
export function presentClock(): ManualClock {
  const now = instantOf(Date.now())
  if (!now.ok) throw new Error('the machine has no time')
  return manualClock(now.value)
}

/** Keeps every line, for tests that read the log. */
export function recordingLog(): { readonly log: Log; readonly lines: LogLine[] } {
  const lines: LogLine[] = []
  const at = (level: keyof Log) => (fields: object, message: string) => {
    lines.push({ level, fields, message })
  }
  return { lines, log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } }
}

/** The identity room on real stores; caches and counters in this process. */
export function testIdentity(db: Database, clock: ManualClock): Identity {
  const now = (): number => clock.now()
  return createIdentity({
    users: createUserStore(db),
    sessions: createSessionStore(db),
    passwords: createArgon2Passwords(),
    accessTokens: createAccessTokens({ secret: testSecret, clock, ids: uuidV7 }),
    opaqueTokens: createOpaqueTokens(),
    throttle: createSignInThrottle({
      counters: createMemoryRateLimits(now),
      cache: createMemoryCache(now),
      now,
    }),
    principals: createBoundedCache({ entriesMax: 100, ttlMs: 1_000 }),
    cookies: createBoundedCache({ entriesMax: 100, ttlMs: 1_000 }),
    clock,
    ids: uuidV7,
  })
}

export type TestServer = {
  readonly server: HttpServer
  readonly deps: HttpDeps
  readonly clock: ManualClock
  readonly log: readonly LogLine[]
  /** Makes a user of this role, signed in; the same one on every call. */
  readonly as: (role: Role) => Promise<SignedIn>
  readonly close: () => Promise<void>
}

export type SignedIn = {
  readonly id: UserId
  readonly username: string
  readonly token: string
  readonly headers: { readonly authorization: string }
}

/** The HTTP house on a real database. `config` and `deps` override the defaults (no rate limit, no web app). */
export async function testServer(
  db: Database,
  options: { readonly config?: Partial<HttpConfig>; readonly deps?: Partial<HttpDeps> } = {},
): Promise<TestServer> {
  const clock = presentClock()
  const recorded = recordingLog()
  const identity = testIdentity(db, clock)
  const deps: HttpDeps = {
    config: {
      version: '0.0.0-test',
      production: false,
      rateLimitPerMinute: 0,
      trustedProxies: [],
      corsOrigins: [],
      ...options.config,
    },
    clock,
    ids: uuidV7,
    digest: sha256Digest,
    log: recorded.log,
    metrics: createMetrics({
      clock,
      decimals: () => 18,
      cacheState: () => ({ type: 'memory', reachable: true, hits: 3, misses: 1 }),
      passwordsPending: () => 0,
      runtime: false,
    }),
    limits: createMemoryRateLimits(() => clock.now()),
    idempotency: createIdempotencyStore(db),
    identity,
    readiness: async () => ({
      ready: true,
      status: 'healthy',
      services: {
        database: { status: 'healthy', type: 'embedded' },
        redis: { status: 'healthy', type: 'memory' },
        blockchain: { status: 'healthy', block_number: 7 },
      },
    }),
    webApp: null,
    treasury: absentTreasury,
    ...options.deps,
  }
  const server = await buildServer(deps)
  const known = new Map<Role, SignedIn>()
  return {
    server,
    deps,
    clock,
    log: recorded.lines,
    as: async (role) => {
      const made = known.get(role) ?? (await signedInUser(db, identity, clock, role))
      known.set(role, made)
      return made
    },
    close: () => server.close(),
  }
}

async function signedInUser(
  db: Database,
  identity: Identity,
  clock: ManualClock,
  role: Role,
): Promise<SignedIn> {
  const username = `${role}-${uuidV7.next().slice(-12)}`
  const id = uuidV7.next<'user'>()
  const passwordHash = await createArgon2Passwords().hash(testPassword)
  await createUserStore(db).insert(
    { id, username, passwordHash, role },
    { actorId: null, actorName: 'test', requestId: null, at: clock.now() },
  )
  const user = await identity.signIn({ username, password: testPassword, network: testNetwork })
  if (!user.ok) throw new Error('the test user cannot sign in')
  const { accessToken } = await identity.openTokens(user.value)
  return { id, username, token: accessToken, headers: { authorization: `Bearer ${accessToken}` } }
}
