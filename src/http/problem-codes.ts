import type { FaultCode } from '#kernel/fault.ts'

/** Every refusal this server speaks: the one place where a kind of "no" becomes a status. */
export const problems = {
  VALIDATION_ERROR: { status: 400, title: 'The request is not valid' },
  MALFORMED_REQUEST: { status: 400, title: 'The request cannot be read' },
  UNAUTHORIZED: { status: 401, title: 'Sign in first' },
  INVALID_CREDENTIALS: { status: 401, title: 'Wrong username or password' },
  FORBIDDEN: { status: 403, title: 'Not allowed' },
  CROSS_SITE_REFUSED: { status: 403, title: 'Refused from another site' },
  POLICY_VIOLATION: { status: 403, title: 'Refused by policy' },
  INSUFFICIENT_FUNDS: { status: 403, title: 'More than the available balance' },
  INSUFFICIENT_RUNWAY: { status: 403, title: 'The runway would become too short' },
  SELF_APPROVAL: { status: 403, title: 'Another person must do this' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method not allowed' },
  REQUEST_TIMEOUT: { status: 408, title: 'The request took too long' },
  CONFLICT: { status: 409, title: 'In conflict with the present state' },
  ALREADY_DECIDED: { status: 409, title: 'Already decided' },
  DUPLICATE_INVOICE: { status: 409, title: 'This invoice is here already' },
  USERNAME_TAKEN: { status: 409, title: 'Username taken' },
  LAST_OWNER: { status: 409, title: 'The last owner stays' },
  IDEMPOTENCY_IN_FLIGHT: { status: 409, title: 'The first request is still running' },
  // On the wire a size is a validation like any other (CONTRACT.md, process-invoice table).
  PAYLOAD_TOO_LARGE: { status: 413, title: 'Too large', wireCode: 'VALIDATION_ERROR' },
  URI_TOO_LONG: { status: 414, title: 'The address is too long' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'Content type not supported' },
  EXPECTATION_FAILED: { status: 417, title: 'Expectation not supported' },
  UNREADABLE_INVOICE: { status: 422, title: 'No amount or no vendor can be read' },
  IDEMPOTENCY_MISMATCH: { status: 422, title: 'The key was used with another body' },
  RATE_LIMIT_EXCEEDED: { status: 429, title: 'Too many requests' },
  SIGN_IN_THROTTLED: { status: 429, title: 'Too many failed sign-ins' },
  HEADERS_TOO_LARGE: { status: 431, title: 'Header fields too large' },
  INTERNAL_ERROR: { status: 500, title: 'Internal error' },
  SERVICE_UNAVAILABLE: { status: 503, title: 'Not available right now' },
  OVERLOADED: { status: 503, title: 'Too much at once' },
} as const satisfies Readonly<Record<string, ProblemEntry>>

/** `wireCode`: what `error.code` says where it is not the entry's own name. */
type ProblemEntry = { readonly status: number; readonly title: string; readonly wireCode?: string }

export type ProblemCode = keyof typeof problems

/** What `error.code` says. @param code entry of the table @returns its name on the wire. Errors: none. */
export function wireCodeOf(code: ProblemCode): string {
  const entry: ProblemEntry = problems[code]
  return entry.wireCode ?? code
}

/** What each outside failure looks like to a client. */
export const faultProblems: Readonly<Record<FaultCode, ProblemCode>> = {
  DATABASE_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  CHAIN_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  CHAIN_MISMATCH: 'SERVICE_UNAVAILABLE',
  CACHE_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  QUEUE_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  MAIL_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  READER_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  SIGNER_REFUSED: 'SERVICE_UNAVAILABLE',
  OVERLOADED: 'OVERLOADED',
  CONFIG_INVALID: 'INTERNAL_ERROR',
  START_FAILED: 'INTERNAL_ERROR',
}
