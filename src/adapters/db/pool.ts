import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { Fault } from '#kernel/fault.ts'
import { InvariantError, invariant } from '#kernel/invariant.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { breaksConnection, CommitUnknownError, failureOf, unavailable } from './pool-failures.ts'
import { databaseTypes } from './pool-types.ts'

/** One row; every value is checked by the store that reads it. */
export type Row = Readonly<Record<string, unknown>>

/** What may be bound. Money and int8 as bigint or digits, moments as ISO text, JSON as text. */
export type SqlValue = string | number | bigint | boolean | null | Uint8Array | readonly SqlValue[]

/** Something that runs statements: the pool (each by itself) or a transaction. */
export type SqlRunner = {
  /**
   * Runs one prepared statement. The name belongs to the text for ever: `room_verb_noun`.
   * Errors (thrown): Fault DATABASE_UNAVAILABLE or OVERLOADED, ConstraintError; anything else is a bug.
   */
  readonly query: (name: string, sql: string, params?: readonly SqlValue[]) => Promise<readonly Row[]>
  /** The door for libraries that bring their own SQL (pg-boss). Same errors. */
  readonly executeSql: (
    text: string,
    values?: readonly unknown[],
  ) => Promise<{ readonly rows: readonly Row[] }>
}

/** The database as stores see it. */
export type Database = SqlRunner & {
  /** Commits what `work` did when it returns, rolls back when it throws. One statement at a time inside. */
  readonly transaction: <T>(work: (tx: SqlRunner) => Promise<T>) => Promise<T>
  /** True when a statement was answered within the last half second, or one is now within 2 s. */
  readonly isAvailable: () => Promise<boolean>
  readonly counts: () => { readonly open: number; readonly idle: number; readonly waiting: number }
  /** Waits for running statements, then closes; bounded by the statement timeout. */
  readonly close: () => Promise<void>
}

type PoolOptions = {
  readonly connectionString: string
  readonly applicationName: string
  readonly max?: number
  readonly statementTimeoutMs?: number
  readonly acquireTimeoutMs?: number
  readonly waitingMax?: number
  /** Told when an idle connection breaks; the next statement opens a new one. */
  readonly onFault?: (fault: Fault) => void
}

// A parallel crowd only feeds the lock queue (ENGINE hot path 3); reads need a few more.
const connectionsMaxDefault = 10
// A statement of ours takes milliseconds; one that takes longer hangs on a lock or a lost disk.
const statementTimeoutMsDefault = 10_000
const acquireTimeoutMsDefault = 5_000
// Beyond this many waiters nobody gets an answer in time: say so at once.
const waitingMaxDefault = 2_000
const availableForMs = 500
const availableTimeoutMs = 2_000
// The server's own timeout comes first; this one is for a network that swallowed the answer.
const networkGraceMs = 3_000
const statementsMax = 2_000

/**
 * Opens a pool on PostgreSQL. Connects on first use and again by itself whenever a connection breaks.
 * @param options connectionString as a URL, TLS when it says sslmode; times in ms
 * @returns the database; nothing is tried yet
 * Errors: none here, see SqlRunner. Source: ENGINE "Driver and query layer", PITFALLS 17.
 */
export function openPool(options: PoolOptions): Database {
  const statementTimeoutMs = options.statementTimeoutMs ?? statementTimeoutMsDefault
  const pool = new pg.Pool({
    connectionString: withStrictTls(options.connectionString),
    application_name: options.applicationName,
    max: options.max ?? connectionsMaxDefault,
    connectionTimeoutMillis: options.acquireTimeoutMs ?? acquireTimeoutMsDefault,
    query_timeout: statementTimeoutMs + networkGraceMs,
    keepAlive: true,
    types: databaseTypes,
    verify: (client, done) => openSession(client, statementTimeoutMs, done),
  })
  // The pool takes its own listener away while a new connection opens its session; one that breaks then must not throw.
  pool.on('connect', (client) => client.on('error', () => undefined))
  pool.on('error', (error) => options.onFault?.(unavailable(error, 'idle connection')))
  const state: PoolState = {
    pool,
    waitingMax: options.waitingMax ?? waitingMaxDefault,
    statements: new Map(),
    answeredAt: Number.NEGATIVE_INFINITY,
  }
  return {
    query: (name, sql, params = []) => {
      checkName(state, name, sql)
      return withClient(
        state,
        async (client) => (await send(client, { name, text: sql, values: [...params] })).rows,
      )
    },
    executeSql: (text, values = []) =>
      withClient(state, (client) => send(client, { text, values: [...values] })),
    transaction: (work) => withClient(state, (client) => transact(state, client, work)),
    isAvailable: () => isAvailable(state),
    counts: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => (pool.ending ? Promise.resolve() : pool.end()),
  }
}

