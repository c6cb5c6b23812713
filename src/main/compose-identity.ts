import { createBoundedCache } from '#adapters/cache/bounded.ts'
import { createSignInThrottle } from '#adapters/cache/sign-in-throttle.ts'
import { systemClock } from '#adapters/clock/system.ts'
import { createSessionStore } from '#adapters/db/session-store.ts'
import { createUserStore } from '#adapters/db/user-store.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { createArgon2Passwords } from '#adapters/password/argon2.ts'
import { createAccessTokens } from '#adapters/token/jwt.ts'
import { createOpaqueTokens } from '#adapters/token/opaque.ts'
import { createIdentity, type Identity } from '#identity/create-identity.ts'
import { parseId } from '#kernel/ids.ts'
import type { OpenCache } from './open-cache.ts'
import type { OpenDatabase } from './open-database.ts'

/** A user's rights may be this old when a NOTIFY was lost (SECURITY.md, tokens). */
const principalCache = { entriesMax: 10_000, ttlMs: 1_000 }

/**
 * The people side with its ports filled in.
 * @param database pool and listener   @param cache counters of failed sign-ins   @param secret signs access tokens
 * @returns the use cases, and how many passwords are being hashed
 * Errors: none here.
 */
export function composeIdentity(
  database: OpenDatabase,
  cache: OpenCache,
  secret: string,
): { readonly identity: Identity; readonly passwordsPending: () => number } {
  const passwords = createArgon2Passwords()
  const identity = createIdentity({
    users: createUserStore(database.db),
    sessions: createSessionStore(database.db),
    passwords,
    accessTokens: createAccessTokens({ secret, clock: systemClock, ids: uuidV7 }),
    opaqueTokens: createOpaqueTokens(),
    throttle: createSignInThrottle({ counters: cache.limits, cache: cache.cache, now: systemClock.now }),
    principals: createBoundedCache(principalCache),
    cookies: createBoundedCache(principalCache),
    clock: systemClock,
    ids: uuidV7,
  })
  database.listener.subscribe('user_changed', {
    onNotice: (text) => {
      const id = parseId<'user'>(text)
      if (id.ok) identity.authenticator.invalidateUser(id.value)
    },
    onMaybeMissed: () => identity.authenticator.invalidateAll(),
  })
  return { identity, passwordsPending: () => passwords.pending() }
}
