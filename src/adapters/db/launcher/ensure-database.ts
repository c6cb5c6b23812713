import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

const connectTimeoutMs = 5_000
const attemptsMax = 20
const backoffMs = 100
// duplicate_database, and the unique index behind it when two starters race.
const alreadyThere = new Set(['42P04', '23505'])

/**
 * Proves that the server answers and makes the database when it is missing.
 * @param maintenanceUrl URL of the database postgres   @param database name: lower case letters, digits, underscore
 * Errors: throws the last connection error after 20 tries, or the server's error. Source: ENGINE.
 */
export async function ensureDatabase(maintenanceUrl: string, database: string): Promise<void> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(database)) throw new TypeError(`not a database name: ${database}`)
  const client = await connect(maintenanceUrl)
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database])
    if (found.rows.length === 0) await client.query(`create database "${database}"`)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && alreadyThere.has(error.code ?? ''))) throw error
  } finally {
    await client.end()
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: connectTimeoutMs })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end().catch(() => undefined)
      if (attempt >= attemptsMax) throw error
      await wait(backoffMs)
    }
  }
}
