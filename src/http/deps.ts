import type { Identity } from '#identity/create-identity.ts'
import type { Digest } from '#kernel/digest.ts'
import type { IdSource } from '#kernel/ids.ts'
import type { Clock } from '#kernel/time.ts'
import type { Metrics } from './metrics.ts'
import type { IdempotencyStore, Log, RateLimitStore, Readiness } from './ports.ts'
import type { Problems } from './problem.ts'
import type { TreasuryDeps } from './treasury-deps.ts'
import type { WebApp } from './web-app.ts'

export type HttpConfig = {
  readonly version: string
  /** Protects /docs and /openapi.json. */
  readonly production: boolean
  /** 0 switches the limit off. */
  readonly rateLimitPerMinute: number
  /** Addresses and CIDR blocks; only from these is X-Forwarded-* read. */
  readonly trustedProxies: readonly string[]
  /** Exact origins, e.g. https://treasury.example. */
  readonly corsOrigins: readonly string[]
}

/** Everything the HTTP house asks of the rest. Only main fills it. */
export type HttpDeps = {
  readonly config: HttpConfig
  readonly clock: Clock
  readonly ids: IdSource
  readonly digest: Digest
  readonly log: Log
  readonly metrics: Metrics
  readonly limits: RateLimitStore
  readonly idempotency: IdempotencyStore
  readonly identity: Identity
  readonly readiness: () => Promise<Readiness>
  readonly webApp: WebApp | null
  readonly treasury: TreasuryDeps
}

/** What a route gets. */
export type RouteDeps = HttpDeps & { readonly problems: Problems }
