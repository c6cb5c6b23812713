import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { presentStory } from '../../present/present-payment.ts'
import { contextOf } from '../../route-page.ts'
import { sendJson } from '../../send-json.ts'
import { transactionDetail } from '../../wire/payments.ts'
import { idParams } from '../../wire/shared.ts'

/**
 * GET /api/transactions/{id}: one payment with decision, approvals, attempts, receipts and ledger entries.
 * Errors: 400, 401, 404, 429, 503. Source: CONTRACT.md.
 */
export function getApiTransactionsId(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/transactions/:id',
    config: { access: 'read', refusals: ['NOT_FOUND'] },
    schema: {
      tags: ['payments'],
      summary: 'One payment',
      params: idParams,
      response: { 200: transactionDetail },
    },
    handler: async (request, reply) => {
      const story = await deps.treasury.views.payment(request.params.id)
      if (!story.ok) throw story.error
      if (story.value === null) {
        deps.problems.send(request, reply, { code: 'NOT_FOUND', detail: 'There is no such payment.' })
        return
      }
      return sendJson(reply, 200, presentStory(story.value, contextOf(deps)))
    },
  })
}
