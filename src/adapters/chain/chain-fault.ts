import { Fault } from '#kernel/fault.ts'

/**
 * The chain cannot be asked right now, or answered with something that is not an answer.
 * @param why one sentence for the log, without the RPC address (it may carry a key)
 * @returns CHAIN_UNAVAILABLE, retryable
 * Errors: none. Source: STYLE rule 6.
 */
export function chainUnavailable(why: string): Fault {
  return new Fault({
    code: 'CHAIN_UNAVAILABLE',
    internal: `chain: ${why}`,
    public: 'The blockchain cannot be reached at the moment.',
    retryable: true,
  })
}

/**
 * The chain answers, but it is not the one that was configured, or its token is not one.
 * @param why one sentence for the operator
 * @returns CHAIN_MISMATCH, not retryable: a person has to change the configuration
 * Errors: none. Source: PAYMENTS failures 13 and 15.
 */
export function chainMismatch(why: string): Fault {
  return new Fault({
    code: 'CHAIN_MISMATCH',
    internal: `chain: ${why}`,
    public: 'The configured blockchain or token does not match.',
    retryable: false,
  })
}

/**
 * The embedded chain cannot start.
 * @param why one clear sentence for the operator's log   @param cause the outside error, if any
 * @returns START_FAILED, not retryable
 * Errors: none. Source: STYLE rule 6.
 */
export function chainStartFault(why: string, cause?: unknown): Fault {
  return new Fault({
    code: 'START_FAILED',
    internal: `embedded chain: ${why}`,
    public: 'The local chain could not be started.',
    retryable: false,
    cause,
  })
}
