import { systemClock } from '#adapters/clock/system.ts'
import { migrationsPending } from '#adapters/db/migrate.ts'
import type { Readiness } from '#http/ports.ts'
import type { HeadWatch } from '#worker/head-watch.ts'
import type { PaymentLoop } from '#worker/payment-loop.ts'
import type { Config } from './config.ts'
import type { OpenCache } from './open-cache.ts'
import { migrationsFolder, type OpenDatabase } from './open-database.ts'

/** Probes come each second from several sides; the answer may be this old. */
const cachedMs = 500

/**
 * What /health/ready says: 503 only without database or migrations; a lost chain or Redis is degraded.
 * @param parts what is open   @returns a function that answers within about two seconds
 * Errors: none. Source: CONTRACT.md, /health/ready; PITFALLS 17.
 */
export function createReadiness(parts: {
  readonly config: Config
  readonly database: OpenDatabase
  readonly cache: OpenCache
  readonly headWatch: HeadWatch
  readonly loop: () => PaymentLoop | null
}): () => Promise<Readiness> {
  const cached: { at: number; answer: Promise<Readiness> | null } = {
    at: Number.NEGATIVE_INFINITY,
    answer: null,
  }
  return () => {
    const now = systemClock.monotonicMs()
    if (cached.answer === null || now - cached.at >= cachedMs) {
      cached.at = now
      cached.answer = readNow(parts)
    }
    return cached.answer
  }
}

async function readNow(parts: Parameters<typeof createReadiness>[0]): Promise<Readiness> {
  const { config, database, cache, headWatch } = parts
  const reachable = await database.db.isAvailable()
  const pending = reachable ? await migrationsPending(database.db, migrationsFolder) : null
  const ready = pending?.ok === true && pending.value.length === 0
  const redis = cache.state()
  const head = headWatch.head()
  const chainAnswers = headWatch.answers() && head !== null
  const loop = parts.loop()?.health()
  const healthy = ready && redis.reachable && chainAnswers && loop !== undefined && loop.status !== 'degraded'
  return {
    ready,
    status: healthy ? 'healthy' : 'degraded',
    services: {
      database: {
        status: ready ? 'healthy' : reachable ? 'migrations_pending' : 'unreachable',
        type: config.databaseIsEmbedded ? 'embedded' : 'configured',
      },
      redis: { status: redis.reachable ? 'healthy' : 'unreachable', type: redis.type },
      blockchain: {
        status: chainAnswers ? 'healthy' : 'unreachable',
        type: config.chainIsLocal ? 'embedded' : 'configured',
        block_number: head === null ? null : Number(head),
      },
    },
  }
}
