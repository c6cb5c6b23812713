/**
 * What an adapter makes of an outside failure.
 * `code` is for programs, `internal` for logs only, `public` may be shown to a client, `retryable`
 * says whether the same call may succeed later without a change on our side.
 */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: FaultCode
  readonly internal: string
  readonly public: string
  readonly retryable: boolean

  constructor(parts: {
    readonly code: FaultCode
    readonly internal: string
    readonly public: string
    readonly retryable: boolean
    readonly cause?: unknown
  }) {
    super(parts.internal, { cause: parts.cause })
    this.code = parts.code
    this.internal = parts.internal
    this.public = parts.public
    this.retryable = parts.retryable
  }

  /** The first error in the chain of causes that `match` accepts, or null. Errors: none. */
  walk(match: (error: unknown) => boolean): unknown {
    let error: unknown = this
    for (let depth = 0; depth < 16 && error !== undefined; depth += 1) {
      if (match(error)) return error
      error = error instanceof Error ? error.cause : undefined
    }
    return null
  }
}

/** Codes in one registry: http/problem.ts maps each to a status. */
export type FaultCode =
  | 'DATABASE_UNAVAILABLE'
  | 'CHAIN_UNAVAILABLE'
  | 'CHAIN_MISMATCH'
  | 'CACHE_UNAVAILABLE'
  | 'QUEUE_UNAVAILABLE'
  | 'MAIL_UNAVAILABLE'
  | 'READER_UNAVAILABLE'
  | 'SIGNER_REFUSED'
  | 'OVERLOADED'
  | 'CONFIG_INVALID'
  | 'START_FAILED'
