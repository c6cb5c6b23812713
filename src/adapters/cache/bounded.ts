import { LRUCache } from 'lru-cache'
import type { ShortCache } from '#identity/ports.ts'

/**
 * A cache with a bound on entries and on their age.
 * @param options entriesMax and ttlMs, both > 0   @returns the port
 * Errors: none. Source: STYLE rule 13.
 */
export function createBoundedCache<V extends object>(options: {
  readonly entriesMax: number
  readonly ttlMs: number
}): ShortCache<V> {
  // A coarser clock would let an entry live up to the resolution longer; 50 ms of 1 s is harmless and saves a call.
  const entries = new LRUCache<string, V>({ max: options.entriesMax, ttl: options.ttlMs, ttlResolution: 50 })
  return {
    get: (key) => entries.get(key),
    set: (key, value) => {
      entries.set(key, value)
    },
    delete: (key) => {
      entries.delete(key)
    },
    clear: () => entries.clear(),
  }
}
