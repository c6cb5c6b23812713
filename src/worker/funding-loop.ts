import type { Fault } from '#kernel/fault.ts'
import type { Result } from '#kernel/result.ts'
import { createBell } from './bell.ts'

/** Books what came in. Any number of processes may run one: the store lets one book each block. */
export type FundingLoop = { readonly start: () => void; readonly stop: () => Promise<void> }

/** A top-up is seen this late at most, besides its confirmations. */
const everyMs = 2_000
const backoffMsMax = 30_000

/**
 * Makes the loop around `bookFunding`.
 * @param deps the corridor with its ports bound, bounded waiting   @returns the loop, not started
 * Errors: none thrown; problems go to `report`. Source: POLICY.md, Ledger.
 */
export function createFundingLoop(deps: {
  readonly book: () => Promise<Result<number, Fault>>
  readonly sleep: (ms: number) => Promise<void>
  readonly report: (
    event:
      | { readonly kind: 'booked'; readonly count: number }
      | { readonly kind: 'fault'; readonly error: unknown },
  ) => void
}): FundingLoop {
  const bell = createBell(deps.sleep)
  const state = { stopping: false, failures: 0 }
  let running: Promise<void> | null = null
  const once = async (): Promise<void> => {
    try {
      const done = await deps.book()
      state.failures = done.ok ? 0 : state.failures + 1
      if (done.ok && done.value > 0) deps.report({ kind: 'booked', count: done.value })
      if (!done.ok && state.failures === 1) deps.report({ kind: 'fault', error: done.error })
    } catch (error) {
      state.failures += 1
      deps.report({ kind: 'fault', error })
    }
  }
  const run = async (): Promise<void> => {
    while (!state.stopping) {
      await once()
      await bell.wait(Math.min(everyMs * 2 ** Math.min(state.failures, 5), backoffMsMax))
    }
  }
  return {
    start: () => {
      running ??= run()
    },
    stop: async () => {
      state.stopping = true
      bell.ring()
      if (running !== null) await Promise.race([running, deps.sleep(5_000)])
    },
  }
}
