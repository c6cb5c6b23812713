import type { FastifyReply } from 'fastify'
import { minuteMs } from '#kernel/time.ts'
import type { RateLimitStore } from './ports.ts'
import type { ProblemParts } from './problem.ts'

const windowMs = minuteMs
const windowSeconds = windowMs / 1_000

/** Counts a request against its client; the answer says how it stands. */
export type RateLimiter = {
  /** Sets the headers and returns the refusal, or null. `key` is the user or the network. */
  readonly check: (key: string, reply: FastifyReply) => ProblemParts | null | Promise<ProblemParts | null>
}

/**
 * Makes the limiter.
 * @param store counters   @param perMinute requests a minute, 0 for none
 * @returns the limiter, or null when it is off
 * Errors: none. Source: CONTRACT.md "Rate limits and headers", PITFALLS 15.
 */
export function createRateLimiter(store: RateLimitStore, perMinute: number): RateLimiter | null {
  if (perMinute === 0) return null
  const policy = `"default";q=${perMinute};w=${windowSeconds}`
  const limitText = String(perMinute)
  const judge = (reply: FastifyReply, count: number, resetMs: number): ProblemParts | null => {
    const remaining = Math.max(0, perMinute - count)
    const resetSeconds = Math.max(1, Math.ceil(resetMs / 1_000))
    reply.header('ratelimit-policy', policy)
    reply.header('ratelimit', `"default";r=${remaining};t=${resetSeconds}`)
    reply.header('x-ratelimit-limit', limitText)
    reply.header('x-ratelimit-remaining', String(remaining))
    if (count <= perMinute) return null
    return {
      code: 'RATE_LIMIT_EXCEEDED',
      detail: `More than ${perMinute} requests in a minute. Try again in ${resetSeconds} s.`,
      details: { limit: perMinute, window_seconds: windowSeconds },
      retryAfterSeconds: resetSeconds,
    }
  }
  return {
    check: (key, reply) => {
      const hit = store.hit(key, windowMs, perMinute)
      // In memory the answer is there at once; a promise per request would cost more than the count.
      if ('then' in hit) return hit.then((answer) => judge(reply, answer.count, answer.resetMs))
      return judge(reply, hit.count, hit.resetMs)
    },
  }
}
