import { randomUUID } from 'node:crypto'
import { type ConstructorOptions, type Db, type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss'
import { Fault } from '#kernel/fault.ts'
import { invariant } from '#kernel/invariant.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Job, JobsPort, TransactionHandle } from '#worker/ports.ts'

/** A queue of the program; all are made at start. */
export type QueueDefinition = {
  readonly name: string
  readonly attemptsMax: number
  /** A handler that takes longer is aborted and its job tried again. */
  readonly timeoutSeconds: number
}

type QueueOptions = {
  readonly connectionString: string
  readonly queues: readonly QueueDefinition[]
  readonly connectionsMax?: number
  readonly onFault?: (fault: Fault) => void
}

// A dead worker's jobs were taken over in 10.6 s with these (ENGINE); 10 is the least that pg-boss takes.
const heartbeatSeconds = 10
const pollSeconds = 1
const retryDelaySeconds = 1
const retryDelaySecondsMax = 300
const batchSizeDefault = 50
const stopTimeoutMs = 10_000
const startTimeoutMs = 10_000
const errorCharsMax = 2_000

/**
 * Opens the job queue in the schema pgboss of the database, making schema and queues when missing.
 * @param options queues are all the program has; attemptsMax counts the first try
 * @returns the port, started
 * Errors: QUEUE_UNAVAILABLE when the database cannot be reached or the schema cannot be made.
 * Source: ENGINE "Work across processes and machines".
 */
export async function openPgBoss(options: QueueOptions): Promise<Result<JobsPort, Fault>> {
  const boss = new PgBoss(settingsOf(options))
  boss.on('error', (error) => options.onFault?.(queueFault('working', error)))
  try {
    await boss.start()
    for (const queue of options.queues) await defineQueue(boss, queue)
  } catch (error) {
    await boss.stop({ graceful: false, close: true }).catch(() => undefined)
    return err(queueFault('starting', error))
  }
  const names = new Set(options.queues.map((queue) => queue.name))
  let stopping: Promise<void> | null = null
  return ok({
    send: (queue, data, sendOptions = {}) => {
      invariant(names.has(queue), `unknown queue ${queue}`)
      return send(boss, queue, data, sendOptions)
    },
    work: (queue, workOptions, handler) => {
      invariant(names.has(queue), `unknown queue ${queue}`)
      return work(boss, queue, workOptions, handler)
    },
    stop: () => {
      stopping ??= boss.stop({ graceful: true, timeout: stopTimeoutMs, close: true })
      return stopping
    },
  })
}

function settingsOf(options: QueueOptions): ConstructorOptions {
  return {
    connectionString: options.connectionString,
    application_name: 'treasurer-queue',
    schema: 'pgboss',
    max: options.connectionsMax ?? 4,
    connectionTimeoutMillis: startTimeoutMs,
    useListenNotify: true,
    supervise: true,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    schedule: false,
  }
}

/** `short` keeps one waiting job per key; jobs without a key get one of their own. */
async function defineQueue(boss: PgBoss, queue: QueueDefinition): Promise<void> {
  const limits = {
    retryLimit: queue.attemptsMax - 1,
    retryDelay: retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: retryDelaySecondsMax,
    expireInSeconds: queue.timeoutSeconds,
    heartbeatSeconds,
    notify: true,
  }
  if ((await boss.getQueue(queue.name)) === null)
    await boss.createQueue(queue.name, { ...limits, policy: 'short' })
  else await boss.updateQueue(queue.name, limits)
}

async function send(
  boss: PgBoss,
  queue: string,
  data: Readonly<Record<string, unknown>>,
  options: Parameters<JobsPort['send']>[2] & object,
): Promise<Result<'queued' | 'duplicate', Fault>> {
  try {
    const id = await boss.send(queue, data, {
      singletonKey: options.singletonKey ?? randomUUID(),
      ...(options.startAfterSeconds === undefined ? {} : { startAfter: options.startAfterSeconds }),
      ...(options.tx === undefined ? {} : { db: databaseOf(options.tx) }),
    })
    return ok(id === null ? 'duplicate' : 'queued')
  } catch (error) {
    // The caller's transaction is void after a failed statement: it must see that.
    if (options.tx !== undefined) throw error
    return err(queueFault(`sending to ${queue}`, error))
  }
}

function databaseOf(tx: TransactionHandle): Db {
  return {
    executeSql: async (text, values) => ({ rows: [...(await tx.executeSql(text, values)).rows] }),
  }
}

async function work(
  boss: PgBoss,
  queue: string,
  options: Parameters<JobsPort['work']>[1],
  handler: (job: Job) => Promise<void>,
): Promise<Result<null, Fault>> {
  const settings = {
    batchSize: options.batchSize ?? batchSizeDefault,
    localConcurrency: options.concurrency ?? 1,
    pollingIntervalSeconds: pollSeconds,
    notifyPollingIntervalSeconds: pollSeconds,
    burstWhenBatchFull: true,
    perJobResults: true,
    includeMetadata: true,
  } as const
  try {
    await boss.work(queue, settings, (jobs: JobWithMetadata<object>[]) =>
      Promise.all(jobs.map((job) => handleOne(job, handler))),
    )
    return ok(null)
  } catch (error) {
    return err(queueFault(`working on ${queue}`, error))
  }
}

/** A failing job must not fail its neighbours in the batch. */
async function handleOne(
  job: JobWithMetadata<object>,
  handler: (job: Job) => Promise<void>,
): Promise<JobResult> {
  try {
    await handler({ id: job.id, data: job.data, attempt: job.retryCount + 1, signal: job.signal })
    return { id: job.id, status: 'completed' }
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).slice(0, errorCharsMax)
    return { id: job.id, status: 'failed', output: { message } }
  }
}

function queueFault(doing: string, cause: unknown): Fault {
  return new Fault({
    code: 'QUEUE_UNAVAILABLE',
    internal: `queue, ${doing}: ${cause instanceof Error ? cause.message : String(cause)}`,
    public: 'The job queue is not available at the moment.',
    retryable: true,
    cause,
  })
}
