import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { startEmbeddedPostgres } from '#adapters/db/launcher/start-embedded-postgres.ts'
import { type Database, openPool } from '#adapters/db/pool.ts'
import { type Child, freePort, startChild } from './child.ts'
import { seedVendors } from './seed.ts'

/** A server of ours on an empty folder, with its database seen from the side. */
export type World = {
  readonly root: string
  readonly dir: string
  readonly server: Child
  readonly db: Database
  readonly connectionString: string
  readonly postmasterPid: number
  readonly jwtSecret: string
  readonly login: { readonly username: string; readonly password: string }
  readonly authorization: string
  readonly stop: () => Promise<void>
}

export type WorldOptions = {
  readonly root: string
  /** Variables on top of those of every bench, e.g. a chain of its own. */
  readonly env: Readonly<Record<string, string>>
  /** Words for Node before the program, e.g. --cpu-prof. */
  readonly nodeArgs: readonly string[]
}

const readyMsMax = 120_000
const tokenAnswer = z.object({ access_token: z.string() })
/** Whoever opens things writes down how to close them; closed last to first. */
type Closers = (() => Promise<unknown>)[]

/** What the policy of a bench must not do is to stop it: limits that are never reached, no first payment to look at. */
const benchEnv = {
  NODE_ENV: 'test',
  HOST: '127.0.0.1',
  RATE_LIMIT_PER_MINUTE: '0',
  FIRST_PAYMENT_REVIEW: 'false',
  APPROVAL_LIMIT: '50.00',
  DAILY_LIMIT: '1000000000',
  LOCAL_CHAIN_BALANCE: '1000000000',
  LOCAL_CHAIN_BLOCK_MS: '100',
  SAMPLE_DATA: 'false',
} as const

/**
 * Starts the real server as a child with everything embedded, signs in and adds the vendors of the bench.
 * @param options see WorldOptions   @returns the running world
 * Errors: throws with the server's own words; what was opened is closed again.
 */
export async function startWorld(options: WorldOptions): Promise<World> {
  const closers: Closers = []
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).toReversed()) await close()
  }
  try {
    return await openWorld(options, closers, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function openWorld(options: WorldOptions, closers: Closers, stop: () => Promise<void>): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'treasurer-bench-'))
  closers.push(() => rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
  const login = { username: 'bench', password: randomBytes(18).toString('base64url') }
  const jwtSecret = randomBytes(48).toString('base64url')
  const dataDir = join(dir, 'data')
  // The working directory is empty, so that no .env of a developer changes what is measured.
  const cwd = join(dir, 'cwd')
  await mkdir(cwd)
  const port = await freePort()
  const server = await startChild({
    name: 'the server',
    cwd,
    args: [...options.nodeArgs, join(options.root, 'src/main.ts'), 'serve'],
    env: {
      ...benchEnv,
      HOME: dir,
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_DIR: join(dir, 'logs'),
      JWT_SECRET: jwtSecret,
      ADMIN_USERNAME: login.username,
      ADMIN_PASSWORD: login.password,
      ...options.env,
    },
    port,
    readyPath: '/health/ready',
    readyMsMax,
    errorFile: join(dir, 'server.err'),
  })
  closers.push(server.stop)
  // The server owns its database; adopting it only tells where it listens, and stopping leaves it alone.
  const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') })
  if (!postgres.ok) throw postgres.error
  const db = openPool({ connectionString: postgres.value.connectionString, applicationName: 'bench', max: 2 })
  closers.push(() => db.close())
  await seedVendors(db)
  return {
    root: options.root,
    dir,
    server,
    db,
    connectionString: postgres.value.connectionString,
    postmasterPid: postgres.value.pid,
    jwtSecret,
    login,
    authorization: `Bearer ${await signIn(server.url, login)}`,
    stop,
  }
}

/**
 * Starts the reference beside a world, on the same database.
 * @param world running   @param templates rows that it copies, see reference-schema.ts   @returns the child; the caller stops it
 * Errors: throws with its own words.
 */
export async function startReference(world: World, templates: object): Promise<Child> {
  const port = await freePort()
  const file = join(world.dir, 'reference.json')
  const settings = { port, connectionString: world.connectionString, jwtSecret: world.jwtSecret, templates }
  await writeFile(file, JSON.stringify(settings), { mode: 0o600 })
  return startChild({
    name: 'the reference',
    cwd: world.dir,
    args: [join(world.root, 'bench/reference.ts'), file],
    env: { NODE_ENV: 'test' },
    port,
    readyPath: '/health/live',
    readyMsMax,
    errorFile: join(world.dir, 'reference.err'),
  })
}

async function signIn(url: string, login: World['login']): Promise<string> {
  const answer = await fetch(`${url}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  })
  if (answer.status !== 200) throw new Error(`the sign-in was answered with ${answer.status}`)
  return tokenAnswer.parse(await answer.json()).access_token
}