/**
 * Carries a Fault out as data; everything else thrown stays thrown.
 * @param work calls of the database   @returns its value, or the Fault
 * Errors: Fault as data; ConstraintError and bugs are thrown. Source: STYLE rule 5.
 */
export async function faultAsResult<T>(work: () => Promise<T>): Promise<Result<T, Fault>> {
  try {
    return ok(await work())
  } catch (error) {
    if (error instanceof Fault) return err(error)
    throw error
  }
}

type PoolState = {
  readonly pool: pg.Pool
  readonly waitingMax: number
  readonly statements: Map<string, string>
  answeredAt: number
}

type Lease = { readonly client: pg.PoolClient; broken: boolean }

async function withClient<T>(state: PoolState, work: (lease: Lease) => Promise<T>): Promise<T> {
  // Callers of this very turn that an idle connection will serve are queued for a moment, too.
  if (state.pool.waitingCount - state.pool.idleCount >= state.waitingMax) throw overloaded(state.waitingMax)
  const lease: Lease = { client: await acquire(state.pool), broken: false }
  // A connection that breaks while it is lent must not throw from an event.
  const onError = (): void => {
    lease.broken = true
  }
  lease.client.on('error', onError)
  try {
    const value = await work(lease)
    state.answeredAt = performance.now()
    return value
  } finally {
    lease.client.off('error', onError)
    lease.client.release(lease.broken)
  }
}

async function acquire(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw failureOf(error, 'connecting')
  }
}

async function send(lease: Lease, config: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
  try {
    return await lease.client.query<Row>(config)
  } catch (error) {
    if (breaksConnection(error)) lease.broken = true
    throw failureOf(error, config.name ?? 'statement')
  }
}

async function transact<T>(state: PoolState, lease: Lease, work: (tx: SqlRunner) => Promise<T>): Promise<T> {
  await send(lease, { text: 'begin' })
  const life = { open: true }
  try {
    const value = await work(runnerOf(state, lease, life))
    life.open = false
    await commit(lease)
    return value
  } catch (error) {
    life.open = false
    // A failed rollback leaves an unknown session: withClient then throws the connection away.
    if (!lease.broken) await send(lease, { text: 'rollback' }).catch(() => undefined)
    throw error
  }
}

function runnerOf(state: PoolState, lease: Lease, life: { readonly open: boolean }): SqlRunner {
  const run = (config: pg.QueryConfig): Promise<pg.QueryResult<Row>> => {
    invariant(life.open, 'a transaction is not used after its end')
    return send(lease, config)
  }
  return {
    query: async (name, sql, params = []) => {
      checkName(state, name, sql)
      return (await run({ name, text: sql, values: [...params] })).rows
    },
    executeSql: (text, values = []) => run({ text, values: [...values] }),
  }
}

async function commit(lease: Lease): Promise<void> {
  let command: string
  try {
    command = (await lease.client.query('commit')).command
  } catch (error) {
    if (!breaksConnection(error)) throw failureOf(error, 'commit')
    lease.broken = true
    throw unavailable(new CommitUnknownError('stored or not is unknown', { cause: error }), 'commit')
  }
  // After a failed statement PostgreSQL answers a commit with a rollback and no error.
  if (command !== 'COMMIT') throw new InvariantError('a transaction went on after a failed statement')
}

async function isAvailable(state: PoolState): Promise<boolean> {
  if (performance.now() - state.answeredAt < availableForMs) return true
  const answer = withClient(state, (lease) => send(lease, { name: 'pool_probe', text: 'select 1' }))
  const probe = answer.then(
    () => true,
    () => false,
  )
  return Promise.race([probe, wait(availableTimeoutMs, false, { ref: false })])
}

function checkName(state: PoolState, name: string, sql: string): void {
  const known = state.statements.get(name)
  invariant(known === undefined || known === sql, `the statement name ${name} has two texts`)
  if (known !== undefined) return
  invariant(state.statements.size < statementsMax, 'statement names are constants, not made at run time')
  state.statements.set(name, sql)
}

/** Settings that some poolers refuse in the startup packet. UTC so that JSON made in SQL reads alike everywhere. */
function openSession(client: pg.ClientBase, statementTimeoutMs: number, done: (error?: Error) => void): void {
  const text = `
    select set_config('timezone', 'UTC', false), set_config('datestyle', 'ISO', false),
           set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $2, false)`
  const limits = [String(statementTimeoutMs), String(statementTimeoutMs * 3)]
  client.query(text, limits, (error: Error | null | undefined) => done(error ?? undefined))
}

/** pg 8 already checks certificates for these modes but warns that pg 9 will not: say what is meant. */
function withStrictTls(connectionString: string): string {
  return connectionString.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/, '$1verify-full')
}

function overloaded(waitingMax: number): Fault {
  return new Fault({
    code: 'OVERLOADED',
    internal: `${waitingMax} callers already wait for a database connection`,
    public: 'The server is busy. Try again shortly.',
    retryable: true,
  })
}
