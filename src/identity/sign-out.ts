import type { Clock } from '#kernel/time.ts'
import type { Authenticator } from './authenticate.ts'
import type { Principal } from './core/principal.ts'
import type { OpaqueTokens, SessionStore, UserStore } from './ports.ts'

type SignOutDeps = {
  readonly users: UserStore
  readonly sessions: SessionStore
  readonly opaqueTokens: OpaqueTokens
  readonly authenticator: Authenticator
  readonly clock: Clock
}

/**
 * Signs a person out everywhere: every access token, refresh token and browser session of theirs ends at once.
 * @param by whoever signs out   @returns when the database has it
 * Errors: thrown Fault DATABASE_UNAVAILABLE. Source: SECURITY.md "session_version".
 */
export async function signOutEverywhere(
  deps: SignOutDeps,
  parts: { readonly by: Principal; readonly requestId: string },
): Promise<void> {
  await deps.users.raiseSessionVersion(parts.by.userId, {
    actorId: parts.by.userId,
    actorName: parts.by.username,
    requestId: parts.requestId,
    at: deps.clock.now(),
  })
  deps.authenticator.invalidateUser(parts.by.userId)
}

/**
 * Ends one browser session; API tokens of the same person go on.
 * @param cookieToken the cookie's value   @returns when the database has it; an unknown value is no error
 * Errors: thrown Fault DATABASE_UNAVAILABLE. Source: WEB.md "sign-in".
 */
export async function signOutBrowser(deps: SignOutDeps, cookieToken: string): Promise<void> {
  await deps.sessions.revokeCookie(deps.opaqueTokens.hashOf(cookieToken), deps.clock.now())
  deps.authenticator.invalidateAll()
}
