import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { presentApproval } from '../../present/present-payment.ts'
import { contextOf } from '../../route-page.ts'
import { sendJson } from '../../send-json.ts'
import { approvalView } from '../../wire/payments.ts'
import { idParams } from '../../wire/shared.ts'

/**
 * GET /api/approvals/{id}: one approval with its votes.
 * Errors: 400, 401, 404, 429, 503. Source: CONTRACT.md.
 */
export function getApiApprovalsId(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/approvals/:id',
    config: { access: 'read', refusals: ['NOT_FOUND'] },
    schema: {
      tags: ['approvals'],
      summary: 'One approval',
      params: idParams,
      response: { 200: approvalView },
    },
    handler: async (request, reply) => {
      const row = await deps.treasury.views.approval(request.params.id)
      if (!row.ok) throw row.error
      if (row.value === null) {
        deps.problems.send(request, reply, { code: 'NOT_FOUND', detail: 'There is no such approval.' })
        return
      }
      return sendJson(reply, 200, presentApproval(row.value, contextOf(deps)))
    },
  })
}
