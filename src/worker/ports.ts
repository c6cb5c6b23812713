import type { OutboxEvent } from '#flow/7-notification/core/outbox-event.ts'
import type { Fault } from '#kernel/fault.ts'
import type { Result } from '#kernel/result.ts'
import type { Instant } from '#kernel/time.ts'

/** A transaction of ours, as a library with its own SQL sees it. */
export type TransactionHandle = {
  readonly executeSql: (
    text: string,
    values?: readonly unknown[],
  ) => Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>
}

/** Work that waits in the queue. `data` is what `send` was given, as JSON; the handler parses it. */
export type Job = {
  readonly id: string
  readonly data: unknown
  /** 1 for the first try. */
  readonly attempt: number
  /** Aborts when the worker stops or the job has run out of time. */
  readonly signal: AbortSignal
}

/** Options of one job. */
export type SendOptions = {
  /** At most one job with this key waits in the queue; one that runs does not count. */
  readonly singletonKey?: string
  readonly startAfterSeconds?: number
  /** Enqueues in this transaction: no commit, no job. */
  readonly tx?: TransactionHandle
}

/**
 * Everything that may happen later or elsewhere, except money, whose truth is in the saga's own rows. At least once:
 * a handler whose process dies runs again elsewhere, so it must be idempotent.
 */
export type JobsPort = {
  /**
   * Puts a job into a queue.
   * `duplicate` when one with the same key already waits. Errors: QUEUE_UNAVAILABLE; inside a transaction what the
   * transaction throws, since it is void then.
   */
  readonly send: (
    queue: string,
    data: Readonly<Record<string, unknown>>,
    options?: SendOptions,
  ) => Promise<Result<'queued' | 'duplicate', Fault>>
  /** Starts working on a queue. A handler that throws fails its own job only; it is tried again with backoff. */
  readonly work: (
    queue: string,
    options: { readonly batchSize?: number; readonly concurrency?: number },
    handler: (job: Job) => Promise<void>,
  ) => Promise<Result<null, Fault>>
  /** Lets running handlers finish, bounded, then closes. */
  readonly stop: () => Promise<void>
}

/** The outbox as its relay sees it. */
export type OutboxPort = {
  /**
   * Gives the oldest untold events, at most `limit`, the next numbers of the feed, oldest first, and hands them to
   * `handle`; numbers and whatever `handle` writes through `tx` are committed together or not at all. One relay works
   * at a time, whichever process it is in: while another one does, nothing happens.
   * @returns how many were published; `limit` means that more may wait. Errors: DATABASE_UNAVAILABLE; what `handle`
   * throws and is no Fault is thrown.
   */
  readonly publishNext: (
    limit: number,
    handle: (events: readonly OutboxEvent[], tx: TransactionHandle) => Promise<void>,
  ) => Promise<Result<number, Fault>>
}

/** Ends and deletes what is past its time. Each call does at most `rowsMax` rows and answers how many it did. */
export type MaintenancePort = {
  /** Approvals that nobody decided in time; their invoices are closed unpaid, and that is told and on record. */
  readonly expireApprovals: (at: Instant, rowsMax: number) => Promise<Result<number, Fault>>
  readonly deleteReplays: (before: Instant, rowsMax: number) => Promise<Result<number, Fault>>
  /** Minutes of the rolling cap that are outside every window. */
  readonly deleteSpendMinutes: (before: Instant, rowsMax: number) => Promise<Result<number, Fault>>
}
