import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Fault } from '#kernel/fault.ts'
import { type Clock, isoOf } from '#kernel/time.ts'
import type { Log } from './ports.ts'
import { faultProblems, type ProblemCode, problems, wireCodeOf } from './problem-codes.ts'

export const problemType = 'application/problem+json; charset=utf-8'
/** A client that comes back after this finds the queue drained in all but the worst case. */
const retryAfterSecondsDefault = 5
const issuesMax = 20

/** What a refusal says. `detail` is for people and never carries internals. */
export type ProblemParts = {
  readonly code: ProblemCode
  readonly detail: string
  readonly details?: Readonly<Record<string, unknown>>
  readonly retryAfterSeconds?: number
}

/** Sends refusals; one per server, because it needs the clock and the log. */
export type Problems = {
  readonly send: (request: FastifyRequest, reply: FastifyReply, parts: ProblemParts) => void
  /** For anything thrown: maps it, logs it when it is ours, sends it. */
  readonly sendError: (request: FastifyRequest, reply: FastifyReply, error: unknown) => void
}

/**
 * Makes the sender of refusals: RFC 9457 with the member `error`.
 * @param deps clock for the timestamp, log for what is ours   @returns the sender
 * Errors: none. Source: CONTRACT.md "HTTP: the published routes".
 */
export function createProblems(deps: { readonly clock: Clock; readonly log: Log }): Problems {
  const send: Problems['send'] = (request, reply, parts) => {
    const { status } = problems[parts.code]
    const retryAfter = parts.retryAfterSeconds ?? (status === 503 ? retryAfterSecondsDefault : undefined)
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
    if (status === 401) reply.header('www-authenticate', 'Bearer')
    // A refusal is about this moment: no cache may give it to anybody later.
    reply.header('cache-control', 'no-store')
    reply.code(status).type(problemType)
    reply.send(
      problemBody(parts, { path: pathOf(request.url), requestId: request.id, at: isoOf(deps.clock.now()) }),
    )
  }
  return {
    send,
    sendError: (request, reply, error) => {
      const parts = problemOf(error)
      const { status } = problems[parts.code]
      if (status >= 500) {
        const fields = { request_id: request.id, route: request.routeOptions.url ?? null, err: error }
        if (status === 503) deps.log.warn(fields, 'request refused: not available')
        else deps.log.error(fields, 'request failed')
      }
      send(request, reply, parts)
    },
  }
}

/**
 * The text of a refusal.
 * @param parts code and words   @param about path without query, request id, ISO time
 * @returns JSON
 * Errors: none. Source: RFC 9457, CONTRACT.md.
 */
export function problemBody(
  parts: ProblemParts,
  about: { readonly path: string; readonly requestId: string; readonly at: string },
): string {
  const { status, title } = problems[parts.code]
  return JSON.stringify({
    type: `urn:treasurer:problem:${parts.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: parts.detail,
    instance: about.path,
    error: {
      code: wireCodeOf(parts.code),
      message: parts.detail,
      request_id: about.requestId,
      timestamp: about.at,
      details: parts.details ?? {},
    },
  })
}

/**
 * Turns anything thrown into a refusal. Unknown errors are bugs: 500, and nothing of them is shown.
 * @param error whatever was thrown   @returns code and public words
 * Errors: none (total). Source: STYLE rule 6.
 */
function problemOf(error: unknown): ProblemParts {
  if (error instanceof RefusedBody) return error.parts
  if (error instanceof Fault) return { code: faultProblems[error.code], detail: error.public }
  if (!isFastifyError(error)) return { code: 'INTERNAL_ERROR', detail: 'Something went wrong on our side.' }
  if (error.validation !== undefined) return invalid(error)
  return frameworkProblems[error.code] ?? byStatus(error.statusCode)
}

/** A body refused while it was read, before any handler: the reader throws it, problemOf shows it. */
export class RefusedBody extends Error {
  override readonly name = 'RefusedBody'
  readonly parts: ProblemParts

  constructor(parts: ProblemParts) {
    super(parts.detail)
    this.parts = parts
  }
}

const frameworkProblems: Readonly<Record<string, ProblemParts>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'PAYLOAD_TOO_LARGE',
    detail: 'The body is larger than this route takes.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    detail: 'This route does not take that Content-Type.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'MALFORMED_REQUEST',
    detail: 'The body is not as long as Content-Length says.',
  },
  FST_ERR_BAD_URL: { code: 'MALFORMED_REQUEST', detail: 'The address is not a valid URL path.' },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'URI_TOO_LONG', detail: 'A part of the address is too long.' },
  FST_UNDER_PRESSURE: { code: 'OVERLOADED', detail: 'The server is busy. Try again in a moment.' },
}

function byStatus(status: number | undefined): ProblemParts {
  if (status === 413)
    return { code: 'PAYLOAD_TOO_LARGE', detail: 'The body is larger than this route takes.' }
  if (status === 415)
    return { code: 'UNSUPPORTED_MEDIA_TYPE', detail: 'This route does not take that Content-Type.' }
  if (status === 503) return { code: 'OVERLOADED', detail: 'The server is busy. Try again in a moment.' }
  if (status !== undefined && status >= 400 && status < 500) {
    return { code: 'MALFORMED_REQUEST', detail: 'The request cannot be read.' }
  }
  return { code: 'INTERNAL_ERROR', detail: 'Something went wrong on our side.' }
}

/** Names the fields and rules, never the values: they may be passwords. */
function invalid(error: FastifyError): ProblemParts {
  const issues = (error.validation ?? []).slice(0, issuesMax).map((issue) => ({
    field: fieldOf(error.validationContext ?? 'body', issue.instancePath),
    message: issue.message ?? 'is not valid',
  }))
  const first = issues[0]
  const detail = first === undefined ? 'The request is not valid.' : `${first.field}: ${first.message}`
  return { code: 'VALIDATION_ERROR', detail, details: { issues } }
}

function fieldOf(where: string, path: string): string {
  return path === '' ? where : path.slice(1).replaceAll('/', '.')
}

function isFastifyError(error: unknown): error is FastifyError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    ('statusCode' in error || 'validation' in error)
  )
}

/** The path as given, without the query: queries may carry what must not be repeated. */
function pathOf(url: string): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}
