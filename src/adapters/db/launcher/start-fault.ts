import { Fault } from '#kernel/fault.ts'

/**
 * The Fault of an embedded database that cannot start.
 * @param why one clear sentence for the operator's log   @param cause the outside error, if any
 * @returns START_FAILED, not retryable: the same start would fail again
 * Errors: none. Source: STYLE rule 6.
 */
export function startFault(why: string, cause?: unknown): Fault {
  return new Fault({
    code: 'START_FAILED',
    internal: `embedded PostgreSQL: ${why}`,
    public: 'The database could not be started.',
    retryable: false,
    cause,
  })
}

/** Words of anything thrown, for a log line. @param error anything @returns its message. Errors: none. */
export function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
