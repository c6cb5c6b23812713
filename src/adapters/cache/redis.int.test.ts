import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { cacheContract } from './cache-contract.ts'
import { openRedisCache } from './redis.ts'

const url = process.env['TEST_REDIS_URL']
if (url === undefined) process.stderr.write('skipped: Redis tests need TEST_REDIS_URL\n')

const opened: { readonly close: () => Promise<void> }[] = []
const children: ChildProcess[] = []

afterEach(async () => {
  for (const cache of opened.splice(0)) await cache.close()
})
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

async function until(check: () => boolean, ms = 5_000): Promise<void> {
  for (let waited = 0; !check(); waited += 20) {
    if (waited > ms) throw new Error('waited in vain')
    await wait(20)
  }
}

function open(redisUrl: string) {
  const states: boolean[] = []
  const redis = openRedisCache({
    url: redisUrl,
    now: Date.now,
    onState: (reachable) => states.push(reachable),
  })
  opened.push(redis)
  return { redis, states }
}

describe.skipIf(url === undefined)('redis cache', () => {
  cacheContract(
    async () => {
      const { redis } = open(url ?? '')
      await until(() => redis.state().reachable)
      // Both connections: the second one is for messages.
      await wait(100)
      return {
        ...redis,
        pass: (ms) => wait(ms),
        until: async (check) => {
          await wait(60)
          await until(check)
        },
      }
    },
    () => `test-${randomBytes(8).toString('hex')}`,
  )

  test('two processes share counts, values and messages', async () => {
    const [one, two] = [open(url ?? ''), open(url ?? '')]
    await until(() => one.redis.state().reachable && two.redis.state().reachable)
    await wait(100)
    const key = `test-${randomBytes(8).toString('hex')}`
    await one.redis.limits.hit(key, 5_000, 100)
    expect((await two.redis.limits.hit(key, 5_000, 100)).count).toBe(2)
    await one.redis.cache.set(key, 'shared', 5_000)
    expect(await two.redis.cache.get(key)).toBe('shared')
    const heard: string[] = []
    two.redis.cache.subscribe(key, (message) => heard.push(message))
    await wait(60)
    await one.redis.cache.publish(key, 'hello')
    await until(() => heard.length > 0)
    expect(heard).toEqual(['hello'])
  })
})

describe('without Redis', () => {
  test('PITFALL 8: with nothing listening every call answers at once from memory', async () => {
    const { redis } = open(`redis://127.0.0.1:${await freePort()}`)
    const started = performance.now()
    expect((await redis.limits.hit('k', 5_000, 100)).count).toBe(1)
    expect((await redis.limits.hit('k', 5_000, 100)).count).toBe(2)
    await redis.cache.set('v', '1', 5_000)
    expect(await redis.cache.get('v')).toBe('1')
    const heard: string[] = []
    redis.cache.subscribe('c', (message) => heard.push(message))
    await redis.cache.publish('c', 'here')
    expect(heard).toEqual(['here'])
    expect(redis.state()).toMatchObject({ type: 'redis', reachable: false })
    expect(performance.now() - started).toBeLessThan(500)
  })

  test('a Redis that is killed and comes back loses no count, and no call fails', async ({ skip }) => {
    const port = await freePort()
    if (!(await startRedis(port))) skip('no redis-server program on this machine')
    const { redis, states } = open(`redis://127.0.0.1:${port}`)
    await until(() => redis.state().reachable)
    for (let turn = 0; turn < 5; turn += 1) await redis.limits.hit('k', 60_000, 100)
    await redis.cache.set('v', 'kept', 60_000)
    children.at(-1)?.kill('SIGKILL')
    const counts: number[] = []
    for (let turn = 0; turn < 20; turn += 1) {
      counts.push((await redis.limits.hit('k', 60_000, 100)).count)
      await wait(10)
    }
    expect(counts.at(-1)).toBe(25)
    expect(await redis.cache.get('v')).toBe('kept')
    await until(() => !redis.state().reachable)
    await startRedis(port)
    await until(() => redis.state().reachable, 10_000)
    expect(states).toEqual([true, false, true])
    expect((await redis.limits.hit('other', 60_000, 100)).count).toBe(1)
  })
})

async function startRedis(port: number): Promise<boolean> {
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: 'ignore',
    },
  )
  children.push(child)
  const failed = new Promise<boolean>((resolve) => child.once('error', () => resolve(false)))
  return Promise.race([failed, wait(300).then(() => true)])
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
