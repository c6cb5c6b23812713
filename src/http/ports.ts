import type { UserId } from '#kernel/ids.ts'
import type { Instant } from '#kernel/time.ts'

/** Counts requests per key in a fixed window that begins with the key's first hit. Never fails, never throws. */
export type RateLimitStore = {
  /** Counts one. `limit` lets an adapter answer from memory once the key is over it. */
  readonly hit: (key: string, windowMs: number, limit: number) => RateLimitHit | Promise<RateLimitHit>
  readonly reset: (key: string) => void | Promise<void>
}

export type RateLimitHit = { readonly count: number; readonly resetMs: number }

/** Values that may vanish at any time. Never fails, never throws: a lost value is a miss. */
export type CacheStore = {
  readonly get: (key: string) => Promise<string | null>
  readonly set: (key: string, value: string, ttlMs: number) => Promise<void>
  readonly delete: (key: string) => Promise<void>
  /** Tells every process that subscribed to the channel; lost messages are possible. */
  readonly publish: (channel: string, message: string) => Promise<void>
  /** @returns a function that ends the subscription */
  readonly subscribe: (channel: string, receive: (message: string) => void) => () => void
}

/** For /health/ready and /metrics. */
export type CacheState = {
  readonly type: 'memory' | 'redis'
  readonly reachable: boolean
  readonly hits: number
  readonly misses: number
}

export type IdempotencySlot = {
  readonly userId: UserId
  readonly key: string
  /** Method and route pattern. */
  readonly route: string
  readonly bodyHash: string
}

export type IdempotencyClaim =
  | { readonly kind: 'taken' }
  | { readonly kind: 'in_flight' }
  | { readonly kind: 'other_body' }
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }

/** Answers of creating POSTs. Thrown: Fault DATABASE_UNAVAILABLE. */
export type IdempotencyStore = {
  /** Takes the key, or says why not. A key taken before `abandonedBefore` and never answered is taken over. */
  readonly claim: (slot: IdempotencySlot, at: Instant, abandonedBefore: Instant) => Promise<IdempotencyClaim>
  readonly complete: (
    slot: IdempotencySlot,
    answer: { readonly status: number; readonly body: string },
  ) => Promise<void>
  readonly release: (slot: IdempotencySlot) => Promise<void>
  readonly deleteOlder: (before: Instant, rowsMax: number) => Promise<number>
}

/** Structured log lines. Adapters add the time and strike out secrets. */
export type Log = {
  readonly debug: (fields: object, message: string) => void
  readonly info: (fields: object, message: string) => void
  readonly warn: (fields: object, message: string) => void
  readonly error: (fields: object, message: string) => void
}

/** What /health/ready says. `ready` false answers 503. */
export type Readiness = {
  readonly ready: boolean
  readonly status: 'healthy' | 'degraded'
  readonly services: {
    readonly database: { readonly status: string; readonly type?: string }
    readonly redis: { readonly status: string; readonly type?: string }
    readonly blockchain: {
      readonly status: string
      readonly type?: string
      readonly block_number: number | null
    }
  }
}

/** One thing told to whoever watches. `seq` grows by publication; a reader that resumes by it misses nothing. */
export type FeedEvent = { readonly seq: bigint; readonly topic: string; readonly data: string }

/** The live feed. Lost connections to the database heal by themselves. */
export type LiveFeed = {
  /** Events after `seq`, oldest first. */
  readonly since: (seq: bigint, limit: number) => Promise<readonly FeedEvent[]>
  readonly latest: () => Promise<bigint>
  /** Rings when something may be new, and at least once a second. @returns a function that ends the subscription */
  readonly onNews: (ring: () => void) => () => void
}
