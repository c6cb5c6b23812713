import type { IdSource, UserId } from '#kernel/ids.ts'
import type { Result } from '#kernel/result.ts'
import type { Clock } from '#kernel/time.ts'
import { type Authenticator, createAuthenticator } from './authenticate.ts'
import { changeUser } from './change-user.ts'
import type { Principal, User } from './core/principal.ts'
import { createUser } from './create-user.ts'
import { ensureFirstOwner } from './ensure-first-owner.ts'
import { openCookie, openTokens, type TokenPair } from './open-session.ts'
import type {
  AccessTokens,
  CookieCache,
  OpaqueTokens,
  Passwords,
  PrincipalCache,
  SessionStore,
  SignInThrottle,
  UserStore,
} from './ports.ts'
import { refreshSession } from './refresh-session.ts'
import { signIn } from './sign-in.ts'
import { signOutBrowser, signOutEverywhere } from './sign-out.ts'

type IdentityPorts = {
  readonly users: UserStore
  readonly sessions: SessionStore
  readonly passwords: Passwords
  readonly accessTokens: AccessTokens
  readonly opaqueTokens: OpaqueTokens
  readonly throttle: SignInThrottle
  readonly principals: PrincipalCache
  readonly cookies: CookieCache
  readonly clock: Clock
  readonly ids: IdSource
}

type Input<F extends (deps: never, input: never) => unknown> = Parameters<F>[1]
type Output<F extends (deps: never, input: never) => unknown> = ReturnType<F>

/** The use cases of this room with their ports filled in. */
export type Identity = {
  readonly authenticator: Authenticator
  readonly signIn: (input: Input<typeof signIn>) => Output<typeof signIn>
  readonly openTokens: (user: User) => Promise<TokenPair>
  readonly openCookie: (user: User) => Output<typeof openCookie>
  readonly refreshSession: (refreshToken: string) => Promise<Result<TokenPair, 'refused'>>
  readonly signOutEverywhere: (parts: { readonly by: Principal; readonly requestId: string }) => Promise<void>
  readonly signOutBrowser: (cookieToken: string) => Promise<void>
  readonly createUser: (input: Input<typeof createUser>) => Output<typeof createUser>
  readonly changeUser: (input: Input<typeof changeUser>) => Output<typeof changeUser>
  readonly listUsers: (page: {
    readonly after: UserId | null
    readonly limit: number
  }) => Promise<readonly User[]>
  readonly ensureFirstOwner: (input: Input<typeof ensureFirstOwner>) => Output<typeof ensureFirstOwner>
}

/**
 * Fills the use cases with their ports, once per process.
 * @param ports adapters   @returns the use cases
 * Errors: none here; each use case says its own. Source: ARCHITECTURE.md "identity".
 */
export function createIdentity(ports: IdentityPorts): Identity {
  const authenticator = createAuthenticator(ports)
  const deps = { ...ports, authenticator }
  return {
    authenticator,
    signIn: (input) => signIn(deps, input),
    openTokens: (user) => openTokens(deps, user),
    openCookie: (user) => openCookie(deps, user),
    refreshSession: (refreshToken) => refreshSession(deps, refreshToken),
    signOutEverywhere: (parts) => signOutEverywhere(deps, parts),
    signOutBrowser: (cookieToken) => signOutBrowser(deps, cookieToken),
    createUser: (input) => createUser(deps, input),
    changeUser: (input) => changeUser(deps, input),
    listUsers: (page) => ports.users.list(page),
    ensureFirstOwner: (input) => ensureFirstOwner(deps, input),
  }
}
