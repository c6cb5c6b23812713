import { jobsOf } from '#flow/7-notification/core/jobs-of.ts'
import type { Fault } from '#kernel/fault.ts'
import { type Bell, createBell } from './bell.ts'
import type { JobsPort, OutboxPort } from './ports.ts'

export type RelayDeps = {
  readonly outbox: OutboxPort
  readonly jobs: Pick<JobsPort, 'send'>
  /** Who gets the mails; null when nobody was named. */
  readonly mailTo: string | null
  readonly sleep: (ms: number) => Promise<void>
  readonly report: (event: RelayEvent) => void
  readonly pace?: Partial<RelayPace>
}

/** What a log line or metric is made of. `bug` is a thrown error: it never ends the relay. */
export type RelayEvent =
  | { readonly kind: 'published'; readonly count: number }
  | { readonly kind: 'fault'; readonly fault: Fault; readonly failures: number }
  | { readonly kind: 'bug'; readonly error: unknown; readonly failures: number }

type RelayPace = {
  readonly batchMax: number
  readonly pollMs: number
  readonly backoffMsMin: number
  readonly backoffMsMax: number
  readonly stopMsMax: number
}

/** Poll: a lost signal costs a second. Batch: one transaction of well under a second also when every event is a mail. */
const paceDefault: RelayPace = {
  batchMax: 200,
  pollMs: 1_000,
  backoffMsMin: 100,
  backoffMsMax: 5_000,
  stopMsMax: 5_000,
}

/** Publishes the outbox: numbers for the live feed, jobs for what follows, in one transaction. */
export type OutboxRelay = {
  readonly start: () => void
  /** Something was written to the outbox: publish it now. */
  readonly wake: () => void
  /** `degraded`: nothing is lost, everything is tried again. */
  readonly health: () => {
    readonly status: 'running' | 'degraded' | 'stopped'
    readonly reason: string | null
  }
  /** Lets the present batch end, at most 5 s. */
  readonly stop: () => Promise<void>
}

/**
 * Makes the relay. Any number of processes may run one: the port lets one work at a time.
 * @param deps ports   @returns the relay, not started
 * Errors: none thrown; problems go to `report` and `health`. Source: PAYMENTS.md, outbox; ENGINE.md, "Work across
 * processes and machines".
 */
export function createOutboxRelay(deps: RelayDeps): OutboxRelay {
  const pace = { ...paceDefault, ...deps.pace }
  const state: RelayState = { bell: createBell(deps.sleep), stopping: false, failures: 0, reason: null }
  let running: Promise<void> | null = null
  return {
    start: () => {
      running ??= run(deps, pace, state)
    },
    wake: () => state.bell.ring(),
    health: () => ({
      status: state.stopping ? 'stopped' : state.failures > 0 ? 'degraded' : 'running',
      reason: state.reason,
    }),
    stop: async () => {
      state.stopping = true
      state.bell.ring()
      if (running !== null) await Promise.race([running, deps.sleep(pace.stopMsMax)])
    },
  }
}

type RelayState = { readonly bell: Bell; stopping: boolean; failures: number; reason: string | null }

async function run(deps: RelayDeps, pace: RelayPace, state: RelayState): Promise<void> {
  while (!state.stopping) {
    const published = await publishOnce(deps, pace, state)
    if (published === pace.batchMax || state.stopping) continue
    // Under a failure a ring must not hammer what is down.
    if (state.failures > 0)
      await deps.sleep(Math.min(pace.backoffMsMin * 2 ** Math.min(state.failures, 10), pace.backoffMsMax))
    else await state.bell.wait(pace.pollMs)
  }
}

async function publishOnce(deps: RelayDeps, pace: RelayPace, state: RelayState): Promise<number> {
  try {
    const published = await deps.outbox.publishNext(pace.batchMax, async (events, tx) => {
      for (const event of events) {
        for (const job of jobsOf(event, deps.mailTo)) {
          const sent = await deps.jobs.send(job.queue, job.data, { singletonKey: job.key, tx })
          if (!sent.ok) throw sent.error
        }
      }
    })
    if (published.ok) {
      state.failures = 0
      state.reason = null
      if (published.value > 0) deps.report({ kind: 'published', count: published.value })
      return published.value
    }
    state.failures += 1
    state.reason = published.error.code
    deps.report({ kind: 'fault', fault: published.error, failures: state.failures })
  } catch (error) {
    state.failures += 1
    state.reason = 'internal_error'
    deps.report({ kind: 'bug', error, failures: state.failures })
  }
  return 0
}
