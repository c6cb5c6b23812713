import { join } from 'node:path'
import { sleep } from '#adapters/clock/system.ts'
import {
  type EmbeddedPostgresEvent,
  keepEmbeddedPostgres,
} from '#adapters/db/launcher/keep-embedded-postgres.ts'
import { type Listener, openListener } from '#adapters/db/listen.ts'
import { migrate } from '#adapters/db/migrate.ts'
import { type Database, openPool } from '#adapters/db/pool.ts'
import type { Log } from '#http/ports.ts'
import type { Config } from './config.ts'
import { StartFailure, startFailure } from './start-failure.ts'

export const migrationsFolder = new URL('../adapters/db/migrations/', import.meta.url).pathname

/** The open database with what must be closed behind it. */
export type OpenDatabase = {
  readonly db: Database
  readonly listener: Listener
  readonly connectionString: string
  readonly embedded: boolean
  readonly close: () => Promise<void>
}

/** A configured server may start beside us (compose, Kubernetes): waited for this long, then one clear line. */
const connectTries = { attemptsMax: 15, everyMs: 1_000 }

/**
 * Opens the configured PostgreSQL, or starts the embedded one, and brings the schema up to date.
 * @param config where   @param log for what the server says   @returns pool and listener
 * Errors: StartFailure with one clear line. Source: ENGINE.md, one database everywhere.
 */
export async function openDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  const server = config.DATABASE_URL === undefined ? await startEmbedded(config, log) : null
  const connectionString = server?.connectionString ?? config.DATABASE_URL
  if (connectionString === undefined) throw new StartFailure('there is no database')
  const onFault = (fault: { readonly internal: string }) =>
    log.warn({ internal: fault.internal }, 'database connection')
  try {
    await migrateUp(connectionString, log)
    const db = openPool({ connectionString, applicationName: 'treasurer', max: 10, onFault })
    const listener = openListener({ connectionString, applicationName: 'treasurer-listen', onFault })
    return {
      db,
      listener,
      connectionString,
      embedded: server !== null,
      close: async () => {
        await listener.close()
        await db.close()
        await server?.stop()
      },
    }
  } catch (error) {
    await server?.stop()
    throw error
  }
}

async function startEmbedded(config: Config, log: Log) {
  const started = await keepEmbeddedPostgres(
    {
      dataDir: join(config.dataDir, 'postgres'),
      onLog: (line) => log.debug({ line }, 'embedded database'),
    },
    (event) => announce(log, event),
  )
  if (!started.ok) throw startFailure('The embedded database did not start', started.error)
  return started.value
}

function announce(log: Log, event: EmbeddedPostgresEvent): void {
  switch (event.kind) {
    case 'ended':
      log.error(
        { pid: event.pid },
        'embedded database: it ended by itself and is started again; until then nothing is answered',
      )
      return
    case 'restart_failed':
      log.error(
        { internal: event.fault.internal, nextMs: event.nextMs },
        'embedded database: it did not start again',
      )
      return
    case 'restarted':
      log.warn(
        { pid: event.pid, adopted: event.adopted, afterMs: Math.round(event.afterMs) },
        'embedded database: restarted',
      )
  }
}

async function migrateUp(connectionString: string, log: Log): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const done = await migrate({ connectionString, folder: migrationsFolder })
    if (done.ok) {
      if (done.value.length > 0) log.info({ migrations: done.value }, 'database schema brought up to date')
      return
    }
    const mayCome = done.error.code === 'DATABASE_UNAVAILABLE' && attempt < connectTries.attemptsMax
    if (!mayCome) throw startFailure('DATABASE_URL cannot be used', done.error)
    log.warn({ attempt, internal: done.error.internal }, 'waiting for the database')
    await sleep(connectTries.everyMs)
  }
}
