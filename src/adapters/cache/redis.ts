import { Redis } from 'ioredis'
import type { CacheState, CacheStore, RateLimitHit, RateLimitStore } from '#http/ports.ts'
import { createBoard, createMemoryCache, createMemoryRateLimits } from './memory.ts'

/** A local Redis answers in under a millisecond; beyond this we go on without it. */
const commandTimeoutMs = 150
const connectTimeoutMs = 2_000
const reconnectDelayMsMax = 2_000
const keyPrefix = 'treasurer:'

/** One round trip: count, begin the window with the first hit, say what is left of it. */
const hitScript = `local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
local left = redis.call('PTTL', KEYS[1])
if left < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) left = tonumber(ARGV[1]) end
return {count, left}`

type RedisCache = {
  readonly limits: RateLimitStore
  readonly cache: CacheStore
  readonly state: () => CacheState
  readonly close: () => Promise<void>
}

/**
 * Rate limits, cache and messages over Redis, with this process's memory in front and behind. While Redis is away
 * everything goes on in memory and `state` says so; it reconnects by itself.
 * @param options url redis:// or rediss://; a clock in ms; `onState` is told when Redis comes and goes
 * @returns the ports; nothing here ever fails a request
 * Errors: none. Source: ENGINE.md "Redis … may vanish at any time", PITFALLS 8.
 */
export function openRedisCache(options: {
  readonly url: string
  readonly now: () => number
  readonly onState?: (reachable: boolean, reason: string) => void
}): RedisCache {
  const tell = stateTeller(options.onState)
  const client = connect(options.url, tell)
  const listener = connect(options.url, tell)
  const memory = createMemoryCache(options.now)
  const limits = createMemoryRateLimits(options.now)
  const counts = { hits: 0, misses: 0 }
  const board = createBoard()
  listener.on('message', (channel: string, message: string) =>
    board.tell(channel.slice(keyPrefix.length), message),
  )
  // Subscriptions made while Redis was away are sent when it is back.
  listener.on('ready', () => {
    const channels = board.channels().map((channel) => keyPrefix + channel)
    if (channels.length > 0) listener.subscribe(...channels).catch(ignoreLost)
  })
  return {
    limits: {
      hit: (key, windowMs, limit) => countHit({ client, limits }, key, windowMs, limit),
      reset: async (key) => {
        limits.reset(key)
        await ifReachable(client, () => client.del(`${keyPrefix}limit:${key}`))
      },
    },
    cache: {
      get: async (key) => {
        const value =
          (await ifReachable(client, () => client.get(`${keyPrefix}cache:${key}`))) ?? (await memory.get(key))
        counts[value === null ? 'misses' : 'hits'] += 1
        return value
      },
      set: async (key, value, ttlMs) => {
        // Also in memory: what was known when Redis goes stays known until its time is over.
        await memory.set(key, value, ttlMs)
        await ifReachable(client, () =>
          client.set(`${keyPrefix}cache:${key}`, value, 'PX', Math.max(1, Math.ceil(ttlMs))),
        )
      },
      delete: async (key) => {
        await memory.delete(key)
        await ifReachable(client, () => client.del(`${keyPrefix}cache:${key}`))
      },
      publish: async (channel, message) => {
        const sent = await ifReachable(client, () => client.publish(keyPrefix + channel, message))
        // Nobody is listening over Redis, not even we: then at least this process hears it.
        if (sent === null || listener.status !== 'ready') board.tell(channel, message)
      },
      subscribe: (channel, receive) => subscribe({ listener, board }, channel, receive),
    },
    state: () => ({ type: 'redis', reachable: client.status === 'ready', ...counts }),
    close: async () => {
      client.disconnect()
      listener.disconnect()
    },
  }
}

function connect(url: string, tell: (reachable: boolean, reason: string) => void): Redis {
  const client = new Redis(url, {
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, reconnectDelayMsMax),
  })
  client.on('ready', () => tell(true, 'connected'))
  client.on('close', () => tell(false, 'connection closed'))
  // Without a listener a lost Redis would end the process; `close` tells the state.
  client.on('error', (error: Error) => tell(false, error.message))
  return client
}

async function countHit(
  stores: { readonly client: Redis; readonly limits: ReturnType<typeof createMemoryRateLimits> },
  key: string,
  windowMs: number,
  limit: number,
): Promise<RateLimitHit> {
  const known = stores.limits.peek(key)
  // Over the limit until the window ends, whatever Redis says: a flood is answered from memory.
  if (known !== null && known.count > limit) return stores.limits.hit(key, windowMs, limit)
  const answer = await ifReachable(stores.client, () =>
    stores.client.eval(hitScript, 1, `${keyPrefix}limit:${key}`, Math.ceil(windowMs)),
  )
  const hit = hitOf(answer)
  if (hit === null) return stores.limits.hit(key, windowMs, limit)
  stores.limits.raise(key, hit)
  return hit
}

function hitOf(answer: unknown): RateLimitHit | null {
  if (!Array.isArray(answer)) return null
  const items: readonly unknown[] = answer
  const [count, resetMs] = items
  return typeof count === 'number' && typeof resetMs === 'number' ? { count, resetMs } : null
}

function subscribe(
  parts: { readonly listener: Redis; readonly board: ReturnType<typeof createBoard> },
  channel: string,
  receive: (message: string) => void,
): () => void {
  const isNew = !parts.board.channels().includes(channel)
  const end = parts.board.subscribe(channel, receive)
  if (isNew && parts.listener.status === 'ready')
    parts.listener.subscribe(keyPrefix + channel).catch(ignoreLost)
  return () => {
    end()
    if (parts.board.channels().includes(channel) || parts.listener.status !== 'ready') return
    parts.listener.unsubscribe(keyPrefix + channel).catch(ignoreLost)
  }
}

/** Runs a command when Redis is there; null when it is not, or did not answer in time. */
async function ifReachable<T>(client: Redis, command: () => Promise<T>): Promise<T | null> {
  if (client.status !== 'ready') return null
  try {
    return await command()
  } catch {
    // `error` and `close` tell the state; the caller goes on with memory.
    return null
  }
}

/** A subscription lost with its connection is sent again on `ready`. */
function ignoreLost(): void {}

/** Tells changes only, so that a Redis that is away for an hour is one line and not thousands. */
function stateTeller(onState: ((reachable: boolean, reason: string) => void) | undefined) {
  let last: boolean | null = null
  return (reachable: boolean, reason: string): void => {
    if (reachable === last) return
    last = reachable
    onState?.(reachable, reason)
  }
}
