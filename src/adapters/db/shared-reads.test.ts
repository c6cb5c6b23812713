import { expect, test } from 'vitest'
import { createSharedReads } from './shared-reads.ts'

/** Reads that end when the test says so, each telling which one it was. */
function readsByHand() {
  const ends: PromiseWithResolvers<string>[] = []
  const read = (): Promise<string> => {
    const end = Promise.withResolvers<string>()
    ends.push(end)
    return end.promise
  }
  return { read, ends }
}

test('callers who come while a read runs share the next one, and never get the older answer', async () => {
  const { read, ends } = readsByHand()
  const shared = createSharedReads<string>()
  const first = shared('k', read)
  const later = Array.from({ length: 50 }, () => shared('k', read))
  expect(ends).toHaveLength(1)
  ends[0]?.resolve('old')
  expect(await first).toBe('old')
  expect(ends).toHaveLength(2)
  ends[1]?.resolve('new')
  expect(new Set(await Promise.all(later))).toEqual(new Set(['new']))
  expect(ends).toHaveLength(2)
})

test('a reader after a write sees it, although a read from before the write still runs', async () => {
  let stored = 'before'
  const gate = Promise.withResolvers<undefined>()
  const shared = createSharedReads<string>()
  const old = shared('k', async () => {
    const seen = stored
    await gate.promise
    return seen
  })
  stored = 'after'
  const fresh = shared('k', async () => stored)
  gate.resolve(undefined)
  expect([await old, await fresh]).toEqual(['before', 'after'])
})

test('the last who joins says how to read: their clock is the newest', async () => {
  const { read, ends } = readsByHand()
  const shared = createSharedReads<string>()
  const first = shared('k', read)
  const second = shared('k', async () => 'at 1')
  const third = shared('k', async () => 'at 2')
  ends[0]?.resolve('at 0')
  expect(await Promise.all([first, second, third])).toEqual(['at 0', 'at 2', 'at 2'])
})

test('other keys wait for nobody', async () => {
  const { read, ends } = readsByHand()
  const shared = createSharedReads<string>()
  const hanging = shared('a', read)
  expect(await shared('b', async () => 'b')).toBe('b')
  ends[0]?.resolve('a')
  expect(await hanging).toBe('a')
})

test('a read that fails, also at once, fails for its sharers only: the next runs, and then the lane is free', async () => {
  const shared = createSharedReads<string>()
  const broken = shared('k', () => {
    throw new Error('broken')
  })
  const next = shared('k', async () => {
    throw new Error('broken, too')
  })
  const sharer = shared('k', async () => {
    throw new Error('broken, three')
  })
  await expect(broken).rejects.toThrow('broken')
  await expect(next).rejects.toThrow('broken, three')
  await expect(sharer).rejects.toThrow('broken, three')
  expect(await shared('k', async () => 'well')).toBe('well')
})
