import type { Id, UserId } from '#kernel/ids.ts'
import type { Result } from '#kernel/result.ts'
import type { Instant } from '#kernel/time.ts'
import type { Principal, User } from './core/principal.ts'
import type { Role } from './core/roles.ts'

export type SessionFamilyId = Id<'session_family'>

/** Who did it and in which request; written to the audit log in the same statement or transaction. */
export type Attribution = {
  readonly actorId: UserId | null
  readonly actorName: string
  readonly requestId: string | null
  readonly at: Instant
}

export type NewUser = {
  readonly id: UserId
  readonly username: string
  readonly passwordHash: string
  readonly role: Role
}

export type StoredSecret = { readonly user: User; readonly passwordHash: string }

/** Users. A lost database surfaces as a thrown Fault DATABASE_UNAVAILABLE from every method. */
export type UserStore = {
  readonly findById: (id: UserId) => Promise<User | null>
  readonly findSecretByName: (username: string) => Promise<StoredSecret | null>
  readonly findSecretById: (id: UserId) => Promise<StoredSecret | null>
  /** Ascending by id; `after` is the last id of the page before. */
  readonly list: (page: { readonly after: UserId | null; readonly limit: number }) => Promise<readonly User[]>
  readonly insert: (user: NewUser, by: Attribution) => Promise<Result<null, 'username_taken'>>
  /** Inserts only when there is no user at all, whatever other processes do meanwhile. */
  readonly insertFirst: (user: NewUser, by: Attribution) => Promise<boolean>
  /**
   * Locks the user and every active owner, asks `decide`, writes its answer, raises session_version.
   * `decide` is pure and may refuse.
   */
  readonly changeLocked: <E>(
    id: UserId,
    change: { readonly passwordHash: string | null; readonly by: Attribution },
    decide: (target: User, otherActiveOwners: number) => Result<User, E>,
  ) => Promise<Result<User, E | 'not_found'>>
  /** Raises session_version: every token and session of the user is refused from now on. */
  readonly raiseSessionVersion: (id: UserId, by: Attribution) => Promise<void>
}

export type NewSession = {
  readonly tokenHash: Uint8Array
  readonly familyId: SessionFamilyId
  readonly kind: 'refresh' | 'cookie'
  readonly userId: UserId
  readonly sessionVersion: number
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

export type CookieSession = {
  readonly userId: UserId
  readonly sessionVersion: number
  readonly expiresAt: Instant
}

export type Rotation =
  | { readonly kind: 'rotated'; readonly user: User }
  | { readonly kind: 'reused'; readonly familyId: SessionFamilyId }
  | { readonly kind: 'refused' }

export type SessionStore = {
  readonly insert: (session: NewSession) => Promise<void>
  /** Uses up the old token and stores its successor in one statement; only one caller can win. */
  readonly rotate: (turn: {
    readonly oldHash: Uint8Array
    readonly newHash: Uint8Array
    readonly at: Instant
    readonly expiresAt: Instant
  }) => Promise<Rotation>
  readonly revokeFamily: (familyId: SessionFamilyId, at: Instant) => Promise<void>
  readonly findCookie: (tokenHash: Uint8Array, at: Instant) => Promise<CookieSession | null>
  /** Ends one cookie session and tells every process (NOTIFY user_changed). */
  readonly revokeCookie: (tokenHash: Uint8Array, at: Instant) => Promise<void>
  /** Deletes expired rows, at most `rowsMax` a call. @returns how many */
  readonly deleteExpired: (before: Instant, rowsMax: number) => Promise<number>
}

/** Slow hashes, bounded: throws Fault OVERLOADED when too many wait. */
export type Passwords = {
  readonly hash: (password: string) => Promise<string>
  readonly verify: (passwordHash: string, password: string) => Promise<boolean>
  /** A hash nobody's password gives, of the same cost: unknown users take as long as known ones. */
  readonly nobodysHash: string
  /** Hashes waiting or running, for /metrics. */
  readonly pending: () => number
}

export type AccessClaims = {
  readonly userId: UserId
  readonly sessionVersion: number
  readonly expiresAt: Instant
}

/** Short-lived signed tokens. `verify` never throws. */
export type AccessTokens = {
  readonly issue: (claims: { readonly userId: UserId; readonly sessionVersion: number }) => {
    readonly token: string
    readonly expiresInSeconds: number
  }
  readonly verify: (token: string) => Result<AccessClaims, 'invalid' | 'expired'>
}

/** Random tokens that mean nothing by themselves; only their SHA-256 is stored. */
export type OpaqueTokens = {
  readonly make: () => { readonly token: string; readonly hash: Uint8Array }
  readonly hashOf: (token: string) => Uint8Array
  /** A password for a person to type once, ≥ 120 bits. */
  readonly makePassword: () => string
}

/** Counts failures in a row per key and remembers when the next try is allowed. Never fails. */
export type SignInThrottle = {
  readonly waitMs: (key: string) => Promise<number>
  readonly countFailure: (key: string) => Promise<number>
  readonly block: (key: string, forMs: number) => Promise<void>
  readonly clear: (key: string) => Promise<void>
}

/** A bounded cache whose entries die after about a second. */
export type ShortCache<V> = {
  readonly get: (key: string) => V | undefined
  readonly set: (key: string, value: V) => void
  readonly delete: (key: string) => void
  readonly clear: () => void
}

export type PrincipalCache = ShortCache<{
  readonly principal: Principal | null
  readonly sessionVersion: number
}>
export type CookieCache = ShortCache<CookieSession>
