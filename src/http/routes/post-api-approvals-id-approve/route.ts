import { z } from 'zod'
import { castVote } from '../../cast-vote.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { approvalAnswer } from '../../wire/payments.ts'
import { idParams } from '../../wire/shared.ts'

const body = z.strictObject({ comment: z.string().max(2_000).optional() }).nullish()

/**
 * POST /api/approvals/{id}/approve: the caller's yes; pays once enough people said so.
 * Errors: 400, 401, 403, 404, 409, 429, 503. Source: CONTRACT.md.
 */
export function postApiApprovalsIdApprove(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'POST',
    url: '/api/approvals/:id/approve',
    config: {
      access: 'decide_approval',
      idempotent: true,
      refusals: [
        'NOT_FOUND',
        'ALREADY_DECIDED',
        'SELF_APPROVAL',
        'CONFLICT',
        'INSUFFICIENT_RUNWAY',
        'INSUFFICIENT_FUNDS',
      ],
    },
    schema: {
      tags: ['approvals'],
      summary: 'Approve',
      params: idParams,
      body,
      response: { 200: approvalAnswer },
    },
    handler: async (request, reply) =>
      castVote(
        { deps, request, reply },
        {
          approvalId: request.params.id,
          ballot: { kind: 'approve' },
          comment: request.body?.comment ?? null,
        },
      ),
  })
}
