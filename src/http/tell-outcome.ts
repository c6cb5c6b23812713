import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Told } from '#flow/core/outcome.ts'
import type { RouteDeps } from './deps.ts'
import { presentOutcome } from './present/present-outcome.ts'
import { sendJson } from './send-json.ts'

/**
 * Sends an outcome of the corridor: an answer, or a problem.
 * @param deps problems   @param told the outcome and whether it was told before
 * Errors: none (total). Source: CONTRACT.md, process-invoice table.
 */
export async function tellOutcome(
  deps: Pick<RouteDeps, 'problems'>,
  request: FastifyRequest,
  reply: FastifyReply,
  told: Told,
): Promise<void> {
  const presented = presentOutcome(told.outcome)
  if (presented.kind === 'answer') {
    if (told.replayed) reply.header('idempotent-replayed', 'true')
    return sendJson(reply, presented.status, presented.body)
  }
  deps.problems.send(request, reply, {
    code: presented.code,
    detail: presented.text,
    details: presented.details,
  })
}
