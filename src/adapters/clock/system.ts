import type { Clock, Instant } from '#kernel/time.ts'

/** The machine's time: wall clock for records, monotonic clock for durations. Errors: none. */
export const systemClock: Clock = {
  now: () => Date.now() as Instant,
  monotonicMs: () => performance.now(),
}

/** Waits. @param ms bounded by the caller @returns when they are over. Errors: none. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

/** A number from 0 to below 1 for spreading retries; nothing secret is ever made of it. Errors: none. */
export function jitter(): number {
  return Math.random()
}
