import { createMemoryCache, createMemoryRateLimits } from '#adapters/cache/memory.ts'
import { openRedisCache } from '#adapters/cache/redis.ts'
import { systemClock } from '#adapters/clock/system.ts'
import type { CacheState, CacheStore, Log, RateLimitStore } from '#http/ports.ts'
import type { Config } from './config.ts'

export type OpenCache = {
  readonly limits: RateLimitStore
  readonly cache: CacheStore
  readonly state: () => CacheState
  readonly close: () => Promise<void>
}

/**
 * Redis when it is configured, else this process's memory. Losing Redis loses nothing that matters.
 * @param config REDIS_URL or REDIS_HOST   @param log hears of Redis coming and going   @returns the ports
 * Errors: none. Source: CONTRACT.md, REDIS_URL.
 */
export function openCache(config: Config, log: Log): OpenCache {
  const now = systemClock.now
  if (config.redisUrl === null) {
    const cache = createMemoryCache(now)
    return { limits: createMemoryRateLimits(now), cache, state: cache.state, close: async () => undefined }
  }
  return openRedisCache({
    url: config.redisUrl,
    now,
    onState: (reachable, reason) =>
      reachable
        ? log.info({}, 'Redis is reachable')
        : log.warn({ reason }, 'Redis is away; memory stands in for it'),
  })
}
