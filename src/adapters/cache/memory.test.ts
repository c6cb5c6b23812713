import { describe, expect, test } from 'vitest'
import { cacheContract } from './cache-contract.ts'
import { createBoard, createMemoryCache, createMemoryRateLimits } from './memory.ts'

let next = 0

describe('memory cache', () => {
  cacheContract(
    async () => {
      let at = 1_000_000
      const now = (): number => at
      return {
        cache: createMemoryCache(now),
        limits: createMemoryRateLimits(now),
        pass: async (ms) => {
          at += ms
        },
        until: async (check) => {
          if (!check()) throw new Error('in memory everything is there at once')
        },
      }
    },
    () => {
      next += 1
      return `key-${next}`
    },
  )

  test('PITFALL 16: a hundred thousand addresses leave a bounded number of entries', () => {
    const limits = createMemoryRateLimits(() => 0)
    for (let address = 0; address < 100_000; address += 1) limits.hit(`10.${address}`, 60_000, 100)
    expect(limits.size()).toBe(30_000)
    // The newest are kept.
    expect(limits.hit('10.99999', 60_000, 100).count).toBe(2)
  })

  test('counts hits and misses', async () => {
    const cache = createMemoryCache(() => 0)
    await cache.set('a', '1', 10)
    await cache.get('a')
    await cache.get('b')
    expect(cache.state()).toEqual({ type: 'memory', reachable: true, hits: 1, misses: 1 })
  })

  test('a value larger than the whole cache is simply not kept', async () => {
    const cache = createMemoryCache(() => 0)
    await cache.set('big', 'x'.repeat(9 * 1_024 * 1_024), 1_000)
    expect(await cache.get('big')).toBeNull()
  })

  test('a channel has at most a thousand subscribers', () => {
    const board = createBoard()
    for (let count = 0; count < 1_000; count += 1) board.subscribe('c', () => undefined)
    expect(() => board.subscribe('c', () => undefined)).toThrow(RangeError)
  })
})
