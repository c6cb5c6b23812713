import { join } from 'node:path'
import { systemClock } from '#adapters/clock/system.ts'
import { startEmbeddedPostgres } from '#adapters/db/launcher/start-embedded-postgres.ts'
import { openPool } from '#adapters/db/pool.ts'
import { createUserStore } from '#adapters/db/user-store.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { openLog } from '#adapters/log/pino.ts'
import { createAccessTokens } from '#adapters/token/jwt.ts'
import { createOpaqueTokens } from '#adapters/token/opaque.ts'
import { CliFailure } from '#cli/cli-failure.ts'
import { createHttpConnect } from '#cli/http-client.ts'
import type { Client, Connect } from '#cli/ports.ts'
import { runCli } from '#cli/run-cli.ts'
import { readClaims } from '#flow/2-extraction/core/read-claims.ts'
import type { User } from '#identity/core/principal.ts'
import { type App, compose } from './compose.ts'
import type { Config } from './config.ts'
import { openJwtSecret } from './open-secrets.ts'
import { StartFailure } from './start-failure.ts'

/** Whether a server answers on this machine is known at once or not at all. */
const probeMsMax = 2_000

/**
 * Runs one command of the command line: against a running server, or in-process when none runs on this machine.
 * @param config the configuration   @param version of this program   @param argv words after the program's name
 * @returns exit code
 * Errors: none; each is one line on standard error. Source: CONTRACT.md, Commands.
 */
export async function runCommand(config: Config, version: string, argv: readonly string[]): Promise<number> {
  // A reader that closes early (head) is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
  })
  return runCli({
    argv,
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    connect: connectTo(config, version),
    version,
    read: readClaims,
    makePassword: createOpaqueTokens().makePassword,
    clock: systemClock,
  })
}

function connectTo(config: Config, version: string): Connect {
  const local = `http://127.0.0.1:${config.PORT}`
  const url = config.TREASURER_URL ?? local
  const overHttp = createHttpConnect({
    url,
    token: config.TREASURER_TOKEN ?? null,
    mintToken: config.TREASURER_URL === undefined ? () => mintOwnerToken(config) : null,
  })
  return async (options) => {
    const namesServer = options.url !== null || config.TREASURER_URL !== undefined
    if (namesServer || (await isAnswering(local))) return overHttp(options)
    if (options.username !== null || options.token !== null) {
      throw new CliFailure(
        2,
        `no server answers at ${local}; without one, commands act as the owner of this installation`,
      )
    }
    return inProcess(config, version)
  }
}

async function isAnswering(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(probeMsMax) })
    return answer.ok
  } catch {
    return false
  }
}

/** The whole program without a port, for one command. */
async function inProcess(config: Config, version: string): Promise<Client> {
  const { log, close } = openLog({
    level: config.LOG_LEVEL,
    directory: config.logDir,
    stdout: false,
    secrets: [],
  })
  let app: App
  try {
    app = await compose(config, log, version)
  } catch (error) {
    close()
    throw new CliFailure(
      2,
      error instanceof StartFailure ? error.message : 'the program did not start; its log says why',
    )
  }
  const { accessToken } = await app.identity.openTokens(
    await firstOwnerOf((page) => app.identity.listUsers(page)),
  )
  return {
    request: async (method, path, body, headers = {}) => {
      const answer = await app.server.inject({
        method,
        url: path,
        headers: { ...headers, authorization: `Bearer ${accessToken}` },
        ...(body === undefined ? {} : { payload: body }),
      })
      const names = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const)
      return { status: answer.statusCode, body: answer.body, headers: Object.fromEntries(names) }
    },
    close: async () => {
      await app.stop()
      close()
    },
  }
}

type ListUsers = (page: { readonly after: null; readonly limit: number }) => Promise<readonly User[]>

async function firstOwnerOf(list: ListUsers): Promise<User> {
  const owner = (await list({ after: null, limit: 200 })).find((user) => user.role === 'owner' && user.active)
  if (owner === undefined) throw new CliFailure(2, 'no active owner was found')
  return owner
}

/** Whoever can read this installation's secret and database is its owner. */
async function mintOwnerToken(config: Config): Promise<string> {
  const server =
    config.DATABASE_URL === undefined
      ? await startEmbeddedPostgres({ dataDir: join(config.dataDir, 'postgres') })
      : null
  if (server !== null && !server.ok)
    throw new CliFailure(2, 'the embedded database cannot be read; sign in with --username')
  const connectionString = server?.value.connectionString ?? config.DATABASE_URL ?? ''
  const db = openPool({ connectionString, applicationName: 'treasurer-cli', max: 1 })
  try {
    const users = createUserStore(db)
    const owner = await firstOwnerOf((page) => users.list(page))
    const tokens = createAccessTokens({ secret: openJwtSecret(config), clock: systemClock, ids: uuidV7 })
    return tokens.issue({ userId: owner.id, sessionVersion: owner.sessionVersion }).token
  } finally {
    await db.close()
    await server?.value.stop()
  }
}
