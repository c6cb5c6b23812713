import { expect, test } from 'vitest'
import type { CacheStore, RateLimitStore } from '#http/ports.ts'

export type OpenedCache = {
  readonly cache: CacheStore
  readonly limits: RateLimitStore
  /** Lets this much time pass, on whatever clock the adapter uses. */
  readonly pass: (ms: number) => Promise<void>
  /** Resolves when `check` is true; messages may take a moment. */
  readonly until: (check: () => boolean) => Promise<void>
}

/**
 * What every cache must do, run on each adapter.
 * @param open a fresh pair   @param key makes a key nobody else uses
 * Errors: assertion errors. Source: STYLE rule 17.
 */
export function cacheContract(open: () => Promise<OpenedCache>, key: () => string): void {
  test('counts from one within a window and begins again after it', async () => {
    const { limits, pass } = await open()
    const name = key()
    const counts: number[] = []
    for (let turn = 0; turn < 3; turn += 1) counts.push((await limits.hit(name, 400, 100)).count)
    expect(counts).toEqual([1, 2, 3])
    const { resetMs } = await limits.hit(name, 400, 100)
    expect(resetMs).toBeGreaterThan(0)
    expect(resetMs).toBeLessThanOrEqual(400)
    await pass(450)
    expect((await limits.hit(name, 400, 100)).count).toBe(1)
  })

  test('keeps keys apart, and counts on beyond the limit', async () => {
    const { limits } = await open()
    const [one, two] = [key(), key()]
    for (let turn = 0; turn < 5; turn += 1) await limits.hit(one, 5_000, 2)
    expect((await limits.hit(two, 5_000, 2)).count).toBe(1)
    expect((await limits.hit(one, 5_000, 2)).count).toBe(6)
  })

  test('50 hits at once are 50 counts', async () => {
    const { limits } = await open()
    const name = key()
    const hits = await Promise.all(Array.from({ length: 50 }, async () => limits.hit(name, 5_000, 1_000)))
    expect(hits.map((hit) => hit.count).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    )
  })

  test('a reset key begins at one', async () => {
    const { limits } = await open()
    const name = key()
    await limits.hit(name, 5_000, 100)
    await limits.hit(name, 5_000, 100)
    await limits.reset(name)
    expect((await limits.hit(name, 5_000, 100)).count).toBe(1)
  })

  test('a value is there until its time is over or it is deleted', async () => {
    const { cache, pass } = await open()
    const [one, two] = [key(), key()]
    expect(await cache.get(one)).toBeNull()
    await cache.set(one, 'žluťoučký "1"\n', 400)
    await cache.set(two, '2', 5_000)
    expect(await cache.get(one)).toBe('žluťoučký "1"\n')
    await pass(450)
    expect(await cache.get(one)).toBeNull()
    expect(await cache.get(two)).toBe('2')
    await cache.delete(two)
    expect(await cache.get(two)).toBeNull()
  })

  test('a message reaches every subscriber of its channel once, until they leave', async () => {
    const { cache, until } = await open()
    const [channel, other] = [key(), key()]
    const heard: string[] = []
    const leaveA = cache.subscribe(channel, (message) => heard.push(`a${message}`))
    const leaveB = cache.subscribe(channel, (message) => heard.push(`b${message}`))
    cache.subscribe(other, (message) => heard.push(`other${message}`))
    await until(() => true)
    await cache.publish(channel, '1')
    await until(() => heard.length >= 2)
    leaveA()
    await cache.publish(channel, '2')
    await until(() => heard.length >= 3)
    leaveB()
    await cache.publish(channel, '3')
    await cache.publish(other, '4')
    await until(() => heard.includes('other4'))
    expect(heard).toEqual(['a1', 'b1', 'b2', 'other4'])
  })
}
