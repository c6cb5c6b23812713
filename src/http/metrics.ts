import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { formatMinor, minor, sum, type TokenAmount } from '#kernel/money.ts'
import { type Clock, hourMs, minuteMs } from '#kernel/time.ts'
import type { CacheState } from './ports.ts'
import { exactNumber } from './raw-json.ts'

/** Counts of this process since its start or the last reset. */
export type Metrics = {
  readonly invoiceProcessed: () => void
  readonly transactionApproved: (amount: TokenAmount) => void
  readonly transactionRejected: () => void
  readonly requestAnswered: (parts: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly ms: number
  }) => void
  readonly reset: () => void
  /** Body of GET /metrics. */
  readonly json: () => string
  /** Prometheus text, at most one second old. */
  readonly text: () => Promise<string>
  readonly textType: string
  /** For gauges of other parts (queue depths, gas, loop state). */
  readonly registry: Registry
}

type Counts = {
  invoicesProcessed: number
  transactionsApproved: number
  transactionsRejected: number
  /** Exact: prom-client's numbers are floats, so the sum lives here. */
  totalAmount: TokenAmount
  apiRequests: number
  errors: number
  readonly answers: Map<string, number>
}

/** Building the text costs milliseconds; a scraper asks every few seconds. */
const textAgeMsMax = 1_000
const durationBucketsSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * Makes the counters.
 * @param deps clock, token decimals (known once the chain is), cache state, `runtime` adds Node's own metrics
 * @returns typed increments and both shapes of GET /metrics
 * Errors: none. Source: CONTRACT.md "GET /metrics", PITFALLS 23.
 */
export function createMetrics(deps: {
  readonly clock: Clock
  readonly decimals: () => number
  readonly cacheState: () => CacheState
  readonly passwordsPending: () => number
  readonly runtime: boolean
}): Metrics {
  const registry = new Registry()
  if (deps.runtime) collectDefaultMetrics({ register: registry })
  const startedMs = deps.clock.monotonicMs()
  const counts = freshCounts()
  const duration = new Histogram({
    name: 'treasurer_http_request_duration_seconds',
    help: 'Time from the request line to the last byte',
    buckets: durationBucketsSeconds,
    registers: [registry],
  })
  registerCounts(registry, counts, deps)
  const cached = { text: '', madeMs: Number.NEGATIVE_INFINITY }
  return {
    invoiceProcessed: () => {
      counts.invoicesProcessed += 1
    },
    transactionApproved: (amount) => {
      counts.transactionsApproved += 1
      counts.totalAmount = sum(counts.totalAmount, amount)
    },
    transactionRejected: () => {
      counts.transactionsRejected += 1
    },
    requestAnswered: (parts) => {
      counts.apiRequests += 1
      if (parts.status >= 500) counts.errors += 1
      const key = `${parts.method} ${parts.status} ${parts.route}`
      counts.answers.set(key, (counts.answers.get(key) ?? 0) + 1)
      duration.observe(parts.ms / 1_000)
    },
    reset: () => {
      Object.assign(counts, { ...freshCounts(), answers: counts.answers })
      counts.answers.clear()
      duration.reset()
      cached.madeMs = Number.NEGATIVE_INFINITY
    },
    json: () => jsonOf(counts, deps, deps.clock.monotonicMs() - startedMs),
    text: async () => {
      if (deps.clock.monotonicMs() - cached.madeMs >= textAgeMsMax) {
        cached.text = (await registry.metrics()) + amountText(counts, deps.decimals())
        cached.madeMs = deps.clock.monotonicMs()
      }
      return cached.text
    },
    textType: registry.contentType,
    registry,
  }
}

/** Written here with every digit, because prom-client holds floats only. */
function amountText(counts: Counts, decimals: number): string {
  const name = 'treasurer_amount_processed_total'
  const amount = formatMinor(counts.totalAmount, decimals)
  return `\n# HELP ${name} Sum of approved payments in token units\n# TYPE ${name} counter\n${name} ${amount}\n`
}

function freshCounts(): Counts {
  return {
    invoicesProcessed: 0,
    transactionsApproved: 0,
    transactionsRejected: 0,
    totalAmount: minor('MNEE', 0n),
    apiRequests: 0,
    errors: 0,
    answers: new Map(),
  }
}

function jsonOf(
  counts: Counts,
  deps: {
    readonly decimals: () => number
    readonly cacheState: () => CacheState
    readonly passwordsPending: () => number
  },
  upMs: number,
): string {
  const cache = deps.cacheState()
  const lookups = cache.hits + cache.misses
  return JSON.stringify({
    invoices_processed: counts.invoicesProcessed,
    transactions_approved: counts.transactionsApproved,
    transactions_rejected: counts.transactionsRejected,
    total_amount_processed: exactNumber(formatMinor(counts.totalAmount, deps.decimals())),
    total_amount_processed_text: formatMinor(counts.totalAmount, deps.decimals()),
    api_requests: counts.apiRequests,
    errors: counts.errors,
    uptime: uptimeText(upMs),
    uptime_seconds: Math.floor(upMs / 1_000),
    cache_hit_rate: lookups === 0 ? 0 : Math.round((cache.hits / lookups) * 10_000) / 10_000,
    cache_type: cache.type,
    password_hashes_pending: deps.passwordsPending(),
  })
}

/**
 * How long the process runs, for people.
 * @param ms since the start   @returns hours and minutes, e.g. "5h 23m"
 * Errors: none. Source: CONTRACT.md "GET /metrics".
 */
export function uptimeText(ms: number): string {
  return `${Math.floor(ms / hourMs)}h ${Math.floor((ms % hourMs) / minuteMs)}m`
}

function registerCounts(
  registry: Registry,
  counts: Counts,
  deps: {
    readonly decimals: () => number
    readonly cacheState: () => CacheState
    readonly passwordsPending: () => number
  },
): void {
  const registers = [registry]
  const counter = (name: string, help: string, read: () => number): void => {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read())
      },
    })
  }
  counter('treasurer_invoices_processed_total', 'Invoices decided', () => counts.invoicesProcessed)
  counter('treasurer_transactions_approved_total', 'Payments approved', () => counts.transactionsApproved)
  counter(
    'treasurer_transactions_rejected_total',
    'Payments refused or rejected',
    () => counts.transactionsRejected,
  )
  counter('treasurer_errors_total', 'Answers with a status of 500 or more', () => counts.errors)
  new Counter({
    name: 'treasurer_http_requests_total',
    help: 'Answers by method, route and status',
    labelNames: ['method', 'route', 'status'],
    registers,
    collect() {
      this.reset()
      for (const [key, count] of counts.answers) {
        const [method = '', status = '', ...route] = key.split(' ')
        this.inc({ method, status, route: route.join(' ') }, count)
      }
    },
  })
  counter('treasurer_cache_hits_total', 'Cache lookups that found a value', () => deps.cacheState().hits)
  counter('treasurer_cache_misses_total', 'Cache lookups that found none', () => deps.cacheState().misses)
  new Gauge({
    name: 'treasurer_password_hashes_pending',
    help: 'Password hashes running or waiting',
    registers,
    collect() {
      this.set(deps.passwordsPending())
    },
  })
}
