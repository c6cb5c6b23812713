import { LRUCache } from 'lru-cache'
import type { CacheState, CacheStore, RateLimitHit } from '#http/ports.ts'

/** 30,000 clients a minute is beyond what one process serves; each entry is about 150 bytes. */
const countedKeysMax = 30_000
const cachedValuesMax = 5_000
/** Values are small answers; a larger one is simply not kept. */
const cachedBytesMax = 16 * 1_024 * 1_024
const subscribersMax = 1_000

/** The current time in ms; only differences matter. */
type Now = () => number

/** A RateLimitStore that answers at once, and what the Redis adapter needs of it. */
type MemoryRateLimits = {
  readonly reset: (key: string) => void
  readonly hit: (key: string, windowMs: number, limit: number) => RateLimitHit
  readonly peek: (key: string) => RateLimitHit | null
  readonly raise: (key: string, hit: RateLimitHit) => void
  readonly size: () => number
}

type Window = { count: number; readonly endsAt: number }

/**
 * Rate limits in this process. The oldest keys are dropped first when there are too many.
 * @param now a clock in ms   @returns the port; `hit` answers at once
 * Errors: none. Source: CONTRACT.md "Rate limits", PITFALLS 16.
 */
export function createMemoryRateLimits(now: Now): MemoryRateLimits {
  const windows = new LRUCache<string, Window>({ max: countedKeysMax })
  const open = (key: string): Window | undefined => {
    const window = windows.get(key)
    return window !== undefined && window.endsAt > now() ? window : undefined
  }
  return {
    hit: (key, windowMs, _limit) => {
      const at = now()
      const window = open(key)
      if (window === undefined) {
        windows.set(key, { count: 1, endsAt: at + windowMs })
        return { count: 1, resetMs: windowMs }
      }
      window.count += 1
      return { count: window.count, resetMs: window.endsAt - at }
    },
    reset: (key) => {
      windows.delete(key)
    },
    peek: (key) => {
      const window = open(key)
      return window === undefined ? null : { count: window.count, resetMs: window.endsAt - now() }
    },
    raise: (key, hit) => {
      windows.set(key, { count: hit.count, endsAt: now() + hit.resetMs })
    },
    size: () => windows.size,
  }
}

/**
 * A cache and a message board in this process.
 * @param now a clock in ms   @returns the port, and its counts
 * Errors: none. Source: ENGINE.md "Redis carries …".
 */
export function createMemoryCache(now: Now): CacheStore & { readonly state: () => CacheState } {
  const values = new LRUCache<string, { readonly value: string; readonly endsAt: number }>({
    max: cachedValuesMax,
    maxSize: cachedBytesMax,
    sizeCalculation: (entry, key) => (entry.value.length + key.length) * 2 + 64,
  })
  const board = createBoard()
  const counts = { hits: 0, misses: 0 }
  return {
    get: async (key) => {
      const entry = values.get(key)
      if (entry === undefined || entry.endsAt <= now()) {
        counts.misses += 1
        return null
      }
      counts.hits += 1
      return entry.value
    },
    set: async (key, value, ttlMs) => {
      values.set(key, { value, endsAt: now() + ttlMs })
    },
    delete: async (key) => {
      values.delete(key)
    },
    publish: async (channel, message) => board.tell(channel, message),
    subscribe: board.subscribe,
    state: () => ({ type: 'memory', reachable: true, ...counts }),
  }
}

type Board = {
  readonly tell: (channel: string, message: string) => void
  readonly subscribe: (channel: string, receive: (message: string) => void) => () => void
  readonly channels: () => readonly string[]
}

/**
 * Subscribers of this process by channel.
 * @returns the board
 * Errors: RangeError on more than 1,000 subscribers of one channel. Source: STYLE rule 13.
 */
export function createBoard(): Board {
  const receivers = new Map<string, Set<(message: string) => void>>()
  return {
    tell: (channel, message) => {
      for (const receive of receivers.get(channel) ?? []) receive(message)
    },
    subscribe: (channel, receive) => {
      const list = receivers.get(channel) ?? new Set()
      if (list.size >= subscribersMax)
        throw new RangeError(`more than ${subscribersMax} subscribers of ${channel}`)
      // A function of its own, so that subscribing twice with one receiver is two subscriptions.
      const own = (message: string): void => receive(message)
      receivers.set(channel, list.add(own))
      return () => {
        list.delete(own)
        if (list.size === 0 && receivers.get(channel) === list) receivers.delete(channel)
      }
    },
    channels: () => [...receivers.keys()],
  }
}
