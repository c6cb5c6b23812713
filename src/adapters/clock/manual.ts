import { type Clock, type Instant, plusMs } from '#kernel/time.ts'

/** A clock that moves only when told. */
export type ManualClock = Clock & {
  readonly advanceMs: (ms: number) => void
  readonly setTo: (at: Instant) => void
}

/** Time for tests. @param start first moment @returns a clock whose monotonic time starts at 0. Errors: none. */
export function manualClock(start: Instant): ManualClock {
  let at = start
  let elapsed = 0
  return {
    now: () => at,
    monotonicMs: () => elapsed,
    advanceMs: (ms) => {
      at = plusMs(at, ms)
      elapsed += ms
    },
    // Wall time may jump; monotonic time never does.
    setTo: (next) => {
      at = next
    },
  }
}
