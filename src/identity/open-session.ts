import type { IdSource } from '#kernel/ids.ts'
import { type Clock, dayMs, hourMs, plusMs } from '#kernel/time.ts'
import type { User } from './core/principal.ts'
import type { AccessTokens, OpaqueTokens, SessionStore } from './ports.ts'

/** A refresh token unused for this long is worth nothing. */
export const refreshLifeMs = 14 * dayMs
/** A browser session ends after a working day. */
const cookieLifeMs = 12 * hourMs

export type TokenPair = {
  readonly accessToken: string
  readonly expiresInSeconds: number
  readonly refreshToken: string
}

export type SessionDeps = {
  readonly sessions: SessionStore
  readonly accessTokens: AccessTokens
  readonly opaqueTokens: OpaqueTokens
  readonly clock: Clock
  readonly ids: IdSource
}

/**
 * Opens a token session for an API client.
 * @param user whoever signed in   @returns an access token and the first refresh token of a new family
 * Errors: thrown Fault DATABASE_UNAVAILABLE. Source: SECURITY.md "Tokens".
 */
export async function openTokens(deps: SessionDeps, user: User): Promise<TokenPair> {
  const refresh = deps.opaqueTokens.make()
  const now = deps.clock.now()
  await deps.sessions.insert({
    tokenHash: refresh.hash,
    familyId: deps.ids.next(),
    kind: 'refresh',
    userId: user.id,
    sessionVersion: user.sessionVersion,
    createdAt: now,
    expiresAt: plusMs(now, refreshLifeMs),
  })
  return tokenPair(deps, user, refresh.token)
}

/**
 * Opens a browser session.
 * @param user whoever signed in   @returns the cookie's value and its life in seconds
 * Errors: thrown Fault DATABASE_UNAVAILABLE. Source: WEB.md "sign-in".
 */
export async function openCookie(
  deps: SessionDeps,
  user: User,
): Promise<{ readonly token: string; readonly maxAgeSeconds: number }> {
  const made = deps.opaqueTokens.make()
  const now = deps.clock.now()
  await deps.sessions.insert({
    tokenHash: made.hash,
    familyId: deps.ids.next(),
    kind: 'cookie',
    userId: user.id,
    sessionVersion: user.sessionVersion,
    createdAt: now,
    expiresAt: plusMs(now, cookieLifeMs),
  })
  return { token: made.token, maxAgeSeconds: cookieLifeMs / 1_000 }
}

/**
 * The answer of a sign-in or a refresh.
 * @param user whose   @param refreshToken the new one   @returns both tokens
 * Errors: none. Source: CONTRACT.md "POST /token".
 */
export function tokenPair(
  deps: Pick<SessionDeps, 'accessTokens'>,
  user: User,
  refreshToken: string,
): TokenPair {
  const access = deps.accessTokens.issue({ userId: user.id, sessionVersion: user.sessionVersion })
  return { accessToken: access.token, expiresInSeconds: access.expiresInSeconds, refreshToken }
}
