import { z } from 'zod'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { presentPayment, statesOf } from '../../present/present-payment.ts'
import { sendPage } from '../../route-page.ts'
import { transactionPage, transactionStatus } from '../../wire/payments.ts'
import { pageQuery } from '../../wire/shared.ts'

const query = pageQuery.extend({
  status: transactionStatus.optional(),
  vendor: z.string().min(1).max(200).optional().describe('Name or id'),
})

/**
 * GET /api/transactions: payments, newest first.
 * Errors: 400, 401, 429, 503. Source: CONTRACT.md.
 */
export function getApiTransactions(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/transactions',
    config: { access: 'read' },
    schema: {
      tags: ['payments'],
      summary: 'List payments',
      querystring: query,
      response: { 200: transactionPage },
    },
    handler: async (request, reply) => {
      const { status, vendor } = request.query
      return sendPage({ deps, request, reply }, request.query, {
        load: (page) =>
          deps.treasury.views.payments({
            ...page,
            states: status === undefined ? null : statesOf[status],
            vendor: vendor ?? null,
          }),
        present: presentPayment,
      })
    },
  })
}
