import type { UserId } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Clock } from '#kernel/time.ts'
import type { Principal } from './core/principal.ts'
import type {
  AccessTokens,
  CookieCache,
  CookieSession,
  OpaqueTokens,
  PrincipalCache,
  SessionStore,
  UserStore,
} from './ports.ts'

/** Proves who sends a request. Thrown: Fault DATABASE_UNAVAILABLE when nothing is cached and the database is away. */
export type Authenticator = {
  readonly byAccessToken: (token: string) => Promise<Result<Principal, 'refused'>>
  readonly byCookie: (token: string) => Promise<Result<Principal, 'refused'>>
  /** Call on NOTIFY user_changed: what is cached about the user is forgotten. */
  readonly invalidateUser: (id: UserId) => void
  /** Call after the LISTEN connection was lost: anything may have changed. */
  readonly invalidateAll: () => void
}

/** `principal` is null for a user who is gone or disabled. */
type Known = { readonly principal: Principal | null; readonly sessionVersion: number }

/**
 * Makes the authenticator over short caches. The caches' life (≤ 1 s) is the last guard; invalidation is the first.
 * @param deps ports   @returns the authenticator
 * Errors: see Authenticator. Source: SECURITY.md "Tokens", ENGINE.md "user from a short cache".
 */
export function createAuthenticator(deps: {
  readonly accessTokens: AccessTokens
  readonly opaqueTokens: OpaqueTokens
  readonly users: UserStore
  readonly sessions: SessionStore
  readonly principals: PrincipalCache
  readonly cookies: CookieCache
  readonly clock: Clock
}): Authenticator {
  const knownUser = singleFlight<Known>(deps.principals, (id) => loadPrincipal(deps.users, id))

  const proven = async (claim: { readonly userId: UserId; readonly sessionVersion: number }) => {
    const known = await knownUser.read(claim.userId)
    if (known.principal === null || known.sessionVersion !== claim.sessionVersion)
      return err('refused' as const)
    return ok(known.principal)
  }

  return {
    byAccessToken: async (token) => {
      const claims = deps.accessTokens.verify(token)
      return claims.ok ? proven(claims.value) : err('refused')
    },
    byCookie: async (token) => {
      const session = await cookieSession(deps, token)
      if (session === null || session.expiresAt <= deps.clock.now()) return err('refused')
      return proven(session)
    },
    invalidateUser: (id) => {
      knownUser.forget(id)
      // A browser session ended by itself (no session_version) is told by the same notice.
      deps.cookies.clear()
    },
    invalidateAll: () => {
      knownUser.forgetAll()
      deps.cookies.clear()
    },
  }
}

async function loadPrincipal(users: UserStore, id: UserId): Promise<Known> {
  const user = await users.findById(id)
  if (user === null || !user.active) return { principal: null, sessionVersion: 0 }
  return {
    principal: { userId: user.id, username: user.username, role: user.role },
    sessionVersion: user.sessionVersion,
  }
}

async function cookieSession(
  deps: {
    readonly cookies: CookieCache
    readonly sessions: SessionStore
    readonly opaqueTokens: OpaqueTokens
    readonly clock: Clock
  },
  token: string,
): Promise<CookieSession | null> {
  const cached = deps.cookies.get(token)
  if (cached !== undefined) return cached
  const found = await deps.sessions.findCookie(deps.opaqueTokens.hashOf(token), deps.clock.now())
  // Unknown cookies are not cached: made-up ones would push real ones out.
  if (found !== null) deps.cookies.set(token, found)
  return found
}

/**
 * One load per key at a time, so that the end of a cache entry under load is one query, not hundreds. A load that
 * began before its key was forgotten is never cached: it may have read the old row.
 */
function singleFlight<V extends object>(
  cache: {
    readonly get: (key: string) => V | undefined
    readonly set: (key: string, value: V) => void
    readonly delete: (key: string) => void
    readonly clear: () => void
  },
  load: (id: UserId) => Promise<V>,
): {
  readonly read: (id: UserId) => Promise<V>
  readonly forget: (id: UserId) => void
  readonly forgetAll: () => void
} {
  const running = new Map<string, Promise<V>>()
  const start = (id: UserId): Promise<V> => {
    const loading: Promise<V> = load(id).then(
      (value) => {
        if (running.get(id) === loading) {
          running.delete(id)
          cache.set(id, value)
        }
        return value
      },
      (error: unknown) => {
        if (running.get(id) === loading) running.delete(id)
        throw error
      },
    )
    running.set(id, loading)
    return loading
  }
  return {
    read: async (id) => cache.get(id) ?? running.get(id) ?? start(id),
    forget: (id) => {
      running.delete(id)
      cache.delete(id)
    },
    forgetAll: () => {
      running.clear()
      cache.clear()
    },
  }
}
