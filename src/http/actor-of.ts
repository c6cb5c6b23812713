import type { FastifyRequest } from 'fastify'
import type { Actor } from '#vendors/ports.ts'
import { principalOf } from './auth.ts'

/**
 * Who does something, for the audit log.
 * @param request on a route that is not public   @returns id, name and request id
 * Errors: InvariantError on a public route. Source: SECURITY.md, who/what/when.
 */
export function actorOf(request: FastifyRequest): Actor {
  const principal = principalOf(request)
  return { id: principal.userId, name: principal.username, requestId: request.id }
}
