import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Caller, callerOf, refusalOf } from './auth.ts'
import { networkOf } from './client-address.ts'
import type { HttpDeps } from './deps.ts'
import type { RateLimiter } from './limits.ts'
import type { ProblemParts, Problems } from './problem.ts'

const nobody: Caller = { kind: 'nobody' }

/**
 * The door every request passes after its headers are set: shape, credential, rate limit, role. In this order, so that
 * a known user is counted as a person and everybody else by network.
 * @param deps use cases and limiter   @returns a hook; it answers refusals itself
 * Errors: thrown Fault DATABASE_UNAVAILABLE. Source: SECURITY.md "Access".
 */
export function createDoor(parts: {
  readonly deps: HttpDeps
  readonly limiter: RateLimiter | null
  readonly problems: Problems
  readonly isPage: (request: FastifyRequest) => boolean
}): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async (request, reply) => {
    const malformed = malformedOf(request)
    if (malformed !== null) {
      parts.problems.send(request, reply, malformed)
      return reply
    }
    if (request.routeOptions.config.exempt === true || (request.is404 && parts.isPage(request)))
      return undefined
    const refusal = await admit(parts, request, reply)
    if (refusal === null) return undefined
    parts.problems.send(request, reply, refusal)
    return reply
  }
}

async function admit(
  parts: { readonly deps: HttpDeps; readonly limiter: RateLimiter | null },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<ProblemParts | null> {
  // No route, or a preflight: nothing to protect, but it counts.
  const access = request.routeOptions.config.access ?? 'public'
  const caller = access === 'public' ? nobody : await callerOf(parts.deps.identity.authenticator, request)
  if (caller.kind === 'known') request.principal = caller.principal
  if (parts.limiter !== null) {
    const key = caller.kind === 'known' ? caller.principal.userId : networkOf(request)
    const hit = parts.limiter.check(key, reply)
    const limited = hit instanceof Promise ? await hit : hit
    if (limited !== null) return limited
  }
  return refusalOf(access, caller)
}

function malformedOf(request: FastifyRequest): ProblemParts | null {
  // Echoes headers back: nothing here needs it, and cookies must not be readable that way.
  if (request.method === 'TRACE') return { code: 'METHOD_NOT_ALLOWED', detail: 'TRACE is not answered.' }
  if (request.headers.host === undefined)
    return { code: 'MALFORMED_REQUEST', detail: 'The Host header is missing.' }
  if (request.url.includes('%00'))
    return { code: 'VALIDATION_ERROR', detail: 'The address has a NUL character.' }
  return null
}
