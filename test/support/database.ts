import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { type Database, openPool } from '#adapters/db/pool.ts'
import { command, databaseUrl } from './global-database.ts'

/** A database that only the calling test file uses. */
export type TestDatabase = {
  readonly connectionString: string
  readonly db: Database
  /** Closes the pool and drops the database. */
  readonly close: () => Promise<void>
}

/**
 * Makes a fresh database with every migration applied, on the server of this run.
 * @param options empty: without migrations; max: connections of the pool
 * @returns the database, its pool and its end; call `close` in afterAll
 * Errors: throws when the server refuses. Source: STYLE rule 17, "real database".
 */
export async function testDatabase(
  options: { readonly empty?: boolean; readonly max?: number } = {},
): Promise<TestDatabase> {
  const serverUrl = inject('databaseServerUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = options.empty === true ? 'template1' : inject('databaseTemplate')
  await command(serverUrl, `create database ${name} template ${template}`)
  const connectionString = databaseUrl(serverUrl, name)
  const db = openPool({ connectionString, applicationName: 'treasurer-test', max: options.max ?? 5 })
  return {
    connectionString,
    db,
    close: async () => {
      await db.close()
      await command(serverUrl, `drop database if exists ${name} with (force)`)
    },
  }
}
