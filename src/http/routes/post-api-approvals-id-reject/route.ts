import { z } from 'zod'
import { castVote } from '../../cast-vote.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { approvalAnswer } from '../../wire/payments.ts'
import { idParams } from '../../wire/shared.ts'

const body = z.strictObject({ reason: z.string().trim().min(1).max(2_000) })

/**
 * POST /api/approvals/{id}/reject: one no with a reason ends it.
 * Errors: 400, 401, 403, 404, 409, 429, 503. Source: CONTRACT.md.
 */
export function postApiApprovalsIdReject(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'POST',
    url: '/api/approvals/:id/reject',
    config: { access: 'decide_approval', idempotent: true, refusals: ['NOT_FOUND', 'ALREADY_DECIDED'] },
    schema: {
      tags: ['approvals'],
      summary: 'Reject',
      params: idParams,
      body,
      response: { 200: approvalAnswer },
    },
    handler: async (request, reply) =>
      castVote(
        { deps, request, reply },
        {
          approvalId: request.params.id,
          ballot: { kind: 'reject', reason: request.body.reason },
          comment: null,
        },
      ),
  })
}
