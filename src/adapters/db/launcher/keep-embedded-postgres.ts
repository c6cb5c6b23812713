import { setTimeout as wait } from 'node:timers/promises'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './start-embedded-postgres.ts'
import { startFault } from './start-fault.ts'

/** What an operator should know about the embedded database. */
export type EmbeddedPostgresEvent =
  | { readonly kind: 'ended'; readonly pid: number }
  | {
      readonly kind: 'restarted'
      readonly pid: number
      readonly adopted: boolean
      readonly afterMs: number
    }
  | { readonly kind: 'restart_failed'; readonly fault: Fault; readonly nextMs: number }

/** An embedded server that is started again whenever it ends. */
export type KeptPostgres = {
  /** The same for its whole life: pools and listeners come back by themselves. */
  readonly connectionString: string
  /** Process id now, null while it is down. */
  readonly pid: () => number | null
  /** Fast, bounded shutdown; leaves an adopted server alone while the process that started it lives. */
  readonly stop: () => Promise<void>
}

// Doubles from 100 ms: a killed server is back at once, a broken one does not eat the processor. It never gives up,
// because the disk may be full only for a while, and each failure is announced.
const backoffMsFirst = 100
const backoffMsMax = 10_000
/** A server that ended sooner than this is in a crash loop: the next start waits longer than the last. */
const steadyMs = 10_000

/**
 * Starts the embedded server, and starts it again with bounded backoff whenever it ends without being asked to.
 * @param options of startEmbeddedPostgres   @param announce hears of every end, restart and failure
 * @returns the kept server
 * Errors: START_FAILED of the first start; later failures are announced and tried again.
 * Source: PAYMENTS.md failure 21; issue 2, "embedded parts".
 */
export async function keepEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
  announce: (event: EmbeddedPostgresEvent) => void,
): Promise<Result<KeptPostgres, Fault>> {
  const first = await startEmbeddedPostgres(options)
  if (!first.ok) return first
  const keeper: Keeper = {
    options: { ...options, ...samePort(first.value.connectionString) },
    announce,
    connectionString: first.value.connectionString,
    stopping: new AbortController(),
    running: first.value,
  }
  const watched = watch(keeper, first.value)
  return ok({
    connectionString: keeper.connectionString,
    pid: () => keeper.running?.pid ?? null,
    stop: async () => {
      keeper.stopping.abort()
      await watched
    },
  })
}

type Keeper = {
  readonly options: EmbeddedPostgresOptions
  readonly announce: (event: EmbeddedPostgresEvent) => void
  readonly connectionString: string
  readonly stopping: AbortController
  running: EmbeddedPostgres | null
}

async function watch(keeper: Keeper, first: EmbeddedPostgres): Promise<void> {
  const { signal } = keeper.stopping
  const stopped = untilAborted(signal)
  let waitMs = 0
  for (let server: EmbeddedPostgres | null = first; server !== null; ) {
    keeper.running = server
    const sinceMs = performance.now()
    await Promise.race([server.gone, stopped])
    keeper.running = null
    if (signal.aborted) {
      await server.stop()
      return
    }
    keeper.announce({ kind: 'ended', pid: server.pid })
    waitMs = performance.now() - sinceMs < steadyMs ? nextBackoff(waitMs) : 0
    server = await startAgain(keeper, waitMs)
  }
}

/** Null when it was told to stop in between. */
async function startAgain(keeper: Keeper, firstWaitMs: number): Promise<EmbeddedPostgres | null> {
  const { signal } = keeper.stopping
  const downMs = performance.now()
  for (let waitMs = firstWaitMs; !signal.aborted; ) {
    await wait(waitMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return null
    const started = await startWhereItWas(keeper)
    if (started.ok) {
      const { pid, adopted } = started.value
      keeper.announce({ kind: 'restarted', pid, adopted, afterMs: performance.now() - downMs })
      return started.value
    }
    waitMs = nextBackoff(waitMs)
    keeper.announce({ kind: 'restart_failed', fault: started.error, nextMs: waitMs })
  }
  return null
}

/** A server somewhere else would never be found by the pools that are open. */
async function startWhereItWas(keeper: Keeper): Promise<Result<EmbeddedPostgres, Fault>> {
  const started = await startEmbeddedPostgres(keeper.options)
  if (!started.ok || started.value.connectionString === keeper.connectionString) return started
  await started.value.stop()
  return err(startFault('the embedded database came back at another address'))
}

function samePort(connectionString: string): { readonly port?: number } {
  const url = new URL(connectionString)
  return url.searchParams.has('host') ? {} : { port: Number.parseInt(url.port, 10) }
}

function nextBackoff(waitMs: number): number {
  return Math.min(Math.max(backoffMsFirst, 2 * waitMs), backoffMsMax)
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
