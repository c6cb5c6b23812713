import type { ChainHead } from '#flow/5-payment/core/chain-facts.ts'
import type { Fault } from '#kernel/fault.ts'
import type { Result } from '#kernel/result.ts'

/** The newest block as people see it; the payment loop asks for its own. */
export type HeadWatch = {
  readonly head: () => bigint | null
  /** The last question was answered. */
  readonly answers: () => boolean
  readonly start: () => void
  readonly stop: () => Promise<void>
}

/** /health/ready and the number of confirmations may be this old (CONTRACT.md: cached at least 1 s). */
const everyMs = 1_000

/**
 * Asks for the newest block each second, one question at a time.
 * @param deps the chain's head and bounded waiting   @returns the watch, not started
 * Errors: none; an unanswered question shows in `answers`. Source: CONTRACT.md, /health/ready.
 */
export function createHeadWatch(deps: {
  readonly readHead: () => Promise<Result<ChainHead, Fault>>
  readonly sleep: (ms: number) => Promise<void>
  readonly onChange: (answers: boolean) => void
}): HeadWatch {
  const state: { head: bigint | null; answers: boolean; stopping: boolean } = {
    head: null,
    answers: true,
    stopping: false,
  }
  let running: Promise<void> | null = null
  const run = async (): Promise<void> => {
    while (!state.stopping) {
      const head = await deps.readHead()
      // Never backwards: a node behind a balancer may be stale.
      if (head.ok && (state.head === null || head.value.number > state.head)) state.head = head.value.number
      if (head.ok !== state.answers) deps.onChange(head.ok)
      state.answers = head.ok
      await deps.sleep(everyMs)
    }
  }
  return {
    head: () => state.head,
    answers: () => state.answers,
    start: () => {
      running ??= run()
    },
    stop: async () => {
      state.stopping = true
      if (running !== null) await Promise.race([running, deps.sleep(everyMs * 2)])
    },
  }
}
