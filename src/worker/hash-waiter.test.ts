import { describe, expect, it } from 'vitest'
import { createBell } from './bell.ts'
import { createHashBoard } from './hash-waiter.ts'

const never = () => new Promise<void>(() => undefined)
const atOnce = async () => undefined

describe('the hash board', () => {
  it('tells every request that waits, and those that ask after the leader signed', async () => {
    const board = createHashBoard(never)
    const waiting = [board.waitForHash('a', 2_000), board.waitForHash('a', 2_000)]
    board.announce('a', '0x1')
    board.announce('b', '0x2')
    expect(await Promise.all(waiting)).toEqual(['0x1', '0x1'])
    expect(await board.waitForHash('a', 2_000)).toBe('0x1')
    expect(await board.waitForHash('b', 2_000)).toBe('0x2')
  })

  it('answers null when the time is over, and forgets the request', async () => {
    const board = createHashBoard(atOnce)
    expect(await board.waitForHash('a', 0)).toBeNull()
    board.announce('a', '0x1')
    expect(await board.waitForHash('a', 0)).toBe('0x1')
  })

  it('remembers the last 2,000 only', async () => {
    const board = createHashBoard(atOnce)
    for (let n = 0; n <= 2_000; n += 1) board.announce(String(n), `0x${n}`)
    expect(await board.waitForHash('0', 0)).toBeNull()
    expect(await board.waitForHash('1', 0)).toBe('0x1')
  })
})

describe('the bell', () => {
  it('ends a wait at once, also when it rang before, and one ring ends one wait', async () => {
    const bell = createBell(never)
    bell.ring()
    bell.ring()
    await bell.wait(60_000)
    const second = bell.wait(60_000)
    bell.ring()
    await second
    await expect(
      Promise.race([bell.wait(60_000).then(() => 'rung'), atOnce().then(() => 'quiet')]),
    ).resolves.toBe('quiet')
  })

  it('ends by itself after the time', async () => {
    await expect(createBell(atOnce).wait(1)).resolves.toBeUndefined()
  })
})
