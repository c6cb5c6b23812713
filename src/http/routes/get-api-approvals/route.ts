import { z } from 'zod'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { presentApproval } from '../../present/present-payment.ts'
import { sendPage } from '../../route-page.ts'
import { approvalPage } from '../../wire/payments.ts'
import { pageQuery } from '../../wire/shared.ts'

const query = pageQuery.extend({
  status: z.enum(['pending', 'approved', 'rejected', 'expired', 'voided']).optional(),
})

/**
 * GET /api/approvals: what waits for people, and what they decided; newest first.
 * Errors: 400, 401, 429, 503. Source: CONTRACT.md.
 */
export function getApiApprovals(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/approvals',
    config: { access: 'read' },
    schema: {
      tags: ['approvals'],
      summary: 'List approvals',
      querystring: query,
      response: { 200: approvalPage },
    },
    handler: async (request, reply) =>
      sendPage({ deps, request, reply }, request.query, {
        load: (page) => deps.treasury.views.approvals({ ...page, status: request.query.status ?? null }),
        present: presentApproval,
      }),
  })
}
