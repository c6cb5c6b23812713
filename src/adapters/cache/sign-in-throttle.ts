import { createHash } from 'node:crypto'
import type { CacheStore, RateLimitStore } from '#http/ports.ts'
import { failureMemoryMs } from '#identity/core/sign-in-throttle.ts'
import type { SignInThrottle } from '#identity/ports.ts'

/**
 * Counts failed sign-ins on whatever counts requests: shared over Redis when there is one.
 * @param stores counters and cache, and a clock in ms   @returns the port
 * Errors: none. Source: SECURITY.md "Passwords".
 */
export function createSignInThrottle(stores: {
  readonly counters: RateLimitStore
  readonly cache: CacheStore
  readonly now: () => number
}): SignInThrottle {
  return {
    waitMs: async (key) => {
      const until = await stores.cache.get(`sign-in-wait:${hashed(key)}`)
      return until === null ? 0 : Math.max(0, Math.ceil(Number(until) - stores.now()))
    },
    countFailure: async (key) => {
      // No limit: every failure must be counted, also those beyond any number.
      const hit = await stores.counters.hit(
        `sign-in:${hashed(key)}`,
        failureMemoryMs,
        Number.POSITIVE_INFINITY,
      )
      return hit.count
    },
    block: (key, forMs) =>
      stores.cache.set(`sign-in-wait:${hashed(key)}`, String(stores.now() + forMs), forMs),
    clear: async (key) => {
      await stores.counters.reset(`sign-in:${hashed(key)}`)
      await stores.cache.delete(`sign-in-wait:${hashed(key)}`)
    },
  }
}

/** Usernames are typed by strangers: a key has one length whatever they type, and Redis never shows a name. */
function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22)
}
