import type { Fault } from '#kernel/fault.ts'
import { ok, type Result } from '#kernel/result.ts'
import { type Clock, dayMs, type Instant, minuteMs, plusMs, secondMs } from '#kernel/time.ts'
import { createBell } from './bell.ts'
import type { MaintenancePort } from './ports.ts'

export type MaintenanceDeps = {
  readonly store: MaintenancePort
  /** Of the idempotency store; thrown: Fault. */
  readonly deleteIdempotencyKeys: (before: Instant, rowsMax: number) => Promise<number>
  /** Of the session store; thrown: Fault. */
  readonly deleteExpiredSessions: (before: Instant, rowsMax: number) => Promise<number>
  readonly clock: Clock
  readonly sleep: (ms: number) => Promise<void>
  readonly report: (event: MaintenanceEvent) => void
  readonly rowsMax?: number
}

/** What a log line or metric is made of. A failed task is tried again a minute later. */
export type MaintenanceEvent =
  | { readonly kind: 'done'; readonly task: string; readonly rows: number }
  | { readonly kind: 'failed'; readonly task: string; readonly error: unknown }

export type Maintenance = {
  readonly start: () => void
  /** One round of every task now. */
  readonly runOnce: () => Promise<void>
  readonly stop: () => Promise<void>
}

const everyMs = minuteMs
/** A statement of 500 rows takes milliseconds and holds its locks no longer. */
const rowsMaxDefault = 500
/** 10,000 rows a minute and task: faster than any of them is written for long. */
const batchesMax = 20
const keysKeptMs = dayMs
const replaysKeptMs = dayMs
/** A reused refresh token is recognised, and its family ended, as long as its row stands. */
const sessionsKeptMs = 7 * dayMs
/** The window of the cap is a day; the rest is for people who look back at a month. */
const spendKeptMs = 40 * dayMs
const stopMsMax = 5 * secondMs

type Task = {
  readonly name: string
  readonly run: (at: Instant, rowsMax: number) => Promise<Result<number, Fault>>
}

/**
 * Makes the housekeeping: each minute, in bounded batches. Several processes may do it at once.
 * @param deps stores and time   @returns the loop, not started
 * Errors: none thrown; each task's problems go to `report` and do not stop the others. Source: PITFALLS.md, "Bounded".
 */
export function createMaintenance(deps: MaintenanceDeps): Maintenance {
  const tasks = tasksOf(deps)
  const bell = createBell(deps.sleep)
  let stopping = false
  let running: Promise<void> | null = null
  const runOnce = async (): Promise<void> => {
    for (const task of tasks) if (!stopping) await runTask(deps, task)
  }
  const loop = async (): Promise<void> => {
    while (!stopping) {
      await runOnce()
      // Waiting in short pieces leaves no long timer behind that would hold the process.
      for (let waitedMs = 0; waitedMs < everyMs && !stopping; waitedMs += secondMs) await bell.wait(secondMs)
    }
  }
  return {
    start: () => {
      running ??= loop()
    },
    runOnce,
    stop: async () => {
      stopping = true
      bell.ring()
      if (running !== null) await Promise.race([running, deps.sleep(stopMsMax)])
    },
  }
}

function tasksOf(deps: MaintenanceDeps): readonly Task[] {
  const { store } = deps
  return [
    { name: 'expire_approvals', run: store.expireApprovals },
    {
      name: 'delete_idempotency_keys',
      run: async (at, rowsMax) => ok(await deps.deleteIdempotencyKeys(plusMs(at, -keysKeptMs), rowsMax)),
    },
    {
      name: 'delete_replays',
      run: (at, rowsMax) => store.deleteReplays(plusMs(at, -replaysKeptMs), rowsMax),
    },
    {
      name: 'delete_sessions',
      run: async (at, rowsMax) => ok(await deps.deleteExpiredSessions(plusMs(at, -sessionsKeptMs), rowsMax)),
    },
    {
      name: 'delete_spend_minutes',
      run: (at, rowsMax) => store.deleteSpendMinutes(plusMs(at, -spendKeptMs), rowsMax),
    },
  ]
}

async function runTask(deps: MaintenanceDeps, task: Task): Promise<void> {
  const rowsMax = deps.rowsMax ?? rowsMaxDefault
  let rows = 0
  try {
    for (let batch = 0; batch < batchesMax; batch += 1) {
      const done = await task.run(deps.clock.now(), rowsMax)
      if (!done.ok) throw done.error
      rows += done.value
      if (done.value < rowsMax) break
    }
    if (rows > 0) deps.report({ kind: 'done', task: task.name, rows })
  } catch (error) {
    deps.report({ kind: 'failed', task: task.name, error })
  }
}
