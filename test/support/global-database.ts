import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '#adapters/db/launcher/start-embedded-postgres.ts'
import { migrate } from '#adapters/db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a maintenance database on the server of this run. */
    readonly databaseServerUrl: string
    /** Name of a database with every migration applied, to copy from. */
    readonly databaseTemplate: string
  }
}

const migrationsFolder = fileURLToPath(new URL('../../src/adapters/db/migrations', import.meta.url))
// A throw-away server: nothing in it must survive a crash of the machine.
const fastSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'on',
  max_connections: '300',
}

/**
 * Vitest's globalSetup: the server of TEST_DATABASE_URL, or one embedded PostgreSQL for the whole run. Several
 * projects of one run start it together; the launcher lets the later ones adopt it.
 * @param project gets the URL and the template by provide   @returns the teardown
 * Errors: throws when the server or a migration fails. Source: STYLE rule 17.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer()
  const template = `template_${randomBytes(6).toString('hex')}`
  await command(server.url, `create database ${template}`)
  if (existsSync(migrationsFolder)) {
    const migrated = await migrate({
      connectionString: databaseUrl(server.url, template),
      folder: migrationsFolder,
    })
    if (!migrated.ok) throw migrated.error
  }
  project.provide('databaseServerUrl', server.url)
  project.provide('databaseTemplate', template)
  return async () => {
    if (server.stop === null) await command(server.url, `drop database if exists ${template} with (force)`)
    else await server.stop()
  }
}

/** The URL of another database on the same server. @param url any of its databases @param name the other. Errors: throws for no URL. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.toString()
}

/** Runs one statement on a connection of its own. @param url database @param text SQL. Errors: throws pg's error. */
export async function command(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

type Server = { readonly url: string; readonly stop: (() => Promise<void>) | null }

async function openServer(): Promise<Server> {
  const given = process.env['TEST_DATABASE_URL'] ?? ''
  if (given !== '') return { url: given, stop: null }
  const dataDir = join(tmpdir(), `treasurer-test-database-${process.pid}`)
  const started = await startEmbeddedPostgres({ dataDir, database: 'maintenance', settings: fastSettings })
  if (!started.ok) throw started.error
  const { connectionString, adopted, stop } = started.value
  return {
    url: connectionString,
    stop: async () => {
      // The project that started it ends it for all.
      if (adopted) return
      await stop()
      await rm(dataDir, { recursive: true, force: true })
      const socketDir = new URL(connectionString).searchParams.get('host')
      if (socketDir !== null) await rm(socketDir, { recursive: true, force: true })
    },
  }
}
