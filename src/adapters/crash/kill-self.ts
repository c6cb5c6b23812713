import type { CrashPoints } from '#flow/5-payment/ports.ts'

/** Crash points of a process in life: they do nothing. */
export const noCrashPoints: CrashPoints = { at: () => undefined }

/**
 * Ends (or freezes) this process at one named point, for crash tests. The kernel delivers SIGKILL before the call
 * returns, so that nothing after the point runs: no handler, no flush, no rollback.
 * @param name a CrashPointName; any other text never matches   @param signal SIGKILL, or SIGSTOP for a split brain
 * @returns the crash points. Errors: none. Source: STYLE "named crash points and kill tests".
 */
export function killSelfAt(name: string, signal: 'SIGKILL' | 'SIGSTOP' = 'SIGKILL'): CrashPoints {
  let used = false
  return {
    at: (point) => {
      if (point !== name || used) return
      used = true
      process.kill(process.pid, signal)
    },
  }
}
