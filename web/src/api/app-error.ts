/** The one error the app shows: a stable code, a sentence for people, and the field it belongs to if there is one. */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly field: string | null
  readonly details: Readonly<Record<string, unknown>>
  readonly requestId: string | null

  constructor(parts: {
    readonly code: string
    readonly public: string
    readonly status: number
    readonly field?: string | null
    readonly details?: Readonly<Record<string, unknown>>
    readonly requestId?: string | null
  }) {
    super(parts.public)
    this.name = 'AppError'
    this.code = parts.code
    this.status = parts.status
    this.field = parts.field ?? null
    this.details = parts.details ?? {}
    this.requestId = parts.requestId ?? null
  }

  /** The sentence for people. */
  get public(): string {
    return this.message
  }
}

/**
 * Reads a problem+json body (RFC 9457 with the published `error` member) as AppError.
 * @param status HTTP status   @param body parsed JSON or anything else a proxy may have answered
 * @param retryAfter the Retry-After header, seconds, or null
 * Errors: none; a body of another shape gives code `HTTP_<status>` and a plain sentence.
 */
export function appErrorFrom(status: number, body: unknown, retryAfter: string | null = null): AppError {
  const problem = isRecord(body) ? body : {}
  const error = isRecord(problem['error']) ? problem['error'] : {}
  const details = isRecord(error['details']) ? error['details'] : {}
  return new AppError({
    code: text(error['code']) ?? `HTTP_${status}`,
    public: withWait(text(problem['detail']) ?? text(error['message']) ?? plainSentence(status), retryAfter),
    status,
    field: text(details['field']) ?? firstIssueField(details['issues']),
    details,
    requestId: text(error['request_id']),
  })
}

/** What went wrong as AppError, whatever was thrown: a failed fetch is "no connection", never "failed". */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  return new AppError({
    code: 'NO_CONNECTION',
    public: 'The server did not answer. Nothing is known to have changed; look again when it is back.',
    status: 0,
  })
}

/** Validation answers list `issues` with a field each; the first one is where the person looks. */
function firstIssueField(issues: unknown): string | null {
  const first: unknown = Array.isArray(issues) ? issues[0] : null
  return isRecord(first) ? text(first['field']) : null
}

function plainSentence(status: number): string {
  if (status === 401) return 'You are signed out.'
  if (status === 403) return 'Your role does not allow this.'
  if (status === 404) return 'There is nothing here.'
  if (status === 429) return 'Too many requests in a short time.'
  if (status >= 500) return 'The server could not answer.'
  return 'The request was refused.'
}

function withWait(sentence: string, retryAfter: string | null): string {
  return retryAfter !== null && /^\d{1,5}$/.test(retryAfter)
    ? `${sentence} Try again in ${retryAfter} s.`
    : sentence
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
