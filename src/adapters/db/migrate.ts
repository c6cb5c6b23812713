import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { faultAsResult, type SqlRunner } from './pool.ts'
import { failureOf } from './pool-failures.ts'

type MigrationFile = { readonly name: string; readonly text: string; readonly checksum: string }

const namePattern = /^(\d{4})_[a-z0-9_]+\.sql$/
// Any number that no other program on this server takes as its advisory lock.
const lockKey = 4_627_001
// Another process may be in the middle of a long migration.
const lockTimeoutMs = 120_000

/**
 * Brings the schema up to date: forward only, all pending files in one transaction, one process at a time.
 * @param options folder of NNNN_sentence.sql files
 * @returns the names it applied, oldest first; empty when there was nothing to do
 * Errors: START_FAILED for a misnamed, changed, missing or failing file; DATABASE_UNAVAILABLE.
 * Source: ENGINE "Driver and query layer".
 */
export async function migrate(options: {
  readonly connectionString: string
  readonly folder: string
}): Promise<Result<readonly string[], Fault>> {
  const files = await readMigrations(options.folder)
  if (!files.ok) return files
  const client = new pg.Client({
    connectionString: options.connectionString,
    application_name: 'treasurer-migrate',
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(`select set_config('lock_timeout', $1, false)`, [String(lockTimeoutMs)])
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await client.query(
      'create table if not exists migration_checksum (name text primary key, sha256 text not null)',
    )
    const applied = await client.query<AppliedRow>(
      'select name, sha256 from migration_checksum order by name',
    )
    const refusal = firstConflict(files.value, applied.rows)
    if (refusal !== null) return err(refused(refusal))
    return await applyPending(options.connectionString, files.value)
  } catch (error) {
    const failure = failureOf(error, 'migrating')
    return err(failure instanceof Fault ? failure : refused(String(error), error))
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * The migrations this program has and the database has not, for the readiness probe.
 * @param db any connection   @param folder of NNNN_sentence.sql files   @returns their names, oldest first
 * Errors: START_FAILED for a misnamed file, DATABASE_UNAVAILABLE. Source: CONTRACT health probes.
 */
export async function migrationsPending(
  db: SqlRunner,
  folder: string,
): Promise<Result<readonly string[], Fault>> {
  const files = await readMigrations(folder)
  if (!files.ok) return files
  return faultAsResult(async () => {
    const found = await db.query(
      'migrate_find_table',
      `select to_regclass('migration_checksum') is not null as there`,
    )
    if (found[0]?.['there'] !== true) return files.value.map((file) => file.name)
    const rows = await db.query('migrate_list_applied', 'select name from migration_checksum')
    const applied = new Set(rows.map((row) => row['name']))
    return files.value.map((file) => file.name).filter((name) => !applied.has(name))
  })
}

type AppliedRow = { readonly name: string; readonly sha256: string }

async function readMigrations(folder: string): Promise<Result<readonly MigrationFile[], Fault>> {
  const entries = await readdir(folder).catch(() => null)
  if (entries === null) return err(refused(`the folder ${folder} cannot be read`))
  const names = entries.filter((name) => name.endsWith('.sql')).sort()
  const misnamed = names.find((name) => !namePattern.test(name))
  if (misnamed !== undefined) return err(refused(`${misnamed} is not named NNNN_sentence.sql`))
  const twin = names.find((name, index) => index > 0 && names[index - 1]?.slice(0, 4) === name.slice(0, 4))
  if (twin !== undefined) return err(refused(`two migrations have the number of ${twin}`))
  const files = names.map(async (file) => {
    // A checkout on Windows may have changed the line ends; that is no change of the migration.
    const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
    return { name: file.slice(0, -4), text, checksum: createHash('sha256').update(text).digest('hex') }
  })
  return ok(await Promise.all(files))
}

/** Why the files and the database's history do not fit, in one line; null when they do. */
function firstConflict(files: readonly MigrationFile[], applied: readonly AppliedRow[]): string | null {
  const known = new Map(files.map((file) => [file.name, file.checksum]))
  for (const row of applied) {
    const checksum = known.get(row.name)
    if (checksum === undefined)
      return `the database has ${row.name}, which this version does not know: use a newer version`
    if (checksum !== row.sha256)
      return `${row.name}.sql was changed after it was applied: restore it and add a new file`
  }
  const last = applied.at(-1)?.name ?? ''
  const seen = new Set(applied.map((row) => row.name))
  const late = files.find((file) => file.name < last && !seen.has(file.name))
  return late === undefined
    ? null
    : `${late.name}.sql comes before ${last}, which is already applied: give it a higher number`
}

async function applyPending(
  connectionString: string,
  files: readonly MigrationFile[],
): Promise<Result<readonly string[], Fault>> {
  const pool = new pg.Pool({ connectionString, max: 1, application_name: 'treasurer-migrate' })
  pool.on('error', () => undefined)
  const db = new Kysely<MigrationSchema>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrations = Object.fromEntries(files.map((file) => [file.name, migrationOf(file)]))
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
    const { error, results = [] } = await migrator.migrateToLatest()
    const failed = results.find((result) => result.status === 'Error')
    if (error === undefined) return ok(results.map((result) => result.migrationName))
    const failure = failureOf(error, 'migrating')
    if (failure instanceof Fault) return err(failure)
    const reason = failure instanceof Error ? failure.message : String(failure)
    return err(refused(`${failed?.migrationName ?? 'a migration'}.sql failed: ${reason}`, error))
  } finally {
    await db.destroy()
  }
}

type MigrationSchema = { readonly migration_checksum: AppliedRow }

/** The file's statements and its checksum, in the same transaction. */
function migrationOf(file: MigrationFile): Migration {
  return {
    up: async (db) => {
      await sql.raw(file.text).execute(db)
      await sql`insert into migration_checksum (name, sha256) values (${file.name}, ${file.checksum})`.execute(
        db,
      )
    },
  }
}

function refused(why: string, cause?: unknown): Fault {
  return new Fault({
    code: 'START_FAILED',
    internal: `migrations: ${why}`,
    public: 'The database schema could not be prepared.',
    retryable: false,
    cause,
  })
}
